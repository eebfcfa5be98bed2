import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Policy } from '../../policy/model.ts';
import { leaveOut, type Unsayable, WITHOUT_ICMP_TYPES } from '../lowering/leave-out.ts';
import { plainName, ruleName } from '../lowering/slug.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { FirewallFile, NewApplicationRule, NewNetworkRule } from './print-model.ts';

const ONLY_IPV6: Unsayable = {
  is: (rule) =>
    ![rule.from, rule.to].every((side) => side.some((p) => p.networks.some((n) => n.family === 4))),
  why: 'needs IPv6, which Azure Firewall does not filter',
  help: 'Give the ends IPv4 addresses, or filter IPv6 with network security groups',
};

/** Meaning only: neutral policy → one policy with one rule collection group. */
export function lower(policy: Policy): { model: FirewallFile; diagnostics: Diagnostic[] } {
  const sayable = leaveOut(policy, [WITHOUT_ICMP_TYPES, ONLY_IPV6]);
  const { terms, diagnostics: found } = termsOf(sayable.policy, CAPABILITIES);
  const diagnostics = [...sayable.diagnostics, ...found, ...leftSix(sayable.policy)];
  const network: NewNetworkRule[] = [];
  const application: NewApplicationRule[] = [];
  for (const term of terms) {
    if (term.to.kind !== 'names') network.push(networkRule(term, addressesOf(term.to), false));
    else addNamed(term, term.to, network, application, diagnostics);
  }
  return {
    model: {
      hierarchy: policy.hierarchy,
      name: policy.name,
      policy: plainName('afwp-', policy.name, CAPABILITIES.nameLength),
      group: plainName('cm-', policy.name, CAPABILITIES.nameLength),
      network,
      application,
    },
    diagnostics,
  };
}

/** Rules that are for IPv6 beside IPv4 lose that part. */
function leftSix({ rules, name }: Policy): Diagnostic[] {
  const hasSix = (side: Policy['rules'][number]['from']): boolean =>
    side.some((party) => party.networks.some((n) => n.family === 6));
  const lost = rules.filter((rule) => hasSix(rule.from) && hasSix(rule.to));
  const [first] = lost;
  if (!first) return [];
  const more = lost.length > 1 ? ` and ${lost.length - 1} more` : '';
  const message = `"${first.title}"${more} needs IPv6 beside IPv4, which Azure Firewall does not filter: no rule of ${name} permits that`;
  return [diagnostic('PT7003', { message, help: ONLY_IPV6.help })];
}

function common(term: Term, suffix = ''): Pick<NewNetworkRule, 'name' | 'description' | 'sources' | 'term'> {
  const flows = originsOf(term).map(({ flow }) => flow);
  return {
    name: ruleName(term.title, `${term.id}${suffix}`, CAPABILITIES.nameLength),
    description: truncateBytes(
      visible(`${term.title}. Flows: ${flows.join(', ')}`),
      CAPABILITIES.commentBytes,
    ),
    sources: addressesOf(term.from),
    term,
  };
}

const addressesOf = (side: Side): readonly string[] =>
  side.kind === 'networks' ? side.networks.map(({ text }) => text) : ['*'];

function networkRule(term: Term, destinations: readonly string[], byName: boolean): NewNetworkRule {
  const [service] = term.services;
  return {
    ...common(term, byName ? '-names' : ''),
    protocol: service?.transport === 'udp' ? 'UDP' : 'TCP',
    ports: (service?.ports ?? []).map(({ first, last }) =>
      first === last ? `${first}` : `${first}-${last}`,
    ),
    destinations,
    byName,
  };
}

/** Web ports by application rules; others by network rules, which know whole names only. */
function addNamed(
  term: Term,
  to: Side & { kind: 'names' },
  network: NewNetworkRule[],
  application: NewApplicationRule[],
  diagnostics: Diagnostic[],
): void {
  const [service] = term.services;
  const all = [...new Set(to.parties.flatMap((party) => party.fqdns))];
  const names = all.filter((name) => NAME.test(name));
  const protocols = service?.transport === 'tcp' ? webOf(service.ports) : undefined;
  const whole = names.filter((name) => !name.startsWith('*'));
  const lost = all.filter((name) => !(protocols ? names : whole).includes(name));
  if (lost.length > 0)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `"${term.title}" has no rule for ${JSON.stringify(lost[0])}${lost.length > 1 ? ` and ${lost.length - 1} more names` : ''}: ${protocols ? 'it is no name of a host or a domain' : 'Azure Firewall knows names with `*` for HTTP and HTTPS only'}`,
        help: 'Give whole names of hosts, or addresses',
      }),
    );
  if (protocols && names.length > 0) application.push({ ...common(term, '-web'), protocols, names });
  if (!protocols && whole.length > 0) network.push(networkRule(term, whole, true));
}

/** A host name, or `*.` and a domain. */
const NAME =
  /^(?=.{1,253}$)(?:\*\.)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Ports as the protocols that are spoken there; nothing where one of them is another. */
function webOf(ports: readonly PortRange[]): NewApplicationRule['protocols'] | undefined {
  const protocols = ports.map(({ first, last }) => {
    if (first !== last) return undefined;
    if (first === 80) return { type: 'Http' as const, port: 80 };
    return first === 443 ? { type: 'Https' as const, port: 443 } : undefined;
  });
  return protocols.length > 0 && protocols.every((p) => p !== undefined) ? protocols : undefined;
}
