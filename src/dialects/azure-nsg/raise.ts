/**
 * What network security groups mean. A group is one filter with a list for each direction; it hangs on subnets and
 * network cards. A host's packets meet all groups of its card and its subnet, each of which must allow them.
 *
 * For a host, the inbound list judges what comes to it and the outbound list what it sends. Between networks, a group
 * judges packets into its subnets by the inbound list and those out of them by the outbound one. Which networks
 * these are is said as an interface of the group's, the subnet's or the network card's name; where both lists hold
 * the same rules, as printed groups do, it makes no difference.
 */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PACKET, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Configuration, Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { ruleOf } from '../source/terms.ts';
import { defaultRules } from './default-rules.ts';
import type { NsgConfig, NsgDirection, NsgGroup, NsgRule } from './model.ts';
import { type Given, raiseRule } from './raise-rule.ts';
import { givenFor } from './tags.ts';

/** Rules that stand for what could hold rules; one would do, some name more places. */
const MOST_DOUBTS = 20;

export function raise(
  config: NsgConfig,
  { interfaces, kind }: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const lists = config.groups.map((group) => ({
    group,
    behind: networksOf(group, interfaces),
    Inbound: listOf(group, 'Inbound', interfaces, diagnostics),
    Outbound: listOf(group, 'Outbound', interfaces, diagnostics),
  }));
  const isForward = kind === 'network';
  const rulesets = lists.flatMap(({ group, behind, Inbound, Outbound }): Ruleset[] => {
    const of = (direction: NsgDirection, rules: readonly FilterRule[], scope?: Match): Ruleset =>
      rulesetOf(group, direction, rules, isForward, scope);
    if (isForward) {
      if (behind) {
        const rest = { services: [ANY_SERVICE] };
        return [
          of('Outbound', Outbound, { sources: behind, destinations: ANY_ADDRESS, ...rest }),
          of('Inbound', Inbound, { sources: ANY_ADDRESS, destinations: behind, ...rest }),
        ];
      }
      if (lists.length === 1 && isSame(Inbound, Outbound)) return [of('Inbound', Inbound)];
      sayUnplaced(group, diagnostics);
      return [of('Outbound', perhaps(Outbound, group)), of('Inbound', perhaps(Inbound, group))].map(open);
    }
    if (lists.length === 1 || behind) return [of('Inbound', Inbound), of('Outbound', Outbound)];
    sayUnplaced(group, diagnostics);
    return [of('Inbound', perhaps(Inbound, group)), of('Outbound', perhaps(Outbound, group))].map(open);
  });
  const configuration = {
    dialect: 'azure-nsg',
    file: config.file,
    rulesets: withDoubts(rulesets, config, isForward),
  };
  return { configuration, diagnostics };
}

