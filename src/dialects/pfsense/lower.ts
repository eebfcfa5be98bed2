import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Policy } from '../../policy/model.ts';
import { Names } from '../lowering/names.ts';
import { type Objects, objectsOf } from '../lowering/objects.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { PORTS } from './names.ts';
import type { PfFile, PrintedAlias, PrintedRule } from './print-model.ts';

/** Names that mean something else in a rule or to pf. */
const RESERVED = `any all self lan wan pass block match reject port log quick inet inet6 proto from to bogons bogonsv6
  virusprot sshguard snort2c negate_networks openvpn pppoe l2tp pptp tcp udp icmp`;

/** Meaning only: neutral policy → aliases and rules. */
export function lower(policy: Policy): { model: PfFile; diagnostics: readonly Diagnostic[] } {
  const { terms: found, diagnostics: said } = termsOf(policy, CAPABILITIES);
  const diagnostics = [...said];
  const terms = found.filter((term) => hasInterface(term, policy, diagnostics));
  const interfaces = new Map<string, string>();
  const keys = new Names({ ...NAMES, illegal: /[^A-Za-z0-9_.]/ });
  for (const { name } of policy.interfaces) interfaces.set(name, keyOf(name, keys, diagnostics));
  const reserved = new Set([
    ...RESERVED.split(/\s+/),
    ...PORTS.keys(),
    ...[...interfaces.values()].map((key) => key.toLowerCase()),
  ]);
  // Hosts and ports share one space of names.
  const names = new Names({
    ...NAMES,
    illegal: /[^A-Za-z0-9_]/,
    reserved,
    ignoresCase: true,
    start: { legal: /^[A-Za-z]/, prefix: 'n_' },
  });
  const objects = objectsOf(terms, {
    addressNames: names,
    // Ports stand in rules; only lists of them have names, which are given below.
    serviceNames: new Names({ longest: 10_000, illegal: /[^\x21-\x7e]/ }),
    mostInline: 1,
    mostMembers: CAPABILITIES.limits?.membersPerGroup ?? Number.POSITIVE_INFINITY,
  });
  const ports = new Map(objects.services.map(({ name, ports: range }) => [name, range]));
  const lists = new Map<string, string>();
  for (const { name, members } of objects.serviceGroups) {
    const numbers = members
      .map((member) => ports.get(member))
      .map((range) => (range ? portText(range, '-') : ''));
    lists.set(name, names.take(`ports_${numbers.join('_').replaceAll('-', '_to_')}`));
  }
  return {
    model: {
      hierarchy: policy.hierarchy,
      name: policy.name,
      aliases: aliasesOf(objects, ports, lists),
      rules: terms.map((term) => ruleOf(term, objects, ports, lists, interfaces)),
    },
    diagnostics,
  };
}

const NAMES = { longest: CAPABILITIES.nameLength, separator: '_' } as const;

function keyOf(name: string, keys: Names, diagnostics: Diagnostic[]): string {
  const key = keys.take(name);
  if (key !== name)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(name)} can be no interface of pfSense or OPNsense: its rules are for ${key}`,
        help: "Name the filter's `interfaces` as the configuration names them: lan, wan, opt1",
      }),
    );
  return key;
}

function hasInterface(term: Term, policy: Policy, diagnostics: Diagnostic[]): boolean {
  if (term.fromInterface !== undefined) return true;
  diagnostics.push(
    diagnostic('PT7003', {
      message: `"${term.title}" has no rule in ${policy.name}: it is not known by which interface it comes in`,
      help: `Say it with \`interfaces\` at filters.${policy.name}`,
    }),
  );
  return false;
}

const portText = ({ first, last }: PortRange, separator: '-' | ':'): string =>
  first === last ? `${first}` : `${first}${separator}${last}`;

function aliasesOf(
  objects: Objects,
  ports: ReadonlyMap<string, PortRange | undefined>,
  lists: ReadonlyMap<string, string>,
): PrintedAlias[] {
  const names = new Set(objects.fqdns.map((item) => item.name));
  return [
    ...objects.addresses.map(
      ({ name, network, party }): PrintedAlias => ({
        name,
        type: 'network',
        entries: [
          network.text.includes('/') ? network.text : `${network.text}/${network.family === 4 ? 32 : 128}`,
        ],
        about: party,
      }),
    ),
    ...objects.fqdns.map(
      ({ name, fqdn }): PrintedAlias => ({ name, type: 'host', entries: [fqdn], about: fqdn }),
    ),
    ...objects.addressGroups.map(({ name, members, about }): PrintedAlias => {
      const isHosts = members.every((member) => names.has(member));
      if (isHosts) names.add(name);
      return { name, type: isHosts ? 'host' : 'network', entries: members, about };
    }),
    ...objects.serviceGroups.map(
      ({ name, members }): PrintedAlias => ({
        name: lists.get(name) ?? name,
        type: 'port',
        entries: members.map((member) => {
          const range = ports.get(member);
          return range ? portText(range, ':') : (lists.get(member) ?? member);
        }),
        about: 'ports of the plan',
      }),
    ),
  ];
}

function ruleOf(
  term: Term,
  objects: Objects,
  ports: ReadonlyMap<string, PortRange | undefined>,
  lists: ReadonlyMap<string, string>,
  interfaces: ReadonlyMap<string, string>,
): PrintedRule {
  const side = (one: Side): string | undefined => (one.kind === 'any' ? undefined : objects.side(one)[0]);
  const [service] = term.services;
  const [name] = service?.icmp || service?.transport === 'esp' ? [] : objects.servicesOf(term);
  const range = name === undefined ? undefined : ports.get(name);
  const port = range || name === undefined ? range && portText(range, '-') : lists.get(name);
  const source = side(term.from);
  const destination = side(term.to);
  const isSix = service?.transport === 'icmpv6';
  const families = service?.icmp ? (isSix ? [6] : [4]) : term.families;
  return {
    id: term.id,
    title: term.title,
    time: timeText(term),
    origins: originsOf(term),
    interface: interfaces.get(term.fromInterface ?? '') ?? '',
    ipprotocol: families.length === 2 ? 'inet46' : families[0] === 6 ? 'inet6' : 'inet',
    protocol: service?.transport === 'icmpv6' ? 'ipv6-icmp' : (service?.transport ?? 'tcp'),
    icmp: service?.icmp !== undefined,
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
    ...(port !== undefined && { port }),
  };
}
