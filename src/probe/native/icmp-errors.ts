/** The queue of errors of a socket: who on the way refused a packet. ip(7), IP_RECVERR; RFC 792, RFC 4443. */
import { C, type Libc, libc } from './libc.ts';
import { readSocketAddress } from './socket-address.ts';

/** An ICMP message that came for a packet of ours. */
export interface IcmpError {
  /** Who sent it. */
  readonly sender: string;
  readonly family: 4 | 6;
  readonly type: number;
  readonly code: number;
  /** Where the packet was sent to that it is about; absent where the kernel didn't say. */
  readonly target?: { readonly address: string; readonly port: number };
  /** What was left of its own time to live when it came; absent where the kernel didn't say. */
  readonly ttl?: number;
}

const SPACE = 512;
/** `struct sockaddr_in6`, the larger one. */
const NAME = 28;
/** `struct msghdr` of 64-bit Linux. */
const HEADER = 56;
const ORIGIN_ICMP = 2;
const ORIGIN_ICMP6 = 3;

interface Room {
  readonly name: Uint8Array;
  readonly control: Uint8Array;
  readonly message: Uint8Array;
  readonly view: DataView;
}

/** The same room for every message: asking is most of what a refused probe costs here. */
let room: Room | undefined;

function roomFor(c: Libc): Room {
  const control = new Uint8Array(SPACE);
  const message = new Uint8Array(HEADER);
  const view = new DataView(message.buffer);
  const name = new Uint8Array(NAME);
  view.setBigUint64(0, c.addressOf(name), true);
  view.setBigUint64(32, c.addressOf(control), true);
  return { name, control, message, view };
}

/** Takes the next error from the queue; `undefined` where there is none. Errors without an ICMP message are passed over. */
export function takeIcmpError(fd: number): IcmpError | undefined {
  const c = libc();
  if (!c) return undefined;
  room ??= roomFor(c);
  const { name, control, message, view } = room;
  for (let tries = 0; tries < 16; tries++) {
    view.setUint32(8, NAME, true);
    view.setBigUint64(40, BigInt(SPACE), true);
    if (c.recvmsg(fd, message, C.MSG_ERRQUEUE | C.MSG_DONTWAIT) < 0) return undefined;
    const used = Math.min(Number(view.getBigUint64(40, true)), SPACE);
    const found = readControl(control.subarray(0, used));
    const target = view.getUint32(8, true) > 0 ? readSocketAddress(name) : undefined;
    if (found) return target ? { ...found, target } : found;
  }
  return undefined;
}

/** Reads control messages: each a length of 8 bytes, level, type, data, filled up to 8 bytes. */
function readControl(control: Uint8Array): IcmpError | undefined {
  const view = new DataView(control.buffer, control.byteOffset, control.byteLength);
  let found: IcmpError | undefined;
  let ttl: number | undefined;
  for (let at = 0; at + 16 <= control.length; ) {
    const length = Number(view.getBigUint64(at, true));
    if (length < 16 || at + length > control.length) break;
    const level = view.getInt32(at + 8, true);
    const type = view.getInt32(at + 12, true);
    const data = control.subarray(at + 16, at + length);
    const isError =
      (level === C.IPPROTO_IP && type === C.IP_RECVERR) ||
      (level === C.IPPROTO_IPV6 && type === C.IPV6_RECVERR);
    if (isError) found = readExtendedError(data);
    const isTtl =
      (level === C.IPPROTO_IP && type === C.IP_TTL) || (level === C.IPPROTO_IPV6 && type === C.IPV6_HOPLIMIT);
    if (isTtl && data.length >= 4) ttl = view.getInt32(at + 16, true);
    at += (length + 7) & ~7;
  }
  return found && ttl !== undefined ? { ...found, ttl } : found;
}

/** `struct sock_extended_err`, then the sender's address. */
function readExtendedError(data: Uint8Array): IcmpError | undefined {
  if (data.length < 24) return undefined;
  const origin = data[4];
  if (origin !== ORIGIN_ICMP && origin !== ORIGIN_ICMP6) return undefined;
  const sender = readSocketAddress(data.subarray(16));
  if (!sender) return undefined;
  return {
    sender: sender.address,
    family: origin === ORIGIN_ICMP6 ? 6 : 4,
    type: data[5] ?? 0,
    code: data[6] ?? 0,
  };
}

/** Sent by every router that a packet's time to live ends at. */
export function isTimeExceeded({ family, type, code }: IcmpError): boolean {
  return code === 0 && type === (family === 4 ? 11 : 3);
}

/** Nobody listens on the port, if the sender is the host itself. */
export function isPortUnreachable({ family, type, code }: IcmpError): boolean {
  return family === 4 ? type === 3 && code === 3 : type === 1 && code === 4;
}

/** A router says that the host doesn't answer on its wire, or that there is no way to its network. */
export function isNoRoute({ family, type, code }: IcmpError): boolean {
  if (family === 4) return type === 3 && [0, 1, 5, 6, 7, 8].includes(code);
  return type === 1 && (code === 0 || code === 3);
}

/** The same, about the network and not the host: a route is missing. RFC 792, RFC 1122 (3.2.2.1), RFC 4443. */
export function isNoRouteToNetwork({ family, code }: IcmpError): boolean {
  return family === 4 ? [0, 6].includes(code) : code === 0;
}

const WORDS4: Readonly<Record<number, string>> = {
  0: 'network unreachable',
  1: 'host unreachable',
  2: 'protocol unreachable',
  3: 'port unreachable',
  9: 'network administratively prohibited',
  10: 'host administratively prohibited',
  13: 'administratively prohibited',
};
const WORDS6: Readonly<Record<number, string>> = {
  0: 'no route',
  1: 'administratively prohibited',
  3: 'address unreachable',
  4: 'port unreachable',
  5: 'policy failed',
  6: 'route rejected',
};

/** In the words of RFC 792, RFC 1812 and RFC 4443. */
export function icmpWords(error: IcmpError): string {
  if (isTimeExceeded(error)) return 'time exceeded';
  const words = error.family === 4 ? WORDS4 : WORDS6;
  const known = error.type === (error.family === 4 ? 3 : 1) ? words[error.code] : undefined;
  return known ?? `ICMP${error.family === 6 ? 'v6' : ''} type ${error.type} code ${error.code}`;
}
