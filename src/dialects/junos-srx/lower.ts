import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatAddress, toPrefixes } from '../../net/network.ts';
import type { Policy } from '../../policy/model.ts';
import { withoutFollowed } from '../lowering/followed.ts';
import { Names } from '../lowering/names.ts';
import { type AddressObject, type Objects, objectsOf, type ServiceObject } from '../lowering/objects.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { PREDEFINED, PREDEFINED_SETS } from './predefined.ts';
import type {
  PrintedAddress,
  PrintedApplication,
  PrintedContext,
  PrintedSet,
  SrxFile,
} from './print-model.ts';

/** The most objects that a policy lists by itself. */
const MOST_INLINE = 6;

/** Meaning only: neutral policy → address book, applications and policies. */
export function lower(policy: Policy): { model: SrxFile; diagnostics: readonly Diagnostic[] } {
  const { terms: all, diagnostics: found } = termsOf(withoutFollowed(policy, ['tftp']), CAPABILITIES);
  const diagnostics = [...found];
  const terms = all.filter((term) => hasZones(term, policy, diagnostics));
  const objects = objectsOf(terms, {
    addressNames: new Names({ ...NAMES, illegal: /[^A-Za-z0-9._-]/, reserved: RESERVED }),
    serviceNames: new Names({ ...NAMES, illegal: /[^A-Za-z0-9_-]/, reserved: RESERVED_APPLICATIONS }),
    mostInline: MOST_INLINE,
    mostMembers: CAPABILITIES.limits?.networksPerSide ?? Number.POSITIVE_INFINITY,
  });
  const zones = new Names({ ...NAMES, illegal: /[^A-Za-z0-9._ -]/, reserved: RESERVED_ZONES });
  const zoneNames = new Map<string, string>();
  for (const { name } of policy.interfaces) zoneNames.set(name, zoneOf(name, zones, diagnostics));
  const sets = new Set(objects.addressGroups.map((group) => group.name));
  const split = objects.addresses.map(addressesOf);
  const applicationSets = new Set(objects.serviceGroups.map((group) => group.name));
  return {
    model: {
      hierarchy: policy.hierarchy,
      name: policy.name,
      addresses: [
        ...split.flatMap((item) => item.addresses),
        ...objects.fqdns.map(
          ({ name, fqdn }): PrintedAddress => ({ kind: 'fqdn', name, value: fqdn, about: '' }),
        ),
      ],
      addressSets: [
        ...split.flatMap((item) => item.sets),
        ...objects.addressGroups.map((group) =>
          setOf(group, new Set([...sets, ...split.flatMap((item) => item.sets.map((s) => s.name))])),
        ),
      ],
      applications: objects.services.map((service) => applicationOf(service)),
      applicationSets: objects.serviceGroups.map((group) => setOf(group, applicationSets)),
      contexts: contextsOf(terms, objects, zoneNames),
    },
    diagnostics,
  };
}

const NAMES = {
  longest: CAPABILITIES.nameLength,
  start: { legal: /^[A-Za-z0-9]/, prefix: 'n-' },
} as const;
const RESERVED: ReadonlySet<string> = new Set(['any', 'any-ipv4', 'any-ipv6']);
const RESERVED_APPLICATIONS: ReadonlySet<string> = new Set([
  'any',
  ...PREDEFINED.keys(),
  ...PREDEFINED_SETS.keys(),
]);
const RESERVED_ZONES: ReadonlySet<string> = new Set(['any', 'junos-host', 'global', 'junos-global']);

/** Names in the hierarchy stand for zones of the device. */
function zoneOf(name: string, names: Names, diagnostics: Diagnostic[]): string {
  const zone = names.take(name);
  if (zone !== name)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${JSON.stringify(name)} can be no zone of an SRX: its policies are for ${zone}`,
        help: "Name the filter's `interfaces` as its security zones are named",
      }),
    );
  return zone;
}

function hasZones(term: Term, policy: Policy, diagnostics: Diagnostic[]): boolean {
  if (term.fromInterface !== undefined && term.toInterface !== undefined) return true;
  diagnostics.push(
    diagnostic('PT7003', {
      message: `"${term.title}" has no policy in ${policy.name}: it is not known which zone leads there`,
      help: `Say it with \`interfaces\` at filters.${policy.name}`,
    }),
  );
  return false;
}

/** A range of IPv6 addresses becomes a set of prefixes: `range-address` is sure for IPv4 only. */
function addressesOf({ name, network, party }: AddressObject): {
  readonly addresses: readonly PrintedAddress[];
  readonly sets: readonly PrintedSet[];
} {
  const prefixes = toPrefixes(network);
  const [only] = prefixes;
  const value = (text: string, length: number): string => (text.includes('/') ? text : `${text}/${length}`);
  const bits = network.family === 4 ? 32 : 128;
  if (only && prefixes.length === 1)
    return { addresses: [{ kind: 'prefix', name, value: value(only.text, bits), about: party }], sets: [] };
  if (network.family === 4) {
    const [first, last] = [formatAddress(4, network.first), formatAddress(4, network.last)];
    return { addresses: [{ kind: 'range', name, first, last, about: party }], sets: [] };
  }
  const cut = name.slice(0, CAPABILITIES.nameLength - 8);
  const addresses = prefixes.map(
    (prefix, i): PrintedAddress => ({
      kind: 'prefix',
      name: `${cut}-range${i + 1}`,
      value: value(prefix.text, bits),
      about: party,
    }),
  );
  return { addresses, sets: [{ name, about: party, members: addresses.map((a) => a.name), sets: [] }] };
}

function setOf(
  { name, about, members }: Objects['addressGroups'][number],
  sets: ReadonlySet<string>,
): PrintedSet {
  return {
    name,
    about,
    members: members.filter((member) => !sets.has(member)),
    sets: members.filter((member) => sets.has(member)),
  };
}

function applicationOf({ name, transport, ports, icmp }: ServiceObject): PrintedApplication {
  if (icmp)
    return transport === 'icmp'
      ? { name, protocol: 'icmp', icmpType: 8 }
      : { name, protocol: 'icmp6', icmpType: 128 };
  if (transport === 'esp') return { name, protocol: 'esp' };
  const protocol = transport === 'tcp' ? 'tcp' : 'udp';
  const isTftp = protocol === 'udp' && ports?.first === 69 && ports.last === 69;
  return { name, protocol, ...(ports && { port: ports }), ...(isTftp && { alg: 'tftp' }) };
}

function contextsOf(
  terms: readonly Term[],
  objects: Objects,
  zoneNames: ReadonlyMap<string, string>,
): readonly PrintedContext[] {
  const contexts = new Map<string, { from: string; to: string; terms: Term[] }>();
  for (const term of terms) {
    const from = zoneNames.get(term.fromInterface ?? '') ?? '';
    const to = zoneNames.get(term.toInterface ?? '') ?? '';
    const key = JSON.stringify([from, to]);
    const known = contexts.get(key);
    if (known) known.terms.push(term);
    else contexts.set(key, { from, to, terms: [term] });
  }
  const side = (one: Side): readonly string[] => (one.kind === 'any' ? ['any'] : objects.side(one));
  return [...contexts.values()].map(({ from, to, terms: own }) => ({
    from,
    to,
    policies: own.map((term) => ({
      name: term.id,
      title: term.title,
      time: timeText(term),
      origins: originsOf(term),
      sources: side(term.from),
      destinations: side(term.to),
      applications: objects.servicesOf(term),
    })),
  }));
}
