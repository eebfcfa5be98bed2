import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { Lookup } from '../raising/lookup.ts';
import { intersectRanges, joinRanges, restOf } from '../source/address-ranges.ts';
import { HOST_ZONE, mayStandBehind, type Side, type Sides } from './behind.ts';
import type { Policy, System } from './model.ts';
import { raisePolicy } from './raise-policy.ts';

/** What one raising knows. */
export interface Work {
  readonly system: System;
  readonly sides: Sides;
  readonly lookup: Lookup;
  readonly diagnostics: Diagnostic[];
}

/** How often global policies may be repeated, once for each pair of zones with policies of its own. */
const MOST_REPEATS = 5_000_000;
const MOST_SAID = 50;

interface Raised {
  readonly policy: Policy;
  readonly rules: readonly FilterRule[];
}

/**
 * What packets on their way through meet: the policies from the zone that they come in by to the one that they go out
 * by, then the global policies, then the default. Packets within a zone need a policy, too.
 * @see Junos OS Security Policies User Guide, "Security Policies Overview" and "Global Security Policies"
 */
export function forwardRulesets(work: Work): readonly Ruleset[] {
  const { system, sides } = work;
  const known = [...sides.sides.values()].filter((side) => side.networks.length > 0);
  const globals = system.global.map(
    (policy): Raised => ({ policy, rules: raisePolicy(policy, system, work.lookup, undefined, undefined) }),
  );
  const anyGlobal = globals.filter(({ policy }) => !policy.fromZones && !policy.toZones);
  const common = anyGlobal.flatMap(({ rules }) => rules);
  const contexts = contextRules(work, false);
  const rulesets: Ruleset[] = [];
  const rest: Match[] = [];
  let repeats = 0;
  for (const from of known) {
    const others: AddressRange[] = [];
    for (const to of known) {
      const own = contexts.get(pairOf(from.name, to.name));
      const hasOwnGlobals =
        anyGlobal.length < globals.length &&
        globals.some(
          ({ policy }) => (policy.fromZones || policy.toZones) && appliesTo(policy, from.name, to.name),
        );
      if (!own && !hasOwnGlobals) {
        others.push(...to.networks);
        continue;
      }
      const behind = hasOwnGlobals
        ? globals.filter(({ policy }) => appliesTo(policy, from.name, to.name)).flatMap(({ rules }) => rules)
        : common;
      repeats += behind.length;
      const isTooMuch = repeats > MOST_REPEATS;
      const rules = isTooMuch || behind.length === 0 ? (own ?? []) : [...(own ?? []), ...behind];
      const scope = { sources: from.networks, destinations: to.networks, services: [ANY_SERVICE] };
      const otherwise = isTooMuch ? TOO_MUCH : defaultOf(system);
      rulesets.push(ruleset(`from-zone ${from.name} to-zone ${to.name}`, 'forward', rules, otherwise, scope));
    }
    if (others.length > 0)
      rest.push({ sources: from.networks, destinations: joinRanges(others), services: [ANY_SERVICE] });
  }
  if (rest.length > 0) {
    const made = ruleset('zones without policies between them', 'forward', common, defaultOf(system));
    rulesets.push({ ...made, scope: rest });
  }
  return [...rulesets, ...uncertain(work, contexts, globals), ...strangers(work), ...filters(work)];
}

const TOO_MUCH: Otherwise = {
  action: 'unknown',
  text: 'global policies for so many zones, which are too many',
};
const pairOf = (from: string, to: string): string => `${from}\n${to}`;

function appliesTo({ fromZones, toZones }: Policy, from: string, to: string): boolean {
  return (fromZones?.includes(from) ?? true) && (toZones?.includes(to) ?? true);
}

