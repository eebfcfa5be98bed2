import type { AddressRange, Family } from './network.ts';

/** The ranges of one family, sorted, with those that touch or overlap made one. */
export function normalizeAddresses(ranges: readonly AddressRange[], family: Family): AddressRange[] {
  if (ranges.length === 1) return ranges[0]?.family === family ? [ranges[0]] : [];
  const own = ranges.filter((range) => range.family === family);
  if (own.length < 2) return own;
  own.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: AddressRange[] = [];
  let current = own[0] as AddressRange;
  for (const range of own) {
    if (range.first <= current.last + 1n) {
      if (range.last > current.last) current = { family, first: current.first, last: range.last };
    } else {
      joined.push(current);
      current = range;
    }
  }
  joined.push(current);
  return joined;
}
