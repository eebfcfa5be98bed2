/** Addresses as FortiOS writes them. */
import { type AddressRange, type Family, parseAddress } from '../../net/network.ts';
import { wildcardRanges } from '../raising/wildcard.ts';

const BITS = { 4: 32, 6: 128 } as const;

/** `10.0.0.0 255.0.0.0`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fd00::/8` or one address; bits of the host don't count. */
export function prefixOf(family: Family, values: readonly string[]): AddressRange | undefined {
  const [address = '', mask, ...more] = values.length === 1 ? (values[0] ?? '').split('/') : values;
  const length = lengthOf(family, mask);
  const read = parseAddress(address);
  if ('error' in read || read.family !== family || length === undefined || more.length > 0) return undefined;
  const size = 1n << BigInt(BITS[family] - length);
  const first = read.value - (read.value % size);
  return { family, first, last: first + size - 1n };
}

function lengthOf(family: Family, mask: string | undefined): number | undefined {
  if (mask === undefined) return BITS[family];
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= BITS[family] ? Number(mask) : undefined;
  const read = parseAddress(mask);
  if ('error' in read || read.family !== 4 || family !== 4) return undefined;
  const holes = 0xffff_ffffn - read.value;
  return (holes & (holes + 1n)) === 0n ? 32 - (holes === 0n ? 0 : holes.toString(2).length) : undefined;
}

/** From one address to another, both included. */
export function rangeOf(family: Family, from: string, to: string): AddressRange | undefined {
  const first = parseAddress(from);
  const last = parseAddress(to);
  if ('error' in first || 'error' in last || first.family !== family || last.family !== family)
    return undefined;
  return first.value <= last.value ? { family, first: first.value, last: last.value } : undefined;
}

/** `10.0.0.1` or `10.0.0.1-10.0.0.9`. */
export function addressesOf(family: Family, text: string): AddressRange | undefined {
  const [from = '', to = from, ...more] = text.split('-');
  return more.length > 0 ? undefined : rangeOf(family, from, to);
}

/**
 * The addresses that agree with `address` where the mask has ones.
 * @see FortiOS Administration Guide, "Wildcard addressing": zero in the mask means that the bit is ignored
 */
export function wildcardOf(
  family: Family,
  values: readonly string[],
  afford: (count: number) => boolean,
): readonly AddressRange[] | undefined {
  const [address = '', mask = ''] = values.length === 1 ? (values[0] ?? '').split('/') : values;
  const base = parseAddress(address);
  const cares = parseAddress(mask);
  if ('error' in base || 'error' in cares || base.family !== family || cares.family !== family)
    return undefined;
  return wildcardRanges(family, base.value, cares.value, afford);
}
