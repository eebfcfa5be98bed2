/** The kernel's list of connections in a filter. */
import { readFileSync } from 'node:fs';
import { errorName, libc } from '../../probe/native/libc.ts';
import { SocketError } from '../../probe/native/socket.ts';
import type { Inside } from './lab.ts';
import { runIn } from './run-in.ts';

/** A connection's first packet: `tcp 10.0.0.1 50000 10.0.0.2 445`; of ICMP without ports. */
export type Tracked = ReadonlySet<string>;

export function trackedKey(
  transport: string,
  source: string,
  sourcePort: number,
  target: string,
  targetPort: number,
): string {
  return transport === 'icmp'
    ? `icmp ${source} ${target}`
    : `${transport} ${source} ${sourcePort} ${target} ${targetPort}`;
}

/** Everything that a filter let through and remembers. */
export async function trackedIn(inside: Inside, place: string): Promise<Tracked> {
  const tracked = new Set<string>();
  for (const line of (await listing(inside, place)).split('\n')) {
    const transport = /\b(tcp|udp|icmp|icmpv6)\b/.exec(line)?.[1];
    const ends = /src=(\S+) dst=(\S+)(?: sport=(\d+) dport=(\d+))?/.exec(line);
    if (transport === undefined || !ends) continue;
    const [, source = '', target = '', sourcePort = '0', targetPort = '0'] = ends;
    const kind = transport === 'icmpv6' ? 'icmp' : transport;
    tracked.add(trackedKey(kind, short(source), Number(sourcePort), short(target), Number(targetPort)));
  }
  return tracked;
}

/** The kernel's own file where it has one, otherwise what the program `conntrack` lists. */
async function listing(inside: Inside, place: string): Promise<string> {
  try {
    return inside.namespaces.in(place, () => readFileSync('/proc/thread-self/net/nf_conntrack', 'utf8'));
  } catch {
    const lists = ['ipv4', 'ipv6'].map((family) => runIn(inside, place, ['conntrack', '-L', '-f', family]));
    return (await Promise.all(lists)).join('\n');
  }
}

/** The kernel writes IPv6 addresses out in full. */
function short(address: string): string {
  if (!address.includes(':')) return address;
  const url = new URL(`http://[${address}]/`);
  return url.hostname.slice(1, -1);
}

const AF_NETLINK = 16;
const NETLINK_NETFILTER = 12;
const SOCK_RAW = 3;
/** A request to delete, without saying which: all connections. linux/netfilter/nfnetlink_conntrack.h. */
const DELETE_ALL = (() => {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, (1 << 8) | 2, true);
  view.setUint16(6, 1, true);
  return bytes;
})();

/**
 * Forgets all connections: they outlive a change of rules.
 * @throws {SocketError} where the kernel refuses.
 */
export function forgetConnections({ namespaces }: Inside, place: string): void {
  const c = libc();
  if (!c) throw new Error('no C library');
  namespaces.in(place, () => {
    const fd = c.socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER);
    if (fd < 0) throw new SocketError('socket', errorName(c.errno()));
    const sent = c.send(fd, DELETE_ALL, DELETE_ALL.length, 0);
    const code = errorName(c.errno());
    c.close(fd);
    if (sent < 0) throw new SocketError('send', code);
  });
}
