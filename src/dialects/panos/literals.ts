/** Addresses and ports as PAN-OS writes them. */
import { type AddressRange, parseAddress } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';

const BITS = { 4: 32, 6: 128 } as const;

/** `10.0.0.1`, `10.0.0.1/24` (the network that it is in), `2001:db8::/64`. */
export function readNetmask(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if ('error' in address) return undefined;
  const { family, value } = address;
  if (slash < 0) return { family, first: value, last: value };
  const lengthText = text.slice(slash + 1);
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (!(length <= BITS[family])) return undefined;
  const size = 1n << BigInt(BITS[family] - length);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

/** `10.0.0.1-10.0.0.9`. */
export function readRange(text: string): AddressRange | undefined {
  const dash = text.indexOf('-');
  if (dash < 1) return undefined;
  const first = parseAddress(text.slice(0, dash).trim());
  const last = parseAddress(text.slice(dash + 1).trim());
  if ('error' in first || 'error' in last || first.family !== last.family || first.value > last.value)
    return undefined;
  return { family: first.family, first: first.value, last: last.value };
}

/** More ranges than a person can mean. */
const MOST_WILDCARDS = 12;

/**
 * `10.1.2.3/0.127.248.0`: a one in the mask is a bit that may be anything. Source: PAN-OS 9.0 new features guide,
 * "Wildcard Address Support in Security Policy Rules".
 */
export function readWildcard(text: string): readonly AddressRange[] | undefined {
  const [addressText = '', maskText = '', ...rest] = text.split('/');
  const address = parseAddress(addressText);
  const mask = parseAddress(maskText);
  if (rest.length > 0 || 'error' in address || 'error' in mask || address.family + mask.family !== 8)
    return undefined;
  let low = 0n;
  while (low < 32n && (mask.value >> low) & 1n) low++;
  const free: bigint[] = [];
  for (let bit = low; bit < 32n; bit++) if ((mask.value >> bit) & 1n) free.push(bit);
  if (free.length > MOST_WILDCARDS) return undefined;
  const base = address.value & ~mask.value;
  const size = 1n << low;
  const ranges: AddressRange[] = [];
  for (let n = 0; n < 1 << free.length; n++) {
    let first = base;
    for (const [i, bit] of free.entries()) if ((n >> i) & 1) first |= 1n << bit;
    ranges.push({ family: 4, first, last: first + size - 1n });
  }
  return ranges;
}

export const EMBEDDED: bigint = (1n << 32n) - 1n;

/**
 * A rule's IPv6 range holds IPv4 addresses too: the firewall takes an IPv4 address for an IPv6 one whose first 96
 * bits are 0, and `any` for `::/0`. Source: PAN-OS Administrator's Guide, "Policy".
 */
export function withEmbedded(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const embedded = ranges.filter((r) => r.family === 6 && r.first <= EMBEDDED);
  if (embedded.length === 0) return ranges;
  const four = embedded.map(
    ({ first, last }): AddressRange => ({ family: 4, first, last: last < EMBEDDED ? last : EMBEDDED }),
  );
  return [...ranges, ...four];
}

/** `80`, `80,443,8000-8100`; absent where a part is none. */
export function readPorts(text: string): readonly PortRange[] | undefined {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const shape = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part);
    if (!shape) return undefined;
    const first = Number(shape[1]);
    const last = shape[2] === undefined ? first : Number(shape[2]);
    if (last < first || last > 65535) return undefined;
    ranges.push({ first, last });
  }
  return normalizePorts(ranges);
}
