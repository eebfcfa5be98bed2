/** Which interface or zone addresses stand behind, as connected networks and routes say it. */
import type { AddressRange } from '../../net/network.ts';

export interface Prefix {
  /** Empty where it is none that is known. */
  readonly owner: string;
  readonly range: AddressRange;
}

/** Who owns which addresses. Prefixes lie within each other or apart, so that a stack is enough. */
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
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (limit?.family === top.range.family && limit.first <= top.range.last) return;
      emit(top.range.last);
      stack.pop();
    }
  };
  for (const prefix of contested([...prefixes].sort(byPlace))) {
    close(prefix.range);
    if (stack.length > 0) emit(prefix.range.first - 1n);
    cursor = prefix.range.first;
    stack.push(prefix);
  }
  close(undefined);
  owned.delete('');
  return owned;
}

const sameRange = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family && a.first === b.first && a.last === b.last;

/** One prefix for each range; of no zone, where several zones have it. */
function contested(sorted: readonly Prefix[]): Prefix[] {
  const list: Prefix[] = [];
  for (const prefix of sorted) {
    const last = list.at(-1);
    if (!last || !sameRange(last.range, prefix.range)) list.push(prefix);
    else if (last.owner !== prefix.owner) list[list.length - 1] = { ...last, owner: '' };
  }
  return list;
}

function byPlace(a: Prefix, b: Prefix): number {
  if (a.range.family !== b.range.family) return a.range.family - b.range.family;
  if (a.range.first !== b.range.first) return a.range.first < b.range.first ? -1 : 1;
  return a.range.last > b.range.last ? -1 : a.range.last < b.range.last ? 1 : 0;
}
