import {
  anyAddress,
  hasPorts,
  ICMP,
  ICMPV6,
  type Match,
  type ServiceRange,
  UDP_LITE,
} from '../../net/match.ts';
import { type AddressRange, type Family, network } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import type { NewRule } from '../reader.ts';
import { commentText } from './comment-text.ts';
import type { IptablesConfig, IptablesPart, IptablesRule } from './model.ts';
import { multiportLists, portText } from './multiport.ts';
import { PROTOCOLS } from './names.ts';
import { asksForStates } from './uses-state.ts';

/** A rule that needs more lines than these is no longer one that a person can check. */
const MOST_LINES = 4096;

/**
 * The lines for a rule in the anchor's chain; see `DialectReader.write`. Addresses of a family that the anchor's line
 * isn't for are left out.
 */
export function writeIptables(
  rule: NewRule,
  anchor: FilterRule,
  config: IptablesConfig,
): readonly string[] | undefined {
  const places = config.parts.flatMap((part) => {
    const at = ruleAt(part, anchor);
    return at ? [{ part, at }] : [];
  });
  const first = places[0]?.at;
  // Lines in front of an `-I` would be asked after it; and nothing is denied or accepted for good in `nat`.
  if (first?.command !== 'append' || first.table === 'nat') return undefined;
  const lines: string[] = [];
  for (const { part } of places) {
    const matches = matchTexts(rule.match, part.family);
    if (!matches || lines.length + matches.length > MOST_LINES) return undefined;
    const { counters, table } = prefixOf(anchor.text, first.table);
    const mark = config.parts.length > 1 ? `-${part.family} ` : '';
    const state = asksForStates(part) ? ' -m conntrack --ctstate NEW' : '';
    const comment = commentText(rule.comment);
    const target = rule.action === 'permit' ? 'ACCEPT' : 'DROP';
    for (const match of matches)
      lines.push(`${counters}${table}${mark}-A ${first.chain}${match}${state}${comment} -j ${target}`);
  }
  return lines.length === 0 ? undefined : lines;
}

function ruleAt({ tables }: IptablesPart, anchor: FilterRule): IptablesRule | undefined {
  for (const table of tables.values()) {
    for (const chain of table.chains.values()) {
      const found = chain.rules.find(({ span }) => span.start === anchor.span.start);
      if (found) return found;
    }
  }
  return undefined;
}

/** `iptables-save -c` writes counters before each rule; a line may name its table itself. */
function prefixOf(text: string, name: string): { counters: string; table: string } {
  const counters = text.startsWith('[') ? '[0:0] ' : '';
  const table = /^(?:\[\S*\] )?(?:-t|--table) /.test(text) ? `-t ${name} ` : '';
  return { counters, table };
}

function matchTexts(match: Match, family: Family): string[] | undefined {
  const sources = ends('source', match.sources, family);
  const destinations = ends('destination', match.destinations, family);
  const services = serviceTexts(match.services);
  if (!services || sources.length * destinations.length * services.length > MOST_LINES) return undefined;
  return sources.flatMap((source) =>
    destinations.flatMap((destination) =>
      services.map(
        ([protocol, ports]) =>
          source.prefix + destination.prefix + protocol + source.range + destination.range + ports,
      ),
    ),
  );
}

interface End {
  readonly prefix: string;
  readonly range: string;
}

function ends(side: 'source' | 'destination', ranges: readonly AddressRange[], family: Family): End[] {
  const all = anyAddress(family);
  const [short, long] = side === 'source' ? ['-s', '--src-range'] : ['-d', '--dst-range'];
  return ranges
    .filter((range) => range.family === family)
    .map(({ first, last }) => {
      if (first === all.first && last === all.last) return { prefix: '', range: '' };
      const { text } = network(family, first, last);
      if (text.includes('-')) return { prefix: '', range: ` -m iprange ${long} ${text}` };
      const length = text.includes('/') ? '' : family === 4 ? '/32' : '/128';
      return { prefix: ` ${short} ${text}${length}`, range: '' };
    });
}

