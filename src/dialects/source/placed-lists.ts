/**
 * Filters of clouds that hang on networks: a list of rules for what comes in and one for what goes out, each of which
 * judges only packets of the networks that the filter hangs on. Shared by the languages that have such.
 */
import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';

export interface PlacedLists {
  readonly name: string;
  /** `network security group "nsg-servers"` */
  readonly title: string;
  /** The networks that it hangs on, where that is known. */
  readonly behind: readonly AddressRange[] | undefined;
  readonly inbound: Pick<Ruleset, 'name' | 'rules' | 'otherwise'>;
  readonly outbound: Pick<Ruleset, 'name' | 'rules' | 'otherwise'>;
}

/**
 * The rule sets of some filters, sorted by priority.
 *
 * On a host, its packets meet all of them. Between networks, packets into the networks of a filter meet its inbound list,
 * and those out of them its outbound one. Where nobody says what a filter hangs on, it denies only perhaps, unless
 * both lists hold the same rules: then each packet meets the same answer wherever it hangs.
 * @param unplaced is told of each filter of which that is not known
 */
export function placedRulesets(
  filters: readonly PlacedLists[],
  isForward: boolean,
  unplaced: (filter: PlacedLists) => void,
): readonly Ruleset[] {
  return filters.flatMap((filter): Ruleset[] => {
    const { behind, inbound, outbound } = filter;
    const of = (list: PlacedLists['inbound'], hook: Ruleset['hook'], scope?: Match): Ruleset => ({
      ...list,
      hook: isForward ? 'forward' : hook,
      order: 'priority',
      stateful: true,
      ...(scope && { scope: [scope] }),
    });
    if (isForward && behind) {
      const services = [ANY_SERVICE];
      return [
        of(outbound, 'out', { sources: behind, destinations: ANY_ADDRESS, services }),
        of(inbound, 'in', { sources: ANY_ADDRESS, destinations: behind, services }),
      ];
    }
    if (!isForward && (filters.length === 1 || behind)) return [of(inbound, 'in'), of(outbound, 'out')];
    if (isForward && filters.length === 1 && isSame(inbound, outbound)) return [of(inbound, 'in')];
    unplaced(filter);
    return [of(perhaps(inbound, filter), 'in'), of(perhaps(outbound, filter), 'out')];
  });
}

/** A deny counts only where the filter hangs in the packets' way. */
function perhaps(list: PlacedLists['inbound'], { title }: PlacedLists): PlacedLists['inbound'] {
  const depends: Dependency = { kind: 'interface', text: `where the ${title} hangs` };
  const otherwise: Otherwise =
    list.otherwise.action === 'permit'
      ? list.otherwise
      : { action: 'unknown', text: `${list.otherwise.text}, where the ${title} hangs in the way` };
  const rules = list.rules.map((rule) =>
    rule.action === 'permit' ? rule : { ...rule, depends: [...rule.depends, depends] },
  );
  return { name: list.name, rules, otherwise };
}

/** Whether two lists hold the same rules, up to one for every packet. */
function isSame(a: PlacedLists['inbound'], b: PlacedLists['inbound']): boolean {
  const [left, right] = [deciding(a.rules), deciding(b.rules)];
  return (
    left.length === right.length &&
    left.every((rule, i) => {
      const other = right[i];
      return (
        other !== undefined &&
        rule.action === other.action &&
        rule.priority === other.priority &&
        keyOf(rule) === keyOf(other)
      );
    }) &&
    (endOf(left) !== undefined || a.otherwise.action === b.otherwise.action)
  );
}

/** In their order, without those that stand behind rules for every packet. */
function deciding(rules: readonly FilterRule[]): readonly FilterRule[] {
  const sorted = [...rules].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return sorted.slice(0, endOf(sorted) ?? sorted.length);
}

/** Whether the rules leave no packet to what stands behind them. */
export function leaveNothing(rules: readonly FilterRule[]): boolean {
  return endOf(rules) !== undefined;
}

/** How many rules it takes until there is one for each packet of both families. */
function endOf(rules: readonly FilterRule[]): number | undefined {
  const met = new Set<Family>();
  for (const [i, { matches, depends }] of rules.entries()) {
    if (depends.length > 0) continue;
    for (const { sources, destinations, services } of matches) {
      if (services[0] !== ANY_SERVICE) continue;
      for (const whole of ANY_ADDRESS)
        if (holds(sources, whole) && holds(destinations, whole)) met.add(whole.family);
    }
    if (met.size === 2) return i + 1;
  }
  return undefined;
}

const holds = (ranges: readonly AddressRange[], whole: AddressRange): boolean =>
  ranges.some((r) => r.family === whole.family && r.first === whole.first && r.last === whole.last);

const keyOf = ({ matches, depends }: FilterRule): string =>
  JSON.stringify([matches, depends.map(({ text }) => text)], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
