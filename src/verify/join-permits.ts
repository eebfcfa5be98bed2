import type { Match } from '../net/match.ts';

/** A product to be permitted, and the flows that need it. */
export interface Permit {
  readonly match: Match;
  readonly flows: readonly string[];
}

/** Joins permits that differ in one list only, again and again: fewer lines for exactly the same packets. */
export function joinPermits(permits: readonly Permit[]): Permit[] {
  let list = [...permits];
  for (let before = -1; before !== list.length; ) {
    before = list.length;
    for (const differ of ['services', 'destinations', 'sources'] as const) list = joined(list, differ);
  }
  return list;
}

function joined(permits: readonly Permit[], differ: keyof Match): Permit[] {
  const groups = new Map<string, Permit>();
  for (const permit of permits) {
    const key = (['sources', 'destinations', 'services'] as const)
      .map((name) => (name === differ ? '' : textOf(permit.match[name])))
      .join('|');
    const group = groups.get(key);
    if (!group) groups.set(key, permit);
    else {
      const items = new Map(
        [...group.match[differ], ...permit.match[differ]].map((item) => [textOf([item]), item]),
      );
      groups.set(key, {
        match: { ...group.match, [differ]: [...items.values()] },
        flows: [...new Set([...group.flows, ...permit.flows])],
      });
    }
  }
  return [...groups.values()];
}

const textOf = (items: readonly unknown[]): string =>
  items
    .map((item) =>
      JSON.stringify(item, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    )
    .sort()
    .join();
