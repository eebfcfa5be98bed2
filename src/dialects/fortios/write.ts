import { createHash } from 'node:crypto';
import {
  hasPorts,
  ICMP,
  ICMPV6,
  type Match,
  SCTP,
  type ServiceRange,
  TCP,
  UDP,
  UDP_LITE,
} from '../../net/match.ts';
import { type AddressRange, type Family, formatAddress, network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { indentAt } from '../source/lines.ts';
import type { FortiConfig, Table } from './model.ts';
import { quote } from './quote.ts';

/** Longest `comments` of a policy. */
const COMMENT_BYTES = 1023;
/** More objects than a person would make by hand. */
const MOST_OBJECTS = 500;
const PREFIX = 'portolan ';

/**
 * Lines that say `rule` and stand right before `anchor` in the text: the list of policies is left, the objects are
 * made, and it is entered again. In a configuration that is loaded as a whole, policies stand in the order of the text.
 */
export function write(rule: NewRule, anchor: FilterRule, config: FortiConfig): readonly string[] | undefined {
  const table = tableOf(anchor, config);
  const indent = indentAt(config.lines, anchor.span.start);
  if (!table || indent === undefined) return undefined;
  const services = rule.match.services.map(serviceOf);
  if (services.some((service) => service === undefined)) return undefined;
  const objects = { 4: objectsOf(rule.match, 4), 6: objectsOf(rule.match, 6) };
  const all = Object.values(objects).flatMap(({ sources, destinations }) => [...sources, ...destinations]);
  if (all.length + services.length > MOST_OBJECTS) return undefined;
  const families = ([4, 6] as const).filter(
    (family) => objects[family].sources.length > 0 && objects[family].destinations.length > 0,
  );
  if (families.length === 0 || services.length === 0) return undefined;
  const outer = indent.slice(0, Math.max(0, indent.length - 4));
  const lines = [`${outer}end`];
  const at = (depth: number, text: string): number => lines.push(`${outer}${' '.repeat(4 * depth)}${text}`);
  for (const family of families) {
    const made = new Map(
      [...objects[family].sources, ...objects[family].destinations].map((o) => [o.name, o]),
    );
    at(0, family === 4 ? 'config firewall address' : 'config firewall address6');
    for (const { name, settings } of made.values()) {
      at(1, `edit ${quote(name)}`);
      for (const setting of settings) at(2, setting);
      at(1, 'next');
    }
    at(0, 'end');
  }
  at(0, 'config firewall service custom');
  for (const service of new Map(services.map((s) => [s?.name, s])).values()) {
    at(1, `edit ${quote(service?.name ?? '')}`);
    for (const setting of service?.settings ?? []) at(2, setting);
    at(1, 'next');
  }
  at(0, 'end');
  at(0, `config ${table.path}`);
  at(1, `edit ${policyId(rule, anchor, table)}`);
  at(2, 'set srcintf "any"');
  at(2, 'set dstintf "any"');
  at(2, `set action ${rule.action === 'permit' ? 'accept' : 'deny'}`);
  for (const family of families) {
    const suffix = family === 6 ? '6' : '';
    at(2, `set srcaddr${suffix} ${namesIn(objects[family].sources)}`);
    at(2, `set dstaddr${suffix} ${namesIn(objects[family].destinations)}`);
  }
  at(2, 'set schedule "always"');
  at(2, `set service ${namesIn(services.filter((s) => s !== undefined))}`);
  const comment = truncateBytes(visible(rule.comment), COMMENT_BYTES);
  if (comment !== '') at(2, `set comments ${quote(comment)}`);
  at(1, 'next');
  return lines;
}

/** The list that a rule stands in, where it is one of policies for both families. */
function tableOf({ span }: FilterRule, config: FortiConfig): Table | undefined {
  for (const { tables } of config.vdoms) {
    const table = tables.get('firewall policy');
    if (table?.rows.some((row) => row.kind === 'entry' && row.start === span.start)) return table;
  }
  return undefined;
}

interface NewObject {
  readonly name: string;
  readonly settings: readonly string[];
}

const namesIn = (objects: readonly NewObject[]): string =>
  [...new Set(objects.map(({ name }) => quote(name)))].join(' ');

function objectsOf(match: Match, family: Family): { sources: NewObject[]; destinations: NewObject[] } {
  const some = (ranges: readonly AddressRange[]): NewObject[] =>
    ranges.filter((range) => range.family === family).map(addressOf);
  return { sources: some(match.sources), destinations: some(match.destinations) };
}

function addressOf({ family, first, last }: AddressRange): NewObject {
  const { text } = network(family, first, last);
  const name = `${PREFIX}${text}`;
  if (text.includes('-')) {
    const [from = '', to = ''] = [first, last].map((value) => formatAddress(family, value));
    return { name, settings: ['set type iprange', `set start-ip ${from}`, `set end-ip ${to}`] };
  }
  if (family === 6) return { name, settings: [`set ip6 ${text.includes('/') ? text : `${text}/128`}`] };
  const mask = formatAddress(4, 0xffff_ffffn - (last - first));
  return { name, settings: [`set subnet ${formatAddress(4, first)} ${mask}`] };
}

const PORT_KEYS: ReadonlyMap<number, string> = new Map([
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [SCTP, 'sctp'],
]);

const isFull = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;
const portsText = ({ first, last }: PortRange): string => (first === last ? `${first}` : `${first}-${last}`);

function serviceOf({ protocol, source, destination }: ServiceRange): NewObject | undefined {
  const isPlain = isFull(source) && isFull(destination);
  if (protocol.first === 0 && protocol.last === 255)
    return isPlain ? { name: `${PREFIX}all`, settings: ['set protocol IP'] } : undefined;
  if (protocol.first !== protocol.last) return undefined;
  const number = protocol.first;
  const key = PORT_KEYS.get(number);
  if (key !== undefined) {
    const text = `${portsText(destination)}${isFull(source) ? '' : `:${portsText(source)}`}`;
    return {
      name: `${PREFIX}${key} ${text.replace(':', ' from ')}`,
      settings: [`set ${key}-portrange ${text}`],
    };
  }
  if (number === ICMP || number === ICMPV6) return icmpOf(number, source, destination);
  if (!isPlain || hasPorts(number) || number === 0 || number === UDP_LITE) return undefined;
  return {
    name: `${PREFIX}protocol ${number}`,
    settings: ['set protocol IP', `set protocol-number ${number}`],
  };
}

/** One type, or any; one code, or any. */
function icmpOf(number: number, types: PortRange, codes: PortRange): NewObject | undefined {
  const word = number === ICMP ? 'ICMP' : 'ICMP6';
  if (isFull(types) && isFull(codes))
    return { name: `${PREFIX}${word.toLowerCase()}`, settings: [`set protocol ${word}`, 'unset icmptype'] };
  const [type, code] = [types.first >> 8, codes.first >> 8];
  if (types.last >> 8 !== type || isFull(types)) return undefined;
  if (!isFull(codes) && codes.last >> 8 !== code) return undefined;
  const settings = [`set protocol ${word}`, `set icmptype ${type}`];
  const name = `${PREFIX}${word.toLowerCase()} ${type}`;
  return isFull(codes)
    ? { name, settings: [...settings, 'unset icmpcode'] }
    : { name: `${name} ${code}`, settings: [...settings, `set icmpcode ${code}`] };
}

/** A number that no policy of the list has, the same whenever it is asked for. */
function policyId(rule: NewRule, anchor: FilterRule, table: Table): number {
  const seed = JSON.stringify(
    [rule.action, rule.comment, anchor.span.start, rule.match],
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );
  const hash = createHash('sha256').update(seed).digest().readUInt32BE(0);
  const used = new Set(table.rows.map((row) => (row.kind === 'entry' ? row.name : '')));
  let id = 1_000_000 + (hash % 1_000_000_000);
  while (used.has(`${id}`)) id++;
  return id;
}
