/** What a configuration means. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_IPV4, ANY_IPV6, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Configuration, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { Report } from '../raising/reasons.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, subtractRanges } from '../source/address-ranges.ts';
import { AddressBook } from './addresses.ts';
import type { Domain } from './domain.ts';
import { followed, followsRpc, openedByHelper } from './helpers.ts';
import {
  ACLS,
  LOCAL_IN,
  MULTICAST,
  POLICIES,
  type PolicyKind,
  SECURITY_POLICY,
  TTL_POLICY,
} from './kinds.ts';
import type { FortiConfig, Vdom } from './model.ts';
import { doubtfulRule, raiseTable } from './raise-policy.ts';
import { interfacesOf } from './routes.ts';
import { allValues, entriesOf, onlyValue, Scope } from './scope.ts';
import { ServiceBook } from './services.ts';
import { Sides } from './sides.ts';
import { translatedFirst } from './translations.ts';
import { withinZones } from './zones.ts';

const MULTICAST_ADDRESSES: readonly AddressRange[] = [
  { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn },
  { family: 6, first: 0xffn << 120n, last: (1n << 128n) - 1n },
];
const UNICAST_ADDRESSES: readonly AddressRange[] = [
  { family: 4, first: 0n, last: 0xdfff_ffffn },
  { family: 4, first: 0xf000_0000n, last: 0xffff_ffffn },
  { family: 6, first: 0n, last: (0xffn << 120n) - 1n },
];
const IMPLICIT: Otherwise = { action: 'deny', text: 'implicit deny (policy 0)' };

export function raise(
  config: FortiConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const report = new Report(config);
  const judging = config.vdoms.filter(
    (vdom) => config.vdoms.length === 1 || passesPackets(config, vdom, report),
  );
  const isMany = judging.length > 1;
  const domains = (judging.length > 0 ? judging : config.vdoms.slice(0, 1)).map((vdom) =>
    domainOf(config, vdom, isMany, context, report),
  );
  const doubts = config.doubts.map((at) => doubtfulRule(config, at));
  const ends = config.cut ? [doubtfulRule(config, config.cut)] : [];
  const around = (ruleset: Ruleset): Ruleset =>
    doubts.length + ends.length === 0
      ? ruleset
      : { ...ruleset, rules: [...doubts, ...ruleset.rules, ...ends] };
  const rulesets = domains.flatMap((domain) => rulesetsOf(domain, isMany)).map(around);
  if (isMany) rulesets.push(around(nowhere(domains)));
  const hasPolicies = domains.some(({ scope }) => hasRules(scope.vdom)) || config.doubts.length > 0;
  if (!hasPolicies)
    report.say(
      'PT8007',
      `${config.file} has no firewall policy`,
      undefined,
      'Give the output of "show", or at least "show firewall policy" with the addresses and services that it names',
    );
  const follows = domains.every(({ scope }) => followed(scope).includes('tftp')) ? ['tftp'] : [];
  return {
    configuration: {
      dialect: 'fortios',
      file: config.file,
      rulesets:
        hasPolicies || domains.some(({ scope }) => scope.vdom.tables.has('firewall policy')) ? rulesets : [],
      ...(follows.length > 0 && { follows }),
    },
    diagnostics: report.finish(),
  };
}

const LISTS: readonly PolicyKind[] = [...POLICIES, SECURITY_POLICY, ...MULTICAST, ...LOCAL_IN];

const hasRows = (vdom: Vdom, { path }: PolicyKind): boolean => (vdom.tables.get(path)?.rows.length ?? 0) > 0;
const hasRules = (vdom: Vdom): boolean => LISTS.some((kind) => hasRows(vdom, kind));

/** Whether a virtual domain has policies, or interfaces that packets could pass through. */
function passesPackets(config: FortiConfig, vdom: Vdom, report: Report): boolean {
  return hasRules(vdom) || interfacesOf(new Scope(config, vdom, report)).length > 1;
}

function domainOf(
  config: FortiConfig,
  vdom: Vdom,
  isMany: boolean,
  context: RaiseContext,
  report: Report,
): Domain {
  const scope = new Scope(config, vdom, report);
  const book = new AddressBook(scope);
  const own = isMany ? namesIn(scope) : undefined;
  const interfaces = own
    ? new Map([...context.interfaces].filter(([name]) => own.has(name)))
    : context.interfaces;
  const sides = new Sides(scope, { ...context, interfaces }, book);
  return { scope, book, services: new ServiceBook(scope), sides, followed: [] };
}

/** Interfaces and zones of a virtual domain, and those that only its policies name. */
function namesIn(scope: Scope): ReadonlySet<string> {
  const names = new Set(interfacesOf(scope).map(({ name }) => name));
  for (const zone of entriesOf(scope.vdom.tables.get('system zone'))) names.add(zone.name);
  for (const { path, sourceInterface, destinationInterface } of LISTS) {
    for (const entry of entriesOf(scope.vdom.tables.get(path))) {
      for (const key of [sourceInterface, destinationInterface])
        if (key !== undefined) for (const name of allValues(entry, key)) names.add(name);
    }
  }
  return names;
}

