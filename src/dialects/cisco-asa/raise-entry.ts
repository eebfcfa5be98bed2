import type { Place } from '../../diagnostics/diagnostic.ts';
import {
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  hasPorts,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { productOf } from '../raising/object-groups.ts';
import { writtenNotUnderstood } from '../raising/reasons.ts';
import { possible, type Resolved, surely } from '../raising/resolved.ts';
import { inspectedBy, type PolicyRule, policyRules, standingBehind } from './advanced.ts';
import type { Sides } from './behind.ts';
import type {
  AccessEntry,
  AccessRule,
  AsaConfig,
  IcmpTerm,
  PortsTerm,
  ProtocolTerm,
  Statement,
} from './model.ts';
import type { Resolver } from './resolve.ts';

const NO_DEPENDENCY: readonly Dependency[] = Object.freeze([]);
const ALL_SERVICES: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
const ALL_PORTS: Resolved<PortRange> = surely([ANY_PORT]);
/** Products of one entry: more are not written out. */
const MOST_SERVICES = 65_536;

/** A statement that may permit and may deny every packet. */
export function doubtfulRule(statement: Statement): FilterRule {
  const depends = [writtenNotUnderstood(statement)];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...standsAt(statement) };
}

/** Where a rule stands. */
export function standsAt({ place, span, text }: Statement): Pick<FilterRule, 'place' | 'span' | 'text'> {
  return { place, span, text };
}

/**
 * What a list's entries mean, in their order. An entry whose groups hold something that isn't known becomes two
 * rules: one for what is certain, and one behind it for what may be.
 */
export function raiseEntries(
  entries: readonly AccessEntry[],
  config: AsaConfig,
  resolver: Resolver,
  sides: Sides,
): readonly FilterRule[] {
  const rules: FilterRule[] = [];
  const work: EntryWork = { config, resolver, sides, policy: policyRules(entries), into: rules };
  let remark: string | undefined;
  for (const entry of entries) {
    if (entry.kind === 'remark') {
      remark = entry.remark;
      continue;
    }
    if (entry.kind === 'unknown') rules.push(doubtfulRule(entry.statement));
    else if (!entry.inactive) for (const part of entry.expansion ?? [entry]) raiseRule(part, remark, work);
    remark = undefined;
  }
  return rules;
}

interface EntryWork {
  readonly config: AsaConfig;
  readonly resolver: Resolver;
  readonly sides: Sides;
  readonly policy: ReadonlyMap<string, PolicyRule>;
  readonly into: FilterRule[];
}

function raiseRule(rule: AccessRule, remark: string | undefined, work: EntryWork): void {
  const { config, resolver, sides, policy, into } = work;
  const { place } = rule.statement;
  const { source, destination } = rule;
  const from = standingBehind(source ? resolver.addresses(source, place) : ANYWHERE, rule.from, sides);
  const to = standingBehind(destination ? resolver.addresses(destination, place) : ANYWHERE, rule.to, sides);
  const services = servicesOf(rule, config, resolver);
  const inspected = inspectedBy(rule, policy);
  const conditions = [...conditionsOf(rule, config), ...(inspected ? [inspected] : [])];
  const action: FilterRule['action'] = inspected ? 'unknown' : rule.action;
  const name = (rule.policy && policy.get(rule.policy.id)?.name) ?? remark;
  const isSure = from.depends.length + to.depends.length + services.depends.length === 0;
  const add = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    const { place, span, text } = rule.statement;
    const made = { action, matches, states: ANY_STATE, depends, place, span, text };
    into.push(name === undefined || name === '' ? made : { ...made, name });
  };
  const certain = matchesOf(from.sure, to.sure, services.sure);
  if (isSure) {
    add(certain, conditions);
    return;
  }
  if (certain.length > 0 && conditions.length === 0) add(certain, conditions);
  const depends = [...conditions, ...from.depends, ...to.depends, ...services.depends];
  add(matchesOf(possible(from), possible(to), possible(services)), depends);
}

const ANYWHERE: Resolved<AddressRange> = surely(ANY_PACKET.sources);

function matchesOf(
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  services: readonly ServiceRange[],
): readonly Match[] {
  const meet = (family: 4 | 6): boolean => hasFamily(sources, family) && hasFamily(destinations, family);
  return (meet(4) || meet(6)) && services.length > 0 ? [{ sources, destinations, services }] : [];
}

function hasFamily(ranges: readonly AddressRange[], family: 4 | 6): boolean {
  for (const range of ranges) if (range.family === family) return true;
  return false;
}

