/** The small servers of this project: the answering halves of the probes' protocols, in each host's namespace. */
import { createServer } from 'node:net';
import { inNamespace } from '../../probe/native/namespace.ts';
import type { Responder, ResponderContext } from '../../probe/protocol.ts';
import { protocolOf } from '../../probe/protocols/registry.ts';
import type { IssuedCertificate } from '../authority.ts';
import type { Listen, ServedHost } from '../services/service.ts';
import { listenAtOnce } from './listeners.ts';
import { listenUdp } from './udp-sockets.ts';

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
  if (listen.transport === 'udp')
    return inNamespace(namespace, () =>
      listenUdp({ addresses, port: listen.port, namespace }, (datagram, reply, fromOther) =>
        responder.udp?.(datagram, reply, context, fromOther),
      ),
    );
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
