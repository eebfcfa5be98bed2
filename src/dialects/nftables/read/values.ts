/** Texts → numbers. Written for speed: a configuration may hold a million of them. */
import { type AddressRange, type Family, parseAddress } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';

/** `10.0.0.1`, `10.0.0.0/8`, `a-b`, also with bits behind the prefix, which nft takes for the network. */
export function readAddresses(text: string, family: Family): AddressRange | undefined {
  const dash = text.indexOf('-');
  if (dash < 0) return readPrefix(text, family);
  const first = readAddress(text.slice(0, dash), family);
  const last = readAddress(text.slice(dash + 1), family);
  return first === undefined || last === undefined || first > last ? undefined : { family, first, last };
}

function readPrefix(text: string, family: Family): AddressRange | undefined {
  const slash = text.indexOf('/');
  const value = readAddress(slash < 0 ? text : text.slice(0, slash), family);
  if (value === undefined || slash < 0)
    return value === undefined ? undefined : { family, first: value, last: value };
  const bits = family === 4 ? 32 : 128;
  const length = readNumber(text.slice(slash + 1));
  if (length === undefined || length > bits) return undefined;
  const host = BigInt(bits - length);
  const first = (value >> host) << host;
  return { family, first, last: first + (1n << host) - 1n };
}

function readAddress(text: string, family: Family): bigint | undefined {
  if (family === 4) return readIpv4(text);
  if (!text.includes(':')) return undefined;
  const parsed = parseAddress(text);
  return 'error' in parsed ? undefined : parsed.value;
}

function readIpv4(text: string): bigint | undefined {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : 46;
    if (c === 46) {
      if (part < 0 || part > 255) return undefined;
      value = value * 256 + part;
      part = -1;
      dots++;
    } else {
      // nft reads 010 as eight: some tools mean ten, and nobody writes it on purpose.
      if (c < 48 || c > 57 || part === 0) return undefined;
      part = (part < 0 ? 0 : part * 10) + c - 48;
    }
  }
  return dots === 4 ? BigInt(value) : undefined;
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
  const dash = text.indexOf('-');
  if (dash < 0) return undefined;
  const first = names.get(text.slice(0, dash)) ?? readNumber(text.slice(0, dash));
  const last = names.get(text.slice(dash + 1)) ?? readNumber(text.slice(dash + 1));
  if (first === undefined || last === undefined || first > last || last > most) return undefined;
  return { first, last };
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
