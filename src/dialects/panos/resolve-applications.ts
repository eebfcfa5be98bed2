import {
  ANY_PORT,
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type ServiceRange,
  servicesTo,
  TCP,
  UDP,
} from '../../net/match.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, possible, type Resolved } from '../raising/resolved.ts';
import { readPorts } from './literals.ts';
import { find, type Names } from './lookup.ts';
import type { Application, SecurityRule } from './model.ts';
import { ICMP_APPLICATIONS, OVER_TCP_OR_UDP, PROTOCOL_APPLICATIONS } from './predefined.ts';
import { ALL_SERVICES, servicesOf } from './resolve-services.ts';

const DEFAULT = 'application-default';

/**
 * What a rule matches by its applications and services. With `application any` the ports alone decide. Which
 * application a connection is of shows after its first packets: what a rule lets through by it is never certain. Only
 * a type of ICMP shows at once.
 */
export function matchedServices(rule: SecurityRule, names: Names, from: number): Resolved<ServiceRange> {
  const { place } = rule.written;
  for (const key of ['application', 'service'] as const)
    if (rule[key].length === 0)
      return perhaps(ALL_SERVICES, notUnderstood(`"${key}", which the rule does not say`));
  const byPort = rule.service.filter((name) => name !== DEFAULT);
  const byDefault = byPort.length < rule.service.length;
  const ports = byPort.length > 0 ? servicesOf(byPort, names, from, place) : NONE;
  if (rule.application.includes('any'))
    return byDefault ? gathered([ports, perhaps(ALL_SERVICES, ANY_DEFAULT)]) : ports;
  return ofApplications(rule, ports, byDefault, names, from);
}

const NONE: Resolved<ServiceRange> = { sure: [], unsure: [], depends: [] };
const ANY_DEFAULT: Dependency = {
  kind: 'application',
  text: 'which application it is, and its default ports (application-default)',
};

function ofApplications(
  rule: SecurityRule,
  ports: Resolved<ServiceRange>,
  byDefault: boolean,
  names: Names,
  from: number,
): Resolved<ServiceRange> {
  const sure: ServiceRange[] = [];
  const unsure: ServiceRange[] = [];
  const asked: string[] = [];
  const isAnyPort = rule.service.includes('any');
  for (const name of leavesOf(rule.application, names, from)) {
    const nature = natureOf(name, names, from);
    if (nature) {
      // A service has TCP's, UDP's or SCTP's ports: no ICMP passes by one.
      if (isAnyPort || byDefault) (nature.isSure ? sure : unsure).push(...nature.services);
      if (!nature.isSure) asked.push(name);
      continue;
    }
    asked.push(name);
    const most = mostOf(name, names, from);
    if (byDefault) unsure.push(...defaultsOf(name, names, from));
    unsure.push(...(isAnyPort ? most : possible(ports)));
  }
  const shown = asked.slice(0, 3).map((name) => JSON.stringify(name));
  const text = `the application ${shown.join(' or ')}${asked.length > 3 ? ' or …' : ''}`;
  const depends: Dependency[] =
    unsure.length > 0 ? [{ kind: 'application', text, value: asked.join(' ') }, ...ports.depends] : [];
  return { sure, unsure, depends };
}

/** Applications without the groups that hold them; a filter stays a name. */
function leavesOf(members: readonly string[], names: Names, from: number): ReadonlySet<string> {
  const leaves = new Set<string>();
  const seen = new Set<string>(members);
  // What is added to a set while it is walked through is walked through too.
  for (const name of seen) {
    const group = find(names, from, ({ objects }) => objects.applicationGroups.get(name));
    if (!group || group.found.strangers.length > 0 || group.found.members.length === 0) leaves.add(name);
    else for (const member of group.found.members) seen.add(member);
  }
  return leaves;
}

function ownOf(name: string, names: Names, from: number): Application | undefined {
  return find(names, from, ({ objects }) => objects.applications.get(name))?.found;
}

interface Nature {
  readonly services: readonly ServiceRange[];
  /** Packets of the services are of this application, and of no other one. */
  readonly isSure: boolean;
}