type ServiceText = readonly [protocol: string, ports: string];

/** Absent where the language can't say them: single packets of protocol 0, ports of several protocols at once. */
function serviceTexts(services: readonly ServiceRange[]): ServiceText[] | undefined {
  const texts: ServiceText[] = [];
  const ofPorts = new Map<string, ServiceRange[]>();
  for (const service of services) {
    const { protocol, source } = service;
    if (protocol.first === protocol.last && hasPorts(protocol.first)) {
      const key = `${protocol.first} ${source.first}-${source.last}`;
      ofPorts.set(key, [...(ofPorts.get(key) ?? []), service]);
      continue;
    }
    const more = protocolTexts(service);
    if (!more) return undefined;
    texts.push(...more);
  }
  for (const group of ofPorts.values()) texts.push(...portTexts(group));
  return texts;
}

function protocolTexts(service: ServiceRange): ServiceText[] | undefined {
  const { protocol, source, destination } = service;
  const anyPorts = isAny(source) && isAny(destination);
  if (protocol.first === 0 && protocol.last === 255 && anyPorts) return [['', '']];
  if (protocol.first === protocol.last && (protocol.first === ICMP || protocol.first === ICMPV6))
    return icmpTexts(protocol.first, source, destination);
  // Protocol 0 means all of them.
  if (!anyPorts || protocol.first === 0) return undefined;
  const texts: ServiceText[] = [];
  for (let number = protocol.first; number <= protocol.last; number++)
    texts.push([` -p ${protocolName(number)}`, '']);
  return texts;
}

function protocolName(number: number): string {
  for (const [name, value] of PROTOCOLS) if (value === number) return name;
  return `${number}`;
}

const isAny = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;

function icmpTexts(protocol: number, types: PortRange, codes: PortRange): ServiceText[] | undefined {
  const head = ` -p ${protocol === ICMP ? 'icmp' : 'ipv6-icmp'}`;
  if (isAny(types) && isAny(codes)) return [[head, '']];
  const [first, last] = [types.first >> 8, types.last >> 8];
  const option = protocol === ICMP ? ' -m icmp --icmp-type' : ' -m icmp6 --icmpv6-type';
  const whole = (range: PortRange): boolean => range.first % 256 === 0 && range.last % 256 === 255;
  // The type 255 would be read as any type.
  if (!whole(types) || !whole(codes) || (protocol === ICMP && last === 255)) return undefined;
  const texts: ServiceText[] = [];
  for (let type = first; type <= last; type++) {
    if (isAny(codes)) texts.push([head, `${option} ${type}`]);
    else {
      for (let code = codes.first >> 8; code <= codes.last >> 8; code++)
        texts.push([head, `${option} ${type}/${code}`]);
    }
  }
  return texts;
}

/** Services of one protocol and one range of source ports. */
function portTexts(services: readonly ServiceRange[]): ServiceText[] {
  const [first] = services;
  if (!first) return [];
  const number = first.protocol.first;
  const head = ` -p ${protocolName(number)}`;
  const source = isAny(first.source) ? undefined : first.source;
  const ports = normalizePorts(services.map(({ destination }) => destination));
  const anyDestination = ports.some(isAny);
  // There is no match of its own for UDP-Lite.
  const single = number !== UDP_LITE && (ports.length === 1 || anyDestination);
  if (single) {
    const [destination] = ports;
    const from = source ? ` --sport ${portText(source)}` : '';
    const to = destination && !anyDestination ? ` --dport ${portText(destination)}` : '';
    return [[head, from || to ? ` -m ${protocolName(number)}${from}${to}` : '']];
  }
  const from = source ? ` -m multiport --sports ${portText(source)}` : '';
  if (anyDestination) return [[head, from]];
  return multiportLists(ports).map((chunk) => [
    head,
    `${from} -m multiport --dports ${chunk.map(portText).join(',')}`,
  ]);
}
