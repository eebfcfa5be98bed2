/** What one policy means. */
import {
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  anyOf,
  hasPorts,
  type Match,
  type ServiceRange,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { lineNotUnderstood, notUnderstood, quoted } from '../raising/reasons.ts';
import {
  meetAddresses,
  otherAddresses,
  perhaps,
  possible,
  type Resolved,
  surely,
  together,
  uniteAddresses,
} from '../raising/resolved.ts';
import { writtenAt } from '../source/lines.ts';
import type { AddressBook } from './addresses.ts';
import { applicationControl } from './applications.ts';
import { type FamilyKeys, MULTICAST, type PolicyKind, SECURITY_POLICY, TTL_POLICY } from './kinds.ts';
import type { Entry, FortiConfig, Span, Table } from './model.ts';
import { CONDITIONS, HARMLESS_KEYS, MATCHING_KEYS } from './policy-keys.ts';
import { NO_SCHEDULE, whenOf } from './schedules.ts';
import { allValues, onlyValue, type Scope, says } from './scope.ts';
import type { ServiceBook } from './services.ts';
import type { Sides } from './sides.ts';

/** One virtual domain with everything that policies name. */
export interface Domain {
  readonly scope: Scope;
  readonly book: AddressBook;
  readonly services: ServiceBook;
  readonly sides: Sides;
  /** Rules of which a session helper may open more than they say. */
  readonly followed: FilterRule[];
}

/** A statement that may permit and may deny every packet. */
export function doubtfulRule(config: FortiConfig, at: Span): FilterRule {
  const written = writtenAt(config.lines, at.start, at.end);
  const depends = [lineNotUnderstood(config, at)];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...written };
}

/**
 * The policies of a list, in its order. One whose addresses or services aren't all known becomes two rules: one for
 * what is certain, and one behind it for what may be.
 */
export function raiseTable(domain: Domain, kind: PolicyKind): readonly FilterRule[] {
  const table: Table | undefined = domain.scope.vdom.tables.get(kind.path);
  const rules: FilterRule[] = [];
  for (const row of table?.rows ?? []) {
    if (row.kind === 'stray') rules.push(doubtfulRule(domain.scope.config, row));
    else raiseEntry(domain, kind, row, rules);
  }
  return rules;
}

function raiseEntry(domain: Domain, kind: PolicyKind, entry: Entry, into: FilterRule[]): void {
  const { scope } = domain;
  const name = onlyValue(entry, 'name') ?? `policy ${entry.name}`;
  if (onlyValue(entry, 'status') === 'disable' && entry.unread.length === 0) {
    scope.report.say('PT8004', `${quoted(name)} (${kind.path}) is disabled and left out`, entry);
    return;
  }
  const schedule = onlyValue(entry, 'schedule');
  const when =
    schedule === undefined ? (kind.isShort ? 'always' : NO_SCHEDULE) : whenOf(scope, schedule, entry);
  if (when === 'never') {
    scope.report.say(
      'PT8004',
      `${quoted(name)} (${kind.path}) has the schedule "none" and is left out`,
      entry,
    );
    return;
  }
  const { action, depends: ofAction } = actionOf(entry, kind);
  const conditions = [
    ...(when === 'always' ? [] : [when]),
    ...ofAction,
    ...(kind === TTL_POLICY ? [TTL] : []),
    ...conditionsOf(scope, entry, kind),
  ];
  const sides = kind.families.flatMap((keys) => sidesOf(domain, entry, kind, keys));
  const written = writtenAt(scope.config.lines, entry.start, entry.end);
  const add = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    const rule: FilterRule = { action, matches, states: ANY_STATE, depends, ...written, name };
    into.push(rule);
    const isNegated = onlyValue(entry, 'service-negate') === 'enable';
    if (action === 'permit' && (isNegated || domain.services.mayFollowRpc(allValues(entry, 'service'))))
      domain.followed.push(rule);
  };
  const certain = matchesOf(sides, (resolved) => resolved.sure);
  const doubts = together(
    sides.flatMap(({ from, to, services }) => [from.depends, to.depends, services.depends]),
  );
  // A tunnel may let the other side start, too.
  if (onlyValue(entry, 'action') === 'ipsec')
    add(matchesOf(sides, possible).map(reversed), [...conditions, ...doubts]);
  if (doubts.length === 0) {
    add(certain, conditions);
    return;
  }
  if (certain.length > 0 && conditions.length === 0) add(certain, conditions);
  add(matchesOf(sides, possible), [...conditions, ...doubts]);
}

const TTL: Dependency = { kind: 'other', text: "the packet's time to live" };

