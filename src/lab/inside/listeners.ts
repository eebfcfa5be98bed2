/** The light tier: every planned port of every host is listened on, all of them by this one process. */
import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { bannerOf, newToken } from '../../probe/banner.ts';
import { socketIn } from '../../probe/native/socket.ts';
import type { LabHost, LabPort } from '../model.ts';
import type { Inside } from './lab.ts';
import { Arrivals } from './record.ts';

export interface Listeners {
  readonly count: number;
  readonly arrivals: Arrivals;
  /** Ports that could not be opened, in sentences. */
  readonly notes: readonly string[];
}

/** How long a client is waited for: then it is told who is here, and later the connection is closed. */
const SILENCE = 200;
const PATIENCE = 5000;

/** Opens all ports, in each host's namespace; from then on, whoever comes is answered and written down. */
export function listenEverywhere({ model, namespaces }: Inside): Listeners {
  const arrivals = new Arrivals();
  const notes: string[] = [];
  let count = 0;
  for (const host of model.hosts) {
    if (host.ports.length === 0) continue;
    namespaces.in(host.id, () => {
      for (const port of host.ports) {
        try {
          count += listenOn(host, port, arrivals);
        } catch (error) {
          notes.push(`${host.label}: ${(error as Error).message}`);
        }
      }
    });
  }
  return { count, arrivals, notes };
}

/**
 * Opens one port, in the namespace that one is in; gives the number of sockets.
 * @throws {Error} where it is taken.
 */
export function listenOn(host: LabHost, port: LabPort, arrivals: Arrivals): number {
  return port.transport === 'tcp' ? listenTcp(host, port, arrivals) : listenUdp(host, port, arrivals);
}

const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);

function listenTcp(host: LabHost, { port }: LabPort, arrivals: Arrivals): number {
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
    introduce(socket, host.label);
  });
  // Without a name to look up this happens at once, and so in the namespace.
  server.listen({ port, backlog: 4096 });
  return 1;
}

/** Says who is here, after the client's first bytes or a moment of silence. */
function introduce(socket: Socket, label: string): void {
  const token = newToken();
  let isSaid = false;
  const say = (): void => {
    if (isSaid) return;
    isSaid = true;
    socket.end(`${bannerOf({ host: label, token })}\r\n`);
  };
  socket.on('error', () => undefined);
  socket.once('data', say);
  socket.setTimeout(SILENCE, () => {
    if (isSaid) socket.destroy();
    say();
    socket.setTimeout(PATIENCE);
  });
}

function listenUdp(host: LabHost, { port }: LabPort, arrivals: Arrivals): number {
  const addresses = host.interfaces.flatMap((i) => i.addresses);
  let count = 0;
  for (const family of [4, 6] as const) {
    const own = addresses.filter((a) => a.family === family).map((a) => a.address);
    if (own.length === 0) continue;
    // An answer comes from the address that was asked; what is sent to everybody reaches the last one.
    const bound = own.length > 1 ? own : [];
    for (const address of [...bound, family === 4 ? '0.0.0.0' : '::']) {
      const local = { address, port };
      const fd = socketIn({ type: 'udp', family, local, reuseAddress: true, broadcast: true });
      openUdp(fd, family, host, port, arrivals);
      count++;
    }
  }
  return count;
}

function openUdp(fd: number, family: 4 | 6, host: LabHost, port: number, arrivals: Arrivals): void {
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.on('error', () => undefined);
  socket.on('message', (bytes, { address, port: fromPort }) => {
    arrivals.add({ host: host.id, transport: 'udp', port, from: address, fromPort });
    const banner = bannerOf({ host: host.label, token: newToken(), sender: `${address}:${fromPort}` });
    if (bytes.length > 0) socket.send(banner, fromPort, address, () => undefined);
  });
  socket.bind({ fd });
}
