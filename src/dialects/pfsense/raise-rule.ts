import {
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  hasPorts,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import type { Lookup } from '../raising/lookup.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { possible, type Resolved } from '../raising/resolved.ts';
import type { Written } from '../source/lines.ts';
import type { PfConfig, Rule } from './model.ts';
import { ICMP_TYPES, ICMP6_TYPES, PROTOCOLS } from './names.ts';
import { resolveEnd, resolvePorts } from './resolve.ts';

/** Combinations of ports of one rule: more are not written out. */
const MOST_SERVICES = 65_536;

/** Something that may permit and may deny every packet. */
export function doubtfulRule(
  { place, span, text }: Written,
  matches: readonly Match[],
  reason: Dependency,
): FilterRule {
  return { action: 'unknown', matches, states: ANY_STATE, depends: [reason], place, span, text };
}

/** What was not understood, as a rule. */
export function doubtOf(statement: Written): FilterRule {
  const { text, place } = statement;
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return doubtfulRule(
    statement,
    [ANY_PACKET],
    notUnderstood(`${shown} in line ${place.line}, which was not understood`),
  );
}

/**
 * What a rule means, its interfaces aside. Where its aliases hold something that isn't known it becomes two rules: one
 * for what is certain, and one behind it for what may be.
 */
export function raiseRule(rule: Rule, config: PfConfig, lookup: Lookup): readonly FilterRule[] {
  const { statement, name } = rule;
  const { place, span, text } = statement;
  const sources = resolveEnd(config, lookup, rule.source, place);
  const destinations = resolveEnd(config, lookup, rule.destination, place);
  const from = resolvePorts(config, lookup, rule.source.port, place);
  const to = resolvePorts(config, lookup, rule.destination.port, place);
  const conditions = [...rule.conditions];
  if (rule.quick === 'unclear') conditions.push(notUnderstood('whether the rule decides at once'));
  const action = rule.action === 'pass' ? 'permit' : rule.action === 'block' ? 'deny' : 'unknown';
  if (action === 'unknown') conditions.push(notUnderstood('the action of the rule'));
  const services = servicesOf(rule, conditions);
  const rules: FilterRule[] = [];
  const add = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    rules.push({
      action,
      matches,
      states: ANY_STATE,
      depends,
      place,
      span,
      text,
      ...(name !== '' && { name }),
    });
  };
  const parts: readonly Resolved<unknown>[] = [sources, destinations, from, to];
  const certain = matchesOf(rule, sources.sure, destinations.sure, services(from.sure, to.sure));
  if (parts.every((part) => part.depends.length === 0)) {
    add(certain, conditions);
    return rules;
  }
  if (certain.length > 0 && conditions.length === 0) add(certain, conditions);
  const depends = [...conditions, ...parts.flatMap((part) => part.depends)];
  add(
    matchesOf(rule, possible(sources), possible(destinations), services(possible(from), possible(to))),
    depends,
  );
  return rules;
}

interface ServicesByFamily {
  readonly 4: readonly ServiceRange[];
  readonly 6: readonly ServiceRange[];
}

/** One product for each family of the rule: ICMP is another protocol in each. */
function matchesOf(
  { families }: Rule,
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  services: ServicesByFamily,
): readonly Match[] {
  return families
    .map((family) => ({
      sources: sources.filter((range) => range.family === family),
      destinations: destinations.filter((range) => range.family === family),
      services: services[family],
    }))
    .filter((m) => m.sources.length > 0 && m.destinations.length > 0 && m.services.length > 0);
}

type Services = (from: readonly PortRange[], to: readonly PortRange[]) => ServicesByFamily;

const both = (services: readonly ServiceRange[]): ServicesByFamily => ({ 4: services, 6: services });
const EVERYTHING: ServicesByFamily = both([ANY_SERVICE]);

/** How a rule's protocol makes services of ports; what doesn't fit becomes a condition. */
function servicesOf(rule: Rule, conditions: Dependency[]): Services {
  const { protocol } = rule;
  const hasPort = rule.source.port !== undefined || rule.destination.port !== undefined;
  const unclear = (text: string, services: ServicesByFamily = EVERYTHING): Services => {
    conditions.push(notUnderstood(text));
    return () => services;
  };
  if (protocol === undefined) return hasPort ? unclear('a port without a protocol') : () => EVERYTHING;
  if (protocol === 'icmp' || protocol === 'ipv6-icmp' || protocol === 'icmp6' || protocol === 'icmpv6') {
    if (hasPort) return unclear('a port of ICMP');
    const types = {
      4: typesOf(ICMP, protocol === 'icmp' ? rule.icmpTypes : undefined, ICMP_TYPES),
      6: typesOf(ICMPV6, rule.icmp6Types, ICMP6_TYPES),
    };
    if (!types[4] || !types[6]) return unclear('the type of ICMP', { 4: [anyOf(ICMP)], 6: [anyOf(ICMPV6)] });
    // The name of IPv4's ICMP means that of IPv6 in a rule for IPv6.
    const found: ServicesByFamily = { 4: protocol === 'icmp' ? types[4] : [anyOf(ICMPV6)], 6: types[6] };
    return () => found;
  }
  const numbers = protocol === 'tcp/udp' ? [TCP, UDP] : [numberOf(protocol)];
  if (numbers.includes(-1)) return unclear(`the protocol ${JSON.stringify(protocol)}`);
  if (!hasPort) return () => both(numbers.map(anyOf));
  if (!numbers.every(hasPorts)) return unclear(`a port of ${protocol}`, both(numbers.map(anyOf)));
  return (from, to) => {
    if (from.length * to.length > MOST_SERVICES) {
      conditions.push(notUnderstood('ports of so many combinations'));
      return both(numbers.map(anyOf));
    }
    return both(
      numbers.flatMap((number) =>
        from.flatMap((source) =>
          to.map((destination) => ({ protocol: { first: number, last: number }, source, destination })),
        ),
      ),
    );
  };
}

function numberOf(protocol: string): number {
  const named = PROTOCOLS.get(protocol);
  if (named !== undefined) return named;
  return /^\d{1,3}$/.test(protocol) && Number(protocol) > 0 && Number(protocol) < 256 ? Number(protocol) : -1;
}

/** A type by its name or number; absent where one of them is not known. */
function typesOf(
  protocol: number,
  names: readonly string[] | undefined,
  table: ReadonlyMap<string, number>,
): readonly ServiceRange[] | undefined {
  if (!names) return [anyOf(protocol)];
  const services: ServiceRange[] = [];
  for (const name of names) {
    const type = table.get(name) ?? (/^\d{1,3}$/.test(name) && Number(name) < 256 ? Number(name) : undefined);
    if (type === undefined) return undefined;
    services.push({
      protocol: { first: protocol, last: protocol },
      source: icmpRange(type),
      destination: ANY_PORT,
    });
  }
  return services;
}
