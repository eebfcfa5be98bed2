/**
 * UDP sockets with their ICMP errors. Probes that need the same own port (DHCP's 68 and 67) share one socket: of many
 * on one port the kernel gives an answer to the newest only, whoever asked.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import type { DialOptions } from './dial-options.ts';
import { type IcmpError, takeIcmpError } from './native/icmp-errors.ts';
import { inNamespace } from './native/namespace.ts';
import { SocketError, socketIn } from './native/socket.ts';
import { familyOf } from './native/socket-address.ts';
import type { Datagram, Dial } from './protocol.ts';
import { UnreachableError } from './unreachable.ts';

type Wanted = NonNullable<Parameters<Dial['udp']>[0]>;

/** Who asks through a socket. */
interface PortUser {
  take(datagram: Datagram): void;
  /** Whether an error is about a packet of this one. */
  isOurs(icmp: IcmpError): boolean;
  fail(icmp: IcmpError): void;
}

export class UdpPort {
  readonly localPort: number;
  readonly users: Set<PortUser> = new Set();
  readonly #socket: Socket;
  readonly #fd: number | undefined;
  #closed = false;

  /** @param neighbours - sockets that may hear what is meant for this one's users: those of the same own port */
  constructor(socket: Socket, fd: number | undefined, neighbours?: ReadonlySet<UdpPort>) {
    this.#socket = socket;
    this.#fd = fd;
    this.localPort = socket.address().port;
    socket.on('message', (bytes, { address, port }) => {
      for (const each of neighbours ?? [this])
        for (const user of each.users) user.take({ bytes, address, port });
    });
    socket.on('error', () => this.drain());
  }

  /** What the kernel has against sending; it isn't sent then. */
  send(bytes: Uint8Array, port: number, address: string): Promise<Error | null> {
    return new Promise((resolve) => this.#socket.send(bytes, port, address, resolve));
  }

  broadcast(): void {
    this.#socket.setBroadcast(true);
  }

  /**
   * Takes all errors, each to whom it is about: one that stays in the queue would wake the event loop for ever. Gives the
   * number of those that aren't about `asking`.
   */
  drain(asking?: PortUser): number {
    if (this.#fd === undefined || this.#closed) return 0;
    let passed = 0;
    for (let icmp = takeIcmpError(this.#fd); icmp; icmp = takeIcmpError(this.#fd)) {
      const error = icmp;
      if (asking?.isOurs(error) !== true) passed++;
      for (const user of this.users) if (user.isOurs(error)) user.fail(error);
    }
    return passed;
  }

  close(): void {
    if (this.#closed) return;
    this.drain();
    this.#closed = true;
    this.#socket.close();
  }
}

/** A socket, and how to give it back. */
export interface Lent {
  readonly port: UdpPort;
  release(): void;
}

interface Shared {
  readonly opening: Promise<UdpPort>;
  uses: number;
}

/** By namespace, family, own port and own address. */
const shared: Map<string, Shared> = new Map();
/** The same without the own address. */
const groups: Map<string, Set<UdpPort>> = new Map();

/**
 * A socket to ask through: one of the well-known own port that others may ask through, too, or a new one.
 * @throws {UnreachableError}
 */
export async function lendPort(options: DialOptions, wanted: Wanted): Promise<Lent> {
  const { port } = wanted;
  if (port === undefined) {
    const made = await open(options, wanted);
    return { port: made, release: () => made.close() };
  }
  const group = `${options.namespace} ${wanted.family ?? familyOf(options.address)} ${port}`;
  const key = `${group} ${hearsAll(wanted) ? undefined : options.from}`;
  const entry = shared.get(key) ?? { opening: openShared(options, wanted, group), uses: 0 };
  shared.set(key, entry);
  entry.uses++;
  const leave = (): boolean => {
    entry.uses--;
    if (entry.uses > 0) return false;
    shared.delete(key);
    return true;
  };
  try {
    const made = await entry.opening;
    if (wanted.broadcast) made.broadcast();
    const release = (): void => {
      if (!leave()) return;
      groups.get(group)?.delete(made);
      if (groups.get(group)?.size === 0) groups.delete(group);
      made.close();
    };
    return { port: made, release };
  } catch (error) {
    leave();
    throw error;
  }
}

async function openShared(options: DialOptions, wanted: Wanted, group: string): Promise<UdpPort> {
  const neighbours = groups.get(group) ?? new Set();
  groups.set(group, neighbours);
  try {
    const made = await open(options, wanted, neighbours);
    neighbours.add(made);
    groups.set(group, neighbours);
    return made;
  } catch (error) {
    if (neighbours.size === 0) groups.delete(group);
    throw error;
  }
}

async function open(options: DialOptions, wanted: Wanted, neighbours?: Set<UdpPort>): Promise<UdpPort> {
  if (wanted.echo && !options.connector)
    throw failed(options.address, 0, new SocketError('socket', 'ENOSYS'));
  const family = wanted.family ?? familyOf(options.address);
  const toAll = hearsAll(wanted);
  const fd = options.connector ? nativeSocket(options, wanted, family) : undefined;
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', reuseAddr: wanted.port !== undefined });
  // Until it is bound, and again at the end, errors are told by the promises.
  socket.on('error', () => {});
  try {
    await bind(socket, fd, toAll ? undefined : options.from, wanted.port);
    // Node keeps an own idea of this option, which a socket that it is given doesn't change.
    if (wanted.broadcast) socket.setBroadcast(true);
    if (wanted.broadcast && options.from !== undefined)
      inNamespace(options.namespace, () => groupsFrom(socket, options.from ?? ''));
  } catch (error) {
    socket.close();
    throw failed(options.address, wanted.port ?? 0, error);
  }
  return new UdpPort(socket, fd, neighbours);
}

/** Answers to everybody, as DHCP's, come to a socket for all addresses only. */
function hearsAll({ broadcast, port }: Wanted): boolean {
  return broadcast === true && port !== undefined;
}

/** Multicast leaves by the interface that has the address. */
function groupsFrom(socket: Socket, address: string): void {
  if (familyOf(address) === 4) {
    socket.setMulticastInterface(address);
    return;
  }
  const [name] =
    Object.entries(networkInterfaces()).find(([, list]) => list?.some((own) => own.address === address)) ??
    [];
  if (name !== undefined) socket.setMulticastInterface(`::%${name}`);
}

function nativeSocket(options: DialOptions, wanted: Wanted, family: 4 | 6): number {
  const toAll = hearsAll(wanted);
  try {
    return socketIn({
      type: wanted.echo ? 'echo' : 'udp',
      family,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      local: { address: (toAll ? undefined : options.from) ?? '', port: wanted.port ?? 0 },
      broadcast: wanted.broadcast === true,
      reuseAddress: wanted.port !== undefined,
      errors: true,
    });
  } catch (error) {
    throw failed(options.address, wanted.port ?? 0, error);
  }
}

async function bind(
  socket: Socket,
  fd: number | undefined,
  address: string | undefined,
  port: number | undefined,
): Promise<void> {
  const listening = once(socket, 'listening');
  if (fd === undefined)
    socket.bind({ port: port ?? 0, ...(address !== undefined && { address }), exclusive: true });
  else socket.bind({ fd });
  await listening;
}

/** The error of a datagram that this machine couldn't send. */
export function failed(address: string, port: number, error: unknown): UnreachableError {
  const code =
    error instanceof SocketError ? error.code : String((error as NodeJS.ErrnoException).code ?? error);
  return new UnreachableError({ transport: 'udp', address, port, outcome: 'failed', code });
}
