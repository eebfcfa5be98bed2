import { createHash } from 'node:crypto';
import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PORT,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import { type AddressRange, type Family, network } from '../../net/network.ts';
import { formatPorts, type PortRange } from '../../net/ports.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { truncateBytes } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { EMBEDDED } from './literals.ts';
import type { PanosConfig, Rulebase, Scope } from './model.ts';

/** More addresses than a person would write into one rule. */
const MOST_ADDRESSES = 63;
/** A comment is for one line of a screen. */
const LONGEST_COMMENT = 200;

/**
 * Set commands, or an entry of XML, that say `rule` before `anchor`. Addresses stand in the rule as they are; a
 * service that the text doesn't define yet is made in set commands, and can't be in the middle of XML's rules.
 */
export function write(rule: NewRule, anchor: FilterRule, config: PanosConfig): readonly string[] | undefined {
  const home = homeOf(anchor, config);
  if (!home) return undefined;
  const addresses = addressesOf(rule.match);
  if (!addresses) return undefined;
  const isPing = isOnlyPing(rule.match);
  const services = isPing ? [] : servicesOf(rule.match, home);
  if (!services) return undefined;
  const name = nameFor(rule, config);
  const made: NewEntry = {
    name,
    ...addresses,
    application: isPing ? 'ping' : 'any',
    service: isPing ? ['application-default'] : services.map((s) => s.name),
    action: rule.action === 'permit' ? 'allow' : 'deny',
    comment: commentOf(rule.comment),
  };
  const fresh = services.filter((s) => s.ports !== undefined);
  if (config.form === 'set') return setLines(made, fresh, anchor);
  return config.form === 'xml' && fresh.length === 0 ? xmlLines(made, anchor) : undefined;
}

