import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_IPV6,
  ICMP,
  ICMPV6,
  intersectMatch,
  type Match,
} from '../../../../net/match.ts';
import type { AddressRange } from '../../../../net/network.ts';
import type { PortRange } from '../../../../net/ports.ts';
import { ANY_STATE } from '../../../../net/state.ts';
import type { Dependency, FilterRule, Via } from '../../../../policy/ruleset.ts';
import type { Written } from '../../../source/lines.ts';
import type { Fields } from '../model.ts';
import { raiseAddresses } from './addresses.ts';
import { notUnderstood } from './alternative.ts';
import type { LiveRule } from './apply-steps.ts';
import { dependenciesOf, type Field, interfacesOf, NARROWING } from './dependencies.ts';
import { raiseServices } from './services.ts';

export interface RuleContext {
  readonly interfaces: ReadonlyMap<string, readonly AddressRange[]>;
  readonly dynamic: PortRange;
  readonly diagnostics: Diagnostic[];
  /** Rules for other profiles than the domain's, which are left out. */
  otherProfiles: number;
}

type Direction = 'in' | 'out';

/**
 * A rule in neutral form. Where some of its addresses or ports are certain and others are not, there is one rule for
 * each, so that doubt about a part is not doubt about all.
 */
export function raiseRule(
  live: LiveRule,
  context: RuleContext,
): readonly (readonly [Direction, FilterRule])[] {
  const absent = live.fields.has('?') ? null : undefined;
  const field: Field = (name) => {
    const values = live.fields.get(name);
    return values === undefined ? absent : values;
  };
  if (field('enabled')?.[0]?.toLowerCase() === 'false' || field('enabled')?.[0] === '2') {
    const message = `the rule ${nameOf(field)} is switched off`;
    context.diagnostics.push(diagnostic('PT8004', { message, place: live.step.place }));
    return [];
  }
  if (!holdsInDomain(field('profile'))) {
    context.otherProfiles++;
    return [];
  }
  const directions = directionsOf(field('direction'));
  return directions.flatMap((direction) =>
    raiseInDirection(live, field, direction, directions.length > 1, context).map(
      (rule) => [direction, rule] as const,
    ),
  );
}

function nameOf(field: Field): string {
  const name = field('displayname')?.[0] ?? field('name')?.[0] ?? '';
  return name === '' ? 'without a name' : JSON.stringify(name.slice(0, 100));
}

/** `Domain, Private` may be one text, too. */
function profilesOf(values: readonly string[]): readonly string[] {
  if (values.length === 0) return values;
  return values.flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
}

/** A server that is joined to a domain has the domain profile; `2` and the like are not understood. */
function holdsInDomain(values: readonly string[] | null | undefined): boolean {
  if (!values) return true;
  const names = profilesOf(values);
  return !names.every((name) => name === 'private' || name === 'public');
}

function directionsOf(values: readonly string[] | null | undefined): readonly Direction[] {
  const name = values?.[0]?.toLowerCase();
  if (name === 'inbound') return ['in'];
  return name === 'outbound' ? ['out'] : ['in', 'out'];
}

const ACTIONS: ReadonlyMap<string, FilterRule['action']> = new Map([
  ['allow', 'permit'],
  ['allowbypass', 'permit'],
  ['bypass', 'permit'],
  ['block', 'deny'],
]);

function raiseInDirection(
  live: LiveRule,
  field: Field,
  direction: Direction,
  eitherDirection: boolean,
  context: RuleContext,
): FilterRule[] {
  const local = raiseAddresses(field('localaddress'), 'local');
  const remote = raiseAddresses(field('remoteaddress'), 'remote');
  const services = raiseServices(field, direction, context.dynamic);
  const action = ACTIONS.get(field('action')?.[0]?.toLowerCase() ?? '') ?? 'unknown';
  const { behind, depends } = interfacesOf(field, context.interfaces);
  const always: Dependency[] = [
    ...unclear(live, field, eitherDirection || action === 'unknown'),
    ...(field('action')?.[0]?.toLowerCase().endsWith('bypass')
      ? [{ kind: 'security', text: 'authentication by IPsec, and then beats rules that block' } as const]
      : []),
    ...dependenciesOf(field),
    ...depends,
  ];
  const strange = [...strangeWords(field), ...local.strange, ...remote.strange, ...services.strange];
  nameStrange(live, strange, direction, context);
  const name = field('displayname')?.[0] ?? field('name')?.[0];
  const rules: FilterRule[] = [];
  for (const here of local.sides) {
    for (const there of remote.sides) {
      const [from, to] = direction === 'in' ? [there, here] : [here, there];
      for (const { ranges, depends: onService } of services.sides) {
        const some = [here.depends, there.depends, onService].filter((d) => d !== undefined);
        const matches = matchesOf({ sources: from.ranges, destinations: to.ranges, services: ranges });
        rules.push({
          action,
          matches: behind ? throughInterfaces(matches, behind, direction) : matches,
          states: ANY_STATE,
          depends: [...always, ...some],
          ...placed(live.step),
          // What comes authenticated passes, whatever blocks it.
          ...(overridesBlocks(field) && { priority: -1 }),
          ...(name !== undefined && { name }),
          ...(live.via.length > 0 && { via: live.via.map(viaOf) }),
        });
      }
    }
  }
  return rules;
}

