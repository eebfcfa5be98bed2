/** Sets of addresses as sorted ranges that touch no neighbour. */
import { ANY_ADDRESS } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';

const before = (a: AddressRange, b: AddressRange): number =>
  a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);

/** Sorted, without overlaps, neighbours joined. */
export function joinRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  if (ranges.length < 2) return ranges;
  const joined: AddressRange[] = [];
  for (const range of [...ranges].sort(before)) {
    const last = joined.at(-1);
    if (last?.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) joined[joined.length - 1] = { ...last, last: range.last };
    } else joined.push(range);
  }
  return joined;
}

/** What is in both; both as `joinRanges` gives them. */
export function intersectRanges(
  a: readonly AddressRange[],
  b: readonly AddressRange[],
): readonly AddressRange[] {
  const both: AddressRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as AddressRange;
    const y = b[j] as AddressRange;
    if (x.family === y.family) {
      const first = x.first > y.first ? x.first : y.first;
      const last = x.last < y.last ? x.last : y.last;
      if (first <= last) both.push({ family: x.family, first, last });
    }
    if (x.family < y.family || (x.family === y.family && x.last < y.last)) i++;
    else j++;
  }
  return both;
}

/** What is in `from` and not in `away`; both as `joinRanges` gives them. */
export function subtractRanges(
  from: readonly AddressRange[],
  away: readonly AddressRange[],
): readonly AddressRange[] {
  if (away.length === 0) return from;
  const rest: AddressRange[] = [];
  let start = 0;
  for (const range of from) {
    let { first } = range;
    while (start < away.length && isBefore(away[start], range)) start++;
    for (let i = start; i < away.length && first <= range.last; i++) {
      const piece = away[i];
      if (!piece || piece.family !== range.family || piece.first > range.last) break;
      if (piece.first > first) rest.push({ family: range.family, first, last: piece.first - 1n });
      if (piece.last >= first) first = piece.last + 1n;
    }
    if (first <= range.last) rest.push(first === range.first ? range : { ...range, first });
  }
  return rest;
}

const isBefore = (piece: AddressRange | undefined, range: AddressRange): boolean =>
  piece !== undefined &&
  (piece.family < range.family || (piece.family === range.family && piece.last < range.first));

/** All other addresses of both families. */
export function restOf(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return subtractRanges(ANY_ADDRESS, joinRanges(ranges));
}
