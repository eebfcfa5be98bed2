import type { AddressRange, Family } from '../../net/network.ts';

const BITS = { 4: 32, 6: 128 } as const;
/** More ranges than a wildcard is written out to. */
const MOST_HOLES = 16;
/** A short line can hold thousands of ranges: they count more than members that are written out. */
const COST = 8;

/**
 * The addresses that agree with `base` in every bit that `cares` has set, in order; absent where they are too many
 * ranges, or more than `afford` allows.
 */
export function wildcardRanges(
  family: Family,
  base: bigint,
  cares: bigint,
  afford: (count: number) => boolean,
): readonly AddressRange[] | undefined {
  const holes: bigint[] = [];
  let low = 0;
  while (low < BITS[family] && ((cares >> BigInt(low)) & 1n) === 0n) low++;
  for (let bit = low; bit < BITS[family]; bit++) {
    if (((cares >> BigInt(bit)) & 1n) === 0n) holes.push(1n << BigInt(bit));
  }
  if (holes.length > MOST_HOLES || !afford(COST * 2 ** holes.length)) return undefined;
  const size = 1n << BigInt(low);
  let starts = [base & cares];
  for (const hole of holes) starts = [...starts, ...starts.map((start) => start + hole)];
  return starts.map((first) => ({ family, first, last: first + size - 1n }));
}
