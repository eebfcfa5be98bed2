import { COLUMN_RULES, type PlanColumn } from './plan-columns.ts';
import type { PlanTable } from './plan-table.ts';

/** The values of a column, from the first to the last in its order. */
interface Ranking {
  /** Rank of each end or service, by its number. */
  readonly ranks: Uint32Array;
  /** Text of each rank. */
  readonly texts: readonly string[];
}

/** Some rows in the order of a column; equals keep their order. */
export function orderRows(
  table: PlanTable,
  rows: Uint32Array,
  column: PlanColumn,
  desc: boolean,
): Uint32Array {
  const { ranks, texts } = rankingOf(table, column);
  const of = table[COLUMN_RULES[column].of];
  // Counting: where the rows of each rank begin, then each row to its place.
  const next = new Uint32Array(texts.length + 1);
  const rank = (row: number): number => {
    const own = ranks[of[row] ?? 0] ?? 0;
    return desc ? texts.length - 1 - own : own;
  };
  for (const row of rows) add(next, rank(row) + 1, 1);
  for (let i = 1; i < next.length; i++) add(next, i, next[i - 1] ?? 0);
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) {
    const r = rank(row);
    ordered[next[r] ?? 0] = row;
    add(next, r, 1);
  }
  return ordered;
}

export interface RowGroup {
  readonly value: string;
  readonly count: number;
  /** Where the group's first row stands. */
  readonly first: number;
}

/** The runs of equal values in rows that are in the order of the column. */
export function groupsOf(table: PlanTable, rows: Uint32Array, column: PlanColumn): RowGroup[] {
  const { ranks, texts } = rankingOf(table, column);
  const of = table[COLUMN_RULES[column].of];
  const groups: RowGroup[] = [];
  let [first, current] = [0, -1];
  const close = (end: number): void => {
    if (current >= 0) groups.push({ value: texts[current] ?? '', count: end - first, first });
  };
  for (let i = 0; i < rows.length; i++) {
    const rank = ranks[of[rows[i] ?? 0] ?? 0] ?? 0;
    if (rank === current) continue;
    close(i);
    [first, current] = [i, rank];
  }
  close(rows.length);
  return groups;
}

function add(numbers: Uint32Array, index: number, n: number): void {
  numbers[index] = (numbers[index] ?? 0) + n;
}

function rankingOf(table: PlanTable, column: PlanColumn): Ranking {
  const key = `ranking ${column}`;
  const known = table.kept.get(key) as Ranking | undefined;
  if (known) return known;
  const rule = COLUMN_RULES[column];
  const ranking = rule.of === 'service' ? rank(table.services, rule) : rank(table.ends, rule);
  table.kept.set(key, ranking);
  return ranking;
}

function rank<T>(
  items: readonly T[],
  { text, compare }: { readonly text: (item: T) => string; readonly compare?: (a: T, b: T) => number },
): Ranking {
  const firsts = new Map<string, { item: T; text: string; rank: number }>();
  const values = items.map((item) => {
    const own = text(item);
    let value = firsts.get(own);
    if (!value) {
      value = { item, text: own, rank: 0 };
      firsts.set(own, value);
    }
    return value;
  });
  const sorted = [...firsts.values()].sort(
    (a, b) => (compare?.(a.item, b.item) ?? 0) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
  for (const [i, value] of sorted.entries()) value.rank = i;
  return { ranks: Uint32Array.from(values, (value) => value.rank), texts: sorted.map((value) => value.text) };
}
