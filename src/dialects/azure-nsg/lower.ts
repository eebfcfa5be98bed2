import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Policy } from '../../policy/model.ts';
import { leaveOut, WITHOUT_ICMP_TYPES } from '../lowering/leave-out.ts';
import { plainName, ruleName } from '../lowering/slug.ts';
import { originsOf, type Side, type Term, type TermService } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES, MOST_ADDRESSES } from './capabilities.ts';
import type { NsgDirection } from './model.ts';
import type { NewNsgRule, NsgFile } from './print-model.ts';

const FIRST_PRIORITY = 100;
/** What Azure would let pass by its default rules is denied at the last number that can be given. */
const LAST_PRIORITY = 4096;
/** Numbers between two rules, where there is room, for those that somebody adds by hand. */
const WIDEST_STEP = 10;

/** Meaning only: neutral policy → one network security group. */
export function lower(policy: Policy): { model: NsgFile; diagnostics: Diagnostic[] } {
  const sayable = leaveOut(policy, [WITHOUT_ICMP_TYPES]);
  const { terms, diagnostics: found } = termsOf(sayable.policy, CAPABILITIES);
  const diagnostics = [...sayable.diagnostics, ...found];
  const isHost = policy.kind === 'host';
  const step = Math.max(
    1,
    Math.min(WIDEST_STEP, Math.floor((LAST_PRIORITY - FIRST_PRIORITY) / Math.max(1, terms.length))),
  );
  const rules = (['Inbound', 'Outbound'] as const).flatMap((direction) => [
    ...terms
      .filter((term) => !isHost || (term.direction === 'in') === (direction === 'Inbound'))
      .map((term, i) => ruleOf(term, direction, FIRST_PRIORITY + i * step)),
    denyAll(direction),
  ]);
  diagnostics.push(...tooMany(rules, policy));
  const group = plainName('nsg-', policy.name, CAPABILITIES.nameLength);
  return {
    model: { kind: policy.kind, hierarchy: policy.hierarchy, name: policy.name, group, rules },
    diagnostics,
  };
}

function ruleOf(term: Term, direction: NsgDirection, priority: number): NewNsgRule {
  const { families, services, title, id } = term;
  const [service] = services;
  const suffix = direction === 'Inbound' ? 'in' : 'out';
  const flows = originsOf(term).map(({ flow }) => flow);
  return {
    name: ruleName(title, `${id}-${suffix}`, CAPABILITIES.nameLength),
    description: truncateBytes(visible(`${title}. Flows: ${flows.join(', ')}`), CAPABILITIES.commentBytes),
    priority,
    direction,
    access: 'Allow',
    protocol: PROTOCOLS[service?.transport ?? 'tcp'] ?? 'Tcp',
    sources: prefixesOf(term.from, families.includes(6)),
    destinations: prefixesOf(term.to, families.includes(6)),
    ports: portsOf(service),
    term,
  };
}

const PROTOCOLS: Readonly<Partial<Record<TermService['transport'], NewNsgRule['protocol']>>> = {
  tcp: 'Tcp',
  udp: 'Udp',
  esp: 'Esp',
};

/** A protocol without ports has all of them. */
function portsOf(service: TermService | undefined): readonly string[] {
  if (!service || service.ports.length === 0) return ['*'];
  return service.ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

function prefixesOf(side: Side, isSix: boolean): readonly string[] {
  return side.kind === 'networks' ? side.networks.map(({ text }) => text) : [isSix ? '::/0' : '0.0.0.0/0'];
}

function denyAll(direction: NsgDirection): NewNsgRule {
  return {
    name: `deny-all-${direction === 'Inbound' ? 'in' : 'out'}`,
    description: 'Everything else, also what the default rules would let pass',
    priority: LAST_PRIORITY,
    direction,
    access: 'Deny',
    protocol: '*',
    sources: ['*'],
    destinations: ['*'],
    ports: ['*'],
  };
}

/** A group as a whole has limits that no splitting of rules keeps. */
function tooMany(rules: readonly NewNsgRule[], { name }: Policy): Diagnostic[] {
  const found: Diagnostic[] = [];
  const most = CAPABILITIES.limits?.rules ?? 0;
  if (rules.length > most)
    found.push(
      diagnostic('PT7003', {
        message: `the network security group for ${name} would have ${rules.length} rules, and Azure takes ${most}`,
        help: 'Divide the filter, or describe fewer and larger networks',
      }),
    );
  for (const side of ['sources', 'destinations'] as const) {
    const count = rules.reduce((sum, rule) => sum + rule[side].length, 0);
    if (count > MOST_ADDRESSES)
      found.push(
        diagnostic('PT7003', {
          message: `the network security group for ${name} would have ${count} addresses as ${side}, and Azure takes ${MOST_ADDRESSES}`,
          help: 'Divide the filter, or describe fewer and larger networks',
        }),
      );
  }
  return found;
}
