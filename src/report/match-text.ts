import { ANY_ADDRESS, ANY_PORT, isIcmp, type Match, type ServiceRange } from '../net/match.ts';
import { type AddressRange, type Family, network, toPrefixes } from '../net/network.ts';
import { normalizeAddresses } from '../net/normalize.ts';
import { PROTOCOL_NAMES } from '../net/packet.ts';
import { formatPorts, normalizePorts, type PortRange } from '../net/ports.ts';

/** Items of a list that are told where nobody says how many. */
const MOST = 6;

/** A range that is this few prefixes is written as prefixes; another as its first and last address. */
const MOST_PREFIXES = 2;

const FAMILIES: readonly Family[] = [4, 6];

/**
 * What a match matches, on one line: `tcp 10.20.0.0/15, 10.30.0.0/16 > 10.10.1.10 ports 80,443`, as a packet is
 * written; with several protocols `10.20.0.0/15 > 10.10.1.10: tcp port 445; udp ports 137-138`. Each list is cut
 * after `most` items, and says how many more there are. Addresses that have no partner of their family are left out.
 */
export function matchText(match: Match, most: number = MOST): string {
  const { sources, destinations } = partnered(match);
  const services = serviceTexts(match.services, most);
  if (sources.length === 0 || destinations.length === 0 || services.length === 0) return 'no packet';
  const ends = `${endText(sources, destinations, most)} > ${endText(destinations, sources, most)}`;
  const [only] = services;
  if (services.length === 1 && only) return `${only.protocol} ${ends}${only.ports}`;
  const texts = services.map(({ protocol, ports }) => `${protocol}${ports}`);
  return `${ends}: ${listed(texts, most, '; ')}`;
}

/** The first items, and how many more there are. */
function listed(texts: readonly string[], most: number, separator = ', '): string {
  if (texts.length <= most) return texts.join(separator);
  return `${texts.slice(0, most).join(separator)} … and ${texts.length - most} more`;
}

/** Both sides sorted and joined, without what no packet can have because the other side lacks its family. */
function partnered({ sources, destinations }: Match): Pick<Match, 'sources' | 'destinations'> {
  const both = FAMILIES.map((family): readonly [AddressRange[], AddressRange[]] => [
    normalizeAddresses(sources, family),
    normalizeAddresses(destinations, family),
  ]).filter(([from, to]) => from.length > 0 && to.length > 0);
  return { sources: both.flatMap(([from]) => from), destinations: both.flatMap(([, to]) => to) };
}

/** One side; `other` tells the family where it is not written here. */
function endText(ranges: readonly AddressRange[], other: readonly AddressRange[], most: number): string {
  const families = FAMILIES.filter((family) => ranges.some((range) => range.family === family));
  const plain = families.length === FAMILIES.length || !other.every(isEvery);
  if (ranges.every(isEvery) && plain) return 'any';
  return listed(ranges.flatMap(rangeTexts), most);
}

/** Whether a range is all of its family. */
function isEvery({ family, first, last }: AddressRange): boolean {
  return ANY_ADDRESS.some((any) => any.family === family && any.first === first && any.last === last);
}

/** `10.0.0.0/8`; two prefixes where two are enough; else the first and the last address. */
function rangeTexts(range: AddressRange): string[] {
  if (isEvery(range)) return [`any IPv${range.family}`];
  const whole = network(range.family, range.first, range.last);
  if (!whole.text.includes('-')) return [whole.text];
  const prefixes = toPrefixes(whole);
  return prefixes.length <= MOST_PREFIXES ? prefixes.map((prefix) => prefix.text) : [whole.text];
}

interface ServiceText {
  readonly protocol: string;
  /** With a blank before it; empty where the ports don't matter. */
  readonly ports: string;
}

/** Services of one protocol and one range of source ports together, then protocols that have the same ports. */
function serviceTexts(services: readonly ServiceRange[], most: number): ServiceText[] {
  const groups = new Map<string, { readonly of: ServiceRange; readonly destinations: PortRange[] }>();
  for (const of of [...services].sort(byProtocol)) {
    const { protocol, source } = of;
    const key = `${protocol.first}-${protocol.last} ${source.first}-${source.last}`;
    const group = groups.get(key);
    if (group) group.destinations.push(of.destination);
    else groups.set(key, { of, destinations: [of.destination] });
  }
  const protocols = new Map<string, string[]>();
  for (const { of, destinations } of groups.values()) {
    const ports = portsText(of, normalizePorts(destinations), most);
    const same = protocols.get(ports);
    if (same) same.push(protocolText(of.protocol));
    else protocols.set(ports, [protocolText(of.protocol)]);
  }
  return [...protocols].map(([ports, names]) => ({ protocol: listed(names, most), ports }));
}

function byProtocol(a: ServiceRange, b: ServiceRange): number {
  const order = (x: PortRange, y: PortRange): number => x.first - y.first || x.last - y.last;
  return order(a.protocol, b.protocol) || order(a.source, b.source);
}

/** `tcp`, `protocol 50`, `protocols 7-16`, `any protocol`. */
function protocolText({ first, last }: PortRange): string {
  if (first === 0 && last === 255) return 'any protocol';
  if (first !== last) return `protocols ${first}-${last}`;
  return PROTOCOL_NAMES[first] ?? `protocol ${first}`;
}

function portsText(
  { protocol, source }: ServiceRange,
  destinations: readonly PortRange[],
  most: number,
): string {
  const icmp = protocol.first === protocol.last && isIcmp(protocol.first);
  if (!icmp) {
    const from = numbers('port', [source], most, ' from');
    return from + numbers('port', destinations, most, from === '' ? '' : ' to');
  }
  return numbers('type', [icmpNumbers(source)], most) + numbers('code', destinations.map(icmpNumbers), most);
}

/** Types and codes are stretched to the width of ports: see `icmpRange`. */
export function icmpNumbers({ first, last }: PortRange): PortRange {
  return { first: first >> 8, last: last >> 8 };
}

/** ` port 445`, ` ports 80,443`; nothing where every number is meant. */
function numbers(
  word: 'port' | 'type' | 'code',
  ranges: readonly PortRange[],
  most: number,
  before = '',
): string {
  const greatest = word === 'port' ? ANY_PORT.last : 255;
  if (ranges.some(({ first, last }) => first === 0 && last === greatest)) return '';
  const one = ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
  const more = ranges.length > most ? ` … and ${ranges.length - most} more` : '';
  return `${before} ${word}${one ? '' : 's'} ${formatPorts(ranges.slice(0, most))}${more}`;
}
