/** `struct sockaddr_in` and `sockaddr_in6` of Linux, little-endian: netinet/in.h. */
import { formatAddress, parseAddress } from '../../net/network.ts';
import { C } from './libc.ts';

/** @throws {TypeError} where the text is no address: callers have checked it. */
export function socketAddress(address: string, port: number): Uint8Array {
  const four = ipv4(address);
  if (four) return new Uint8Array([C.AF_INET, 0, port >> 8, port & 0xff, ...four, 0, 0, 0, 0, 0, 0, 0, 0]);
  const [plain = address, zone] = address.split('%');
  const parsed = parseAddress(plain);
  if ('error' in parsed) throw new TypeError(`no address: ${address}`);
  const six = parsed.family === 6;
  const bytes = new Uint8Array(six ? 28 : 16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, six ? C.AF_INET6 : C.AF_INET, true);
  view.setUint16(2, port);
  const length = six ? 16 : 4;
  const start = six ? 8 : 4;
  let rest = parsed.value;
  for (let i = length - 1; i >= 0; i--, rest >>= 8n) bytes[start + i] = Number(rest & 0xffn);
  if (six && zone !== undefined && /^\d{1,9}$/.test(zone)) view.setUint32(24, Number(zone), true);
  return bytes;
}

function ipv4(address: string): number[] | undefined {
  const parts = address.split('.');
  if (parts.length !== 4) return undefined;
  const numbers = parts.map(Number);
  return numbers.every((n, i) => n >= 0 && n <= 255 && String(n) === parts[i]) ? numbers : undefined;
}

/** `undefined` where it is of neither family, as where the kernel doesn't know a sender. */
export function readSocketAddress(
  bytes: Uint8Array,
): { readonly address: string; readonly port: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return undefined;
  const kind = view.getUint16(0, true);
  const port = view.getUint16(2);
  if (kind === C.AF_INET) return { address: formatAddress(4, BigInt(view.getUint32(4))), port };
  if (kind !== C.AF_INET6 || bytes.length < 24) return undefined;
  return { address: formatAddress(6, (view.getBigUint64(8) << 64n) | view.getBigUint64(16)), port };
}

export function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}