/** What must be true beside the packet for the whole entry. */
function conditionsOf(rule: AccessRule, config: AsaConfig): readonly Dependency[] {
  if (rule.identities.length === 0 && rule.timeRange === undefined && rule.rest === undefined)
    return NO_DEPENDENCY;
  const conditions: Dependency[] = rule.identities.map(({ kind, text }) => ({ kind, text, value: text }));
  if (rule.timeRange !== undefined) {
    const when = config.timeRanges.get(rule.timeRange);
    const text = `the time-range "${rule.timeRange}"${when ? ` (${when})` : ''}`;
    conditions.push({ kind: 'schedule', text, value: rule.timeRange });
  }
  if (rule.rest !== undefined) {
    const text =
      rule.rest === ''
        ? 'the end of the line, which is missing'
        : `${quoted(rule.rest)}, which was not understood`;
    conditions.push({ kind: 'not-understood', text });
  }
  return conditions;
}

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);

function servicesOf(rule: AccessRule, config: AsaConfig, resolver: Resolver): Resolved<ServiceRange> {
  const { protocol } = rule;
  const { place } = rule.statement;
  if (!protocol || protocol.kind === 'any') return surely(ALL_SERVICES);
  const hasConditions = rule.sourcePorts !== undefined || rule.destinationPorts !== undefined;
  if (protocol.kind === 'number' && !hasConditions && !rule.icmp) return surely([anyOf(protocol.number)]);
  if (protocol.kind === 'object') return resolver.services('object', protocol.name, place);
  if (protocol.kind === 'group' && config.groups.get(protocol.name)?.kind !== 'protocol')
    return hasConditions ? MISFIT : resolver.services('group', protocol.name, place);
  const simple = simpleService(protocol, rule);
  if (simple) return surely([simple]);
  const protocols = protocolsOf(protocol, rule, resolver);
  if (rule.icmp) return typesOf(rule.icmp, protocols, place, resolver);
  if (hasConditions && !possible(protocols).every((p) => p.first === p.last && hasPorts(p.first)))
    return MISFIT;
  const transport = transportOf(protocol);
  const portsOf = (term: PortsTerm | undefined): Resolved<PortRange> => {
    if (term === undefined) return ALL_PORTS;
    return term.kind === 'ports' ? surely(term.ranges) : resolver.ports(term.name, transport, place);
  };
  return combine(protocols, portsOf(rule.sourcePorts), portsOf(rule.destinationPorts), resolver);
}

/** The usual case: one protocol with ports, one port or range at the destination. */
function simpleService(protocol: ProtocolTerm, rule: AccessRule): ServiceRange | undefined {
  const { sourcePorts, destinationPorts } = rule;
  if (protocol.kind !== 'number' || sourcePorts || destinationPorts?.kind !== 'ports') return undefined;
  const [destination] = destinationPorts.ranges;
  if (!destination || destinationPorts.ranges.length > 1) return undefined;
  const { number } = protocol;
  return { protocol: { first: number, last: number }, source: ANY_PORT, destination };
}

function typesOf(
  icmp: IcmpTerm,
  protocols: Resolved<PortRange>,
  place: Place,
  resolver: Resolver,
): Resolved<ServiceRange> {
  if (icmp.kind === 'type') {
    const code = icmp.code === undefined ? ALL_PORTS : surely([icmpRange(icmp.code)]);
    return combine(protocols, surely([icmpRange(icmp.type)]), code, resolver);
  }
  // The names in such a group are IPv4's; what they are in IPv6 isn't said.
  if (protocols.sure.some((p) => p.first === ICMPV6)) return { ...MISFIT, unsure: [anyOf(ICMPV6)] };
  return combine(protocols, resolver.ports(icmp.name, 'icmp-type', place), ALL_PORTS, resolver);
}

const MISFIT: Resolved<ServiceRange> = {
  sure: [],
  unsure: ALL_SERVICES,
  depends: [{ kind: 'not-understood', text: 'a service that does not fit its protocol' }],
};

function transportOf(protocol: ProtocolTerm): 'tcp' | 'udp' | 'tcp-udp' {
  if (protocol.kind !== 'number') return 'tcp-udp';
  return protocol.number === 17 ? 'udp' : 'tcp';
}

type NumberOrGroup = Extract<ProtocolTerm, { kind: 'number' | 'group' }>;

function protocolsOf(protocol: NumberOrGroup, rule: AccessRule, resolver: Resolver): Resolved<PortRange> {
  if (protocol.kind === 'group') return resolver.protocols(protocol.name, rule.statement.place);
  return surely([{ first: protocol.number, last: protocol.number }]);
}

function combine(
  protocols: Resolved<PortRange>,
  sources: Resolved<PortRange>,
  destinations: Resolved<PortRange>,
  resolver: Resolver,
): Resolved<ServiceRange> {
  const count = possible(protocols).length * possible(sources).length * possible(destinations).length;
  if (count > 1 && (count > MOST_SERVICES || !resolver.afford(count))) {
    const text = `a service of ${count} combinations, which are too many`;
    return { sure: [], unsure: ALL_SERVICES, depends: [{ kind: 'not-understood', text }] };
  }
  const sure = productOf(protocols.sure, sources.sure, destinations.sure);
  const depends = [...protocols.depends, ...sources.depends, ...destinations.depends];
  if (depends.length === 0) return surely(sure);
  return { sure, unsure: productOf(possible(protocols), possible(sources), possible(destinations)), depends };
}
