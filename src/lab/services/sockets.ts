/** Which ports listen in the network namespace of a process, as the kernel says it: proc(5), `/proc/PID/net/tcp`. */
import { readFileSync, readlinkSync } from 'node:fs';
import type { Transport } from '../../net/ports.ts';

export interface ListeningPorts {
  readonly tcp: ReadonlySet<number>;
  readonly udp: ReadonlySet<number>;
}

/** `TCP_LISTEN` of the kernel; a UDP socket without a peer has state 7. */
const LISTENING = { tcp: '0A', udp: '07' } as const;

/** Empty for a process that has ended, or that is in the namespace of this process: it has not got to its own yet. */
export function listeningPorts(pid: number): ListeningPorts {
  try {
    if (readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync('/proc/self/ns/net'))
      return { tcp: new Set(), udp: new Set() };
  } catch {
    return { tcp: new Set(), udp: new Set() };
  }
  return { tcp: portsOf(pid, 'tcp'), udp: portsOf(pid, 'udp') };
}

function portsOf(pid: number, transport: Exclude<Transport, 'icmp'>): Set<number> {
  const ports = new Set<number>();
  for (const family of ['', '6']) {
    for (const port of parseSockets(textOf(`/proc/${pid}/net/${transport}${family}`), LISTENING[transport]))
      ports.add(port);
  }
  return ports;
}

function* parseSockets(text: string, state: string): Generator<number> {
  for (const line of text.split('\n').slice(1)) {
    const [, local, , found] = line.trim().split(/\s+/);
    if (found === state && local) yield Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
