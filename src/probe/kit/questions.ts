/** A task's questions for a kit: connections with bytes, the layer of TLS, and how a right answer begins. */
import type { Protocol } from '../protocol.ts';
import { connectRequest } from '../protocols/proxy/connect.ts';
import { destinationsOf } from '../protocols/proxy/destinations.ts';
import { ASKED } from '../protocols/proxy/protocol.ts';
import { protocolOf } from '../protocols/registry.ts';
import type { ProbeTask } from '../task.ts';
import { capture, MAPPER, type Opponent, responderOf } from './capture.ts';
import type { KitConnection, KitProbe } from './model.ts';

/** Services inside of TLS → the service that speaks the same without; empty: the handshake is all. */
const INSIDE_TLS: Readonly<Record<string, string>> = {
  https: 'http',
  'https-alternate': 'http',
  'wsus-https': 'wsus-http',
  ldaps: 'ldap',
  'global-catalog-tls': 'global-catalog',
  'winrm-https': 'winrm-http',
  'client-notification': '',
  'cmg-channel': '',
  'cmg-tls': '',
};

/** Needs an own port that Windows and its DHCP client hold, or an answer from another port than the one that was asked. */
const UNASKED: Readonly<Record<string, string>> = {
  dhcp: 'DHCP answers go to port 68, which this host’s own DHCP client has',
  'dhcp-client': 'DHCP answers go to port 68, which this host’s own DHCP client has',
  dhcpv6: 'DHCPv6 answers go to port 546, which this host’s own DHCP client has',
  'tftp-data': 'The port is chosen by the server for each transfer: ask TFTP',
  'tftp-reply': 'The port is chosen by the client for each transfer: ask TFTP',
  teredo: 'Teredo needs a server on the internet',
};

/** First bytes of right answers, in hexadecimal digits; what isn't here is judged by any answer. */
const PATTERNS: Readonly<Record<string, string>> = {
  http: '^485454502f31',
  'http-alternate': '^485454502f31',
  'wsus-http': '^485454502f31',
  'winrm-http': '^485454502f31',
  'peer-cache': '^485454502f31',
  'http-proxy': '^485454502f31',
  sql: '^0401',
  'sql-browser': '^05',
  smb: '^000[01].{4}fe534d42',
  'netbios-session': '^8[23]|^000[01]',
  'rpc-endpoint-mapper': '^05000c',
  'rpc-dynamic': '^05000c',
  ldap: '^30',
  'global-catalog': '^30',
  'ldap-udp': '^30',
  kerberos: '^0000.{4}[67]',
  'kerberos-udp': '^[67]',
  'dns-udp': '^.{4}[89a-f]',
  'dns-tcp': '^.{8}[89a-f]',
  ntp: '^.[4c]|^[0-9a-f]{96}',
  'remote-desktop': '^0300.{6}d0',
};

/** The protocol that is spoken, inside of TLS where there is TLS. */
export function plainProtocol(service: string): { readonly protocol?: Protocol; readonly tls: boolean } {
  const inside = INSIDE_TLS[service];
  const protocol = protocolOf(inside === undefined ? service : inside);
  return { tls: inside !== undefined, ...(protocol && { protocol }) };
}

/** What is asked of one task. */
export async function questionsOf(task: ProbeTask): Promise<KitProbe> {
  const unasked = UNASKED[task.service] ?? (task.to.subnet === undefined ? undefined : SUBNET);
  const probe = { id: task.id, task };
  if (unasked !== undefined) return { ...probe, connections: [], unasked };
  if (task.transport === 'icmp') return { ...probe, connections: [] };
  const { protocol, tls } = plainProtocol(task.service);
  const port = task.port ?? 0;
  if (task.service === 'http-proxy')
    return { ...probe, connections: tunnels(task), pattern: PATTERNS.http ?? '' };
  const made = protocol ? await captured(protocol, task) : [];
  const connections = made
    .map((one) => layered({ ...one, port: named(one.port, task) }, tls, task))
    .filter((one, index, all) => all.findIndex((other) => sameQuestions(other, one)) === index);
  const pattern = PATTERNS[tls ? (INSIDE_TLS[task.service] ?? '') : task.service];
  return {
    ...probe,
    connections: connections.length > 0 ? connections : [layered({ port, questions: [] }, tls, task)],
    ...(pattern !== undefined && { pattern }),
  };
}

const SUBNET = 'The other end is a network: ask one of its computers from a machine with Portolan';

/** One tunnel for each destination beyond a proxy; TLS begins behind it, which isn't precomputed. */
function tunnels(task: ProbeTask): KitConnection[] {
  return destinationsOf(task.beyond ?? [])
    .slice(0, ASKED)
    .map((destination) => ({
      port: task.port ?? 0,
      tls: 'after',
      name: destination.host,
      questions: [connectRequest(destination).toString('hex')],
    }));
}

function layered(connection: KitConnection, tls: boolean, task: ProbeTask): KitConnection {
  if (!tls) return connection;
  return { ...connection, tls: 'first', name: task.to.fqdns[0] ?? task.to.address ?? '' };
}

/** The dynamic port is the one that the endpoint mapper names, on the connection before. */
function named(port: number, task: ProbeTask): number {
  return task.service === 'rpc-dynamic' && port !== MAPPER ? 0 : port;
}

async function captured(protocol: Protocol, task: ProbeTask): Promise<KitConnection[]> {
  const made = await capture(protocol, task, responderOf(protocol, task));
  if (!/^(http|wsus|winrm)/.test(protocol.services[0] ?? '')) return made;
  // A web server that refuses is asked for one path more.
  return [...made, ...(await capture(protocol, task, REFUSES))];
}

const REFUSES: Opponent = {
  tcp: (socket) =>
    void socket.once('data', () =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    ),
};

function sameQuestions(a: KitConnection, b: KitConnection): boolean {
  return a.port === b.port && a.questions.join(' ') === b.questions.join(' ');
}
