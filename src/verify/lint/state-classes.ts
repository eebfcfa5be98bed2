import { ESTABLISHED, INVALID, NEW, RELATED, type StateSet, UNTRACKED } from '../../net/state.ts';
import type { FilterRule, Ruleset } from '../../policy/ruleset.ts';

/** States that the rule set makes no difference between. */
export interface StateClass {
  /** One of them; `NEW` where it is among them. */
  readonly state: StateSet;
  /** The rules that judge packets in these states, by their places among all. */
  readonly rules: readonly number[];
}

/** The states of connections, those that the same rules judge together; `NEW`'s class first. */
export function stateClasses({ stateful }: Ruleset, rules: readonly FilterRule[]): StateClass[] {
  const states = stateful ? [NEW] : [NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED];
  const classes = new Map<string, StateClass>();
  for (const state of states) {
    const own = rules.flatMap((rule, place) => ((rule.states & state) !== 0 ? [place] : []));
    const key = own.join();
    if (!classes.has(key)) classes.set(key, { state, rules: own });
  }
  return [...classes.values()];
}
