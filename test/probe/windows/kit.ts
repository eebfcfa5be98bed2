/** Asks servers on this machine, and runs responders: what the tests of Windows' protocols share. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Observation } from '../../../src/plan/observation.ts';
import { type ClosableDial, openDial } from '../../../src/probe/dial.ts';
import { Connector } from '../../../src/probe/native/connector.ts';
import type { Answer, Datagram, Dial, Protocol, ResponderContext } from '../../../src/probe/protocol.ts';
import { protocolOf } from '../../../src/probe/protocols/registry.ts';
import { runProbes } from '../../../src/probe/run.ts';
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
  /** Where a responder sends what is for who has no address yet. */
  readonly everybody?: string;
  /** The own address of the asking side. */
  readonly from?: string;
}

const LOOPBACK = '127.0.0.1';
/** As the runner does; without it where the system has no such calls. */
const connector = Connector.open();

export function protocolFor(service: string): Protocol {
  const protocol = protocolOf(service);
  if (protocol === undefined) throw new Error(`no protocol for ${service}`);
  return protocol;
}

/** Runs a service's check. @param mapped - other ports instead of the protocol's own: 135 → where it really is */
export async function ask(target: Target, mapped: Readonly<Record<number, number>> = {}): Promise<Answer> {
  const { service, address = LOOPBACK, port = 0, timeout = 1500 } = target;
  const protocol = protocolFor(service);
  const signal = AbortSignal.timeout(20_000);
  // Connections may take longer than answers: the machine that tests run on may be busy.
  const dial = openDial({
    address,
    timeout: Math.max(timeout, 5000),
    signal,
    ...(connector && { connector }),
  });
  try {
    const task = taskOf(target, protocol);
    return await protocol.check({ task, address, port, dial: dialFrom(dial, mapped), timeout, signal });
  } finally {
    dial.close();
  }
}

/** What the runner finds out about a service on the way to it. */
export async function probe(target: Target): Promise<Observation> {
  const seen: Observation[] = [];
  const task = taskOf(target, protocolFor(target.service));
  await runProbes([task], {
    on: 'cli1',
    timeout: target.timeout ?? 1500,
    found: (one) => void seen.push(one),
  });
  const [observation] = seen;
  if (observation === undefined) throw new Error('nothing was found out');
  return observation;
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

/** The probe's own dial; other ports instead of some. */
function dialFrom(dial: ClosableDial, mapped: Readonly<Record<number, number>>): Dial {
  return {
    tcp: (port, address) => dial.tcp(mapped[port] ?? port, address),
    ownAddress: () => dial.ownAddress(),
    async udp(options) {
      const channel = await dial.udp(options);
      return {
        localPort: channel.localPort,
        send: (bytes, port, address) => channel.send(bytes, mapped[port] ?? port, address),
        receive: (milliseconds) => channel.receive(milliseconds),
        close: () => channel.close(),
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
      addresses: [target.hints?.dhcpOffer?.replace(/\d+$/, '2') ?? target.address ?? LOOPBACK],
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
  at: { readonly address?: string; readonly port?: number; readonly everybody?: string } = {},
): Promise<Running> {
  const type = isIPv6(at.address ?? LOOPBACK) ? 'udp6' : 'udp4';
  const socket: UdpSocket = createSocket(type);
  const others = new Set<UdpSocket>();
  const attend = (own: UdpSocket): void =>
    void own.on('message', (bytes, { address, port }) => {
      // Who has no address yet is reached by a broadcast.
      const to = address === '0.0.0.0' ? (at.everybody ?? '255.255.255.255') : address;
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
  socket.on('listening', () => socket.setBroadcast(true));
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
