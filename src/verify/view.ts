import type { Axis } from '../net/axis.ts';
import type { Match } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import { NEW, type StateSet } from '../net/state.ts';
import { inFirstMatchOrder } from '../policy/order.ts';
import type { Dependency, FilterRule, Ruleset } from '../policy/ruleset.ts';
import { type Action, type OrderedRule, RuleList } from './rule-list.ts';

/** A rule set for one state of connections, with all that is conditional decided one way. */
export interface View {
  readonly list: RuleList;
  /** By number in the list; absent for what passes by because the rule set doesn't judge it. */
  readonly lines: readonly (FilterRule | undefined)[];
}

/**
 * What a rule set permits whatever is decided outside of the packet (`must`), and what it may permit (`may`). What
 * was not understood is taken to deny in one and to permit in the other: what both say alike is certain.
 */
export interface Views {
  readonly ruleset: Ruleset;
  readonly must: View;
  /** The same object where nothing is conditional. */
  readonly may: View;
}

export interface ViewOptions {
  /** Dependencies that are known to hold. */
  readonly holds?: (dependency: Dependency) => boolean;
  /** Of all addresses that will be asked about; that of the rule set's own where it is left out. */
  readonly axis?: Axis | undefined;
}

export function viewsOf(ruleset: Ruleset, state: StateSet, options: ViewOptions = {}): Views {
  if (ruleset.stateful && state !== NEW) {
    const open = { list: RuleList.of([], 'permit', options), lines: [] };
    return { ruleset, must: open, may: open };
  }
  const rules = inFirstMatchOrder(ruleset).filter(
    (rule) => (rule.states & state) !== 0 && rule.matches.length > 0,
  );
  const bypass = bypassOf(ruleset);
  const isCertain = (rule: FilterRule): boolean =>
    rule.action !== 'unknown' && rule.depends.every((d) => options.holds?.(d) === true);
  const { action } = ruleset.otherwise;
  const decide = (assumed: Action): View => {
    const lines: (FilterRule | undefined)[] = bypass.map(() => undefined);
    const ordered: OrderedRule[] = bypass.map((match) => ({ action: 'permit', matches: [match] }));
    for (const rule of rules) {
      const certain = isCertain(rule);
      // A conditional rule of the other kind is left out: it need not match.
      if (!certain && rule.action !== 'unknown' && rule.action !== assumed) continue;
      lines.push(rule);
      ordered.push({ action: rule.action === 'unknown' ? assumed : rule.action, matches: rule.matches });
    }
    return { lines, list: RuleList.of(ordered, action === 'unknown' ? assumed : action, options) };
  };
  const must = decide('deny');
  return { ruleset, must, may: action === 'unknown' || !rules.every(isCertain) ? decide('permit') : must };
}

/**
 * The packets that a rule set lets pass without looking at its rules.
 * @throws Exhausted when they can't be told.
 */
function bypassOf({ scope }: Ruleset): Match[] {
  return scope === undefined ? [] : PacketSet.all.subtract(PacketSet.of(scope)).matches();
}
