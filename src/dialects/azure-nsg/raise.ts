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
import { ANY_ADDRESS, ANY_PACKET } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { leaveNothing, type PlacedLists, placedRulesets } from '../source/placed-lists.ts';
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
  const isForward = kind === 'network';
  const filters = config.groups.map((group) => ({
    group,
    name: group.name,
    title: `network security group ${quoted(group.name)}`,
    behind: networksOf(group, interfaces),
    inbound: listOf(group, 'Inbound', interfaces, diagnostics),
    outbound: listOf(group, 'Outbound', interfaces, diagnostics),
  }));
  const groups = new Map<PlacedLists, NsgGroup>(filters.map((filter) => [filter, filter.group]));
  const rulesets = placedRulesets(filters, isForward, (filter) => {
    const group = groups.get(filter);
    if (group) sayUnplaced(group, diagnostics);
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
  if (group.ofOneCard) return ANY_ADDRESS;
  const parts = group.attachedTo.map((name) => givenFor(name, given));
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function listOf(
  group: NsgGroup,
  direction: NsgDirection,
  given: Given,
  diagnostics: Diagnostic[],
): PlacedLists['inbound'] {
  const isHere = (rule: NsgRule): boolean => rule.direction === direction || rule.direction === undefined;
  const own = group.rules.filter(isHere);
  const taken = new Map<number, number>();
  for (const { priority } of own)
    if (priority !== undefined) taken.set(priority, (taken.get(priority) ?? 0) + 1);
  const rules = own.flatMap((rule) => {
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
  const short = direction === 'Inbound' ? 'In' : 'Out';
  const isLast = ({ name }: NsgRule): boolean => name.toLowerCase() === `denyall${short.toLowerCase()}bound`;
  const said = new Set(group.defaults.map(({ name }) => name.toLowerCase()));
  const unsaid = defaultRules(group).filter(({ name }) => !said.has(name.toLowerCase()));
  // Behind a rule of one's own for everything they decide nothing, and nobody could take them away.
  const defaults = leaveNothing(rules)
    ? []
    : [...group.defaults, ...unsaid].filter((rule) => isHere(rule) && !isLast(rule));
  const place = group.defaults.find(isLast)?.place;
  return {
    name: `${direction.toLowerCase()} rules${group.name === '' ? '' : ` of ${group.name}`}`,
    rules: [
      ...group.doubts.slice(0, MOST_DOUBTS).map(doubtful),
      ...rules,
      ...defaults.flatMap((rule) => raiseRule(rule, given)),
    ],
    otherwise: { action: 'deny', text: `the default rule DenyAll${short}Bound`, ...(place && { place }) },
  };
}

function doubtful(written: Written): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` },
  ];
  return ruleOf({ action: 'unknown', priority: 0, written }, [ANY_PACKET], depends);
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
