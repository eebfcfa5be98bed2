import type { AddressRange } from '../../net/network.ts';

/** More ranges than this are not written out. */
const MOST_RANGES = 4096;

/**
 * The addresses that equal `address` in every bit that `wildcard` has not set, as ranges in order: exact, however the
 * wildcard's bits are scattered. Absent where they are too many ranges.
 */
export function expandWildcard(address: number, wildcard: number): readonly AddressRange[] | undefined {
  // The last bits, without a gap, make the length of each range; every other bit that is set doubles their number.
  let size = 1;
  while (size <= 0x8000_0000 && Math.floor(wildcard / size) % 2 === 1) size *= 2;
  const bits: number[] = [];
  for (let bit = size * 2; bit <= 0x8000_0000; bit *= 2)
    if (Math.floor(wildcard / bit) % 2 === 1) bits.push(bit);
  if (2 ** bits.length > MOST_RANGES) return undefined;
  let starts = [withoutBits(address, wildcard)];
  for (const bit of bits) starts = starts.flatMap((start) => [start, start + bit]);
  return starts
    .sort((a, b) => a - b)
    .map((first) => ({ family: 4, first: BigInt(first), last: BigInt(first + size - 1) }));
}

/** The least range that holds all of them. */
export function aroundWildcard(address: number, wildcard: number): AddressRange {
  const first = withoutBits(address, wildcard);
  return { family: 4, first: BigInt(first), last: BigInt(first) + BigInt(wildcard) };
}

function withoutBits(address: number, wildcard: number): number {
  return (address & ~wildcard) >>> 0;
}
