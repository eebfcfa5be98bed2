import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { ANY_PACKET } from '../../../net/match.ts';
import { ANY_STATE } from '../../../net/state.ts';
import type { Configuration, FilterRule, Ruleset } from '../../../policy/ruleset.ts';
import { closedBehind, PASSES_AS_IT_IS } from '../../raising/secured.ts';
import type { Step } from '../read/model.ts';
import { raiseIpsecRule } from './raise-rule.ts';

export interface ReadIpsec {
  readonly file: string;
  readonly steps: readonly Step[];
}

/**
 * What a host sends and takes only inside of IPsec, as rules that depend on it: outside of IPsec these packets don't
 * pass, and all others do whatever the host's firewall says.
 */
export function raiseIpsec({ file, steps }: ReadIpsec): {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const rules: Record<'in' | 'out', FilterRule[]> = { in: [], out: [] };
  for (const step of steps) {
    if (step.kind === 'create') {
      for (const hook of ['in', 'out'] as const)
        rules[hook].push(...raiseIpsecRule(step, hook, hook === 'in' ? diagnostics : []));
    } else if (step.kind === 'unknown') {
      const doubt = unknownRule(step);
      rules.in.push(doubt);
      rules.out.push(doubt);
    }
  }
  const isEmpty = rules.in.length === 0;
  if (isEmpty)
    diagnostics.push(diagnostic('PT8007', { message: `${file} has no connection security rule that holds` }));
  const ruleset = (hook: 'in' | 'out'): Ruleset => ({
    name: `IPsec, ${hook}bound`,
    hook,
    order: 'first-match',
    stateful: true,
    rules: [...rules[hook], ...closedBehind(rules[hook])],
    otherwise: PASSES_AS_IT_IS,
  });
  const rulesets = isEmpty ? [] : [ruleset('in'), ruleset('out')];
  return { configuration: { dialect: 'windows-ipsec', file, rulesets }, diagnostics };
}

function unknownRule({ place, span, text }: Step & { kind: 'unknown' }): FilterRule {
  return {
    action: 'unknown',
    matches: [ANY_PACKET],
    states: ANY_STATE,
    depends: [{ kind: 'not-understood', text: `${JSON.stringify(text)}, which was not understood` }],
    place,
    span,
    text,
  };
}
