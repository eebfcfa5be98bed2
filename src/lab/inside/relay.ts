/** A relay of DHCP in a client's subnet (RFC 2131, RFC 1542), as the IP helper of a router is. */
import { createSocket } from 'node:dgram';
import { socketIn } from '../../probe/native/socket.ts';

export interface Relay {
  /** Where a client's question goes to, by the number of its transaction. */
  readonly servers: Map<number, string>;
  close(): void;
}

const PORTS = { server: 67, client: 68 } as const;
/** Where its fields lie in a message. */
const AT = { hops: 3, transaction: 4, relay: 24 } as const;

/** @param namespace where it stands; `own` is its address there. */
export function relayIn(namespace: number, own: string): Relay {
  const servers = new Map<number, string>();
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  socket.on('message', (message) => {
    if (message.length < 240) return;
    const transaction = message.readUInt32BE(AT.transaction);
    const server = servers.get(transaction);
    if (server === undefined) return;
    if (message[0] === 2) {
      // Who asks has no address yet.
      socket.send(message, PORTS.client, '255.255.255.255', () => undefined);
      return;
    }
    // What was relayed already isn't again.
    if ((message[AT.hops] ?? 0) > 0) return;
    const relayed = Buffer.from(message);
    relayed[AT.hops] = 1;
    relayed.set(own.split('.').map(Number), AT.relay);
    socket.send(relayed, PORTS.server, server, () => undefined);
  });
  const local = { address: '', port: PORTS.server };
  socket.bind({ fd: socketIn({ type: 'udp', family: 4, namespace, local, broadcast: true }) });
  return { servers, close: () => socket.close() };
}
