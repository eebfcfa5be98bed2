import type { FilterRule } from '../../policy/ruleset.ts';

/**
 * What rules of IPsec close: packets that have to travel inside of it don't pass as they are. These rules stand behind
 * all others, since any of those may secure the same packets; what no rule is about passes as it is.
 */
export function closedBehind(rules: readonly FilterRule[]): FilterRule[] {
  return rules
    .filter((rule) => rule.action === 'permit' && rule.depends.some(isSecurity))
    .map((rule) => ({ ...rule, action: 'deny', depends: rule.depends.filter((d) => !isSecurity(d)) }));
}

const isSecurity = ({ kind }: FilterRule['depends'][number]): boolean => kind === 'security';

/** What happens to packets that no rule of IPsec is about. */
export const PASSES_AS_IT_IS = {
  action: 'permit',
  text: 'no rule of IPsec is about it, so that it passes as it is',
} as const;