/** An application that is a protocol, or a type of ICMP, by itself; certainly so where no other one is the same. */
function natureOf(name: string, names: Names, from: number): Nature | undefined {
  const nature = bareNature(name, names, from);
  return nature && { ...nature, isSure: nature.isSure && isOnlyOne(nature.services, names) };
}

function bareNature(name: string, names: Names, from: number): Nature | undefined {
  const own = ownOf(name, names, from);
  if (own) return own.strangers.length > 0 ? undefined : ownNature(own);
  const types = ICMP_APPLICATIONS.get(name);
  if (types) return { services: types.map(({ version, type }) => typeOf(version, type)), isSure: true };
  const whole = PROTOCOL_APPLICATIONS.get(name);
  return whole && { services: [anyOf(whole.protocol)], isSure: whole.isAll };
}

function ownNature({ icmp, protocol }: Application): Nature | undefined {
  if (icmp) {
    const type = readNumber(icmp.type);
    const code = icmp.code === undefined ? undefined : readNumber(icmp.code);
    const isOdd = type === undefined || (icmp.code !== undefined && code === undefined);
    return isOdd ? undefined : { services: [typeOf(icmp.version, type, code)], isSure: true };
  }
  const number = protocol === undefined ? undefined : readNumber(protocol);
  // Whether it goes before the vendor's own application for the protocol is not documented.
  return number === undefined ? undefined : { services: [anyOf(number)], isSure: false };
}

const readNumber = (text: string): number | undefined =>
  /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;

function typeOf(version: 4 | 6, type: number, code?: number): ServiceRange {
  const number = version === 4 ? ICMP : ICMPV6;
  const codes = code === undefined ? ANY_PORT : icmpRange(code);
  return { protocol: { first: number, last: number }, source: icmpRange(type), destination: codes };
}

/** Where several applications that rules name are the same, it isn't said which of them a packet is taken for. */
function isOnlyOne(services: readonly ServiceRange[], names: Names): boolean {
  const counted = naturesOf(names);
  return services.every(
    (service) => (counted.get(keyOf(service)) ?? 0) <= 1 && !counted.has(ownKey(service)),
  );
}

const keyOf = ({ protocol, source }: ServiceRange): string => `${protocol.first} ${source.first}`;
/** For protocols that somebody defined an application for. */
const ownKey = ({ protocol }: ServiceRange): string => `own ${protocol.first}`;

const COUNTS = new WeakMap<Names, ReadonlyMap<string, number>>();

/** How many applications that rules of the chain name are each protocol or type of ICMP. */
function naturesOf(names: Names): ReadonlyMap<string, number> {
  const known = COUNTS.get(names);
  if (known) return known;
  const counted = new Map<string, number>();
  const used = new Set<string>();
  for (const { pre, local, post } of names.chain)
    for (const { rules } of [pre, local, post])
      for (const rule of rules) if (!rule.disabled) for (const name of rule.application) used.add(name);
  for (const name of leavesOf([...used], names, 0))
    for (const service of bareNature(name, names, 0)?.services ?? []) {
      const isOwn = ownOf(name, names, 0)?.protocol !== undefined;
      const key = isOwn ? ownKey(service) : keyOf(service);
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  COUNTS.set(names, counted);
  return counted;
}

const TRANSPORTS: readonly ServiceRange[] = [anyOf(TCP), anyOf(UDP)];

/** All services that packets of an application can have. */
function mostOf(name: string, names: Names, from: number): readonly ServiceRange[] {
  return OVER_TCP_OR_UDP.has(name) && !ownOf(name, names, from) ? TRANSPORTS : ALL_SERVICES;
}

/** The ports that an application has by default, where the text says them; else all services that it can have. */
function defaultsOf(name: string, names: Names, from: number): readonly ServiceRange[] {
  const own = ownOf(name, names, from);
  if (!own) return mostOf(name, names, from);
  if (own.ports.length === 0 || own.strangers.length > 0) return ALL_SERVICES;
  const services: ServiceRange[] = [];
  for (const text of own.ports) {
    const [transport = '', ports = ''] = text.split('/');
    const ranges = ports === 'dynamic' ? [ANY_PORT] : readPorts(ports);
    if ((transport !== 'tcp' && transport !== 'udp') || !ranges) return ALL_SERVICES;
    services.push(...servicesTo(transport, ranges));
  }
  return services;
}
