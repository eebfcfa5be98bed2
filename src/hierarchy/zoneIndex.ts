import { complement, type Family, type Network, network } from '../net/network.ts';
import type { Zone } from './model.ts';

/** A part of some networks that stands in one zone. */
export interface ZonePart {
  readonly zone: string;
  readonly networks: readonly Network[];
}

/** Everything that no declared zone holds. */
export const INTERNET = 'internet';

interface Interval {
  readonly first: bigint;
  readonly last: bigint;
  readonly zone: string;
}

/** Sorted, gapless intervals of one family, `internet` between the zones. */
function intervalsOf(family: Family, zones: readonly Zone[]): Interval[] {
  const intervals: Interval[] = [];
  const all: Network[] = [];
  for (const zone of zones) {
    for (const n of zone.networks) {
      if (n.family !== family) continue;
      intervals.push({ first: n.first, last: n.last, zone: zone.name });
      all.push(n);
    }
  }
  for (const gap of complement(family, all))
    intervals.push({ first: gap.first, last: gap.last, zone: INTERNET });
  intervals.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.last > b.last ? -1 : 1));
  // Networks of one zone may nest; overlaps of two zones are errors, but must not break the index.
  const disjoint: Interval[] = [];
  for (const interval of intervals) {
    const previous = disjoint.at(-1);
    if (previous && interval.last <= previous.last) continue;
    const first = previous && interval.first <= previous.last ? previous.last + 1n : interval.first;
    if (previous && previous.zone === interval.zone && previous.last + 1n === first) {
      disjoint[disjoint.length - 1] = { ...previous, last: interval.last };
    } else disjoint.push({ ...interval, first });
  }
  return disjoint;
}

/** Makes a function that splits networks by zone; a lookup takes logarithmic time. */
export function createZoneIndex(
  zones: readonly Zone[],
): (networks: readonly Network[]) => readonly ZonePart[] {
  const intervals = { 4: intervalsOf(4, zones), 6: intervalsOf(6, zones) };
  return (networks) => {
    const parts = new Map<string, Network[]>();
    for (const n of networks) {
      const sorted = intervals[n.family];
      for (let i = find(sorted, n.first); i < sorted.length; i++) {
        const interval = sorted[i];
        if (!interval || interval.first > n.last) break;
        const whole = interval.first <= n.first && n.last <= interval.last;
        const part = whole
          ? n
          : network(n.family, larger(interval.first, n.first), smaller(interval.last, n.last));
        const list = parts.get(interval.zone);
        if (list) list.push(part);
        else parts.set(interval.zone, [part]);
      }
    }
    return [...parts].map(([zone, list]) => ({ zone, networks: list }));
  };
}

/** Index of the interval that holds an address: intervals have no gaps. */
function find(sorted: readonly Interval[], address: bigint): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle]?.first ?? 0n) <= address) low = middle;
    else high = middle - 1;
  }
  return low;
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
