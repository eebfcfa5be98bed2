import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Match } from '../../net/match.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { Sides } from './behind.ts';
import type { Levels } from './levels.ts';
import type { AsaConfig, Binding } from './model.ts';
import type { Tunnels } from './vpn.ts';

/** What one raising knows, and what it has done so far. */
export interface Work {
  readonly config: AsaConfig;
  readonly sides: Sides;
  readonly levels: Levels;
  /** By direction and interface. */
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly diagnostics: Diagnostic[];
  /** A list's rules, the same array whenever it is asked for; absent where no list has the name. */
  readonly rulesOf: (name: string) => readonly FilterRule[] | undefined;
  readonly tunnels: Tunnels;
  /** Interfaces of which was said that what stands behind them is not known. */
  readonly said: Set<string>;
  /** How many rules may still be repeated for addresses of which nothing says where they stand. */
  repeats: number;
}

/** A rule set for packets on their way through. */
export function ruleset(
  name: string,
  rules: readonly FilterRule[],
  otherwise: Otherwise,
  scope?: Match,
): Ruleset {
  const made: Ruleset = { name, hook: 'forward', order: 'first-match', stateful: true, rules, otherwise };
  return scope ? { ...made, scope: [scope] } : made;
}

/** The same rules, if something holds. */
export function conditional(rules: readonly FilterRule[], dependency: Dependency): readonly FilterRule[] {
  return rules.map((rule) => ({ ...rule, depends: [...rule.depends, dependency] }));
}

/** Rules behind others; the same array where there are none. */
export function behindRules(
  before: readonly FilterRule[],
  rules: readonly FilterRule[],
): readonly FilterRule[] {
  return before.length > 0 ? [...before, ...rules] : rules;
}

/** The implicit deny; a list that nobody wrote may hold anything. */
export function endOf(config: AsaConfig, name: string): Otherwise {
  return config.lists.has(name)
    ? { action: 'deny', text: `implicit deny at the end of access-list ${name}` }
    : { action: 'unknown', text: `access-list ${name}, which is defined nowhere` };
}
