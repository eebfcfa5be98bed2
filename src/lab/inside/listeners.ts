/** The light tier: every planned port of every host is listened on, all of them by this one process. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { closeSocket, SocketError, socketIn } from '../../probe/native/socket.ts';
import type { LabHost, LabPort } from '../model.ts';
import { type Answerer, bareAnswers } from './bare-answers.ts';
import type { Inside } from './lab.ts';
import { Arrivals } from './record.ts';

export interface Listeners {
  readonly count: number;
  readonly arrivals: Arrivals;
  /** Ports that could not be opened, in sentences. */
  readonly notes: readonly string[];
}

/** Opens all ports, in each host's namespace; from then on, whoever comes is written down and answered. */
export function listenEverywhere(
  { model, namespaces }: Inside,
  answers: (host: LabHost, port: LabPort) => Answerer = bareAnswers,
): Listeners {
  const arrivals = new Arrivals();
  const notes: string[] = [];
  let count = 0;
  for (const host of model.hosts) {
    if (host.ports.length === 0) continue;
    const namespace = namespaces.handle(host.id);
    namespaces.in(host.id, () => {
      for (const port of host.ports) {
        try {
          count += listenOn(host, port, arrivals, answers(host, port), namespace);
        } catch (error) {
          notes.push(
            `${host.label}: ${port.transport}/${port.port} can't be opened: ${(error as Error).message}`,
          );
        }
      }
    });
  }
  return { count, arrivals, notes };
}

/**
 * Opens one port, in the namespace that one is in.
 * @param namespace handle of the host's, for answers from another port.
 * @returns the number of sockets.
 * @throws {Error} where it is taken.
 */
export function listenOn(
  host: LabHost,
  { transport, port }: Pick<LabPort, 'transport' | 'port'>,
  arrivals: Arrivals,
  answerer: Answerer = bareAnswers(host),
  namespace?: number,
): number {
  const one: Listening = { host, port, arrivals, answerer, namespace };
  return transport === 'tcp' ? listenTcp(one) : listenUdp(one);
}

interface Listening {
  readonly host: LabHost;
  readonly port: number;
  readonly arrivals: Arrivals;
  readonly answerer: Answerer;
  readonly namespace: number | undefined;
}

const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);

function listenTcp({ host, port, arrivals, answerer }: Listening): number {
  const server = createServer((socket) => {
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress !== undefined && remotePort !== undefined)
      arrivals.add({
        host: host.id,
        transport: 'tcp',
        port,
        from: plain(remoteAddress),
        fromPort: remotePort,
      });
    answerer.tcp(socket);
  });
  listenAtOnce(server, port);
  return 1;
}

/**
 * Opens a port in the namespace that one is in: without a name to look up, Node does it at once.
 * @throws {Error} where it can't be opened. Node itself says so later, to nobody, which would end the lab.
 */
export function listenAtOnce(server: Server, port: number): void {
  server.on('error', () => undefined);
  server.listen({ port, backlog: 4096 });
  if (!server.listening) throw new Error('it is taken, or no more files may be open');
}

function listenUdp(one: Listening): number {
  const addresses = one.host.interfaces.flatMap((i) => i.addresses);
  let count = 0;
  for (const family of [4, 6] as const) {
    const own = addresses.filter((a) => a.family === family).map((a) => a.address);
    if (own.length === 0) continue;
    // An answer comes from the address that was asked; what is sent to everybody reaches the last one.
    const bound = own.length > 1 ? own : [];
    for (const address of [...bound, family === 4 ? '0.0.0.0' : '::']) {
      const local = { address, port: one.port };
      const fd = socketIn({ type: 'udp', family, local, reuseAddress: true, broadcast: true });
      openUdp(fd, family, one);
      count++;
    }
  }
  return count;
}

function openUdp(fd: number, family: 4 | 6, { host, port, arrivals, answerer, namespace }: Listening): void {
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.on('error', () => undefined);
  socket.on('message', (bytes, { address, port: fromPort }) => {
    arrivals.add({ host: host.id, transport: 'udp', port, from: address, fromPort });
    answerer.udp(
      { bytes, address, port: fromPort },
      (reply) => socket.send(reply, fromPort, address, () => undefined),
      (reply) => sendFromOther(namespace, family, answerer, reply, address, fromPort),
    );
  });
  socket.bind({ fd });
}

/** How long a transfer may go on from another port, in milliseconds. */
const TRANSFER = 2000;

/** The ports that Windows gives out: plans are made for these. */
const DYNAMIC = { first: 49152, last: 65535 } as const;

/** A socket at a port of those that nobody has. */
function otherPort(namespace: number | undefined, family: 4 | 6): number {
  for (let tries = 1; ; tries++) {
    const port = randomInt(DYNAMIC.first, DYNAMIC.last + 1);
    const where = namespace === undefined ? {} : { namespace };
    try {
      return socketIn({ ...where, type: 'udp', family, local: { address: '', port } });
    } catch (error) {
      if (!(error instanceof SocketError) || tries > 20) throw error;
    }
  }
}

/** From a new port, as TFTP does: what comes to that is answered from there. */
function sendFromOther(
  namespace: number | undefined,
  family: 4 | 6,
  answerer: Answerer,
  bytes: Uint8Array,
  address: string,
  port: number,
): void {
  const fd = otherPort(namespace, family);
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.on('error', () => undefined);
  socket.on('message', (more, from) => {
    const reply = (answer: Uint8Array): void => socket.send(answer, from.port, from.address, () => undefined);
    answerer.udp({ bytes: more, address: from.address, port: from.port }, reply, reply);
  });
  try {
    socket.bind({ fd }, () =>
      socket.send(bytes, port, address, () => setTimeout(() => socket.close(), TRANSFER)),
    );
  } catch {
    closeSocket(fd);
  }
}
