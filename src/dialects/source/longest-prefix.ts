import type { AddressRange } from '../../net/network.ts';

/** A network, and who has it. */
export interface Prefix {
  /** Empty where it is nobody for certain. */
  readonly owner: string;
  readonly range: AddressRange;
  /** Of the same network, the lowest counts: a connected one goes before a route. All are equally good without. */
  readonly metric?: number;
}

/**
 * Who owns which addresses, where the longest prefix wins, then the lowest metric. Of two that are equally good
 * either may be taken, so that nobody owns their network for certain: it is under the empty name. Prefixes lie within
 * each other or apart, so that a stack is enough.
 */
export function ownersOf(prefixes: readonly Prefix[]): ReadonlyMap<string, readonly AddressRange[]> {
  const owned = new Map<string, AddressRange[]>();
  const stack: Prefix[] = [];
  let cursor = 0n;
  const emit = (last: bigint): void => {
    const top = stack.at(-1);
    if (top === undefined || cursor > last) return;
    const ranges = owned.get(top.owner) ?? [];
    ranges.push({ family: top.range.family, first: cursor, last });
    owned.set(top.owner, ranges);
    cursor = last + 1n;
  };
  const close = (limit: AddressRange | undefined): void => {
    for (;;) {
      const top = stack.at(-1);
      if (!top) return;
      if (limit?.family === top.range.family && limit.first <= top.range.last) return;
      emit(top.range.last);
      stack.pop();
    }
  };
  for (const prefix of [...prefixes].sort(byPlace)) {
    close(prefix.range);
    if (stack.length > 0) emit(prefix.range.first - 1n);
    const top = stack.at(-1);
    if (top && sameRange(top.range, prefix.range)) {
      if (metricOf(top) === metricOf(prefix) && top.owner !== prefix.owner)
        stack[stack.length - 1] = { ...top, owner: '' };
      continue;
    }
    cursor = prefix.range.first;
    stack.push(prefix);
  }
  close(undefined);
  return owned;
}

const metricOf = ({ metric = 0 }: Prefix): number => metric;

const sameRange = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family && a.first === b.first && a.last === b.last;

function byPlace(a: Prefix, b: Prefix): number {
  if (a.range.family !== b.range.family) return a.range.family - b.range.family;
  if (a.range.first !== b.range.first) return a.range.first < b.range.first ? -1 : 1;
  if (a.range.last !== b.range.last) return a.range.last > b.range.last ? -1 : 1;
  return metricOf(a) - metricOf(b);
}
