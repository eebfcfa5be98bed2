import { anyAddress } from '../../net/match.ts';
import { type AddressRange, type Family, parseAddress } from '../../net/network.ts';

const BITS = { 4: 32, 6: 128 } as const;

/**
 * One address as `-s` and `-d` take it: `10.0.0.1`, `10.0.0.0/8`, `10.0.0.5/255.0.0.0`, `10.1/16` (missing parts are
 * zeros). Bits of the host don't count. Absent for what isn't one range of this family: a name, a mask with gaps.
 */
export function addressRange(text: string, family: Family): AddressRange | undefined {
  const slash = text.indexOf('/');
  if (family === 4) return ipv4Range(text, slash);
  const address = oneAddress(slash < 0 ? text : text.slice(0, slash), family);
  if (address === undefined) return undefined;
  const length = slash < 0 ? BITS[family] : prefixLength(text.slice(slash + 1), family);
  if (length === undefined) return undefined;
  if (length === BITS[family]) return { family, first: address, last: address };
  const size = 1n << BigInt(BITS[family] - length);
  const first = address - (address % size);
  return { family, first, last: first + size - 1n };
}

/** In plain numbers, which are quicker. */
function ipv4Range(text: string, slash: number): AddressRange | undefined {
  const address = ipv4(slash < 0 ? text : text.slice(0, slash));
  const length = slash < 0 ? 32 : prefixLength(text.slice(slash + 1), 4);
  if (address === undefined || length === undefined) return undefined;
  const size = 2 ** (32 - length);
  const first = address - (address % size);
  const low = BigInt(first);
  return { family: 4, first: low, last: size === 1 ? low : BigInt(first + size - 1) };
}

/** What `--src-range` and `--dst-range` take: `10.0.0.5-10.0.0.9` or one address; `none` for a range that is reversed. */
export function iprange(text: string, family: Family): AddressRange | 'none' | undefined {
  const dash = text.indexOf('-');
  const first = oneAddress(dash < 0 ? text : text.slice(0, dash), family);
  const last = dash < 0 ? first : oneAddress(text.slice(dash + 1), family);
  if (first === undefined || last === undefined) return undefined;
  return first > last ? 'none' : { family, first, last };
}

/** All addresses of the family that none of the ranges holds. */
export function outside(ranges: readonly AddressRange[], family: Family): AddressRange[] {
  const all = anyAddress(family);
  const sorted = ranges.filter((r) => r.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  const rest: AddressRange[] = [];
  let next = all.first;
  for (const { first, last } of sorted) {
    if (first > next) rest.push({ family, first: next, last: first - 1n });
    if (last >= next) next = last + 1n;
  }
  if (next <= all.last) rest.push({ family, first: next, last: all.last });
  return rest;
}

function oneAddress(text: string, family: Family): bigint | undefined {
  if (family === 4) {
    const value = ipv4(text);
    return value === undefined ? undefined : BigInt(value);
  }
  if (!text.includes(':') || text.length > 45) return undefined;
  const address = parseAddress(text);
  return 'error' in address ? undefined : address.value;
}

/** One to four parts; a part with a leading zero is octal for iptables, and is not read here. */
function ipv4(text: string): number | undefined {
  let value = 0;
  let parts = 0;
  let part = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0x2e;
    if (code === 0x2e) {
      if (part < 0 || part > 255 || ++parts > 4) return undefined;
      value = value * 256 + part;
      part = -1;
    } else if (code < 0x30 || code > 0x39 || part === 0) return undefined;
    else part = (part < 0 ? 0 : part * 10) + code - 0x30;
  }
  return value * 256 ** (4 - parts);
}

function prefixLength(text: string, family: Family): number | undefined {
  if (/^\d{1,3}$/.test(text)) {
    const length = Number(text);
    return length <= BITS[family] ? length : undefined;
  }
  const mask = oneAddress(text, family);
  if (mask === undefined || (family === 4 && text.split('.').length !== 4)) return undefined;
  const gap = anyAddress(family).last - mask;
  if ((gap & (gap + 1n)) !== 0n) return undefined;
  return BITS[family] - (gap === 0n ? 0 : gap.toString(2).length);
}
