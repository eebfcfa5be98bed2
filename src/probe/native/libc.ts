/**
 * The calls of Linux that Node doesn't offer, by koffi. They are loaded when they are first asked for, and only
 * there: elsewhere `libc` is `undefined`, and whoever needs them says what stays unknown.
 */
import { createRequire } from 'node:module';
import { endianness } from 'node:os';

/** Every call gives what the C function gives; -1 means that `errno()` says why. Buffers are written to in place. */
export interface Libc {
  socket(family: number, type: number, protocol: number): number;
  connect(fd: number, address: Uint8Array, length: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  listen(fd: number, backlog: number): number;
  close(fd: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  getsockname(fd: number, address: Uint8Array, length: Uint8Array): number;
  send(fd: number, bytes: Uint8Array, length: number, flags: number): number;
  recvmsg(fd: number, message: Uint8Array, flags: number): number;
  epoll_create1(flags: number): number;
  epoll_ctl(epoll: number, operation: number, fd: number, event: Uint8Array): number;
  epoll_wait(epoll: number, events: Uint8Array, count: number, milliseconds: number): number;
  poll(fds: Uint8Array, count: number, milliseconds: number): number;
  setns(fd: number, kind: number): number;
  errno(): number;
  /** Where a buffer's bytes lie; the buffer must outlive the call that is given it. */
  addressOf(bytes: Uint8Array): bigint;
  /** Calls back on the event loop whenever there is something to read; `close` ends it. */
  watch(fd: number, ready: () => void): Watch;
}

export interface Watch {
  close(): void;
  ref(): void;
  unref(): void;
}

/** Numbers of Linux, the same on all architectures that Node has builds for (asm-generic). */
export const C = {
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0x800,
  SOCK_CLOEXEC: 0x8_0000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_ERROR: 4,
  SO_DONTROUTE: 5,
  SO_BROADCAST: 6,
  SO_LINGER: 13,
  IPPROTO_IP: 0,
  IP_TTL: 2,
  IP_RECVERR: 11,
  IP_RECVTTL: 12,
  IP_MINTTL: 21,
  IPPROTO_IPV6: 41,
  IPV6_UNICAST_HOPS: 16,
  IPV6_RECVERR: 25,
  IPV6_V6ONLY: 26,
  IPV6_RECVHOPLIMIT: 51,
  IPV6_MINHOPCOUNT: 73,
  MSG_ERRQUEUE: 0x2000,
  MSG_DONTWAIT: 0x40,
  EPOLL_CLOEXEC: 0x8_0000,
  EPOLL_CTL_ADD: 1,
  EPOLL_CTL_DEL: 2,
  EPOLLOUT: 4,
  IPV6_HOPLIMIT: 52,
  POLLIN: 1,
  POLLOUT: 4,
  CLONE_NEWNET: 0x4000_0000,
} as const;

/** Looked for once, also where there is nothing to be found. */
let loaded: { readonly libc: Libc | undefined } | undefined;

/** The calls; `undefined` where this isn't a 64-bit, little-endian Linux or koffi has no build for it. */
export function libc(): Libc | undefined {
  loaded ??= { libc: load() };
  return loaded.libc;
}

function load(): Libc | undefined {
  if (process.platform !== 'linux' || !/64$/.test(process.arch) || endianness() !== 'LE') return undefined;
  try {
    // Not an import: the 40 ms that it takes are for those who probe, not for everybody.
    const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
    const library = koffi.load(null);
    const call = <T>(declaration: string): T => library.func(declaration) as unknown as T;
    return {
      socket: call('int socket(int, int, int)'),
      connect: call('int connect(int, const uint8_t *, uint32_t)'),
      bind: call('int bind(int, const uint8_t *, uint32_t)'),
      listen: call('int listen(int, int)'),
      close: call('int close(int)'),
      setsockopt: call('int setsockopt(int, int, int, const uint8_t *, uint32_t)'),
      getsockopt: call('int getsockopt(int, int, int, uint8_t *, uint8_t *)'),
      getsockname: call('int getsockname(int, uint8_t *, uint8_t *)'),
      send: call('int64_t send(int, const uint8_t *, uint64_t, int)'),
      recvmsg: call('int64_t recvmsg(int, uint8_t *, int)'),
      epoll_create1: call('int epoll_create1(int)'),
      epoll_ctl: call('int epoll_ctl(int, int, int, const uint8_t *)'),
      epoll_wait: call('int epoll_wait(int, uint8_t *, int, int)'),
      poll: call('int poll(uint8_t *, uint64_t, int)'),
      setns: call('int setns(int, int)'),
      errno: () => koffi.errno(),
      addressOf: (bytes) => koffi.address(bytes),
      watch: (fd, ready) => koffi.node.poll(fd, { readable: true }, ready),
    };
  } catch {
    return undefined;
  }
}

/** Names of the errors that sockets raise; `errno(3)`, asm-generic. */
const ERRORS: Readonly<Record<number, string>> = {
  1: 'EPERM',
  4: 'EINTR',
  9: 'EBADF',
  11: 'EAGAIN',
  13: 'EACCES',
  22: 'EINVAL',
  32: 'EPIPE',
  23: 'ENFILE',
  24: 'EMFILE',
  71: 'EPROTO',
  88: 'ENOTSOCK',
  90: 'EMSGSIZE',
  92: 'ENOPROTOOPT',
  93: 'EPROTONOSUPPORT',
  97: 'EAFNOSUPPORT',
  98: 'EADDRINUSE',
  99: 'EADDRNOTAVAIL',
  100: 'ENETDOWN',
  101: 'ENETUNREACH',
  104: 'ECONNRESET',
  105: 'ENOBUFS',
  110: 'ETIMEDOUT',
  111: 'ECONNREFUSED',
  112: 'EHOSTDOWN',
  113: 'EHOSTUNREACH',
  115: 'EINPROGRESS',
};

/** `ECONNREFUSED` for 111; `E<number>` for one without a name here. */
export function errorName(errno: number): string {
  return ERRORS[errno] ?? `E${errno}`;
}
