import type { Packet } from '../net/packet.ts';
import { ESTABLISHED, INVALID, NEW, RELATED, type StateSet, UNTRACKED } from '../net/state.ts';
import { inFirstMatchOrder } from '../policy/order.ts';
import type { Configuration, Ruleset } from '../policy/ruleset.ts';
import type { Judgement, Verdict } from '../verify/judge.ts';

/** What a configuration does with one packet, and everything that is needed to say why. */
export interface Explanation {
  readonly configuration: Pick<Configuration, 'file' | 'dialect' | 'assumed'>;
  readonly hook: Ruleset['hook'];
  readonly packet: Packet;
  readonly state: StateSet;
  readonly verdict: Verdict;
  /** In the order in which the packet meets the rule sets. */
  readonly judgements: readonly Judgement[];
}

/** How many rules were asked until one decided: all of them where the default does, none where a packet passes by. */
export function askedRules({ ruleset, rule, by }: Judgement): number {
  if (by === 'bypassed') return 0;
  return rule ? inFirstMatchOrder(ruleset).indexOf(rule) + 1 : ruleset.rules.length;
}

const STATES: readonly (readonly [StateSet, string])[] = [
  [NEW, 'new'],
  [ESTABLISHED, 'established'],
  [RELATED, 'related'],
  [INVALID, 'invalid'],
  [UNTRACKED, 'untracked'],
];

/** `new`, `established, related`. */
export function stateNames(states: StateSet): string[] {
  return STATES.filter(([state]) => (states & state) !== 0).map(([, name]) => name);
}
