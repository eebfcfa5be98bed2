/** Which packets a policy is about. */
import { ANY_PORT, ANY_SERVICE, anyAddress, anyOf, hasPorts, type ServiceRange } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { notUnderstood, quoted } from '../raising/reasons.ts';
import {
  meetAddresses,
  otherAddresses,
  perhaps,
  type Resolved,
  surely,
  uniteAddresses,
} from '../raising/resolved.ts';
import { otherServices } from '../raising/services.ts';
import type { Domain } from './domain.ts';
import { type FamilyKeys, MULTICAST, type PolicyKind, SECURITY_POLICY } from './kinds.ts';
import type { Entry } from './model.ts';
import { allValues, onlyValue, says } from './scope.ts';

/** Packets of one family: a product. */
export interface Way {
  readonly from: Resolved<AddressRange>;
  readonly to: Resolved<AddressRange>;
  readonly services: Resolved<ServiceRange>;
}

/** Where packets of a family come from and go to; nothing where the policy has no such addresses. */
export function waysOf(domain: Domain, entry: Entry, kind: PolicyKind, asked: FamilyKeys): readonly Way[] {
  const { family, once } = asked;
  const isOld = once !== undefined && (says(entry, once.source) || says(entry, once.destination));
  const keys: FamilyKeys = isOld ? { family, ...once } : asked;
  const suffix = family === 6 && keys.source.endsWith('6') ? '6' : '';
  const isService = (way: '' | '-src'): boolean =>
    onlyValue(entry, `internet-service${suffix}${way}`) === 'enable';
  const all = [anyAddress(family)];
  const has = (key: string | undefined): boolean => key !== undefined && says(entry, key);
  const isMeant = has(keys.source) || has(keys.destination) || isService('') || isService('-src');
  const isFirst = asked === kind.families[0];
  // A policy for IPv6 alone has nothing for IPv4, and the other way round.
  const otherIsMeant = kind.families.some(
    (other) => other !== asked && has(other.source) && has(other.destination),
  );
  if (!isMeant && (!isFirst || otherIsMeant)) return [];
  const addresses = (key: string | undefined, way: '' | '-src'): Resolved<AddressRange> => {
    if (isService(way)) return perhaps(all, internetService(entry, suffix, way));
    if (key === undefined) return surely(all);
    if (!has(key)) return perhaps(all, notUnderstood(`the setting ${quoted(key)}, which is missing`));
    const found =
      MULTICAST.includes(kind) && key === 'dstaddr'
        ? uniteAddresses(allValues(entry, key).map((name) => domain.book.multicast(family, name, entry)))
        : domain.book.any(family, allValues(entry, key), entry);
    return negated(domain, entry, kind, keys, key, found);
  };
  const through = (key: string | undefined, end: 'source' | 'destination'): Resolved<AddressRange> => {
    if (key === undefined) return surely(all);
    if (!has(key)) return perhaps(all, notUnderstood(`the setting ${quoted(key)}, which is missing`));
    return domain.sides.behind(family, allValues(entry, key), end, entry);
  };
  return [
    {
      from: meetAddresses(through(kind.sourceInterface, 'source'), addresses(keys.source, '-src')),
      to: meetAddresses(through(kind.destinationInterface, 'destination'), addresses(keys.destination, '')),
      services: isService('')
        ? perhaps([ANY_SERVICE], internetService(entry, suffix, ''))
        : servicesOf(domain, entry, kind),
    },
  ];
}

function negated(
  { scope }: Domain,
  entry: Entry,
  kind: PolicyKind,
  { family }: FamilyKeys,
  key: string,
  found: Resolved<AddressRange>,
): Resolved<AddressRange> {
  const own = onlyValue(entry, `${key}-negate`);
  const four = onlyValue(entry, `${key.replace(/[46]$/, '')}-negate`);
  const isDoubtful =
    kind.negation === 'shared' || key.endsWith('4')
      ? four === 'enable'
      : key.endsWith('6') && own === undefined && four === 'enable' && (scope.config.version ?? 0) < 702;
  if (isDoubtful) {
    // Up to FortiOS 7.0 there was one negation; the references disagree on whether it holds for both families.
    const text = `whether ${quoted(`${key.replace(/[46]$/, '')}-negate`)} holds for ${quoted(key)}`;
    return perhaps([anyAddress(family)], notUnderstood(text), ...found.depends);
  }
  return own === 'enable' ? otherAddresses(family, found) : found;
}

function internetService(entry: Entry, suffix: string, way: '' | '-src'): Dependency {
  const stem = `internet-service${suffix}${way}`;
  const names = [...entry.settings.values()]
    .filter(
      ({ key }) =>
        key.startsWith(`${stem}-`) &&
        !key.endsWith('-negate') &&
        (way === '-src' || !key.startsWith(`${stem}-src`)),
    )
    .flatMap(({ values }) => values);
  const shown = names
    .slice(0, 5)
    .map((name) => quoted(name))
    .join(', ');
  return {
    kind: 'name',
    text: `the addresses and ports of the internet service ${shown}`,
    value: names.join(' '),
  };
}

function servicesOf({ services }: Domain, entry: Entry, kind: PolicyKind): Resolved<ServiceRange> {
  if (MULTICAST.includes(kind)) return multicastService(entry);
  const names = allValues(entry, 'service');
  if (names.length === 0) {
    const isOptional = kind.isShort || kind === SECURITY_POLICY;
    return isOptional
      ? surely([ANY_SERVICE])
      : perhaps([ANY_SERVICE], notUnderstood('the setting "service", which is missing'));
  }
  const found = services.any(names, entry);
  return onlyValue(entry, 'service-negate') === 'enable' ? otherServices(found) : found;
}

/** A protocol by its number, 0 for all; ports where it has them. */
function multicastService(entry: Entry): Resolved<ServiceRange> {
  const number = Number(onlyValue(entry, 'protocol') ?? '0');
  const first = Number(onlyValue(entry, 'start-port') ?? '1');
  const last = Number(onlyValue(entry, 'end-port') ?? '65535');
  const isKnown = [number, first, last].every(Number.isInteger) && number >= 0 && number <= 255;
  if (!isKnown || first < 0 || last > 65535 || first > last)
    return perhaps([ANY_SERVICE], notUnderstood('the protocol or the ports of the policy'));
  const isOpen = first <= 1 && last === 65535;
  if (number === 0)
    return isOpen ? surely([ANY_SERVICE]) : perhaps([ANY_SERVICE], notUnderstood('ports without a protocol'));
  if (!hasPorts(number) || isOpen) return surely([anyOf(number)]);
  return surely([
    { protocol: { first: number, last: number }, source: ANY_PORT, destination: { first, last } },
  ]);
}
