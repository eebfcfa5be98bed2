/**
 * Addresses as 32-bit integers that keep their order, so that sets of packets of both families are the same to
 * everything that computes with them. IPv4 fits as it is. Of IPv6 only the order of the ends of ranges matters: all
 * ends that take part are sorted, and a range becomes the numbers of the steps between them.
 */
import type { AddressRange, Family } from './network.ts';

/** Translates addresses of one family from and to whole numbers of 32 bits with sign. */
export interface Axis {
  readonly family: Family;
  /** The least and the greatest number there is. */
  readonly least: number;
  readonly greatest: number;
  /**
   * The number of a range's first address.
   * @throws RangeError for a range that the axis wasn't made of, where it could not be exact.
   */
  first(range: AddressRange): number;
  last(range: AddressRange): number;
  /** The number of the step that an address stands in: any address will do. */
  step(address: bigint): number;
  /** The lowest and the highest address with a number. */
  low(step: number): bigint;
  high(step: number): bigint;
  /** The addresses at which steps begin, where they are not all there are. */
  begins(): Iterable<bigint>;
}

const HALF = 2 ** 31;

/** The axis of all IPv4 addresses: one step for each. */
export const IPV4_AXIS: Axis = Object.freeze({
  family: 4,
  least: -HALF,
  greatest: HALF - 1,
  first: (range: AddressRange): number => Number(range.first) - HALF,
  last: (range: AddressRange): number => Number(range.last) - HALF,
  step: (address: bigint): number => Number(address) - HALF,
  low: (step: number): bigint => BigInt(step + HALF),
  high: (step: number): bigint => BigInt(step + HALF),
  begins: (): Iterable<bigint> => [],
});

const END = 1n << 128n;

/** The axis of IPv6 on which each of the ranges begins and ends with a step. */
export function ipv6Axis(ranges: Iterable<AddressRange>): Axis {
  const seen = new Set<bigint>([0n, END]);
  for (const range of ranges) {
    if (range.family !== 6) continue;
    seen.add(range.first);
    seen.add(range.last + 1n);
  }
  return ipv6AxisOf(seen);
}

/** As `ipv6Axis`, from the addresses at which steps begin. */
export function ipv6AxisOf(begins: ReadonlySet<bigint>): Axis {
  const starts = [...begins].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const ranks = new Map(starts.map((start, rank) => [start, rank]));
  const rank = (begin: bigint): number => {
    const known = ranks.get(begin);
    // A range that ends within a step has no number: any would stand for other addresses.
    if (known === undefined) throw new RangeError(`no step of this axis begins at ${begin.toString(16)}`);
    return known;
  };
  const step = (address: bigint): number => {
    const known = ranks.get(address);
    if (known !== undefined) return known;
    let low = 0;
    let high = starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as bigint) <= address) low = middle;
      else high = middle;
    }
    return low;
  };
  return {
    family: 6,
    least: 0,
    greatest: starts.length - 2,
    first: (range) => rank(range.first),
    last: (range) => rank(range.last + 1n) - 1,
    step,
    low: (rank) => starts[rank] as bigint,
    high: (rank) => (starts[rank + 1] as bigint) - 1n,
    begins: () => starts,
  };
}
