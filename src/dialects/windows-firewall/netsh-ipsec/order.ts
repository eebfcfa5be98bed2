/**
 * The order in which filters decide. Windows asks the most specific one first, whatever the order of rules and lists
 * (Microsoft, "The Cable Guy", February 2005: IPsec Filter Ordering). That a filter is more specific is certain only
 * where all that it matches is matched by the other one, too: of two others that share packets and don't do the same
 * with them, nobody can say here which one decides, so that what they share is taken out before both.
 */
import { type Box, holds, isSame, meet, sizeOf } from './boxes.ts';

export interface Ordered {
  readonly box: Box;
  /** The same for all that do the same with packets. */
  readonly outcome: string;
  /** Whether it surely matches all of its box. */
  readonly isExact: boolean;
  readonly isRange: boolean;
}

export type Placed<T extends Ordered> =
  | { readonly kind: 'part'; readonly part: T }
  /** What two parts share, where it is not certain which one decides. */
  | { readonly kind: 'either'; readonly box: Box; readonly one: T; readonly other: T };

/** As many comparisons take about a second; filters that somebody wrote need far fewer. */
const MOST_COMPARISONS = 3_000_000;
const MOST_CONFLICTS = 100_000;

/** The first of them that matches a packet decides about it; absent where that takes too long to find out. */
export function inOrder<T extends Ordered>(parts: readonly T[]): readonly Placed<T>[] | undefined {
  const groups = new Map<string, T[]>();
  for (const part of parts) {
    const group = groups.get(part.outcome);
    if (group) group.push(part);
    else groups.set(part.outcome, [part]);
  }
  const sized: { readonly placed: Placed<T>; readonly size: bigint; readonly rank: number }[] = parts.map(
    (part) => ({ placed: { kind: 'part', part }, size: sizeOf(part.box), rank: 1 }),
  );
  const lists = [...groups.values()];
  let comparisons = 0;
  let conflicts = 0;
  for (const [i, list] of lists.entries())
    for (const others of lists.slice(i + 1)) {
      comparisons += list.length * others.length;
      if (comparisons > MOST_COMPARISONS) return undefined;
      for (const one of list)
        for (const other of others) {
          const box = meet(one.box, other.box);
          if (!box || isCertain(one, other) || isCertain(other, one)) continue;
          if (++conflicts > MOST_CONFLICTS) return undefined;
          const size = sizeOf(box);
          // A filter for exactly what both share is more specific than both.
          const isWhole = isSame(box, one.box) || isSame(box, other.box);
          sized.push({ placed: { kind: 'either', box, one, other }, size, rank: isWhole ? 0 : 2 });
        }
    }
  return sized
    .sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : a.rank - b.rank))
    .map(({ placed }) => placed);
}

/** Whether `one` decides before `other` wherever both match. */
function isCertain(one: Ordered, other: Ordered): boolean {
  return (
    other.isExact &&
    !one.isRange &&
    !other.isRange &&
    holds(other.box, one.box) &&
    !isSame(one.box, other.box)
  );
}
