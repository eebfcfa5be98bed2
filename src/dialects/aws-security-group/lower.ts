import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type AddressRange, type Family, type Network, toPrefixes } from '../../net/network.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { cidrText } from '../lowering/cidr-text.ts';
import { leaveOut, type Unsayable } from '../lowering/leave-out.ts';
import { plainName, ruleName } from '../lowering/slug.ts';
import { originsOf, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { CAPABILITIES, USUAL_MOST_RULES } from './capabilities.ts';
import { descriptionOf } from './description.ts';
import type { GroupFile, NewRuleOfGroup } from './print-model.ts';

/** "Broadcast is not supported in a VPC", and multicast only by a transit gateway. */
const CAST: Unsayable = {
  is: (rule) => rule.cast !== undefined,
  why: 'is sent to many at once, which networks of AWS do not carry to a security group',
  help: 'Use unicast there: a DHCP relay, or peer caching without multicast',
};

/** Meaning only: neutral policy → one security group. */
export function lower(policy: Policy): { model: GroupFile; diagnostics: Diagnostic[] } {
  const unicast = leaveOut(policy, [CAST]);
  const own = new Set(unicast.policy.rules.flatMap((rule) => ownOf(rule).map(({ text }) => text)));
  const sayable = leaveOut(unicast.policy, [partial(unicast.policy, own.size)]);
  const { terms, diagnostics } = termsOf(sayable.policy, CAPABILITIES);
  const rules = terms.flatMap(rulesOf);
  const group = plainName('cm-', policy.name, CAPABILITIES.nameLength);
  return {
    model: {
      hierarchy: policy.hierarchy,
      name: policy.name,
      group,
      resource: plainName('cm-', policy.name, 100).replaceAll('-', '_'),
      description: descriptionOf(`Configuration Manager: what ${policy.name} needs`),
      rules,
    },
    diagnostics: [
      ...unicast.diagnostics,
      ...sayable.diagnostics,
      ...diagnostics,
      ...beyondQuota(rules, policy),
    ],
  };
}

const ownOf = (rule: Rule): readonly Network[] =>
  (rule.direction === 'in' ? rule.to : rule.from).flatMap(({ networks }) => networks);

/** A rule of a group is for all addresses of the network interface. */
function partial(policy: Policy, addresses: number): Unsayable {
  const all = new Map<Family, readonly AddressRange[]>(
    ([4, 6] as const).map((family) => [family, joined(policy.rules.flatMap(ownOf), family)]),
  );
  return {
    is: (rule) => {
      const other = (rule.direction === 'in' ? rule.from : rule.to).flatMap(({ networks }) => networks);
      return ([4, 6] as const).some((family) => {
        const own = joined(ownOf(rule), family);
        const isMeant = own.length > 0 && other.some((n) => n.family === family);
        return isMeant && !isSame(own, all.get(family) ?? []);
      });
    },
    why: `is for some of the host's ${addresses} addresses only, and a security group is for all of its network interface's`,
    help: 'Give the addresses network interfaces of their own, each with its group',
  };
}

/** The addresses of a family, sorted and without overlap. */
function joined(networks: readonly AddressRange[], family: Family): readonly AddressRange[] {
  const sorted = networks.filter((n) => n.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  const list: AddressRange[] = [];
  for (const next of sorted) {
    const previous = list.at(-1);
    if (!previous || next.first > previous.last + 1n) list.push(next);
    else if (next.last > previous.last) list[list.length - 1] = { ...previous, last: next.last };
  }
  return list;
}

const isSame = (a: readonly AddressRange[], b: readonly AddressRange[]): boolean =>
  a.length === b.length && a.every((range, i) => range.first === b[i]?.first && range.last === b[i]?.last);

function rulesOf(term: Term): NewRuleOfGroup[] {
  const { direction, families, services, title, id } = term;
  const [service] = services;
  const [family = 4] = families;
  if (!service) return [];
  const side = direction === 'in' ? term.from : term.to;
  const cidrs =
    side.kind === 'networks'
      ? side.networks.flatMap(toPrefixes).map(cidrText)
      : [family === 4 ? '0.0.0.0/0' : '::/0'];
  const flows = originsOf(term).map(({ flow }) => flow);
  const [ports] = service.ports;
  const isIcmp = service.transport === 'icmp' || service.transport === 'icmpv6';
  const range = ports
    ? { from: ports.first, to: ports.last }
    : isIcmp
      ? { from: service.transport === 'icmp' ? 8 : 128, to: -1 }
      : undefined;
  const name = ruleName(title, id, 200).replaceAll('-', '_');
  return cidrs.map((cidr, i) => ({
    name: /^[A-Za-z_]/.test(name)
      ? `${name}${i === 0 ? '' : `_net${i + 1}`}`
      : `_${name}${i === 0 ? '' : `_net${i + 1}`}`,
    description: descriptionOf(`${title}. Flows: ${flows.join(', ')}`),
    direction: direction === 'in' ? 'ingress' : 'egress',
    protocol: service.transport === 'esp' ? '50' : service.transport,
    ...(range && { range }),
    family,
    cidr,
    term,
  }));
}

function beyondQuota(rules: readonly NewRuleOfGroup[], { name }: Policy): Diagnostic[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    ([4, 6] as const).flatMap((family) => {
      const count = rules.filter((rule) => rule.direction === direction && rule.family === family).length;
      if (count <= USUAL_MOST_RULES) return [];
      return [
        diagnostic('PT7009', {
          message: `the security group for ${name} has ${count} ${direction} rules for IPv${family}, and AWS takes ${USUAL_MOST_RULES} unless asked`,
          help: 'Ask AWS for a higher quota (rules times groups of a network interface: 1000), or describe fewer and larger networks',
        }),
      ];
    }),
  );
}
