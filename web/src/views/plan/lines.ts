import type { PlanGroup } from '../../../../src/report/plan-page.ts';

/** A line of the list: the heading of a group, or row number `row` of the view. */
export type Line =
  | { readonly kind: 'group'; readonly group: PlanGroup; readonly folded: boolean }
  | { readonly kind: 'row'; readonly row: number };

/**
 * Browsers draw no element higher than about 17 million pixels: of so many lines the rest would be there, and out of
 * reach.
 */
export const REACHABLE = 630_000;

/** The lines of a view by number, without making half a million of them. */
export interface Lines {
  /** Those that can be scrolled to. */
  readonly count: number;
  readonly at: (index: number) => Line;
}

/** Rows under the headings of their groups; those of folded groups are left out. */
export function linesOf(
  total: number,
  groups: readonly PlanGroup[] | undefined,
  folded: ReadonlySet<string>,
): Lines {
  if (groups === undefined) return { count: Math.min(total, REACHABLE), at: (row) => ({ kind: 'row', row }) };
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += 1 + (folded.has(group.value) ? 0 : group.count);
  }
  return {
    count: Math.min(count, REACHABLE),
    at(index) {
      const position = lastAtMost(starts, index);
      const group = groups[position];
      const inside = index - (starts[position] ?? 0);
      if (group === undefined) return { kind: 'row', row: index };
      if (inside === 0) return { kind: 'group', group, folded: folded.has(group.value) };
      return { kind: 'row', row: group.first + inside - 1 };
    },
  };
}

/** Position of the last number that is not above `value`; the numbers ascend. */
function lastAtMost(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
