import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Network, network } from '../../net/network.ts';
import { formatPorts } from '../../net/ports.ts';
import type { Party, Policy, Rule } from '../../policy/model.ts';
import { ruleTitle } from '../../policy/title.ts';
import { Names } from '../lowering/names.ts';
import { type AddressObject, type Objects, objectsOf } from '../lowering/objects.ts';
import { flowsText, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { EMBEDDED } from './literals.ts';
import type { PanosRules, PrintedAddress, PrintedGroup, PrintedRule } from './printed-model.ts';

/** What PAN-OS takes in names; one that starts with a letter is never taken for an address, nor for a country. */
const LEGAL = {
  longest: CAPABILITIES.nameLength,
  illegal: /[^A-Za-z0-9._-]/,
  start: { legal: /^(?![A-Z]{2}$)[A-Za-z]/, prefix: 'n-' },
};
const ADDRESSES: ReadonlySet<string> = new Set(
  'any panw-known-ip-list panw-highrisk-ip-list panw-bulletproof-ip-list panw-torexit-ip-list'.split(' '),
);
const SERVICES: ReadonlySet<string> = new Set(
  'any application-default service-http service-https'.split(' '),
);
/** More addresses or services than a person lists in a rule become a group. */
const MOST_INLINE = 4;
const MOST_MEMBERS = 500;
/** What a zone may be called. */
const ZONE = /^[A-Za-z0-9_.][A-Za-z0-9 _.-]{0,30}$/;

/** Meaning only: neutral policy → security rules with objects, at the place where a firewall has its own. */
export function lower(policy: Policy): { model: PanosRules; diagnostics: readonly Diagnostic[] } {
  // Nobody said what stands behind which zone: then the rules are for all of them.
  const binding = policy.interfaces.length > 0 ? 'zones' : 'none';
  const { terms, diagnostics } = termsOf(policy, { ...CAPABILITIES, binding });
  const said = [...diagnostics, ...zoneFindings(terms)];
  const objects = objectsOf(terms, {
    addressNames: new Names({ ...LEGAL, reserved: ADDRESSES }),
    serviceNames: new Names({ ...LEGAL, reserved: SERVICES }),
    mostInline: MOST_INLINE,
    mostMembers: MOST_MEMBERS,
  });
  const names = new Names(LEGAL);
  const rules = terms.flatMap((term) => rulesOf(term, objects, names));
  const addresses = [
    ...objects.addresses.map((object) => addressOf(object, said)),
    ...objects.fqdns.map(({ name, fqdn }): PrintedAddress => {
      return { name, kind: 'fqdn', value: fqdn, description: '' };
    }),
  ];
  const model: PanosRules = {
    name: policy.name,
    hierarchy: policy.hierarchy,
    addresses,
    addressGroups: objects.addressGroups.map(groupOf),
    services: objects.services.flatMap(({ name, transport, ports }) =>
      ports && (transport === 'tcp' || transport === 'udp')
        ? [{ name, transport, ports: formatPorts([ports]) }]
        : [],
    ),
    serviceGroups: objects.serviceGroups.map(groupOf),
    rules,
  };
  return { model, diagnostics: said };
}

const groupOf = ({ name, members, about }: Objects['addressGroups'][number]): PrintedGroup => ({
  name,
  members,
  description: about,
});

function addressOf({ name, network: whole, party }: AddressObject, said: Diagnostic[]): PrintedAddress {
  const range = withoutEmbedded(whole);
  if (range !== whole)
    said.push(
      diagnostic('PT7003', {
        message: `${whole.text} of ${party} stands as ${range.text}: PAN-OS takes IPv6 addresses that start with 96 zero bits for IPv4 addresses`,
        help: 'Such addresses are used by nobody; nothing is missing',
      }),
    );
  const kind = range.text.includes('-') ? 'ip-range' : 'ip-netmask';
  return { name, kind, value: range.text, description: party === name ? '' : party };
}

/** An IPv6 network as PAN-OS must have it in order not to mean IPv4 too. */
function withoutEmbedded(whole: Network): Network {
  if (whole.family === 4 || whole.first > EMBEDDED || whole.last <= EMBEDDED) return whole;
  return network(6, EMBEDDED + 1n, whole.last);
}

/** What has no ports is an application, and a rule of its own. */
const KINDS: readonly {
  readonly suffix: string;
  readonly transports: readonly string[];
  readonly application: string;
}[] = [
  { suffix: '', transports: ['tcp', 'udp'], application: 'any' },
  { suffix: '-ping', transports: ['icmp', 'icmpv6'], application: 'ping' },
  { suffix: '-esp', transports: ['esp'], application: 'ipsec-esp' },
];

/** A rule for TCP and UDP by their ports, one for echo requests, and one for ESP: as many as there is something for. */
function rulesOf(term: Term, objects: Objects, names: Names): PrintedRule[] {
  const { id, fromInterface = 'any', toInterface = 'any', from, to } = term;
  const kinds = kindsOf(term);
  return kinds.map(({ suffix, application, services, rules }, i): PrintedRule => {
    const title = kinds.length > 1 ? titleOf(rules, term) : term.title;
    return {
      name: names.take(`Portolan-${id}${i > 0 ? suffix : ''}`),
      from: fromInterface,
      to: toInterface,
      source: orAny(objects.side(from)),
      destination: orAny(objects.side(to)),
      application: [application],
      service: application === 'any' ? objects.servicesOf({ services }) : ['application-default'],
      description: `${title} (${timeText(term)}), flows: ${flowsText({ rules })}`,
      says: rules,
    };
  });
}

interface TermKind {
  readonly suffix: string;
  readonly application: string;
  readonly services: Term['services'];
  readonly rules: readonly Rule[];
}

/** A term's services by what PAN-OS says them with; nearly all are of one kind. */
function kindsOf({ services, rules }: Term): readonly TermKind[] {
  const only = KINDS.find(({ transports }) => services.every((s) => transports.includes(s.transport)));
  if (only) return [{ ...only, services, rules }];
  return KINDS.map((kind) => ({
    ...kind,
    services: services.filter(({ transport }) => kind.transports.includes(transport)),
    rules: rules.filter(({ transport }) => kind.transports.includes(transport)),
  })).filter((kind) => kind.services.length > 0);
}

/** As the term's own, for a part of its rules. */
function titleOf(rules: readonly Rule[], { from, to }: Term): string {
  const parties = (side: Term['from'], which: 'from' | 'to'): readonly Party[] =>
    side.kind === 'any' ? rules.flatMap((rule) => rule[which]) : side.parties;
  const services = [...new Set(rules.flatMap((rule) => rule.serviceNames))];
  return ruleTitle(parties(from, 'from'), parties(to, 'to'), services);
}

const orAny = (names: readonly string[]): readonly string[] => (names.length > 0 ? names : ['any']);

function zoneFindings(terms: readonly Term[]): Diagnostic[] {
  const zones = new Set(terms.flatMap((t) => [t.fromInterface ?? 'any', t.toInterface ?? 'any']));
  return [...zones]
    .filter((zone) => !ZONE.test(zone))
    .map((zone) =>
      diagnostic('PT7003', {
        message: `${JSON.stringify(zone)} is no name that a zone of PAN-OS can have`,
        help: 'Name the zones of the filter as the firewall does, with `interfaces`',
      }),
    );
}
