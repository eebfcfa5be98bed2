/** Asks servers on this machine, and runs responders: what the tests of Windows' protocols share. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, connect, createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Answer, Datagram, Dial, Protocol, ResponderContext } from '../../../src/probe/protocol.ts';
import { protocolOf } from '../../../src/probe/protocols/registry.ts';
import type { ProbeTask } from '../../../src/probe/task.ts';

export interface Target {
  readonly service: string;
  readonly port?: number;
  readonly address?: string;
  readonly range?: ProbeTask['range'];
  readonly roles?: readonly string[];
  readonly fqdns?: readonly string[];
  readonly hints?: Readonly<Record<string, string>>;
  readonly certificate?: ResponderContext['certificate'];
  readonly timeout?: number;
  /** The own address of the asking side. */
  readonly from?: string;
}

const LOOPBACK = '127.0.0.1';

export function protocolFor(service: string): Protocol {
  const protocol = protocolOf(service);
  if (protocol === undefined) throw new Error(`no protocol for ${service}`);
  return protocol;
}

/** Runs a service's check. @param mapped - other ports instead of the protocol's own: 135 → where it really is */
export function ask(target: Target, mapped: Readonly<Record<number, number>> = {}): Promise<Answer> {
  const { service, address = LOOPBACK, port = 0 } = target;
  const protocol = protocolFor(service);
  return protocol.check({
    task: taskOf(target, protocol),
    address,
    port,
    dial: dialFrom(address, mapped),
    timeout: target.timeout ?? 1500,
    signal: AbortSignal.timeout(20_000),
  });
}

function taskOf(target: Target, protocol: Protocol): ProbeTask {
  return {
    id: 'task',
    flow: 'flow',
    conversation: 'conversation',
    reverse: false,
    service: target.service,
    serviceName: target.service,
    transport: protocol.transport,
    ...(target.port !== undefined && { port: target.port }),
    ...(target.range && { range: target.range }),
    from: { name: 'cli1', fqdns: [], roles: ['client'], address: target.from ?? LOOPBACK },
    to: {
      name: 'dc1',
      host: 'dc1',
      address: target.address ?? LOOPBACK,
      fqdns: target.fqdns ?? ['dc1.corp.lab'],
      roles: target.roles ?? [],
    },
    phase: 'always',
    path: [],
    hints: target.hints ?? {},
  };
}

function dialFrom(target: string, mapped: Readonly<Record<number, number>>): Dial {
  return {
    async tcp(port, address = target) {
      const socket = connect({ port: mapped[port] ?? port, host: address });
      let head = Buffer.alloc(0);
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      socket.on('error', () => {});
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
    async udp(options = {}) {
      const family = options.family ?? (isIPv6(target) ? 6 : 4);
      const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', reuseAddr: true });
      const waiting: Datagram[] = [];
      let wake = (): void => {};
      socket.on('error', () => {});
      socket.on('message', (bytes, from) => {
        waiting.push({ bytes, address: from.address, port: from.port });
        wake();
      });
      await new Promise<void>((resolve) => socket.bind(options.port ?? 0, resolve));
      if (options.broadcast) socket.setBroadcast(true);
      return {
        localPort: socket.address().port,
        send: (bytes, port, address = target) =>
          new Promise((resolve) => socket.send(bytes, mapped[port] ?? port, address, () => resolve())),
        async receive(milliseconds = 1000) {
          if (waiting.length === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, milliseconds);
            });
          }
          return waiting.shift();
        },
        close: () => void socket.close(),
      };
    },
  };
}

export interface Running extends AsyncDisposable {
  readonly port: number;
}

/** Runs a service's responder on a port of the kernel's choice, or on the one that is given. */
export function respond(target: Target): Promise<Running> {
  const { responder, transport } = protocolFor(target.service);
  const context = (port: number): ResponderContext => ({
    host: {
      name: 'dc1',
      fqdn: target.fqdns?.[0] ?? 'dc1.corp.lab',
      roles: target.roles ?? [],
      addresses: [target.address ?? LOOPBACK],
    },
    service: target.service,
    port: target.port ?? port,
    hints: target.hints ?? {},
    ...(target.certificate && { certificate: target.certificate }),
  });
  return transport === 'tcp'
    ? listen((socket) => responder?.tcp?.(socket, context(socket.localPort ?? 0)), target)
    : listenUdp((datagram, reply, other) => responder?.udp?.(datagram, reply, context(0), other), target);
}

export async function listen(
  accept: (socket: Socket) => void,
  at: { readonly address?: string; readonly port?: number } = {},
): Promise<Running> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    accept(socket);
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(at.port ?? 0, at.address ?? LOOPBACK, resolve),
  );
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function listenUdp(
  answer: (
    datagram: Datagram,
    reply: (bytes: Uint8Array) => void,
    other: (bytes: Uint8Array) => void,
  ) => void,
  at: { readonly address?: string; readonly port?: number } = {},
): Promise<Running> {
  const type = isIPv6(at.address ?? LOOPBACK) ? 'udp6' : 'udp4';
  const socket: UdpSocket = createSocket(type);
  const others = new Set<UdpSocket>();
  const attend = (own: UdpSocket): void =>
    void own.on('message', (bytes, { address, port }) => {
      // Who has no address yet is reached by a broadcast.
      const to = address === '0.0.0.0' ? '255.255.255.255' : address;
      answer(
        { bytes, address, port },
        (reply) => own.send(reply, port, to),
        (reply) => {
          const other = createSocket(type);
          others.add(other);
          attend(other);
          other.send(reply, port, to);
        },
      );
    });
  attend(socket);
  await new Promise<void>((resolve, reject) =>
    socket.once('error', reject).bind(at.port ?? 0, at.address ?? LOOPBACK, resolve),
  );
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      for (const other of others) other.close();
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}
