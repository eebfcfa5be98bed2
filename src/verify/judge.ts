import { matchHolds, type Packet } from '../net/packet.ts';
import { NEW, type StateSet } from '../net/state.ts';
import { inFirstMatchOrder } from '../policy/order.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';

/** `depends`: what decides stands outside of the packet, or was not understood. */
export type Verdict = 'permit' | 'deny' | 'depends';

/** How one rule set judges a packet. */
export interface Judgement {
  readonly ruleset: Ruleset;
  readonly verdict: Verdict;
  /** The rule that decides for certain; absent where the rule set's default does, or the packet passes by. */
  readonly rule?: FilterRule;
  /** Rules before it that match under conditions, in order: what the verdict depends on, or would not be changed by. */
  readonly conditional: readonly FilterRule[];
  /** `bypassed`: the rule set doesn't judge such packets. */
  readonly by: 'rule' | 'default' | 'bypassed';
}

/**
 * What a rule set does with one packet, by asking its rules one after the other. The reference for everything faster.
 * @param state one state; a filter that follows connections by itself lets every state but `NEW` pass.
 */
export function judge(ruleset: Ruleset, packet: Packet, state: StateSet = NEW): Judgement {
  const passesBy =
    (ruleset.stateful && state !== NEW) ||
    (ruleset.scope !== undefined && !ruleset.scope.some((match) => matchHolds(match, packet)));
  if (passesBy) return { ruleset, verdict: 'permit', conditional: [], by: 'bypassed' };
  const conditional: FilterRule[] = [];
  let decided: FilterRule | undefined;
  for (const rule of inFirstMatchOrder(ruleset)) {
    if ((rule.states & state) === 0 || !rule.matches.some((match) => matchHolds(match, packet))) continue;
    if (rule.depends.length > 0 || rule.action === 'unknown') conditional.push(rule);
    else {
      decided = rule;
      break;
    }
  }
  const last = decided?.action ?? ruleset.otherwise.action;
  const actions = new Set([...conditional.map((rule) => rule.action), last]);
  return {
    ruleset,
    verdict: actions.size > 1 || last === 'unknown' ? 'depends' : last,
    ...(decided && { rule: decided }),
    conditional,
    by: decided ? 'rule' : 'default',
  };
}

/** What a filter does with one packet: it passes if every rule set of the hook permits it. */
export function judgeAll(
  { rulesets }: Configuration,
  hook: Ruleset['hook'],
  packet: Packet,
  state: StateSet = NEW,
): { readonly verdict: Verdict; readonly judgements: readonly Judgement[] } {
  const judgements = rulesets.filter((r) => r.hook === hook).map((r) => judge(r, packet, state));
  const verdicts = judgements.map((j) => j.verdict);
  const verdict = verdicts.includes('deny') ? 'deny' : verdicts.includes('depends') ? 'depends' : 'permit';
  return { verdict, judgements };
}
