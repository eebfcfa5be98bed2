/** Which packets the kernel's helpers follow: those that come to the rule that says so, before anything else decides. */
import type { FilterRule, Following } from '../../../policy/ruleset.ts';
import type { Flat } from './flat.ts';

/** @param first what may have changed packets before they come to the chain. */
export function followingOf(
  hook: Following['hook'],
  first: readonly FilterRule[],
  { rules, helped }: Flat,
): Following[] {
  return [...new Set(helped.map(({ protocol }) => protocol))].map((protocol) => {
    const own = helped.filter((one) => one.protocol === protocol);
    const all: FilterRule[] = [...first];
    let from = 0;
    for (const { behind, rules: followed } of own) {
      all.push(...rules.slice(from, behind).map(decided), ...followed);
      from = behind;
    }
    return { protocol, hook, rules: all };
  });
}

/** A packet that a rule decides about comes to none behind it. */
const decided = (rule: FilterRule): FilterRule => ({ ...rule, action: 'deny' });
