/** One UDP port of a host of the lab: what comes to it is handed on, and answered from where it was asked. */
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { closeSocket, SocketError, socketIn } from '../../probe/native/socket.ts';
import type { Datagram } from '../../probe/protocol.ts';

/** @param fromOther sends from a new port; what comes to that is handed on, too, and answered from there */
export type Heard = (
  datagram: Datagram,
  reply: (bytes: Uint8Array) => void,
  fromOther: (bytes: Uint8Array) => void,
) => void;

export interface UdpPort {
  /** All of the host's. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Handle of the host's namespace, for answers from a new port. */
  readonly namespace: number | undefined;
}

/** Asked for by everybody who looks for a service (WS-Discovery); a listener has to join it. */
const GROUPS: Readonly<Record<number, Readonly<Record<4 | 6, string>>>> = {
  3702: { 4: '239.255.255.250', 6: 'ff02::c' },
};

/** How long a transfer may go on from a new port (TFTP), in milliseconds. */
const TRANSFER = 10_000;

/**
 * Opens the port, in the namespace that one is in.
 * @returns the number of sockets.
 * @throws {SocketError} where it is taken.
 */
export function listenUdp({ addresses, port, namespace }: UdpPort, heard: Heard): number {
  let count = 0;
  for (const family of [4, 6] as const) {
    const own = addresses.filter((text) => text.includes(':') === (family === 6));
    if (own.length === 0) continue;
    // An answer comes from the address that was asked; what is sent to everybody reaches the last one.
    for (const address of [...(own.length > 1 ? own : []), family === 4 ? '0.0.0.0' : '::']) {
      const local = { address, port };
      const fd = socketIn({ type: 'udp', family, local, reuseAddress: true, broadcast: true });
      const socket = adopted(family, fd);
      join(socket, family, port);
      const from = own.length > 1 && own.includes(address) ? address : '';
      attend(socket, heard, (to) => sendFromOther({ family, namespace, address: from }, to, heard));
      count++;
    }
  }
  return count;
}

function attend(
  socket: Socket,
  heard: Heard,
  other: (to: Omit<Datagram, 'bytes'>) => (bytes: Uint8Array) => void,
): void {
  socket.on('message', (bytes, { address, port }) =>
    heard({ bytes, address, port }, replyTo(socket, { address, port }), other({ address, port })),
  );
}

function replyTo(socket: Socket, { address, port }: Omit<Datagram, 'bytes'>): (bytes: Uint8Array) => void {
  return (bytes) => socket.send(bytes, port, address, () => undefined);
}

/** Where a new port is opened. */
interface Near {
  readonly family: 4 | 6;
  readonly namespace: number | undefined;
  /** The one that was asked, of a host with several; otherwise empty. */
  readonly address: string;
}

function sendFromOther(near: Near, to: Omit<Datagram, 'bytes'>, heard: Heard): (bytes: Uint8Array) => void {
  return (bytes) => {
    const socket = atNewPort(near);
    setTimeout(() => socket.close(), TRANSFER).unref();
    attend(socket, heard, (next) => replyTo(socket, next));
    replyTo(socket, to)(bytes);
  };
}

/** The ports that Windows gives out: plans are made for these. */
const DYNAMIC = { first: 49152, last: 65535 } as const;

/** A socket at a port of those that nobody has. */
function atNewPort({ family, namespace, address }: Near): Socket {
  const where = namespace === undefined ? {} : { namespace };
  for (let tries = 1; ; tries++) {
    const local = { address, port: randomInt(DYNAMIC.first, DYNAMIC.last + 1) };
    try {
      return adopted(family, socketIn({ ...where, type: 'udp', family, local }));
    } catch (error) {
      if (!(error instanceof SocketError) || tries > 20) throw error;
    }
  }
}

function adopted(family: 4 | 6, fd: number): Socket {
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.on('error', () => undefined);
  try {
    // With a socket that exists already, it is bound when this returns.
    socket.bind({ fd });
  } catch (error) {
    closeSocket(fd);
    throw error;
  }
  return socket;
}

function join(socket: Socket, family: 4 | 6, port: number): void {
  const group = GROUPS[port]?.[family];
  if (group === undefined) return;
  try {
    socket.addMembership(group);
  } catch {
    // A host without a route for groups hears nothing: its neighbours don't either.
  }
}
