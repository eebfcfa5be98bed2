import type { Place } from '../../diagnostics/diagnostic.ts';
import {
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  anyOf,
  icmpRange,
  type Match,
  type ServiceRange,
} from '../../net/match.ts';
import type { Family } from '../../net/network.ts';
import { ANY_STATE, type StateSet } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { productOf } from '../raising/object-groups.ts';
import { notUnderstood, writtenNotUnderstood } from '../raising/reasons.ts';
import { perhaps, possible, type Resolved, surely } from '../raising/resolved.ts';
import type { Written } from '../source/lines.ts';
import { flagStates } from './flags.ts';
import type { AccessList, AccessRule, IosConfig, PortsTerm } from './model.ts';
import type { Resolver } from './resolve.ts';

/** Every packet of a family. */
export function anyPacket(family: Family): Match {
  const any = [anyAddress(family)];
  return { sources: any, destinations: any, services: [ANY_SERVICE] };
}

/** A statement that may permit and may deny every packet of a family. */
export function doubtfulRule(statement: Written, matches: readonly Match[]): FilterRule {
  const { place, span, text } = statement;
  const depends = [writtenNotUnderstood(statement)];
  return { action: 'unknown', matches, states: ANY_STATE, depends, place, span, text };
}

/** What stands in the place of `evaluate NAME`. */
export type Reflexive = (name: string, statement: Written) => readonly FilterRule[];

/**
 * What a list's entries mean, in their order. An entry whose groups hold something that isn't known becomes two
 * rules: one for what is certain, and one behind it for what may be.
 */
export function raiseList(
  list: AccessList,
  config: IosConfig,
  resolver: Resolver,
  reflexive: Reflexive,
): readonly FilterRule[] {
  const rules: FilterRule[] = [];
  let remark: string | undefined;
  for (const entry of list.entries) {
    if (entry.kind === 'remark') {
      remark = entry.remark;
      continue;
    }
    if (entry.kind === 'unknown') rules.push(doubtfulRule(entry.statement, [anyPacket(list.family)]));
    else if (entry.kind === 'evaluate') rules.push(...reflexive(entry.name, entry.statement));
    else
      raiseRule(
        entry,
        nameOf(remark, list.isNumbered ? entry.sequence : undefined),
        list.family,
        config,
        resolver,
        rules,
      );
    remark = undefined;
  }
  return rules;
}

function nameOf(remark: string | undefined, sequence: number | undefined): string | undefined {
  if (remark !== undefined && remark !== '') return remark;
  return sequence === undefined ? undefined : `${sequence}`;
}

function raiseRule(
  rule: AccessRule,
  name: string | undefined,
  family: Family,
  config: IosConfig,
  resolver: Resolver,
  into: FilterRule[],
): void {
  const { place, span, text } = rule.statement;
  const any = surely([anyAddress(family)]);
  const from = rule.source ? resolver.addresses(rule.source, family, place) : any;
  const to = rule.destination ? resolver.addresses(rule.destination, family, place) : any;
  const services = servicesOf(rule, resolver);
  const conditions = conditionsOf(rule, config);
  const flags = rule.flags ? flagStates(rule.flags) : { sure: ANY_STATE, perhaps: 0 };
  const add = (matches: readonly Match[], states: StateSet, depends: readonly Dependency[]): void => {
    const made = { action: rule.action, matches, states, depends, place, span, text };
    into.push(name === undefined ? made : { ...made, name });
  };
  // A packet that is asked about is whole, or the first fragment of one.
  if (rule.fragments || (flags.sure | flags.perhaps) === 0) {
    add([], ANY_STATE, conditions);
    return;
  }
  const open = [...from.depends, ...to.depends, ...services.depends];
  const certain = matchesOf(from.sure, to.sure, services.sure);
  if (open.length === 0) {
    if (flags.sure !== 0) add(certain, flags.sure, conditions);
  } else {
    if (certain.length > 0 && conditions.length === 0 && flags.sure !== 0) add(certain, flags.sure, []);
    add(matchesOf(possible(from), possible(to), possible(services)), flags.sure | flags.perhaps, [
      ...conditions,
      ...open,
    ]);
    return;
  }
  if (flags.perhaps === 0) return;
  const unsure: Dependency = { kind: 'other', text: "the packet's TCP flags" };
  add(certain, flags.perhaps, [...conditions, unsure]);
}

function matchesOf(
  sources: Match['sources'],
  destinations: Match['destinations'],
  services: readonly ServiceRange[],
): readonly Match[] {
  const isEmpty = sources.length === 0 || destinations.length === 0 || services.length === 0;
  return isEmpty ? [] : [{ sources, destinations, services }];
}

/** What must be true beside the packet for the whole entry. */
function conditionsOf(rule: AccessRule, config: IosConfig): readonly Dependency[] {
  const conditions: Dependency[] = [...rule.conditions];
  if (rule.timeRange !== undefined) {
    const when = config.timeRanges.get(rule.timeRange);
    const text = `the time-range "${rule.timeRange}"${when ? ` (${when})` : ''}`;
    conditions.push({ kind: 'schedule', text, value: rule.timeRange });
  }
  if (rule.rest !== undefined) {
    const { rest } = rule;
    const shown = JSON.stringify(rest.length > 60 ? `${rest.slice(0, 59)}…` : rest);
    conditions.push(
      notUnderstood(
        rest === '' ? 'the end of the line, which is missing' : `${shown}, which was not understood`,
      ),
    );
  }
  return conditions;
}

function servicesOf(rule: AccessRule, resolver: Resolver): Resolved<ServiceRange> {
  const { protocol, icmp } = rule;
  const { place } = rule.statement;
  if (!protocol || protocol.kind === 'any') return surely([ANY_SERVICE]);
  if (protocol.kind === 'group') return resolver.services(protocol.name, place);
  const { number } = protocol;
  if (icmp) {
    const code = icmp.code === undefined ? ANY_PORT : icmpRange(icmp.code);
    const range = { first: number, last: number };
    return surely([{ protocol: range, source: icmpRange(icmp.type), destination: code }]);
  }
  if (!rule.sourcePorts && !rule.destinationPorts) return surely([anyOf(number)]);
  const sources = portsOf(rule.sourcePorts, resolver, place);
  const destinations = portsOf(rule.destinationPorts, resolver, place);
  const protocols = [{ first: number, last: number }];
  const count = possible(sources).length * possible(destinations).length;
  if (count > MOST_SERVICES)
    return perhaps([ANY_SERVICE], notUnderstood(`a service of ${count} combinations, which are too many`));
  const depends = [...sources.depends, ...destinations.depends];
  const sure = productOf(protocols, sources.sure, destinations.sure);
  if (depends.length === 0) return surely(sure);
  return { sure, unsure: productOf(protocols, possible(sources), possible(destinations)), depends };
}

const MOST_SERVICES = 65_536;

function portsOf(
  term: PortsTerm | undefined,
  resolver: Resolver,
  place: Place,
): Resolved<{ first: number; last: number }> {
  if (!term) return surely([ANY_PORT]);
  return term.kind === 'ports' ? surely(term.ranges) : resolver.ports(term.name, place);
}