function contextRules({ system, lookup }: Work, isHost: boolean): ReadonlyMap<string, readonly FilterRule[]> {
  const made = new Map<string, readonly FilterRule[]>();
  for (const { from, to, policies } of system.contexts) {
    if (policies.length === 0 || (from === HOST_ZONE || to === HOST_ZONE) !== isHost) continue;
    made.set(
      pairOf(from, to),
      policies.flatMap((policy) => raisePolicy(policy, system, lookup, from, to)),
    );
  }
  return made;
}

function ruleset(
  name: string,
  hook: Ruleset['hook'],
  rules: readonly FilterRule[],
  otherwise: Otherwise,
  scope?: Match,
): Ruleset {
  const made: Ruleset = { name, hook, order: 'first-match', stateful: true, rules, otherwise };
  return scope ? { ...made, scope: [scope] } : made;
}

function defaultOf({ defaultPolicy, defaultStatement }: System): Otherwise {
  const text = {
    permit: 'default-policy permit-all',
    deny: 'the default policy denies',
    unknown: 'the default-policy',
  };
  return {
    action: defaultPolicy,
    text: text[defaultPolicy],
    ...(defaultStatement && { place: defaultStatement.place }),
  };
}

const ZONES: Dependency = { kind: 'interface', text: 'which zones the packet passes' };

/**
 * Packets from or to addresses of which nothing says what zone they stand in: every policy that could hold for them
 * holds if they are in its zones. Where no policy would permit one, it is denied whatever its zones are.
 */
