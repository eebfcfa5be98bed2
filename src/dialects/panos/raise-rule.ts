import { ANY_PACKET, type Match, type ServiceRange } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule, Via } from '../../policy/ruleset.ts';
import { notUnderstood, writtenNotUnderstood } from '../raising/reasons.ts';
import { perhaps, possible, type Resolved } from '../raising/resolved.ts';
import type { Written } from '../source/lines.ts';
import { find, type Names } from './lookup.ts';
import type { DefaultRule, SecurityRule } from './model.ts';
import { meetRanges } from './ranges.ts';
import { addressesOf, negated } from './resolve-addresses.ts';
import { matchedServices } from './resolve-applications.ts';
import { type Ends, type Reach, reachOf, type ZoneMap } from './zones.ts';

/** Parts of one rule that are named as not understood. */
const MOST_PARTS = 3;

/** What one list of rules is raised with. */
export interface Raising {
  readonly names: Names;
  readonly zones: ZoneMap;
}

/**
 * What a security rule means. One whose names or zones are not all known becomes several: what is certain, what its
 * names may stand for, and what may stand in its zones. `from`: the place in the chain where the rule stands.
 */
export function raiseRule(rule: SecurityRule, raising: Raising, from: number): readonly FilterRule[] {
  const { names } = raising;
  if (rule.torn) return [ruleOf(rule, [ANY_PACKET], conditionsOf(rule), names)];
  const source = sideOf(rule, 'source', names, from);
  const destination = sideOf(rule, 'destination', names, from);
  const services = matchedServices(rule, names, from);
  const reach = reachOfRule(rule, raising);
  const conditions = conditionsOf(rule);
  const made: FilterRule[] = [];
  const add = (matches: readonly Match[], ...depends: readonly Dependency[]): void => {
    if (matches.length > 0) made.push(ruleOf(rule, matches, [...conditions, ...depends], names));
  };
  const doubts = [...source.depends, ...destination.depends, ...services.depends];
  const sure = matchesOf(reach.sure, source.sure, destination.sure, services.sure);
  const [froms, tos, all] = [possible(source), possible(destination), possible(services)];
  if (doubts.length === 0 || conditions.length === 0) add(sure);
  if (doubts.length > 0) add(matchesOf(reach.sure, froms, tos, all), ...doubts);
  add(matchesOf(reach.perhaps, froms, tos, all), ...doubts, ...reach.depends);
  return made.length > 0 ? made : [ruleOf(rule, [], conditions, names)];
}

function ruleOf(
  rule: SecurityRule,
  matches: readonly Match[],
  depends: readonly Dependency[],
  names: Names,
): FilterRule {
  const via = viaOf(rule, names);
  return {
    action: rule.action,
    matches,
    states: ANY_STATE,
    depends,
    ...rule.written,
    name: rule.name,
    ...(via.length > 0 && { via }),
  };
}

/** Groups that lead to a rule's addresses and ports. */
const MOST_VIA = 4;

function viaOf(rule: SecurityRule, names: Names): readonly Via[] {
  const via: Via[] = [];
  for (const name of [...rule.source, ...rule.destination, ...rule.service]) {
    if (via.length >= MOST_VIA) break;
    const group = find(
      names,
      0,
      ({ objects }) => objects.addressGroups.get(name) ?? objects.serviceGroups.get(name),
    );
    if (group) via.push({ place: group.found.written.place, text: group.found.written.text });
  }
  return via;
}

function sideOf(
  rule: SecurityRule,
  side: 'source' | 'destination',
  names: Names,
  from: number,
): Resolved<AddressRange> {
  if (rule[side].length === 0)
    return perhaps(ANY_PACKET.sources, notUnderstood(`"${side}", which the rule does not say`));
  const found = addressesOf(rule[side], names, from, rule.written.place);
  const isNegated = side === 'source' ? rule.negateSource : rule.negateDestination;
  return isNegated ? negated(found) : found;
}

