import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Family, network, toPrefixes } from '../../net/network.ts';
import type { Policy } from '../../policy/model.ts';
import { cidrText } from '../lowering/cidr-text.ts';
import { leaveOut, WITHOUT_ICMP_TYPES } from '../lowering/leave-out.ts';
import { plainName, ruleName } from '../lowering/slug.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Direction } from './model.ts';
import type { GcpFile, NewEntry, NewGcpRule } from './print-model.ts';

/** What Google gives a rule that says none. */
const USUAL_PRIORITY = 1000;
/** The last one before the implied rules, where also the rules of a default network stand: there, a deny goes first. */
const LAST_PRIORITY = 65534;
const EVERYTHING: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };

/** Meaning only: neutral policy → rules of one VPC network. */
export function lower(policy: Policy): { model: GcpFile; diagnostics: Diagnostic[] } {
  const sayable = leaveOut(policy, [WITHOUT_ICMP_TYPES]);
  const { terms, diagnostics } = termsOf(sayable.policy, CAPABILITIES);
  const isHost = policy.kind === 'host';
  const rules = (['INGRESS', 'EGRESS'] as const).flatMap((direction) => [
    ...terms
      .filter((term) => !isHost || (term.direction === 'in') === (direction === 'INGRESS'))
      .map((term) => ruleOf(term, direction)),
    ...([4, 6] as const).flatMap((family) => denyAll(policy, direction, family)),
  ]);
  return {
    model: { kind: policy.kind, hierarchy: policy.hierarchy, name: policy.name, rules },
    diagnostics: [...sayable.diagnostics, ...diagnostics],
  };
}

function ruleOf(term: Term, direction: Direction): NewGcpRule {
  const { families, title, id } = term;
  const [family = 4] = families;
  const flows = originsOf(term).map(({ flow }) => flow);
  return {
    name: nameOf(title, `${id}-${direction === 'INGRESS' ? 'in' : 'out'}`),
    description: truncateBytes(visible(`${title}. Flows: ${flows.join(', ')}`), CAPABILITIES.commentBytes),
    direction,
    priority: USUAL_PRIORITY,
    action: 'allow',
    sources: prefixesOf(term.from, family),
    destinations: prefixesOf(term.to, family),
    entries: term.services.map(
      ({ transport, ports }): NewEntry => ({
        protocol: transport === 'udp' || transport === 'esp' ? transport : 'tcp',
        ports: ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)),
      }),
    ),
    term,
  };
}

/** A letter first, then lower-case letters, digits and hyphens. */
function nameOf(title: string, id: string): string {
  return `cm-${ruleName(title.toLowerCase(), id, CAPABILITIES.nameLength - 3)}`;
}

const prefixesOf = (side: Side, family: Family): readonly string[] =>
  side.kind === 'networks' ? side.networks.map(cidrText) : [EVERYTHING[family]];

/** What no rule permits: of a host, all that it gets or sends; between networks, everything. */
function denyAll(policy: Policy, direction: Direction, family: Family): readonly NewGcpRule[] {
  const own = policy.kind === 'host' ? addressesOf(policy, family) : [EVERYTHING[family]];
  if (own.length === 0) return [];
  const isIn = direction === 'INGRESS';
  const isHost = policy.kind === 'host';
  const whole = [EVERYTHING[family]];
  const subject = plainName('', policy.name.toLowerCase(), 30);
  return [
    {
      name: nameOf(`deny ${subject}`, `v${family}-${isIn ? 'in' : 'out'}`),
      description: 'Everything else',
      direction,
      priority: LAST_PRIORITY,
      action: 'deny',
      sources: isHost && !isIn ? own : whole,
      destinations: isHost && isIn ? own : whole,
      entries: [{ protocol: 'all', ports: [] }],
    },
  ];
}

/** A host's own addresses, as far as the plan needs them. */
function addressesOf({ rules }: Policy, family: Family): readonly string[] {
  const own = rules
    .filter((rule) => rule.cast === undefined)
    .flatMap((rule) => (rule.direction === 'in' ? rule.to : rule.from))
    .flatMap(({ networks }) => networks.filter((n) => n.family === family));
  const prefixes = own.flatMap(({ first, last }) => toPrefixes(network(family, first, last)));
  return [...new Set(prefixes.map(cidrText))].sort();
}
