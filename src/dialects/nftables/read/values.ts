/** Texts → numbers. Written for speed: a configuration may hold a million of them. */
import { type AddressRange, type Family, parseAddress } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';

/** `10.0.0.1`, `10.0.0.0/8`, `a-b`, also with bits behind the prefix, which nft takes for the network. */
export function readAddresses(text: string, family: Family): AddressRange | undefined {
  if (family === 4) return readIpv4Range(text);
  const dash = text.indexOf('-');
  if (dash < 0) return readIpv6Prefix(text);
  const first = readIpv6(text.slice(0, dash));
  const last = readIpv6(text.slice(dash + 1));
  return first === undefined || last === undefined || first > last ? undefined : { family, first, last };
}

function readIpv6Prefix(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const value = readIpv6(slash < 0 ? text : text.slice(0, slash));
  if (value === undefined || slash < 0)
    return value === undefined ? undefined : { family: 6, first: value, last: value };
  const length = readNumber(text.slice(slash + 1));
  if (length === undefined || length > 128) return undefined;
  const host = BigInt(128 - length);
  const first = (value >> host) << host;
  return { family: 6, first, last: first + (1n << host) - 1n };
}

function readIpv6(text: string): bigint | undefined {
  if (!text.includes(':')) return undefined;
  const parsed = parseAddress(text);
  return 'error' in parsed ? undefined : parsed.value;
}

/** Numbers become `bigint` at the very end: that is what takes time. */
function readIpv4Range(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const sign = slash >= 0 ? slash : text.indexOf('-');
  const low = readIpv4(text, 0, sign < 0 ? text.length : sign);
  if (low < 0) return undefined;
  if (sign < 0) return ipv4Range(low, low);
  if (slash < 0) {
    const high = readIpv4(text, sign + 1, text.length);
    return high < low ? undefined : ipv4Range(low, high);
  }
  const length = readNumber(text.slice(slash + 1));
  if (length === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const first = low - (low % size);
  return ipv4Range(first, first + size - 1);
}

function ipv4Range(low: number, high: number): AddressRange {
  const first = BigInt(low);
  return { family: 4, first, last: low === high ? first : BigInt(high) };
}

/** -1 for what is no address. */
function readIpv4(text: string, from: number, to: number): number {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = from; i <= to; i++) {
    const c = i < to ? text.charCodeAt(i) : 46;
    if (c === 46) {
      if (part < 0 || part > 255) return -1;
      value = value * 256 + part;
      part = -1;
      dots++;
    } else {
      // nft reads 010 as eight: some tools mean ten, and nobody writes it on purpose.
      if (c < 48 || c > 57 || part === 0) return -1;
      part = (part < 0 ? 0 : part * 10) + c - 48;
    }
  }
  return dots === 4 ? value : -1;
}

/** Decimal, or hexadecimal with `0x`, up to 32 bits. */
export function readNumber(text: string): number | undefined {
  if (text.length === 0 || text.length > 10) return undefined;
  if (text.startsWith('0x')) return /^0x[0-9a-fA-F]{1,8}$/.test(text) ? Number(text) : undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return undefined;
    value = value * 10 + c - 48;
  }
  return value;
}

/** A number, a name of `names`, or a range of either. */
export function readRange(
  text: string,
  names: ReadonlyMap<string, number>,
  most: number,
): PortRange | undefined {
  const one = names.get(text) ?? readNumber(text);
  if (one !== undefined) return one <= most ? { first: one, last: one } : undefined;
  if (text.length > 80) return undefined;
  // Names hold hyphens, too: `policy-fail-reject-route`.
  for (let dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
    const first = names.get(text.slice(0, dash)) ?? readNumber(text.slice(0, dash));
    const last = names.get(text.slice(dash + 1)) ?? readNumber(text.slice(dash + 1));
    if (first !== undefined && last !== undefined)
      return first > last || last > most ? undefined : { first, last };
  }
  return undefined;
}

/** What the ranges leave of 0 to `most`. */
export function otherNumbers(ranges: readonly PortRange[], most: number): PortRange[] {
  const gaps: PortRange[] = [];
  let next = 0;
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    if (first > next) gaps.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (next <= most) gaps.push({ first: next, last: most });
  return gaps;
}

/** What the ranges leave of a family. */
export function otherAddresses(ranges: readonly AddressRange[], family: Family): AddressRange[] {
  const most = family === 4 ? 0xffff_ffffn : (1n << 128n) - 1n;
  const gaps: AddressRange[] = [];
  let next = 0n;
  const sorted = ranges.filter((r) => r.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const { first, last } of sorted) {
    if (first > next) gaps.push({ family, first: next, last: first - 1n });
    if (last >= next) next = last + 1n;
  }
  if (next <= most) gaps.push({ family, first: next, last: most });
  return gaps;
}
