import type { Place } from '../../../diagnostics/diagnostic.ts';
import { ANY_STATE } from '../../../net/state.ts';
import type { Dependency, FilterRule, Via } from '../../../policy/ruleset.ts';
import type { Case } from './case.ts';
import type { ReadNftRule } from './model.ts';

/** A rule for cases with the same states and dependencies. */
export function ruleOf(
  { place, span, comment }: ReadNftRule,
  action: FilterRule['action'],
  group: readonly Case[],
  { text, via }: { readonly text: string; readonly via: readonly Via[] },
): FilterRule {
  const found: FilterRule = {
    action,
    matches: group.map(({ match }) => match),
    states: group[0]?.states ?? ANY_STATE,
    depends: group[0]?.depends ?? [],
    place,
    span,
    text,
  };
  return named(found, comment, via);
}

/** The rule with what it is called, and what leads to it. */
export function named(rule: FilterRule, name: string | undefined, via: readonly Via[]): FilterRule {
  const called = name === undefined ? rule : { ...rule, name };
  return via.length === 0 ? called : { ...called, via };
}

/** A rule that stands for something that may permit and may deny any of these packets. */
export function unknownRule(
  { place, span, text }: { readonly place: Place; readonly span: FilterRule['span']; readonly text: string },
  cases: readonly Case[],
  dependency: Dependency,
): FilterRule {
  return {
    action: 'unknown',
    matches: cases.map(({ match }) => match),
    states: cases.reduce((states, item) => states | item.states, 0),
    depends: [...new Set([...cases.flatMap((item) => item.depends), dependency])],
    place,
    span,
    text,
  };
}
