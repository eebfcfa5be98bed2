/** Servers on loopback, right and wrong ones, and checks that ask them. */
import { execFile } from 'node:child_process';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type {
  Answer,
  CheckContext,
  Datagram,
  Dial,
  Protocol,
  ResponderContext,
} from '../../src/probe/protocol.ts';
import type { ProbeTask } from '../../src/probe/task.ts';

const LOOPBACK = '127.0.0.1';

export interface Running extends AsyncDisposable {
  readonly port: number;
}

/** A TCP server that treats each connection like this. */
export async function listen(onConnection: (socket: Socket) => void): Promise<Running> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A UDP server that answers each datagram like this. */
export async function listenUdp(
  onDatagram: (datagram: Datagram, reply: (bytes: Uint8Array) => void) => void,
): Promise<Running> {
  const socket: UdpSocket = createSocket('udp4');
  socket.on('message', (bytes, from) =>
    onDatagram({ bytes, address: from.address, port: from.port }, (answer) =>
      socket.send(answer, from.port, from.address),
    ),
  );
  await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve));
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}

export interface Case {
  readonly service: string;
  readonly conversation?: string;
  readonly roles?: readonly string[];
  readonly hints?: Readonly<Record<string, string>>;
  readonly fqdns?: readonly string[];
  readonly certificate?: ResponderContext['certificate'];
  readonly beyond?: readonly string[];
}

/** Runs a protocol's own responder. */
export function respond(protocol: Protocol, given: Case): Promise<Running> {
  const { responder } = protocol;
  if (responder?.udp)
    return listenUdp((datagram, reply) =>
      responder.udp?.(datagram, reply, responderContext(given, 0), () => {}),
    );
  if (!responder?.tcp) throw new Error(`${protocol.name} has no responder`);
  return listen((socket) => responder.tcp?.(socket, responderContext(given, socket.localPort ?? 0)));
}

function responderContext(given: Case, port: number): ResponderContext {
  return {
    host: {
      name: 'srv01',
      fqdn: 'srv01.corp.example',
      roles: given.roles ?? [],
      addresses: [LOOPBACK],
    },
    service: given.service,
    port,
    hints: given.hints ?? {},
    ...(given.certificate && { certificate: given.certificate }),
  };
}

function taskOf(given: Case, port: number, transport: 'tcp' | 'udp'): ProbeTask {
  const roles = given.roles ?? [];
  return {
    id: 'task',
    flow: 'flow',
    conversation: given.conversation ?? 'conversation',
    reverse: false,
    service: given.service,
    serviceName: given.service,
    transport,
    port,
    from: { name: 'client', fqdns: [], roles: ['client'] },
    to: {
      name: 'srv01',
      host: 'srv01',
      address: LOOPBACK,
      fqdns: given.fqdns ?? ['srv01.corp.example'],
      roles,
    },
    phase: 'always',
    path: [],
    hints: given.hints ?? {},
    ...(given.beyond && { beyond: given.beyond }),
  };
}

/** Asks a port on loopback. */
export function ask(protocol: Protocol, port: number, given: Case, timeout = 1500): Promise<Answer> {
  const context: CheckContext = {
    task: taskOf(given, port, protocol.transport === 'udp' ? 'udp' : 'tcp'),
    address: LOOPBACK,
    port,
    dial: loopback(),
    timeout,
    signal: AbortSignal.timeout(20_000),
  };
  return protocol.check(context);
}

function loopback(): Dial {
  return {
    ownAddress: async () => LOOPBACK,
    async tcp(port, address = LOOPBACK) {
      const socket = connect({ port, host: address });
      let head = Buffer.alloc(0);
      socket.on('error', () => {});
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      const push = socket.push.bind(socket);
      socket.push = (chunk, encoding) => {
        if (Buffer.isBuffer(chunk) && head.length < 256) head = Buffer.concat([head, chunk]).subarray(0, 256);
        return push(chunk, encoding);
      };
      return {
        socket,
        localAddress: socket.localAddress ?? '',
        localPort: socket.localPort ?? 0,
        head: () => head,
        close: () => void socket.destroy(),
      };
    },
    async udp() {
      const socket = createSocket('udp4');
      const waiting: Datagram[] = [];
      let wake = (): void => {};
      socket.on('error', () => {});
      socket.on('message', (bytes, from) => {
        waiting.push({ bytes, address: from.address, port: from.port });
        wake();
      });
      await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve));
      return {
        localPort: socket.address().port,
        send: (bytes, port, address = LOOPBACK) =>
          new Promise((resolve) => socket.send(bytes, port, address, () => resolve())),
        async receive(milliseconds = 1000) {
          if (waiting.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, milliseconds);
            });
          return waiting.shift();
        },
        close: () => void socket.close(),
      };
    },
  };
}

/** Services that are none of ours: none of them may be taken for right. */
export const WRONG_SERVICES: Readonly<Record<string, (socket: Socket) => void>> = {
  'an SSH server': (socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
  'a server that says nothing': () => {},
  'a server that closes at once': (socket) => void socket.end(),
  'a server that resets': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  'a server that says nonsense': (socket) =>
    void socket.on('data', () => socket.write(Buffer.from('deadbeef00ff13374242', 'hex'))),
  'a server that repeats what it hears': (socket) => void socket.pipe(socket),
  'a server that never stops': (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 'A')));
    };
    socket.on('drain', more);
    more();
  },
  'a web server without what is asked for': (socket) =>
    void socket.on('data', () =>
      socket.end(
        'HTTP/1.1 404 Not Found\r\nServer: Microsoft-IIS/10.0\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\nNot Found',
      ),
    ),
  'a web server that answers everything': (socket) =>
    void socket.on('data', () =>
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi',
      ),
    ),
  'a web server that refuses everything': (socket) =>
    void socket.on('data', () =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    ),
  'a web server whose body never ends': (socket) =>
    void socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 'x')));
      };
      socket.on('drain', more);
      more();
    }),
  'a web server that stops in its header': (socket) =>
    void socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Le')),
  'a Portolan listener': (socket) => void socket.write('PORTOLAN/1 srv01 0123456789abcdef\r\n'),
};

export interface Output {
  readonly code: number;
  readonly text: string;
  readonly errors: string;
}

/** Runs a client; what it prints and how it ends. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Output> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { timeout: 20_000, env: { ...process.env, ...options.env } },
      (error, stdout, stderr) =>
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
          text: stdout,
          errors: stderr,
        }),
    );
    // A client that is done before it has read everything is no failure.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}
