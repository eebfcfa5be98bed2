/**
 * What the firewall rules of a VPC network mean. They hold at each machine of the network: ingress for what comes to
 * it, egress for what it sends. The lowest number is asked first; of one number, a rule that denies. Behind all, what
 * comes in is denied and what goes out is permitted.
 *
 * For a host, its packets meet both lists. Between networks, packets into the VPC network meet the ingress rules and
 * those out of it the egress rules; where that is, is said as an interface of the network's name. Rules for machines
 * with a network tag or a service account depend on that, unless somebody says as an interface of that name which
 * machines these are.
 */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_PACKET } from '../../net/match.ts';
import type { Configuration, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { type PlacedLists, placedRulesets } from '../source/placed-lists.ts';
import { ruleOf } from '../source/terms.ts';
import type { Direction, GcpConfig, GcpRule } from './model.ts';
import { type Given, raiseRule } from './raise-rule.ts';

const MOST_DOUBTS = 20;
/** Behind the last number that a rule can have. */
const IMPLIED = {
  INGRESS: { action: 'deny', text: 'the implied rule that denies what comes in' },
  EGRESS: { action: 'permit', text: 'the implied rule that permits what goes out' },
} as const;

export function raise(
  config: GcpConfig,
  { interfaces, kind }: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const isForward = kind === 'network';
  const byNetwork = new Map<string, GcpRule[]>();
  for (const rule of config.rules) {
    if (rule.disabled) {
      diagnostics.push(
        diagnostic('PT8004', {
          message: `the rule ${quoted(rule.name)} is disabled and left out`,
          place: rule.place,
        }),
      );
    }
    const list = byNetwork.get(rule.network);
    if (list) list.push(rule);
    else byNetwork.set(rule.network, [rule]);
  }
  const filters = [...byNetwork].map(([network, rules]): PlacedLists => {
    const enabled = rules.filter((rule) => !rule.disabled);
    return {
      name: network,
      title: `VPC network ${quoted(network)}`,
      behind: interfaces.get(network),
      inbound: listOf(network, enabled, 'INGRESS', interfaces),
      outbound: listOf(network, enabled, 'EGRESS', interfaces),
    };
  });
  const placed = placedRulesets(filters, isForward, ({ name, title, inbound }) => {
    diagnostics.push(
      diagnostic('PT8005', {
        message: `it is not known which networks the ${title} holds`,
        place: inbound.rules[0]?.place,
        help: `Say it with --interface ${name === '' ? 'NETWORK' : name}=ZONE, or give only the rules of one network; until then it permits and does not deny for certain`,
      }),
    );
  });
  const rulesets = config.doubts.length === 0 ? placed : [...placed, ...unknown(config, isForward)];
  return {
    configuration: { dialect: 'gcp-firewall', file: config.file, rulesets },
    diagnostics: shortened(diagnostics),
  };
}

const MOST_NOTES = 100;
const shortened = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  if (diagnostics.length <= MOST_NOTES) return diagnostics;
  const message = `and ${diagnostics.length - MOST_NOTES} more of this kind`;
  return [...diagnostics.slice(0, MOST_NOTES), diagnostic('PT8004', { message })];
};

function listOf(
  network: string,
  rules: readonly GcpRule[],
  direction: Direction,
  given: Given,
): PlacedLists['inbound'] {
  const isHere = (rule: GcpRule): boolean => rule.direction === direction || rule.direction === undefined;
  return {
    name: `${direction.toLowerCase()} rules${network === '' ? '' : ` of ${network}`}`,
    rules: rules.filter(isHere).flatMap((rule) => raiseRule(rule, direction, given)),
    otherwise: IMPLIED[direction],
  };
}

/** What could hold rules that nobody sees could stand before all others. */
function unknown({ doubts }: GcpConfig, isForward: boolean): Ruleset[] {
  const rules = doubts.slice(0, MOST_DOUBTS).map(doubtful);
  const hooks: readonly Ruleset['hook'][] = isForward ? ['forward'] : ['in', 'out'];
  return hooks.map((hook) => ({
    name: 'what was not understood',
    hook,
    order: 'priority',
    stateful: true,
    rules,
    otherwise: { action: 'unknown', text: 'what was not understood may decide' },
  }));
}

function doubtful(written: Written): FilterRule {
  return ruleOf(
    { action: 'unknown', priority: 0, written },
    [ANY_PACKET],
    [{ kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` }],
  );
}
