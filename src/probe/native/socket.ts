/**
 * Sockets made by hand: in another network namespace, with a time to live, with the queue of ICMP errors. They are
 * given on to Node: `adoptSocket` does it for a TCP connection, `dgram.createSocket(…).bind({ fd })` for UDP,
 * `net.createServer().listen({ fd })` for a listener.
 */
import { Socket, type SocketConstructorOpts } from 'node:net';
import { C, errorName, type Libc, libc } from './libc.ts';
import { inNamespace } from './namespace.ts';
import { readSocketAddress, socketAddress } from './socket-address.ts';

export interface SocketOptions {
  /** `echo`: what is sent and received are ICMP echo messages, told apart by the kernel (Linux: `icmp(7)`, ping sockets). */
  readonly type: 'tcp' | 'udp' | 'echo';
  readonly family: 4 | 6;
  /** Handle of the network namespace that it is made in; absent: where we are. */
  readonly namespace?: number;
  /** Own address and port to bind to; address `''` is any, port 0 any. */
  readonly local?: { readonly address: string; readonly port: number };
  /** Where to connect to; a TCP connection is under way when this returns, and isn't there yet. */
  readonly remote?: { readonly address: string; readonly port: number };
  /** Makes a TCP listener with this backlog. */
  readonly listen?: number;
  readonly broadcast?: boolean;
  readonly reuseAddress?: boolean;
  /** Closing ends the connection by a reset: no port stays taken afterwards (SO_LINGER of 0 seconds). */
  readonly reset?: boolean;
  /** IP_TTL and IPV6_UNICAST_HOPS. */
  readonly ttl?: number;
  /** Drops what comes with a smaller time to live (IP_MINTTL, IPV6_MINHOPCOUNT), as if it had never come. */
  readonly minimumTtl?: number;
  /** Keeps ICMP errors with their senders: see `icmp-errors.ts`. */
  readonly errors?: boolean;
  /** To hosts of the own subnets only; ENETUNREACH for all else (SO_DONTROUTE). */
  readonly onLink?: boolean;
}

/** Why the kernel refused to make a socket so: `code` is a name such as EADDRINUSE. */
export class SocketError extends Error {
  readonly code: string;

  constructor(call: string, code: string) {
    super(`${call}: ${code}`);
    this.name = 'SocketError';
    this.code = code;
  }
}

/**
 * A non-blocking socket, bound, connecting or listening as asked; close it with `closeSocket`, or give it on.
 * @throws {SocketError}
 */
export function socketIn(options: SocketOptions): number {
  const c = native();
  return inNamespace(options.namespace, () => make(c, options));
}

function native(): Libc {
  const c = libc();
  if (!c) throw new SocketError('socket', 'ENOSYS');
  return c;
}

/** On, for 0 seconds. */
const LINGER: Uint8Array = new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]);

/** IPPROTO_ICMP and IPPROTO_ICMPV6. */
const ECHO = { 4: 1, 6: 58 } as const;

function make(c: Libc, options: SocketOptions): number {
  const { type, family, local, remote, listen } = options;
  const kind = (type === 'tcp' ? C.SOCK_STREAM : C.SOCK_DGRAM) | C.SOCK_NONBLOCK | C.SOCK_CLOEXEC;
  const fd = c.socket(family === 6 ? C.AF_INET6 : C.AF_INET, kind, type === 'echo' ? ECHO[family] : 0);
  if (fd < 0) throw new SocketError('socket', errorName(c.errno()));
  try {
    setOptions(c, fd, options);
    if (local) {
      const any = family === 6 ? '::' : '0.0.0.0';
      const at = socketAddress(local.address === '' ? any : local.address, local.port);
      check(c, 'bind', c.bind(fd, at, at.length));
    }
    if (listen !== undefined) check(c, 'listen', c.listen(fd, listen));
    if (remote) startConnecting(c, fd, remote);
    return fd;
  } catch (error) {
    c.close(fd);
    throw error;
  }
}

function setOptions(c: Libc, fd: number, options: SocketOptions): void {
  const six = options.family === 6;
  const level = six ? C.IPPROTO_IPV6 : C.IPPROTO_IP;
  // Otherwise :: takes the port of IPv4, too, and what came over IPv4 looks like IPv6.
  if (six) setOption(c, fd, C.IPPROTO_IPV6, C.IPV6_V6ONLY, 1);
  if (options.reuseAddress) setOption(c, fd, C.SOL_SOCKET, C.SO_REUSEADDR, 1);
  if (options.broadcast) setOption(c, fd, C.SOL_SOCKET, C.SO_BROADCAST, 1);
  if (options.onLink) setOption(c, fd, C.SOL_SOCKET, C.SO_DONTROUTE, 1);
  if (options.minimumTtl !== undefined)
    setOption(c, fd, level, six ? C.IPV6_MINHOPCOUNT : C.IP_MINTTL, options.minimumTtl);
  if (options.errors) setOption(c, fd, level, six ? C.IPV6_RECVERR : C.IP_RECVERR, 1);
  if (options.ttl !== undefined) {
    setOption(c, fd, level, six ? C.IPV6_UNICAST_HOPS : C.IP_TTL, options.ttl);
    // A router's answer tells by its own time to live how long the way back is.
    setOption(c, fd, level, six ? C.IPV6_RECVHOPLIMIT : C.IP_RECVTTL, 1);
  }
  if (options.reset) check(c, 'setsockopt', c.setsockopt(fd, C.SOL_SOCKET, C.SO_LINGER, LINGER, 8));
}

/** Values of options from 0 to 255, as the kernel reads them. */
const VALUES: readonly Uint8Array[] = Array.from({ length: 256 }, (_, i) => new Uint8Array([i, 0, 0, 0]));

function setOption(c: Libc, fd: number, level: number, name: number, value: number): void {
  const bytes = VALUES[value];
  if (bytes) check(c, 'setsockopt', c.setsockopt(fd, level, name, bytes, 4));
}

function startConnecting(c: Libc, fd: number, remote: { address: string; port: number }): void {
  const to = socketAddress(remote.address, remote.port);
  if (c.connect(fd, to, to.length) === 0) return;
  const code = errorName(c.errno());
  if (code !== 'EINPROGRESS') throw new SocketError('connect', code);
}

function check(c: Libc, call: string, result: number): void {
  if (result !== 0) throw new SocketError(call, errorName(c.errno()));
}

export function closeSocket(fd: number): void {
  libc()?.close(fd);
}

/** From now on, closing it ends the connection by a reset. */
export function resetOnClose(fd: number): void {
  native().setsockopt(fd, C.SOL_SOCKET, C.SO_LINGER, LINGER, 8);
}

/** From now on, what comes with less time to live is dropped by the kernel. */
export function dropBelow(fd: number, family: 4 | 6, ttl: number): void {
  const six = family === 6;
  setOption(native(), fd, six ? C.IPPROTO_IPV6 : C.IPPROTO_IP, six ? C.IPV6_MINHOPCOUNT : C.IP_MINTTL, ttl);
}

/** Own address and port of a socket. */
export function localEnd(fd: number): { readonly address: string; readonly port: number } | undefined {
  const bytes = new Uint8Array(28);
  const length = new Uint8Array(4);
  length[0] = bytes.length;
  if (native().getsockname(fd, bytes, length) !== 0) return undefined;
  return readSocketAddress(bytes);
}

/** Node's socket on a TCP connection that is open already; it reads when somebody listens. */
export function adoptSocket(fd: number): Socket {
  // Node has this option for its own sockets, and its types don't: without it, reading begins before anybody listens.
  return new Socket({ fd, manualStart: true } as SocketConstructorOpts);
}
