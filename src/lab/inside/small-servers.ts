/** The small servers of this project: the answering halves of the probes' protocols, in each host's namespace. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { inNamespace } from '../../probe/native/namespace.ts';
import { socketIn } from '../../probe/native/socket.ts';
import type { Responder, ResponderContext } from '../../probe/protocol.ts';
import { protocolOf } from '../../probe/protocols/registry.ts';
import type { IssuedCertificate } from '../authority.ts';
import type { Listen, ServedHost } from '../services/service.ts';
import { listenAtOnce } from './listeners.ts';

/** Asked for by everybody who looks for a service (WS-Discovery); a listener has to join it. */
const GROUPS: Readonly<Record<number, Readonly<Record<4 | 6, string>>>> = {
  3702: { 4: '239.255.255.250', 6: 'ff02::c' },
};

/** An answer from another port (TFTP) has a socket of its own for so long, in milliseconds. */
const OTHER_PORT = 10_000;

/** The responder of a port, and the service that it speaks. Of several, the first that has one. */
export function responderOf({ services, transport }: Listen): [string, Responder] | undefined {
  for (const service of services) {
    const responder = protocolOf(service)?.responder;
    if (responder?.[transport]) return [service, responder];
  }
  return undefined;
}

/**
 * Opens one port of a host with its responder.
 * @param namespace handle of the host's.
 * @returns how many sockets listen: 0 where no responder knows the service.
 * @throws {Error} where the port is taken.
 */
export function serveSmall(
  host: ServedHost,
  listen: Listen,
  certificate: IssuedCertificate,
  namespace: number,
): number {
  const found = responderOf(listen);
  if (!found) return 0;
  const [service, responder] = found;
  const { name, names, roles, addresses, hints } = host;
  const context: ResponderContext = {
    host: { name, fqdn: names[0] ?? name, roles: rolesOf(roles, service), addresses },
    service,
    port: listen.port,
    hints: { ...(host.rpc && { rpcPort: String(host.rpc.first) }), ...hints },
    certificate,
  };
  if (listen.transport === 'udp') return serveUdp(responder, context, namespace);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    responder.tcp?.(socket, context);
  });
  inNamespace(namespace, () => listenAtOnce(server, listen.port));
  return 1;
}

/** A site system in a network of clients is one of them, too: for its peers, and on their port only. */
function rolesOf(roles: readonly string[], service: string): readonly string[] {
  return service === 'peer-cache' && !roles.includes('client') ? [...roles, 'client'] : roles;
}

function serveUdp(responder: Responder, context: ResponderContext, namespace: number): number {
  const { addresses } = context.host;
  let count = 0;
  for (const family of [4, 6] as const) {
    const own = addresses.filter((text) => text.includes(':') === (family === 6));
    if (own.length === 0) continue;
    // An answer comes from the address that was asked; what is sent to everybody reaches the last one.
    for (const address of [...(own.length > 1 ? own : []), family === 4 ? '0.0.0.0' : '::']) {
      openUdp({ family, address, port: context.port }, responder, context, namespace);
      count++;
    }
  }
  return count;
}

interface Local {
  readonly family: 4 | 6;
  readonly address: string;
  readonly port: number;
}

function openUdp(local: Local, responder: Responder, context: ResponderContext, namespace: number): void {
  const attend = (socket: UdpSocket): void => {
    socket.on('message', (bytes, { address, port }) => {
      const from = (sender: UdpSocket) => (answer: Uint8Array) =>
        sender.send(answer, port, address, () => undefined);
      responder.udp?.({ bytes, address, port }, from(socket), context, (answer) => {
        const other = bound({ ...local, port: 0 }, namespace);
        setTimeout(() => other.close(), OTHER_PORT).unref();
        // A transfer goes on there (TFTP).
        attend(other);
        from(other)(answer);
      });
    });
  };
  attend(bound(local, namespace));
}

function bound({ family, address, port }: Local, namespace: number): UdpSocket {
  const local = { address, port };
  const fd = socketIn({ type: 'udp', family, local, namespace, reuseAddress: true, broadcast: true });
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.on('error', () => undefined);
  socket.bind({ fd }, () => join(socket, family, port));
  return socket;
}

function join(socket: UdpSocket, family: 4 | 6, port: number): void {
  const group = GROUPS[port]?.[family];
  if (group === undefined) return;
  try {
    socket.addMembership(group);
  } catch {
    // A host without a route for groups hears nothing: its neighbours don't either.
  }
}