function uncertain(
  work: Work,
  contexts: ReadonlyMap<string, readonly FilterRule[]>,
  globals: readonly Raised[],
): readonly Ruleset[] {
  const { system, sides } = work;
  const { unplaced } = sides;
  if (unplaced.length === 0) return [];
  const possible = new Map<string, readonly AddressRange[]>();
  for (const name of sides.sides.keys()) possible.set(name, mayStandBehind(name, sides));
  const rules: FilterRule[] = [];
  const open = new Set<string>();
  for (const { from, to } of system.contexts) {
    const own = contexts.get(pairOf(from, to));
    if (!own) continue;
    const [sources, destinations] = [possible.get(from) ?? unplaced, possible.get(to) ?? unplaced];
    const unknown = [from, to].filter((zone) => sides.sides.get(zone)?.isGiven !== true);
    if (unknown.length === 0) continue;
    for (const zone of unknown) if ((sides.sides.get(zone)?.networks.length ?? 0) === 0) open.add(zone);
    const depends = unknown.map(behind);
    for (const rule of own)
      rules.push({
        ...rule,
        matches: within(rule.matches, sources, destinations),
        depends: [...rule.depends, ...depends],
      });
  }
  const inZones = (zones: readonly string[] | undefined): readonly AddressRange[] =>
    zones ? joinRanges(zones.flatMap((zone) => possible.get(zone) ?? unplaced)) : ANY_ADDRESS;
  for (const { policy, rules: own } of globals) {
    // Where the text has no zones at all, whatever goes through is in some.
    const isEverywhere = !policy.fromZones && !policy.toZones && system.zones.length === 0;
    for (const rule of own) {
      if (isEverywhere) rules.push(rule);
      else {
        const matches = within(rule.matches, inZones(policy.fromZones), inZones(policy.toZones));
        rules.push({ ...rule, matches, depends: [...rule.depends, ZONES] });
      }
    }
  }
  sayOpen(work, open);
  const made = ruleset('zones whose networks are not known', 'forward', rules, defaultOf(system));
  const isPermitted = system.defaultPolicy === 'permit';
  return [
    {
      ...made,
      ...(isPermitted && {
        otherwise: { action: 'unknown', text: 'it is not known which zones the packet passes' },
      }),
      scope: [
        { sources: unplaced, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
        { sources: restOf(unplaced), destinations: unplaced, services: [ANY_SERVICE] },
      ],
    },
  ];
}

const behind = (zone: string): Dependency => ({
  kind: 'interface',
  text: `what stands behind the zone "${zone}"`,
  value: zone,
});

function within(
  matches: readonly Match[],
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
): readonly Match[] {
  return matches
    .map((match) => ({
      ...match,
      sources: intersectRanges(joinRanges(match.sources), sources),
      destinations: intersectRanges(joinRanges(match.destinations), destinations),
    }))
    .filter((match) => match.sources.length > 0 && match.destinations.length > 0);
}

function sayOpen({ diagnostics, sides }: Work, zones: ReadonlySet<string>): void {
  for (const zone of [...zones].slice(0, MOST_SAID))
    diagnostics.push(
      diagnostic('PT8005', {
        message: `what stands behind the zone "${zone}" is not known`,
        place: sides.sides.get(zone)?.zone?.statement.place,
        help: `Say it with --interface ${zone}=ZONE or --interface ${zone}=10.20.0.0/16,…, or give the interfaces and routes too`,
      }),
    );
}

/** Networks that somebody said to be behind something that the text doesn't have. */
function strangers({ sides }: Work): readonly Ruleset[] {
  return sides.strangers
    .filter(({ networks }) => networks.length > 0)
    .map(({ name, networks }) => ({
      ...ruleset(`networks behind ${name}`, 'forward', [], {
        action: 'unknown',
        text: `"${name}" is no zone of the configuration`,
      }),
      scope: [
        { sources: networks, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
        { sources: ANY_ADDRESS, destinations: networks, services: [ANY_SERVICE] },
      ],
    }));
}

/** Filters at interfaces, which are not read: they may drop what policies permit. */
function filters({ system, sides, diagnostics }: Work): readonly Ruleset[] {
  const rulesets: Ruleset[] = [];
  for (const side of sides.sides.values()) {
    for (const name of side.zone?.interfaces ?? []) {
      const filter = system.interfaces.get(name)?.filter;
      if (!filter) continue;
      diagnostics.push(
        diagnostic('PT8002', {
          message: `the firewall filter at the interface ${name} is not read`,
          place: filter.place,
          help: `It may drop what policies permit: what comes from or goes to the zone "${side.name}" is unproven`,
        }),
      );
      const ends =
        side.networks.length > 0 && side.isGiven
          ? side.networks
          : joinRanges([...side.networks, ...sides.unplaced]);
      const otherwise: Otherwise = {
        action: 'unknown',
        text: `the firewall filter at ${name}`,
        place: filter.place,
      };
      rulesets.push({
        ...ruleset(`firewall filter (interface ${name})`, 'forward', [], otherwise),
        scope: [
          { sources: ends, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
          { sources: ANY_ADDRESS, destinations: ends, services: [ANY_SERVICE] },
        ],
      });
      break;
    }
  }
  return rulesets;
}

/** Policies for what is sent to the device itself, and by it. Whether it is served there the zone's services say. */
export function hostRulesets(work: Work): readonly Ruleset[] {
  const { sides } = work;
  const rulesets: Ruleset[] = [];
  for (const [pair, rules] of contextRules(work, true)) {
    const [from = '', to = ''] = pair.split('\n');
    const hook = to === HOST_ZONE ? 'in' : 'out';
    const side: Side | undefined = sides.sides.get(hook === 'in' ? from : to);
    const isKnown = (side?.networks.length ?? 0) > 0;
    const zone = side?.name ?? '';
    const ends = isKnown && side ? side.networks : ANY_ADDRESS;
    rulesets.push(
      ruleset(
        `from-zone ${from} to-zone ${to}`,
        hook,
        isKnown ? rules : rules.map((rule) => ({ ...rule, depends: [...rule.depends, behind(zone)] })),
        {
          action: 'unknown',
          text: hook === 'in' ? 'the host-inbound-traffic of the zone' : 'what the device sends',
        },
        hook === 'in'
          ? { sources: ends, destinations: ANY_ADDRESS, services: [ANY_SERVICE] }
          : { sources: ANY_ADDRESS, destinations: ends, services: [ANY_SERVICE] },
      ),
    );
  }
  return rulesets;
}