function rulesetsOf(domain: Domain, isMany: boolean): readonly Ruleset[] {
  const { scope } = domain;
  const where = scope.vdom.name === '' || !isMany ? '' : ` (virtual domain ${scope.vdom.name})`;
  const make = (
    name: string,
    hook: Ruleset['hook'],
    rules: readonly FilterRule[],
    otherwise: Otherwise,
    part?: readonly AddressRange[],
  ): Ruleset => ({
    name: `${name}${where}`,
    hook,
    order: 'first-match',
    stateful: true,
    rules,
    otherwise,
    ...(part && { scope: scopeOf(domain, isMany, part) }),
  });
  const policies = POLICIES.flatMap((kind) => raiseTable(domain, kind));
  const security = raiseTable(domain, SECURITY_POLICY);
  const zones = withinZones(domain);
  const first = [
    ...ACLS.flatMap((kind) => raiseTable(domain, kind)),
    ...raiseTable(domain, TTL_POLICY),
    ...bindings(domain),
    ...translatedFirst(domain),
    ...zones.first,
  ];
  const opened = followsRpc(scope) ? openedByHelper(domain.followed) : [];
  sayTranslated(domain);
  const rulesets: Ruleset[] = [];
  const isByApplication = hasRows(scope.vdom, SECURITY_POLICY);
  if (policies.length > 0 || !isByApplication)
    rulesets.push(
      make(
        'firewall policy',
        'forward',
        [...first, ...opened, ...policies, ...zones.last],
        IMPLICIT,
        UNICAST_ADDRESSES,
      ),
    );
  if (isByApplication)
    rulesets.push(
      make(
        'firewall security-policy',
        'forward',
        [...first, ...opened, ...security, ...zones.last],
        IMPLICIT,
        UNICAST_ADDRESSES,
      ),
    );
  rulesets.push(
    make(
      'firewall multicast-policy',
      'forward',
      MULTICAST.flatMap((kind) => raiseTable(domain, kind)),
      multicastOtherwise(scope),
      MULTICAST_ADDRESSES,
    ),
  );
  const local = LOCAL_IN.filter((kind) => hasRows(scope.vdom, kind));
  if (local.length > 0)
    rulesets.push(
      make(
        'firewall local-in-policy',
        'in',
        local.flatMap((kind) => raiseTable(domain, kind)),
        { action: 'unknown', text: 'what the FortiGate serves itself (allowaccess and its own services)' },
      ),
    );
  return rulesets;
}

/** @see FortiOS Administration Guide, "Multicast processing": without forwarding they are dropped; skipping asks no policy */
function multicastOtherwise(scope: Scope): Otherwise {
  const settings = scope.table('system settings');
  const skips = settings?.settings.get('multicast-skip-policy')?.values[0] === 'enable';
  return skips
    ? { action: 'unknown', text: 'multicast-skip-policy, which lets multicast pass without a policy' }
    : { action: 'deny', text: 'implicit deny of multicast' };
}

/** The packets that one of several virtual domains judges: those that come from one of its interfaces and go on. */
function scopeOf(
  { sides }: Domain,
  isMany: boolean,
  destinations: readonly AddressRange[],
): readonly Match[] {
  const services = [ANY_SERVICE];
  if (!isMany) return [{ sources: ANY_ADDRESS, destinations, services }];
  return ([4, 6] as const).flatMap((family) =>
    [...sides.owned(family).values()].flatMap((owned): Match[] => {
      const sources = joinRanges(owned);
      const onwards = subtractRanges(
        joinRanges(destinations.filter((range) => range.family === family)),
        sources,
      );
      return onwards.length > 0 ? [{ sources, destinations: onwards, services }] : [];
    }),
  );
}

/** Packets of which nothing says which virtual domain they pass. */
function nowhere(domains: readonly Domain[]): Ruleset {
  const rest = ([4, 6] as const).flatMap((family) => {
    const owned = domains.flatMap(({ sides }) => [...sides.owned(family).values()].flat());
    return subtractRanges([family === 4 ? ANY_IPV4 : ANY_IPV6], joinRanges(owned));
  });
  return {
    name: 'virtual domains',
    hook: 'forward',
    order: 'first-match',
    stateful: true,
    rules: [],
    otherwise: { action: 'unknown', text: 'it is not known which virtual domain the packet passes' },
    scope: [{ sources: rest, destinations: ANY_ADDRESS, services: [ANY_SERVICE] }],
  };
}

/** Binding of addresses to network cards: who has another card is dropped. */
function bindings({ scope }: Domain): readonly FilterRule[] {
  const table = scope.table('firewall ipmacbinding setting');
  const at = table?.settings.get('bindthroughfw');
  if (!table || at?.values[0] !== 'enable') return [];
  scope.report.say('PT8002', 'the binding of addresses to network cards is not read', at);
  return [doubtfulRule(scope.config, at)];
}

function sayTranslated({ scope }: Domain): void {
  const policy = POLICIES.flatMap(({ path }) => entriesOf(scope.vdom.tables.get(path))).find(
    (entry) => onlyValue(entry, 'nat') === 'enable',
  );
  const central = entriesOf(scope.vdom.tables.get('firewall central-snat-map'))[0];
  const at = policy?.settings.get('nat') ?? central;
  if (at)
    scope.report.say(
      'PT8010',
      'the translation of sources makes no difference to policies, which see the addresses that hosts really have',
      at,
    );
}