interface Way {
  readonly from: Resolved<AddressRange>;
  readonly to: Resolved<AddressRange>;
  readonly services: Resolved<ServiceRange>;
}

function matchesOf(ways: readonly Way[], take: <T>(resolved: Resolved<T>) => readonly T[]): readonly Match[] {
  return ways
    .map(({ from, to, services }) => ({
      sources: take(from),
      destinations: take(to),
      services: take(services),
    }))
    .filter(
      ({ sources, destinations, services }) =>
        sources.length > 0 && destinations.length > 0 && services.length > 0,
    );
}

const reversed = ({ sources, destinations, services }: Match): Match => ({
  sources: destinations,
  destinations: sources,
  services,
});

function actionOf(
  entry: Entry,
  { usually }: PolicyKind,
): { action: FilterRule['action']; depends: readonly Dependency[] } {
  const action = onlyValue(entry, 'action') ?? (entry.settings.has('action') ? '' : usually);
  switch (action) {
    case 'accept':
      return { action: 'permit', depends: [] };
    case 'deny':
      return { action: 'deny', depends: [] };
    case 'ipsec':
      return {
        action: 'permit',
        depends: [
          { kind: 'security', text: `the IPsec tunnel ${quoted(onlyValue(entry, 'vpntunnel') ?? '')}` },
        ],
      };
    default:
      return { action: 'unknown', depends: [notUnderstood(`the action ${quoted(action)}`)] };
  }
}

/** What must be true beside addresses and services. */
function conditionsOf(scope: Scope, entry: Entry, kind: PolicyKind): readonly Dependency[] {
  const depends: Dependency[] = entry.unread.slice(0, 3).map((at) => lineNotUnderstood(scope.config, at));
  for (const [key, setting] of entry.settings) {
    const condition = CONDITIONS.get(key);
    if (condition) {
      if (!says(entry, key)) continue;
      const off: readonly string[] = condition.off ?? [];
      if (setting.values.length === 1 && off.includes(setting.values[0] ?? '')) continue;
      const what = condition.off
        ? ''
        : ` ${setting.values
            .slice(0, 5)
            .map((value) => quoted(value))
            .join(', ')}`;
      depends.push({
        kind: condition.kind,
        text: `${condition.text}${what}`,
        value: setting.values.join(' '),
      });
    } else if (!MATCHING_KEYS.has(key) && !HARMLESS_KEYS.has(key) && !isOwn(key, kind)) {
      scope.report.say(
        'PT8002',
        `the setting ${quoted(key)} of a policy was not understood`,
        setting,
        'Policies with it depend on it',
      );
      depends.push(lineNotUnderstood(scope.config, setting));
    }
  }
  for (const [path, block] of entry.blocks) {
    scope.report.say(
      'PT8002',
      `"config ${path}" in a policy was not understood`,
      block,
      'The policy depends on it',
    );
    depends.push(lineNotUnderstood(scope.config, block));
  }
  const applications = applicationControl(scope, entry);
  if (applications) depends.push(applications);
  if (kind === SECURITY_POLICY && onlyValue(entry, 'enforce-default-app-port') !== 'disable')
    depends.push({ kind: 'application', text: 'the usual ports of the application' });
  if (
    kind.path.startsWith('firewall multicast-policy') &&
    (onlyValue(entry, 'dnat') ?? '0.0.0.0') !== '0.0.0.0'
  )
    depends.push({ kind: 'translation', text: 'the translation of the destination' });
  return depends.slice(0, MOST_CONDITIONS);
}

const MOST_CONDITIONS = 10;

const isOwn = (key: string, { keys }: PolicyKind): boolean => keys?.includes(key) === true;

/** Where packets of a family come from and go to; nothing where the policy has no such addresses. */
function sidesOf(domain: Domain, entry: Entry, kind: PolicyKind, keys: FamilyKeys): readonly Way[] {
  const { family } = keys;
  const suffix = family === 6 && keys.source.endsWith('6') ? '6' : '';
  const isService = (way: '' | '-src'): boolean =>
    onlyValue(entry, `internet-service${suffix}${way}`) === 'enable';
  const all = [anyAddress(family)];
  const has = (key: string | undefined): boolean => key !== undefined && says(entry, key);
  const isMeant = has(keys.source) || has(keys.destination) || isService('') || isService('-src');
  const isFirst = keys === kind.families[0];
  // A policy for IPv6 alone has nothing for IPv4, and the other way round.
  const otherIsMeant = kind.families.some(
    (other) => other !== keys && has(other.source) && has(other.destination),
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
    kind.negation === 'shared'
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
  return onlyValue(entry, 'service-negate') === 'enable' ? services.others(found) : found;
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
