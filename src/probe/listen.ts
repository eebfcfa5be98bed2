/**
 * Portolan's listener: it stands where services will be, says what it is to whoever comes, and writes down who came.
 * It answers a datagram with a line and nothing else, and no answer of another listener.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import type { Observation, ObservedEnd, Verdict } from '../plan/observation.ts';
import { bannerOf, newToken, readQuestion, startsLikeBanner } from './banner.ts';
import type { ListenPort } from './listen-ports.ts';
import { familyOf } from './native/socket-address.ts';

export interface ListenOptions {
  /** The host's name in the hierarchy. */
  readonly host: string;
  readonly ports: readonly ListenPort[];
  /** The host's addresses that this machine has. */
  readonly addresses: readonly string[];
  /** The end of the hierarchy that has an address. */
  nameOf(address: string): string | undefined;
  found(observation: Observation): void;
}

/** A port that could not be opened; `taken`: something has it already, so the service may be there. */
export interface Unopened {
  readonly port: ListenPort;
  readonly why: 'taken' | 'no right' | 'failed';
  readonly code: string;
}

export interface Listening {
  readonly opened: readonly ListenPort[];
  readonly unopened: readonly Unopened[];
  close(): void;
}

const GREET_AFTER = 200;
/** A client that neither reads nor leaves is let go. */
const LONGEST = 5000;
const CONNECTIONS = 512;
/** Answers of one port in a second: the address of a sender can be forged. */
const ANSWERS = 100;

/** Opens all ports that can be opened, and says which can't. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const closers: (() => void)[] = [];
  const opened: ListenPort[] = [];
  const unopened: Unopened[] = [];
  for (const port of options.ports) {
    const done = await open(port, options);
    if (typeof done === 'function') {
      closers.push(done);
      opened.push(port);
      options.found(stateOf(port, options.host, 'listener', 'listening', 'The listener has the port open'));
    } else {
      unopened.push(done);
      options.found(refusalOf(done, options.host));
    }
  }
  return {
    opened,
    unopened,
    close() {
      for (const close of closers) close();
      for (const port of opened)
        options.found(stateOf(port, options.host, 'listener', 'closed', 'The listener closed the port'));
    },
  };
}

/** How to close it again, or why it can't be opened. */
async function open(port: ListenPort, options: ListenOptions): Promise<(() => void) | Unopened> {
  try {
    return port.transport === 'tcp' ? await openTcp(port, options) : await openUdp(port, options);
  } catch (error) {
    return unopenedOf(port, error);
  }
}

function unopenedOf(port: ListenPort, error: unknown): Unopened {
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? error);
  if (code === 'EADDRINUSE') return { port, why: 'taken', code };
  return { port, why: code === 'EACCES' || code === 'EPERM' ? 'no right' : 'failed', code };
}

function refusalOf({ port, why, code }: Unopened, host: string): Observation {
  if (why === 'taken')
    return stateOf(
      port,
      host,
      'open',
      'taken',
      'A program has the port already: the service seems to be there',
    );
  const words =
    why === 'no right' ? 'The right to open the port is missing' : `The port can’t be opened: ${code}`;
  return stateOf(port, host, 'failed', 'not opened', words);
}

function stateOf(
  { transport, port, family, services }: ListenPort,
  on: string,
  verdict: Verdict,
  state: string,
  evidence: string,
): Observation {
  const [service] = services;
  return {
    time: new Date().toISOString(),
    kind: 'listen',
    on,
    transport,
    ...(service !== undefined && { service }),
    from: {},
    to: { name: on, address: family === 4 ? '0.0.0.0' : '::', port },
    verdict,
    evidence,
    facts: { state },
  };
}

function cameOf(
  { transport, services }: ListenPort,
  { host, nameOf }: ListenOptions,
  from: { readonly address: string; readonly port: number },
  to: ObservedEnd,
  token: string,
): Observation {
  const name = nameOf(from.address);
  const [service] = services;
  const what = transport === 'tcp' ? 'A connection' : 'A datagram';
  return {
    time: new Date().toISOString(),
    kind: 'listen',
    on: host,
    transport,
    ...(service !== undefined && { service }),
    from: { ...(name !== undefined && { name }), ...from },
    to: { name: host, ...to },
    verdict: 'listener',
    evidence: `${what} came from ${from.address} port ${from.port}`,
    facts: { state: 'came' },
    token,
  };
}

async function openTcp(port: ListenPort, options: ListenOptions): Promise<() => void> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    greet(socket, port, options);
  });
  server.maxConnections = CONNECTIONS;
  const host = port.family === 4 ? '0.0.0.0' : '::';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: port.port, ipv6Only: port.family === 6, exclusive: true }, resolve);
  });
  server.on('error', () => {});
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}

/** Says what it is when the client has said something, or after a while: some wait for the server's first word. */
function greet(socket: Socket, port: ListenPort, options: ListenOptions): void {
  const token = newToken();
  const { remoteAddress = '', remotePort = 0, localAddress = '' } = socket;
  const to = { address: localAddress, port: port.port };
  options.found(cameOf(port, options, { address: remoteAddress, port: remotePort }, to, token));
  let isGreeted = false;
  const say = (): void => {
    if (isGreeted || socket.destroyed) return;
    isGreeted = true;
    socket.end(`${bannerOf({ host: options.host, token })}\r\n`);
  };
  const soon = setTimeout(say, GREET_AFTER);
  const late = setTimeout(() => socket.destroy(), LONGEST);
  socket.once('data', say);
  socket.resume();
  socket.once('close', () => {
    clearTimeout(soon);
    clearTimeout(late);
  });
}

/**
 * On each of the host's addresses by itself, so that the answer comes from the one that was asked. What is sent to
 * everybody comes to a socket for all addresses only.
 */
async function openUdp(port: ListenPort, options: ListenOptions): Promise<() => void> {
  const any = port.family === 4 ? '0.0.0.0' : '::';
  const own = port.cast ? [] : options.addresses.filter((address) => familyOf(address) === port.family);
  const sockets: UdpSocket[] = [];
  const close = (): void => {
    for (const socket of sockets) socket.close();
  };
  try {
    for (const address of own.length > 0 ? own : [any]) sockets.push(await bindUdp(port, address));
  } catch (error) {
    close();
    throw error;
  }
  for (const socket of sockets) answer(socket, port, options);
  return close;
}

async function bindUdp({ port, family }: ListenPort, address: string): Promise<UdpSocket> {
  const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', ipv6Only: family === 6 });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ port, address, exclusive: true }, () => resolve());
    });
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.removeAllListeners('error');
  socket.on('error', () => {});
  return socket;
}

function answer(socket: UdpSocket, port: ListenPort, options: ListenOptions): void {
  let second = 0;
  let answered = 0;
  socket.on('message', (bytes, from) => {
    const question = readQuestion(bytes);
    if (question === undefined && startsLikeBanner(bytes)) return;
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) answered = 0;
    second = now;
    if (++answered > ANSWERS) return;
    const token = question ?? newToken();
    const at = { address: from.address, port: from.port };
    options.found(cameOf(port, options, at, { port: port.port }, token));
    const sender = `${from.address}:${from.port}`;
    const banner = bannerOf({ host: options.host, token, sender });
    socket.send(`${banner}\r\n`, from.port, from.address, () => {});
  });
}
