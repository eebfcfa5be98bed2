/** Sets of addresses as sorted ranges that touch no neighbour. */
import { ANY_ADDRESS } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';

const byPlace = (a: AddressRange, b: AddressRange): number =>
  a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);

/** Sorted, without overlaps, neighbours joined. */
export function joinRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  if (ranges.length < 2 || ranges === ANY_ADDRESS) return ranges;
  const joined: AddressRange[] = [];
  for (const range of [...ranges].sort(byPlace)) {
    const last = joined.at(-1);
    if (last?.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) joined[joined.length - 1] = { ...last, last: range.last };
    } else joined.push(range);
  }
  return joined;
}

/** The first range of a list that does not end before an address. */
function firstUpTo(ranges: readonly AddressRange[], { family, first }: AddressRange): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as AddressRange;
    if (range.family < family || (range.family === family && range.last < first)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in both; `within` as `joinRanges` gives it. */
export function meetRanges(
  ranges: readonly AddressRange[],
  within: readonly AddressRange[],
): readonly AddressRange[] {
  if (within === ANY_ADDRESS) return ranges;
  if (ranges === ANY_ADDRESS) return within;
  const both: AddressRange[] = [];
  for (const range of ranges) {
    for (let i = firstUpTo(within, range); i < within.length; i++) {
      const other = within[i] as AddressRange;
      if (other.family !== range.family || other.first > range.last) break;
      if (other.first <= range.first && range.last <= other.last) {
        both.push(range);
        break;
      }
      const first = other.first > range.first ? other.first : range.first;
      both.push({ family: range.family, first, last: other.last < range.last ? other.last : range.last });
    }
  }
  return both;
}

/** What is in `from` and not in `away`; both as `joinRanges` gives them. */
export function cutRanges(
  from: readonly AddressRange[],
  away: readonly AddressRange[],
): readonly AddressRange[] {
  if (away.length === 0) return from;
  const rest: AddressRange[] = [];
  for (const range of from) {
    let { first } = range;
    for (let i = firstUpTo(away, range); i < away.length && first <= range.last; i++) {
      const piece = away[i] as AddressRange;
      if (piece.family !== range.family || piece.first > range.last) break;
      if (piece.first > first) rest.push({ family: range.family, first, last: piece.first - 1n });
      if (piece.last >= first) first = piece.last + 1n;
    }
    if (first <= range.last) rest.push(first === range.first ? range : { ...range, first });
  }
  return rest;
}

/** All other addresses of both families. */
export function restOf(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return cutRanges(ANY_ADDRESS, joinRanges(ranges));
}