function overridesBlocks(field: Field): boolean {
  const action = field('action')?.[0]?.toLowerCase();
  return action?.endsWith('bypass') === true || field('overrideblockrules')?.[0]?.toLowerCase() === 'true';
}

const placed = ({ place, span, text }: Written): Written => ({ place, span, text });
const viaOf = ({ place, text }: Written): Via => ({ place, text });

/** What isn't known about the rule as a whole. */
function unclear(live: LiveRule, field: Field, isVague: boolean): Dependency[] {
  const found: Dependency[] = live.conditions.map((text) => ({ kind: 'other', text }));
  if (isVague || live.fields.has('?')) found.push(notUnderstood('the rule'));
  else if (hasUnknownPart(live.fields) || strangeWords(field).length > 0)
    found.push(notUnderstood('a part of the rule'));
  return found;
}

function hasUnknownPart(fields: Fields): boolean {
  for (const [name, values] of fields) if (values === null && NARROWING.has(name)) return true;
  return false;
}

const PROFILES: ReadonlySet<string> = new Set(['any', 'domain', 'private', 'public', 'all', 'notapplicable']);

const FLAGS: ReadonlySet<string> = new Set(['true', 'false', '1']);
const DIRECTIONS: ReadonlySet<string> = new Set(['inbound', 'outbound']);
/** Fields that have few values, with those. */
const WORDS: readonly (readonly [string, { has(word: string): boolean }])[] = [
  ['action', ACTIONS],
  ['direction', DIRECTIONS],
  ['enabled', FLAGS],
  ['overrideblockrules', FLAGS],
];

/** Values that such fields don't have. */
function strangeWords(field: Field): string[] {
  const strange = profilesOf(field('profile') ?? []).filter((name) => !PROFILES.has(name));
  for (const [name, words] of WORDS) {
    const value = field(name)?.[0];
    if (value !== undefined && !words.has(value.toLowerCase())) strange.push(value);
  }
  return strange;
}

function nameStrange(
  live: LiveRule,
  strange: readonly string[],
  direction: Direction,
  { diagnostics }: RuleContext,
): void {
  if (strange.length === 0) return;
  const shown = strange.slice(0, 5).map((text) => JSON.stringify(text.slice(0, 60)));
  const message = `a part of the ${direction}bound rule was not understood: ${shown.join(', ')}`;
  diagnostics.push(diagnostic('PT8002', { message, place: live.step.place }));
}

/** ICMPv4 is spoken over IPv4 only, and ICMPv6 over IPv6; sides without a family in common match nothing. */
function matchesOf(match: Match): Match[] {
  const protocol = match.services[0]?.protocol;
  const one = protocol && protocol.first === protocol.last ? protocol.first : undefined;
  if (one === ICMP || one === ICMPV6) {
    const family = [one === ICMP ? ANY_IPV4 : ANY_IPV6];
    return within(match, family, family);
  }
  const families = new Set(match.sources.map((range) => range.family));
  return match.destinations.some((range) => families.has(range.family)) ? [match] : [];
}

function throughInterfaces(
  matches: readonly Match[],
  behind: readonly AddressRange[],
  direction: Direction,
): Match[] {
  const [sources, destinations] = direction === 'in' ? [behind, ANY_ADDRESS] : [ANY_ADDRESS, behind];
  return matches.flatMap((match) => within(match, sources, destinations));
}

function within(
  match: Match,
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
): Match[] {
  const both = intersectMatch(match, { sources, destinations, services: match.services });
  // The services are the same on both sides: only the addresses are cut.
  return both ? [{ ...both, services: match.services }] : [];
}
