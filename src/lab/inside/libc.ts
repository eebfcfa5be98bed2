/** The C library's calls that Node has none for: namespaces, and sockets that are asked by the thousand. */
import koffi from 'koffi';

// The running program is linked with it already, whichever it is.
const libc = koffi.load(null);

/** Each gives -1 for an error, and `lastError` says which. */
export const setns: (fd: number, kind: number) => number = libc.func('int setns(int fd, int kind)');
export const socket: (domain: number, type: number, protocol: number) => number = libc.func(
  'int socket(int domain, int type, int protocol)',
);
export const bind: (fd: number, address: Uint8Array, length: number) => number = libc.func(
  'int bind(int fd, const uint8_t *address, uint32_t length)',
);
export const connect: (fd: number, address: Uint8Array, length: number) => number = libc.func(
  'int connect(int fd, const uint8_t *address, uint32_t length)',
);
export const getsockname: (fd: number, address: Uint8Array, length: Uint8Array) => number = libc.func(
  'int getsockname(int fd, uint8_t *address, uint8_t *length)',
);
export const setsockopt: (
  fd: number,
  level: number,
  name: number,
  value: Uint8Array,
  length: number,
) => number = libc.func('int setsockopt(int fd, int level, int name, const uint8_t *value, uint32_t length)');
export const getsockopt: (
  fd: number,
  level: number,
  name: number,
  value: Uint8Array,
  length: Uint8Array,
) => number = libc.func('int getsockopt(int fd, int level, int name, uint8_t *value, uint8_t *length)');
export const send: (fd: number, bytes: Uint8Array, length: number, flags: number) => number = libc.func(
  'long send(int fd, const uint8_t *bytes, unsigned long length, int flags)',
);
export const recv: (fd: number, bytes: Uint8Array, length: number, flags: number) => number = libc.func(
  'long recv(int fd, uint8_t *bytes, unsigned long length, int flags)',
);
export const poll: (fds: Uint8Array, count: number, milliseconds: number) => number = libc.func(
  'int poll(uint8_t *fds, unsigned long count, int milliseconds)',
);
export const close: (fd: number) => number = libc.func('int close(int fd)');

/** The number of the last call's error. */
export const lastError: () => number = () => koffi.errno();

/** Linux' numbers, the same on every architecture that Node runs on but for those of MIPS. */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;
export const CLONE_NEWNET = 0x40000000;
