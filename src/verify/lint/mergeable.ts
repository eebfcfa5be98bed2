import { intersectMatch, type Match } from '../../net/match.ts';
import { normalizeAddresses } from '../../net/normalize.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { isConditional } from './anomalies.ts';

export interface Mergeable {
  /** Places of rules, in order, that one rule could stand for. */
  readonly rules: readonly number[];
  readonly differ: 'sources' | 'destinations' | 'services';
}

/** Rules further apart than this are no longer compared: whoever reads them doesn't see them together either. */
const FARTHEST = 200;

/**
 * Rules of one action that differ in one list only, and between which no rule of another action takes packets from the
 * later ones, so that they could be one.
 */
export function mergeableRules(rules: readonly FilterRule[], out: ReadonlySet<number>): Mergeable[] {
  const taken = new Set(out);
  const found: Mergeable[] = [];
  for (const differ of ['services', 'destinations', 'sources'] as const) {
    for (const group of groupsOf(rules, taken, differ)) {
      const together = reachingBack(rules, group);
      if (together.length < 2) continue;
      for (const place of together) taken.add(place);
      found.push({ rules: together, differ });
    }
  }
  return found.sort((a, b) => (a.rules[0] as number) - (b.rules[0] as number));
}

function groupsOf(
  rules: readonly FilterRule[],
  taken: ReadonlySet<number>,
  differ: Mergeable['differ'],
): number[][] {
  const groups = new Map<string, number[]>();
  rules.forEach((rule, place) => {
    const [match] = rule.matches;
    if (!match || rule.matches.length > 1 || taken.has(place) || isConditional(rule)) return;
    const via = (rule.via ?? []).map((v) => `${v.place.line}`).join();
    const key = [rule.action, rule.states, via, ...keysOf(match, differ)].join('|');
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

function keysOf({ sources, destinations, services }: Match, differ: Mergeable['differ']): string[] {
  const addresses = (ranges: Match['sources']): string =>
    ([4, 6] as const)
      .flatMap((family) => normalizeAddresses(ranges, family))
      .map((r) => `${r.family}:${r.first}-${r.last}`)
      .join();
  const ports = services
    .map((s) => [s.protocol, s.source, s.destination].map((r) => `${r.first}-${r.last}`).join(':'))
    .sort()
    .join();
  return [
    differ === 'sources' ? '' : addresses(sources),
    differ === 'destinations' ? '' : addresses(destinations),
    differ === 'services' ? '' : ports,
  ];
}

/** Those of a group that may move up to its first without passing a rule that decides otherwise about their packets. */
function reachingBack(rules: readonly FilterRule[], group: readonly number[]): number[] {
  const [first = 0] = group;
  const kept = [first];
  for (const place of group.slice(1)) {
    if (place - first > FARTHEST) break;
    const rule = rules[place] as FilterRule;
    let free = true;
    for (let between = first + 1; between < place && free; between++) {
      const other = rules[between] as FilterRule;
      free = other.action === rule.action || !meet(other, rule);
    }
    if (free) kept.push(place);
  }
  return kept;
}

const meet = (a: FilterRule, b: FilterRule): boolean =>
  (a.states & b.states) !== 0 &&
  a.matches.some((x) => b.matches.some((y) => intersectMatch(x, y) !== undefined));