/** One line of printable ASCII without what a terminal or XML takes for something else. */
function commentOf(comment: string): string {
  const plain = comment.replace(/[^\x20-\x7e]+|["'\\?<>&]/g, ' ').replace(/ {2,}/g, ' ');
  return truncateBytes(plain.trim(), LONGEST_COMMENT);
}

interface NewEntry {
  readonly name: string;
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly application: string;
  readonly service: readonly string[];
  readonly action: string;
  readonly comment: string;
}

/** Where a rule stands, and which objects can be seen from there. */
interface Home {
  readonly config: PanosConfig;
  readonly scope: Scope;
  readonly visible: readonly Scope[];
}

function homeOf({ span, name }: FilterRule, config: PanosConfig): Home | undefined {
  const scopes = [...config.vsys, ...config.deviceGroups, config.shared];
  const holds = ({ rules }: Rulebase): boolean =>
    rules.some((rule) => rule.written.span.start === span.start && rule.name === name);
  const scope = scopes.find(({ pre, local, post }) => [pre, local, post].some(holds));
  return scope && { config, scope, visible: [scope, config.shared] };
}

function addressesOf({
  sources,
  destinations,
  services,
}: Match): Pick<NewEntry, 'source' | 'destination'> | undefined {
  // An echo request is of one family, and `ping` of both.
  const only = families(services);
  const source = sideOf(sources, only);
  const destination = sideOf(destinations, only);
  return source && destination && { source, destination };
}

function families(services: readonly ServiceRange[]): readonly Family[] {
  const numbers = new Set(services.map((s) => (s.protocol.first === s.protocol.last ? s.protocol.first : 0)));
  if (![...numbers].every((n) => n === ICMP || n === ICMPV6)) return [4, 6];
  return [...(numbers.has(ICMP) ? [4 as const] : []), ...(numbers.has(ICMPV6) ? [6 as const] : [])];
}

function sideOf(ranges: readonly AddressRange[], only: readonly Family[]): readonly string[] | undefined {
  const own = ranges.filter((r) => only.includes(r.family));
  const isWhole = (whole: AddressRange): boolean =>
    own.some((r) => r.family === whole.family && r.first === whole.first && r.last === whole.last);
  if (isWhole(ANY_IPV6) && isWhole(ANY_IPV4)) return ['any'];
  if (own.length === 0 || own.length > MOST_ADDRESSES) return undefined;
  // It would mean IPv4 addresses too.
  if (own.some((r) => r.family === 6 && r.first <= EMBEDDED)) return undefined;
  return own.map(({ family, first, last }) => network(family, first, last).text);
}

const isFull = (range: PortRange): boolean => range.first === 0 && range.last === 65535;

/** Echo requests and nothing else; `ping` is every code of the type. */
function isOnlyPing({ services }: Match): boolean {
  const isEcho = ({ protocol, source, destination }: ServiceRange): boolean => {
    const type = protocol.first === ICMP ? 8 : 128;
    const types = icmpRange(type);
    return (
      protocol.first === protocol.last &&
      (protocol.first === ICMP || protocol.first === ICMPV6) &&
      source.first === types.first &&
      source.last === types.last &&
      destination.first === 0
    );
  };
  return services.length > 0 && services.every(isEcho);
}

interface NamedService {
  readonly name: string;
  /** Set where the text has no such service yet. */
  readonly ports?: { readonly transport: string; readonly port: string; readonly source?: string };
}

function servicesOf({ services }: Match, home: Home): readonly NamedService[] | undefined {
  const named = new Map<string, NamedService>();
  for (const { protocol, source, destination } of services) {
    if (protocol.first === 0 && protocol.last === 255 && isFull(source) && isFull(destination))
      return [{ name: 'any' }];
    if (protocol.first !== protocol.last || (protocol.first !== TCP && protocol.first !== UDP))
      return undefined;
    const transport = protocol.first === TCP ? 'tcp' : 'udp';
    const port = formatPorts([destination]);
    const sourcePort = isFull(source) ? undefined : formatPorts([source]);
    const service = known(transport, port, sourcePort, home);
    named.set(service.name, service);
  }
  return [...named.values()];
}

/** A service with just these ports: one that can be seen, or a new one. */
function known(transport: string, port: string, source: string | undefined, home: Home): NamedService {
  const isSame = (part: { protocol: string; port?: string; sourcePort?: string }): boolean =>
    part.protocol === transport && part.port === port && (part.sourcePort ?? ANY) === (source ?? ANY);
  for (const { objects } of home.visible)
    for (const [name, { parts, strangers }] of objects.services) {
      const [only] = parts;
      if (parts.length === 1 && only && strangers.length === 0 && isSame(only) && isFirst(name, home))
        return { name };
    }
  if (transport === 'tcp' && port === '443' && source === undefined && !isTaken('service-https', home))
    return { name: 'service-https' };
  const wish = `Portolan-${transport}-${port}${source === undefined ? '' : `-from-${source}`}`;
  let name = wish;
  for (let n = 2; isTaken(name, home); n++) name = `${wish}-${n}`;
  return { name, ports: { transport, port, ...(source !== undefined && { source }) } };
}

const ANY = formatPorts([ANY_PORT]);

const isTaken = (name: string, { config }: Home): boolean =>
  [...config.vsys, ...config.deviceGroups, config.shared].some(
    ({ objects }) => objects.services.has(name) || objects.serviceGroups.has(name),
  );

/** Whether a name means the same wherever it is looked up from. */
const isFirst = (name: string, { config }: Home): boolean =>
  [...config.vsys, ...config.deviceGroups, config.shared].filter(
    ({ objects }) => objects.services.has(name) || objects.serviceGroups.has(name),
  ).length === 1;

function nameFor({ match, action }: NewRule, config: PanosConfig): string {
  const text = JSON.stringify([match, action], (_, value) =>
    typeof value === 'bigint' ? value.toString(16) : value,
  );
  const wish = `Portolan-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  const bases = [...config.vsys, ...config.deviceGroups, config.shared].flatMap((s) => [
    s.pre,
    s.local,
    s.post,
  ]);
  const taken = new Set(bases.flatMap(({ rules }) => rules.map((rule) => rule.name)));
  let name = wish;
  for (let n = 2; taken.has(name); n++) name = `${wish}-${n}`;
  return name;
}

const list = (members: readonly string[]): string =>
  members.length === 1 ? (members[0] ?? '') : `[ ${members.join(' ')} ]`;

function setLines(
  entry: NewEntry,
  fresh: readonly NamedService[],
  { text }: FilterRule,
): readonly string[] | undefined {
  const place = /^set ((?:.{0,200} )?)((?:pre-|post-)?rulebase) security rules /.exec(text);
  if (!place) return undefined;
  const [, scope = '', base = ''] = place;
  const rule = `set ${scope}${base} security rules ${entry.name}`;
  return [
    ...fresh.flatMap(({ name, ports }) =>
      ports
        ? [
            `set ${scope}service ${name} protocol ${ports.transport} port ${ports.port}${ports.source === undefined ? '' : ` source-port ${ports.source}`}`,
          ]
        : [],
    ),
    `${rule} from any to any source ${list(entry.source)} destination ${list(entry.destination)} application ${entry.application} service ${list(entry.service)} action ${entry.action}`,
    ...(entry.comment === '' ? [] : [`${rule} description "${entry.comment}"`]),
  ];
}

/** Deeper than anybody indents. */
const DEEPEST_INDENT = 80;

function xmlLines(entry: NewEntry, { place }: FilterRule): readonly string[] {
  const indent = ' '.repeat(place.column <= DEEPEST_INDENT ? place.column - 1 : 0);
  const members = (key: string, values: readonly string[]): string =>
    `  <${key}>${values.map((value) => `<member>${value}</member>`).join('')}</${key}>`;
  return [
    `<entry name="${entry.name}">`,
    members('from', ['any']),
    members('to', ['any']),
    members('source', entry.source),
    members('destination', entry.destination),
    members('application', [entry.application]),
    members('service', entry.service),
    `  <action>${entry.action}</action>`,
    ...(entry.comment === '' ? [] : [`  <description>${entry.comment}</description>`]),
    '</entry>',
  ].map((line) => indent + line);
}
