import { anyAddress, intersectMatch, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { NEW } from '../../net/state.ts';
import type { FilterRule, Ruleset } from '../../policy/ruleset.ts';
import { redundancy } from '../redundant.ts';
import { type OrderedRule, RuleList } from '../rule-list.ts';
import { coveringRules, type Reachability, reachability, type Unreachable } from '../unreachable.ts';
import { type StateClass, stateClasses } from './state-classes.ts';

/** What is odd about a rule set, by the rules' places in first-match order. */
export interface Anomalies {
  readonly shadowed: readonly {
    readonly rule: number;
    readonly by: readonly number[];
    readonly conflict: boolean;
  }[];
  readonly redundant: readonly number[];
  readonly neverMatching: readonly number[];
  readonly undecided: readonly { readonly rule: number; readonly what: string }[];
}

interface Asked {
  readonly list: RuleList;
  readonly reach: Reachability;
  readonly states: StateClass;
}

/** A rule that depends on something else may be shadowed, but shadows none, and keeps others from being needless. */
export const isConditional = (rule: FilterRule): boolean =>
  rule.depends.length > 0 || rule.action === 'unknown';

/** @param rules those of the rule set in first-match order. */
export function anomaliesOf(ruleset: Ruleset, rules: readonly FilterRule[]): Anomalies {
  const asked = stateClasses(ruleset, rules).map((states): Asked => {
    const own = states.rules.map((place) => rules[place] as FilterRule);
    const silent = new Set(own.flatMap((rule, n) => (isConditional(rule) ? [n] : [])));
    const list = RuleList.of(own.map(ordered), ruleset.otherwise.action === 'permit' ? 'permit' : 'deny', {
      silent,
    });
    return { list, reach: reachability(list), states };
  });
  const dead = deadRules(asked, rules);
  const never = neverMatching(ruleset, rules);
  // A line that others of another action take everything from was meant to do something: it stays, and they matter.
  const gone = new Set([...[...dead].flatMap(([rule, { first }]) => (first.conflict ? [] : rule)), ...never]);
  return {
    shadowed: [...dead]
      .map(([rule, { first, list, states }]) => ({
        rule,
        by: coveringRules(list, first).map((n) => states.rules[n] as number),
        conflict: first.conflict,
      }))
      .sort((a, b) => a.rule - b.rule),
    redundant: ruleset.otherwise.action === 'unknown' ? [] : redundantRules(asked, rules, gone, ruleset),
    neverMatching: never,
    undecided: asked.flatMap(({ reach, states }) =>
      reach.undecided.map(({ rule, what }) => ({ rule: states.rules[rule] as number, what })),
    ),
  };
}

const ordered = ({ action, matches }: FilterRule): OrderedRule => ({
  action: action === 'permit' ? 'permit' : 'deny',
  matches,
});

/**
 * Rules that no packet matches; and permits for packets that never come here, which is where one is written the wrong
 * way round. Denies of that kind are there on purpose: against forged addresses.
 */
function neverMatching({ scope }: Ruleset, rules: readonly FilterRule[]): number[] {
  const never = ({ action, matches, states }: FilterRule): boolean =>
    matches.length === 0 ||
    states === 0 ||
    (scope !== undefined && action === 'permit' && !matches.some((m) => scope.some((s) => meet(m, s))));
  return rules.flatMap((rule, place) => (never(rule) ? [place] : []));
}

/** Whether two matches share a packet, without making what they share. */
function meet(a: Match, b: Match): boolean {
  const touch = (x: readonly AddressRange[], y: readonly AddressRange[]): boolean =>
    x.some((p) => y.some((q) => p.family === q.family && p.first <= q.last && q.first <= p.last));
  return (
    touch(a.sources, b.sources) && touch(a.destinations, b.destinations) && intersectMatch(a, b) !== undefined
  );
}

/** Rules that decide in none of the states that they are for. */
function deadRules(
  asked: readonly Asked[],
  rules: readonly FilterRule[],
): Map<number, { first: Unreachable; list: RuleList; states: StateClass }> {
  const dead = new Map<number, { first: Unreachable; list: RuleList; states: StateClass }>();
  const alive = new Set<number>();
  for (const { list, reach, states } of asked) {
    const here = new Map(reach.unreachable.map((u) => [u.rule, u]));
    states.rules.forEach((place, n) => {
      const found = here.get(n);
      if (!found) alive.add(place);
      else if (!dead.has(place)) dead.set(place, { first: found, list, states });
    });
  }
  for (const place of alive) dead.delete(place);
  for (const place of dead.keys()) if (rules[place]?.matches.length === 0) dead.delete(place);
  return dead;
}

/** Rules that decide in one class of states only, and are needless there. */
function redundantRules(
  asked: readonly Asked[],
  rules: readonly FilterRule[],
  gone: ReadonlySet<number>,
  ruleset: Ruleset,
): number[] {
  const deciding = new Map<number, number>();
  for (const { reach, states } of asked)
    for (const rule of reach.witnesses.keys()) {
      const place = states.rules[rule] as number;
      deciding.set(place, (deciding.get(place) ?? 0) + 1);
    }
  const conditional = rules.filter(isConditional);
  const found = new Set<number>();
  const relied = new Set<number>();
  for (const { list, reach, states } of asked) {
    const out = new Set(states.rules.flatMap((place, n) => (gone.has(place) || found.has(place) ? [n] : [])));
    const eligible = (n: number): boolean => {
      const place = states.rules[n] as number;
      const rule = rules[place] as FilterRule;
      return (
        deciding.get(place) === 1 &&
        // What was left in for another state may be what another line is needless for there.
        !relied.has(place) &&
        !isDeliberate(rule, ruleset) &&
        conditional.length === 0
      );
    };
    const { redundant } = redundancy(list, reach, { out, eligible });
    for (const n of redundant) found.add(states.rules[n] as number);
    for (const place of states.rules) relied.add(place);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * Lines that say what would happen anyway, and stand there on purpose: a last one for everything, to count or log what
 * is denied, those for packets that belong to no connection, and permits where all is permitted by default.
 */
function isDeliberate({ action, states, matches }: FilterRule, { otherwise }: Ruleset): boolean {
  if (action !== otherwise.action) return false;
  // A default that is written nowhere may be another one day: Windows' outbound rules are made for that.
  if (action === 'permit' && otherwise.place === undefined) return true;
  return (
    (states & NEW) === 0 || matches.some(({ sources, destinations }) => isAll(sources) && isAll(destinations))
  );
}

const isAll = (ranges: readonly AddressRange[]): boolean =>
  ranges.some(({ family, first, last }) => first === 0n && last === anyAddress(family).last);