/** What stands behind a group, where somebody said so for it, or for something it hangs on. */
function networksOf(group: NsgGroup, given: Given): readonly AddressRange[] | undefined {
  const own = givenFor(group.name, given);
  if (own) return own;
  const parts = group.attachedTo.map((name) => givenFor(name, given));
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function listOf(
  group: NsgGroup,
  direction: NsgDirection,
  given: Given,
  diagnostics: Diagnostic[],
): readonly FilterRule[] {
  const isHere = (rule: NsgRule): boolean => rule.direction === direction || rule.direction === undefined;
  const own = group.rules.filter(isHere);
  const defaults = (group.defaults.length > 0 ? group.defaults : defaultRules(group)).filter(isHere);
  const taken = new Map<number, number>();
  for (const { priority } of own)
    if (priority !== undefined) taken.set(priority, (taken.get(priority) ?? 0) + 1);
  const rules = [...own, ...defaults].flatMap((rule) => {
    const isTwice = (taken.get(rule.priority ?? 0) ?? 0) > 1 && rule.priority !== undefined;
    if (!isTwice) return raiseRule(rule, given);
    // Azure refuses such a group: nobody knows which of the rules goes first.
    const text = `which of the rules with priority ${rule.priority} goes first`;
    diagnostics.push(
      diagnostic('PT8002', {
        message: `the priority ${rule.priority} of the ${direction.toLowerCase()} rule ${quoted(rule.name)} is taken twice`,
        place: rule.place,
        help: 'Azure refuses two rules of one direction with the same priority',
      }),
    );
    return raiseRule(rule, given, [{ kind: 'not-understood', text }]);
  });
  return [...group.doubts.slice(0, MOST_DOUBTS).map(doubtful), ...rules];
}

function doubtful(written: Written): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` },
  ];
  return ruleOf({ action: 'unknown', priority: 0, written }, [ANY_PACKET], depends);
}

function rulesetOf(
  { name }: NsgGroup,
  direction: NsgDirection,
  rules: readonly FilterRule[],
  isForward: boolean,
  scope: Match | undefined,
): Ruleset {
  const short = direction === 'Inbound' ? 'In' : 'Out';
  return {
    name: `${direction.toLowerCase()} rules${name === '' ? '' : ` of ${name}`}`,
    hook: isForward ? 'forward' : direction === 'Inbound' ? 'in' : 'out',
    order: 'priority',
    stateful: true,
    rules,
    otherwise: { action: 'deny', text: `the default rule DenyAll${short}Bound` },
    ...(scope && { scope: [scope] }),
  };
}

/** A deny counts only where the group hangs in the packets' way. */
function perhaps(rules: readonly FilterRule[], { name }: NsgGroup): readonly FilterRule[] {
  const depends: Dependency = {
    kind: 'interface',
    text: `where the network security group ${quoted(name)} hangs`,
  };
  return rules.map((rule) =>
    rule.action === 'permit' ? rule : { ...rule, depends: [...rule.depends, depends] },
  );
}

function open(ruleset: Ruleset): Ruleset {
  const otherwise: Otherwise = {
    action: 'unknown',
    text: `${ruleset.otherwise.text}, where the group hangs in the way`,
  };
  return { ...ruleset, otherwise };
}

function sayUnplaced(group: NsgGroup, diagnostics: Diagnostic[]): void {
  const to = group.attachedTo.slice(0, 3).join(', ');
  diagnostics.push(
    diagnostic('PT8005', {
      message: `it is not known which networks the network security group ${quoted(group.name)} judges${to === '' ? '' : `; it hangs on ${to}`}`,
      place: group.place,
      help: `Say it with --interface ${group.name === '' ? 'NAME' : group.name}=ZONE, or give only the groups that are meant; until then it permits and does not deny for certain`,
    }),
  );
}

/** Whether both directions hold the same rules: then each packet meets the same answer wherever the group hangs. */
function isSame(a: readonly FilterRule[], b: readonly FilterRule[]): boolean {
  const own = (rules: readonly FilterRule[]): FilterRule[] => {
    const end = rules.findIndex(isEnd);
    return end < 0 ? [...rules] : rules.slice(0, end + 1);
  };
  const [left, right] = [own(inOrder(a)), own(inOrder(b))];
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
    })
  );
}

/** A rule for every packet, behind which none counts. */
const isEnd = ({ matches, depends }: FilterRule): boolean =>
  depends.length === 0 &&
  matches.some(
    ({ sources, destinations, services }) =>
      sources === ANY_ADDRESS && destinations === ANY_ADDRESS && services[0] === ANY_SERVICE,
  );

const inOrder = (rules: readonly FilterRule[]): FilterRule[] =>
  [...rules].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));

const keyOf = ({ matches, depends }: FilterRule): string =>
  JSON.stringify([matches, depends.map(({ text }) => text)], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );

/** What could hold groups that nobody sees stands before all rules. */
function withDoubts(
  rulesets: readonly Ruleset[],
  { doubts }: NsgConfig,
  isForward: boolean,
): readonly Ruleset[] {
  if (doubts.length === 0) return rulesets;
  const rules = doubts.slice(0, MOST_DOUBTS).map(doubtful);
  const hooks: readonly Ruleset['hook'][] = isForward ? ['forward'] : ['in', 'out'];
  const unknown = hooks.map(
    (hook): Ruleset => ({
      name: 'what was not understood',
      hook,
      order: 'priority',
      stateful: true,
      rules,
      otherwise: { action: 'unknown', text: 'what was not understood may decide' },
    }),
  );
  return [...rulesets, ...unknown];
}
