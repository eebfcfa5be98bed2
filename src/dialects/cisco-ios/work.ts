import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Match, TCP } from '../../net/match.ts';
import type { Family } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { type Binding, type IosConfig, listKey } from './model.ts';
import type { Sides } from './sides.ts';

/** What one raising knows, and what it has done so far. */
export interface Work {
  readonly config: IosConfig;
  readonly sides: Sides;
  readonly diagnostics: Diagnostic[];
  /** A list's rules, the same array whenever it is asked for; absent where no list has the name. */
  readonly rulesOf: (name: string, family: Family) => readonly FilterRule[] | undefined;
  /** Interfaces of which was said that what stands behind them is not known. */
  readonly said: Set<string>;
  /** Interfaces whose lists see translated addresses. */
  readonly translated: Set<string>;
  /** How many rules may still be repeated for packets of which nothing says whether they come there. */
  repeats: number;
}

/** A rule set for packets on their way through: every packet is judged, also those of standing connections. */
export function ruleset(
  name: string,
  rules: readonly FilterRule[],
  otherwise: Otherwise,
  scope: readonly Match[],
): Ruleset {
  const made = {
    name,
    hook: 'forward',
    order: 'first-match',
    stateful: false,
    rules,
    otherwise,
    scope,
  } as const;
  return rules.some(remembers) ? made : { ...made, flagsOnly: true };
}

/** Reflexive lists and inspections remember what went out; `established` asks for flags of TCP. */
function remembers({ states, matches }: FilterRule): boolean {
  const isTcp = ({ services }: Match): boolean =>
    services.every(({ protocol }) => protocol.first === TCP && protocol.last === TCP);
  return states !== ANY_STATE && !matches.every(isTcp);
}

/** The same rules, if something holds. */
export function conditional(rules: readonly FilterRule[], dependency: Dependency): readonly FilterRule[] {
  return rules.map((rule) => ({ ...rule, depends: [...rule.depends, dependency] }));
}

/**
 * The implicit deny. A list that nobody wrote may hold anything, and one without entries lets everything pass in IOS
 * (Security Configuration Guide, "IP Access List Overview").
 */
export function endOf(config: IosConfig, { list, family }: Pick<Binding, 'list' | 'family'>): Otherwise {
  const found = config.lists.get(listKey(family, list));
  if (!found) return { action: 'unknown', text: `access-list ${list}, which is defined nowhere` };
  if (!found.entries.some((entry) => entry.kind !== 'remark')) {
    const { place } = found.statement;
    return { action: 'unknown', text: `access-list ${list}, which has no entries`, place };
  }
  return { action: 'deny', text: `implicit deny at the end of access-list ${list}` };
}
