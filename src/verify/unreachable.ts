import { STRIDE } from '../net/boxes.ts';
import { type Budget, type CoverAnswer, Coverage, USUAL_BUDGET } from '../net/coverage.ts';
import type { Family } from '../net/network.ts';
import { DeciderFinder } from './deciders.ts';
import { minimalCover } from './minimal-cover.ts';
import type { RuleList } from './rule-list.ts';

/** A rule that never decides: others before it take all that it matches. */
export interface Unreachable {
  readonly rule: number;
  /** Every rule that decides about some packet of this one, in order. */
  readonly deciders: readonly number[];
  /** Whether one of them has another action, so that the rule doesn't do what it says. */
  readonly conflict: boolean;
}

export interface Reachability {
  readonly unreachable: readonly Unreachable[];
  /** Rules that match no packet at all. */
  readonly empty: readonly number[];
  /** Rules that could not be decided about within the budget, and why. */
  readonly undecided: readonly { readonly rule: number; readonly what: string }[];
  /** By rule: a point that it decides about (its numbers after each other) and its family; where it has one. */
  readonly witnesses: ReadonlyMap<number, { readonly family: Family; readonly point: readonly number[] }>;
}

const FAMILIES: readonly Family[] = [4, 6];

/** Finds every rule that never decides, with all that decide instead. */
export function reachability(list: RuleList, budget: Budget = USUAL_BUDGET): Reachability {
  const coverage = new Coverage(budget);
  const finder = new DeciderFinder(list, coverage);
  const unreachable: Unreachable[] = [];
  const empty: number[] = [];
  const undecided: { rule: number; what: string }[] = [];
  const witnesses = new Map<number, { family: Family; point: readonly number[] }>();
  for (let rule = 0; rule < list.rules.length; rule++) {
    const answer = isCovered(list, rule, coverage);
    if (answer.kind === 'witness') witnesses.set(rule, { family: answer.family, point: answer.point });
    else if (answer.kind === 'exhausted') undecided.push({ rule, what: answer.what });
    else if (answer.kind === 'empty') empty.push(rule);
    else {
      const deciders = finder.find(rule);
      if (typeof deciders === 'string') undecided.push({ rule, what: deciders });
      else {
        const action = list.actionOf(rule);
        unreachable.push({ rule, deciders, conflict: deciders.some((d) => list.actionOf(d) !== action) });
      }
    }
  }
  return { unreachable, empty, undecided, witnesses };
}

type RuleAnswer =
  | { kind: 'covered' | 'empty' }
  | { kind: 'witness'; family: Family; point: readonly number[] }
  | { kind: 'exhausted'; what: string };

function isCovered(list: RuleList, rule: number, coverage: Coverage): RuleAnswer {
  let any = false;
  let exhausted: RuleAnswer | undefined;
  for (const family of FAMILIES) {
    const { boxes, begins, index } = list.side(family);
    const covers = [{ index, before: rule, without: -1, base: 0 }];
    const end = begins[rule + 1] as number;
    for (let box = begins[rule] as number; box < end; box++) {
      any = true;
      const answer: CoverAnswer = coverage.cover(boxes.data, box * STRIDE, covers);
      if (answer.kind === 'witness') return { kind: 'witness', family, point: answer.point };
      if (answer.kind === 'exhausted') exhausted = answer;
    }
  }
  return exhausted ?? { kind: any ? 'covered' : 'empty' };
}

/**
 * A set of rules that covers an unreachable one and from which none can be left out; with one of another action
 * among them wherever there is one that decides about a packet of it.
 */
export function coveringRules(list: RuleList, { rule, deciders }: Unreachable, budget?: Budget): number[] {
  const action = list.actionOf(rule);
  return minimalCover(list, rule, deciders, (decider) => list.actionOf(decider) !== action, budget);
}
