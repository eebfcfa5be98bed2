/** The light tier: every planned port of every host is listened on, all of them by this one process. */
import { createServer, type Server } from 'node:net';
import { addressesOf, type LabHost, type LabPort } from '../model.ts';
import { type Answerer, bareAnswers } from './bare-answers.ts';
import type { Inside } from './lab.ts';
import { Arrivals } from './record.ts';
import { listenUdp } from './udp-sockets.ts';

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
  if (transport === 'tcp') return listenTcp(host, port, arrivals, answerer);
  return listenUdp({ addresses: addressesOf(host), port, namespace }, (datagram, reply, fromOther) => {
    arrivals.add({ host: host.id, transport, port, from: datagram.address, fromPort: datagram.port });
    answerer.udp(datagram, reply, fromOther);
  });
}

const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);

function listenTcp(host: LabHost, port: number, arrivals: Arrivals, answerer: Answerer): number {
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