/** What must be true beside the packet for the whole rule. */
function conditionsOf(rule: SecurityRule): readonly Dependency[] {
  return [
    ...rule.conditions.map(({ kind, text, value }) => ({
      kind,
      text,
      ...(value !== undefined && { value }),
    })),
    ...rule.strangers.slice(0, MOST_PARTS).map(writtenNotUnderstood),
  ];
}

interface RuleReach extends Reach {
  readonly depends: readonly Dependency[];
}

function reachOfRule(rule: SecurityRule, { zones }: Raising): RuleReach {
  for (const side of ['from', 'to'] as const)
    if (rule[side].length === 0 && !(side === 'to' && rule.type === 'intrazone'))
      return {
        sure: [],
        perhaps: reachOf(zones, 'universal', ['any'], ['any']).sure,
        depends: [notUnderstood(`"${side}", which the rule does not say`)],
      };
  const reach = reachOf(zones, rule.type, rule.from, rule.to);
  if (reach.perhaps.length === 0) return { ...reach, depends: [] };
  const listed = (list: readonly string[]): string => {
    const shown = list.slice(0, 3).map((zone) => JSON.stringify(zone));
    return `${shown.join(' or ')}${list.length > 3 ? ' or …' : ''}`;
  };
  const how = { universal: '', intrazone: ', within one zone', interzone: ', to another zone' }[rule.type];
  const ends = [
    ...(rule.from.includes('any') ? [] : [`comes from the zone ${listed(rule.from)}`]),
    ...(rule.to.includes('any') || rule.type === 'intrazone' ? [] : [`goes to the zone ${listed(rule.to)}`]),
  ];
  const text = `whether the packet ${ends.length > 0 ? ends.join(' and ') : 'passes'}${how}`;
  const named = new Set([...rule.from, ...rule.to].filter((zone) => zone !== 'any'));
  return { ...reach, depends: [{ kind: 'interface', text, value: [...named].join(' ') }] };
}

function matchesOf(
  reach: readonly Ends[],
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  services: readonly ServiceRange[],
): readonly Match[] {
  if (services.length === 0) return [];
  return reach.flatMap((ends) => {
    const from = meetRanges(sources, ends.sources);
    const to = meetRanges(destinations, ends.destinations);
    return meets(from, to) ? [{ sources: from, destinations: to, services }] : [];
  });
}

function meets(a: readonly AddressRange[], b: readonly AddressRange[]): boolean {
  const has = (ranges: readonly AddressRange[], family: 4 | 6): boolean =>
    ranges.some((range) => range.family === family);
  return (has(a, 4) && has(b, 4)) || (has(a, 6) && has(b, 6));
}

/** What decides within a zone where no rule matches: allowed, unless somebody changed it. */
export function intrazoneDefault(
  changed: DefaultRule | undefined,
  { zones }: Raising,
  place: Written,
): readonly FilterRule[] {
  const reach = reachOf(zones, 'intrazone', ['any'], ['any']);
  const action = changed?.says ? changed.action : 'permit';
  const name = 'intrazone-default';
  const written = changed?.says ? changed.written : behind(place, `${name}: allow`);
  const rule = (ends: readonly Ends[], depends: readonly Dependency[]): FilterRule[] => {
    const matches = ends.map((e) => ({ ...e, services: ANY_PACKET.services }));
    return matches.length > 0 ? [{ action, matches, states: ANY_STATE, depends, ...written, name }] : [];
  };
  return [
    ...rule(reach.sure, []),
    ...rule(reach.perhaps, [
      { kind: 'interface', text: 'whether source and destination stand in one zone (intrazone-default)' },
    ]),
  ];
}

/** What is written nowhere stands behind the last thing that is. */
function behind({ place, span }: Written, text: string): Written {
  return {
    place: { ...place, column: place.column + place.length, length: 0 },
    span: { start: span.end, end: span.end },
    text,
  };
}

/** A statement that may permit and may deny every packet. */
export function doubtfulRule(written: Written): FilterRule {
  return {
    action: 'unknown',
    matches: [ANY_PACKET],
    states: ANY_STATE,
    depends: [writtenNotUnderstood(written)],
    ...written,
  };
}
