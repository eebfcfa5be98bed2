import type { FilterRule, Ruleset } from './ruleset.ts';

/**
 * A rule set's rules in an order in which the first one that matches decides, whatever the filter's own way is.
 * `ruleset.otherwise` stands behind them.
 */
export function inFirstMatchOrder({ order, rules }: Ruleset): readonly FilterRule[] {
  switch (order) {
    case 'first-match':
    case 'allow-only':
      return rules;
    case 'priority':
      return [...rules].sort(
        (a, b) =>
          (a.priority ?? Number.MAX_SAFE_INTEGER) - (b.priority ?? Number.MAX_SAFE_INTEGER) ||
          denyFirst(a, b),
      );
    case 'block-beats-allow':
      // A permit that beats what blocks has a priority.
      return [...rules].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0) || denyFirst(a, b));
    default:
      return order satisfies never;
  }
}

/** What wasn't understood stands between: it might deny, and then would win over every permit. */
const RANK = { deny: 0, unknown: 1, permit: 2 } as const;
const denyFirst = (a: FilterRule, b: FilterRule): number => RANK[a.action] - RANK[b.action];
