/** Addresses and sockets as the kernel wants them. */
import { isIPv6 } from 'node:net';
import { parseAddress } from '../../net/network.ts';
import {
  AF_INET,
  AF_INET6,
  bind,
  close,
  lastError,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  setsockopt,
  socket,
} from './libc.ts';

/** A `sockaddr_in` or `sockaddr_in6`. */
export function socketAddress(address: string, port: number): Uint8Array {
  const parsed = parseAddress(address);
  if ('error' in parsed) throw new TypeError(`${address} is no address`);
  const { family, value } = parsed;
  const bytes = new Uint8Array(family === 4 ? 16 : 28);
  const view = new DataView(bytes.buffer);
  // The family in the machine's own order, all of Node's being little-endian but one.
  new Uint16Array(bytes.buffer, 0, 1)[0] = family === 4 ? AF_INET : AF_INET6;
  view.setUint16(2, port);
  if (family === 4) view.setUint32(4, Number(value));
  else {
    view.setBigUint64(8, value >> 64n);
    view.setBigUint64(16, value & 0xffff_ffff_ffff_ffffn);
  }
  return bytes;
}

const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_BROADCAST = 6;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;
const ONE = new Uint8Array([1, 0, 0, 0]);

export function familyOf(address: string): number {
  return isIPv6(address) ? AF_INET6 : AF_INET;
}

/**
 * A UDP socket bound in the namespace that one is in.
 * @throws {Error} where the kernel refuses: the port is taken.
 */
export function boundUdp(address: string, port: number): number {
  const fd = socket(familyOf(address), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw new Error(`no socket: errno ${lastError()}`);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, ONE, 4);
  setsockopt(fd, SOL_SOCKET, SO_BROADCAST, ONE, 4);
  if (isIPv6(address)) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, ONE, 4);
  const bytes = socketAddress(address, port);
  if (bind(fd, bytes, bytes.length) === 0) return fd;
  const error = lastError();
  close(fd);
  throw new Error(`UDP ${port} can't be bound to ${address}: errno ${error}`);
}
