/** Sets of addresses as sorted ranges that touch no neighbour. */
import { ANY_ADDRESS } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { normalizeAddresses } from '../../net/normalize.ts';

/** Sorted, without overlaps, neighbours joined; IPv4 first. */
export function joinRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  if (ranges.length < 2) return ranges;
  return [...normalizeAddresses(ranges, 4), ...normalizeAddresses(ranges, 6)];
}

/** What is in both; both as `joinRanges` gives them. */
export function intersectRanges(
  a: readonly AddressRange[],
  b: readonly AddressRange[],
): readonly AddressRange[] {
  const both: AddressRange[] = [];
  let i = 0;
  let j = 0;
  for (let x = a[i], y = b[j]; x && y; x = a[i], y = b[j]) {
    if (x.family !== y.family) {
      if (x.family < y.family) i++;
      else j++;
      continue;
    }
    const first = x.first > y.first ? x.first : y.first;
    const last = x.last < y.last ? x.last : y.last;
    if (first <= last) both.push({ family: x.family, first, last });
    if (x.last < y.last) i++;
    else j++;
  }
  return both;
}

/** All other addresses of both families. */
export function restOf(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const rest: AddressRange[] = [];
  for (const { family, first, last } of ANY_ADDRESS) {
    let next = first;
    for (const range of normalizeAddresses(ranges, family)) {
      if (range.first > next) rest.push({ family, first: next, last: range.first - 1n });
      next = range.last + 1n;
    }
    if (next <= last) rest.push({ family, first: next, last });
  }
  return rest;
}

/** What is in `from` and not in `away`. */
export function subtractRanges(
  from: readonly AddressRange[],
  away: readonly AddressRange[],
): readonly AddressRange[] {
  return intersectRanges(joinRanges(from), restOf(away));
}
