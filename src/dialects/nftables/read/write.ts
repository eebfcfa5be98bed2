import {
  ANY_IPV4,
  ANY_IPV6,
  hasPorts,
  ICMP,
  ICMPV6,
  isIcmp,
  type Match,
  type ServiceRange,
} from '../../../net/match.ts';
import { type AddressRange, type Family, network } from '../../../net/network.ts';
import { formatPorts, normalizePorts, type PortRange } from '../../../net/ports.ts';
import type { FilterRule } from '../../../policy/ruleset.ts';
import type { NewRule } from '../../reader.ts';
import { quote } from '../quote.ts';
import type { ReadNft, ReadNftChain, ReadNftRule, ReadNftTable } from './model.ts';

interface Anchor {
  readonly table: ReadNftTable;
  readonly chain: ReadNftChain;
  readonly rule: ReadNftRule;
}

/**
 * The rule as lines for the anchor's chain: one for each family and protocol that it needs. Absent where nft can't say
 * it: packets of a family that the table doesn't judge, or half a type of ICMP.
 */
export function writeNft(rule: NewRule, anchor: FilterRule, config: ReadNft): readonly string[] | undefined {
  // A listing in JSON is one line, and nobody mends it by hand.
  if (config.form === 'json') return undefined;
  const found = findAnchor(anchor, config);
  // In front of a rule that was inserted is behind it.
  if (!found || found.rule.command?.startsWith('insert')) return undefined;
  const conditions = conditionsOf(rule.match, found.table.family);
  if (!conditions) return undefined;
  const before = indentation(config.text, anchor.span.start) + (found.rule.command ?? '');
  const tail = [
    ...(asksForState(found, config) ? ['ct state new'] : []),
    ...(found.rule.parts.some((part) => part.kind === 'remark' && part.what === 'counter')
      ? ['counter']
      : []),
    rule.action === 'permit' ? 'accept' : 'drop',
    `comment ${quote(rule.comment)}`,
  ].join(' ');
  return conditions.map((condition) =>
    `${before}${found.rule.command === undefined ? '' : ' '}${condition} ${tail}`.replace(
      / {2,}(?=ct|counter|accept|drop)/,
      ' ',
    ),
  );
}

function findAnchor({ span }: FilterRule, config: ReadNft): Anchor | undefined {
  for (const table of config.tables) {
    for (const chain of table.chains.values()) {
      const rule = chain.rules.find((r) => r.span.start === span.start && r.span.end === span.end);
      if (rule) return { table, chain, rule };
    }
  }
  return undefined;
}

function indentation(text: string, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, start))?.[0] ?? '';
}

/** Whether the rules around the anchor tell first packets from others, or the chain that leads to them does. */
function asksForState({ table, chain }: Anchor, _config: ReadNft): boolean {
  const asks = ({ rules }: ReadNftChain): boolean =>
    rules.some(({ parts }) =>
      parts.some(
        (part) => (part.kind === 'match' || part.kind === 'vmap') && part.selectors.includes('ct state'),
      ),
    );
  return asks(chain) || [...table.chains.values()].some((other) => other.base && asks(other));
}

function conditionsOf(match: Match, table: ReadNftTable['family']): string[] | undefined {
  if (table !== 'ip' && table !== 'ip6' && table !== 'inet') return undefined;
  const services = servicesOf(match.services);
  if (!services) return undefined;
  const both = familyOf(match, 4) !== undefined && familyOf(match, 6) !== undefined;
  if (table === 'inet' && both && isEverything(match)) return services.map(({ text }) => text);
  const lines: string[] = [];
  for (const family of [4, 6] satisfies Family[]) {
    const sides = familyOf(match, family);
    if (sides === undefined) continue;
    if (table !== 'inet' && (table === 'ip') !== (family === 4)) return undefined;
    for (const service of services) {
      // nft's `icmp type` is of IPv4 alone, `icmpv6 type` of IPv6.
      if (service.family !== undefined && service.family !== family) return undefined;
      const said = sides !== '' || table !== 'inet' || service.family !== undefined;
      lines.push(
        [said ? sides : `meta nfproto ipv${family}`, service.text].filter((t) => t !== '').join(' '),
      );
    }
  }
  return lines.length === 0 ? undefined : lines;
}

const isAll = (ranges: readonly AddressRange[], family: Family): boolean => {
  const all = family === 4 ? ANY_IPV4 : ANY_IPV6;
  return ranges.some((r) => r.family === family && r.first === all.first && r.last === all.last);
};

const isEverything = ({ sources, destinations }: Match): boolean =>
  ([4, 6] as const).every((family) => isAll(sources, family) && isAll(destinations, family));

/** Empty for every packet of the family, absent for none. */
function familyOf({ sources, destinations }: Match, family: Family): string | undefined {
  const ip = family === 4 ? 'ip' : 'ip6';
  const side = (field: string, ranges: readonly AddressRange[]): string | undefined => {
    if (isAll(ranges, family)) return '';
    const own = ranges.filter((r) => r.family === family);
    if (own.length === 0) return undefined;
    return `${ip} ${field} ${list(own.map((r) => network(r.family, r.first, r.last).text))}`;
  };
  const source = side('saddr', merged(sources));
  const destination = side('daddr', merged(destinations));
  if (source === undefined || destination === undefined) return undefined;
  return [source, destination].filter((text) => text !== '').join(' ');
}

/** nft refuses sets whose intervals overlap. */
function merged(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = [...ranges].sort(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  );
  const found: AddressRange[] = [];
  for (const range of sorted) {
    const last = found.at(-1);
    if (last && last.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) found[found.length - 1] = { ...last, last: range.last };
    } else found.push(range);
  }
  return found;
}

interface ServiceText {
  readonly text: string;
  readonly family?: Family;
}

const isFull = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;
const list = (items: readonly string[]): string =>
  items.length === 1 ? (items[0] ?? '') : `{ ${items.join(', ')} }`;

/** One text for all services that differ in one thing only; absent where one of them can't be said. */
function servicesOf(services: readonly ServiceRange[]): ServiceText[] | undefined {
  const whole: PortRange[] = [];
  const narrow = new Map<string, { protocol: number; source: PortRange; destinations: PortRange[] }>();
  for (const { protocol, source, destination } of services) {
    if (isFull(source) && isFull(destination)) {
      whole.push(protocol);
      continue;
    }
    for (let p = protocol.first; p <= protocol.last; p++) {
      if (!hasPorts(p) && !isIcmp(p)) return undefined;
      const key = `${p} ${source.first} ${source.last}`;
      const entry = narrow.get(key) ?? { protocol: p, source, destinations: [] };
      narrow.set(key, entry);
      entry.destinations.push(destination);
    }
  }
  const texts: ServiceText[] = [];
  const protocols = normalizePorts(whole);
  if (protocols.some((r) => r.first === 0 && r.last === 255)) return [{ text: '' }];
  if (protocols.length > 0) texts.push({ text: `meta l4proto ${portList(protocols)}` });
  for (const { protocol, source, destinations } of narrow.values()) {
    const text = isIcmp(protocol)
      ? icmpText(protocol, source, normalizePorts(destinations))
      : portText(protocol, source, normalizePorts(destinations));
    if (!text) return undefined;
    texts.push(text);
  }
  return texts;
}

const portList = (ranges: readonly PortRange[]): string => list(formatPorts(ranges).split(','));

const NAMES: Readonly<Record<number, string>> = {
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  132: 'sctp',
  136: 'udplite',
};

function portText(protocol: number, source: PortRange, destinations: readonly PortRange[]): ServiceText {
  const name = NAMES[protocol] ?? 'th';
  const parts = [
    ...(isFull(source) ? [] : [`${name} sport ${portList([source])}`]),
    ...(destinations.some(isFull) ? [] : [`${name} dport ${portList(destinations)}`]),
  ];
  return { text: parts.join(' ') };
}

function icmpText(protocol: number, type: PortRange, codes: readonly PortRange[]): ServiceText | undefined {
  const name = protocol === ICMP ? 'icmp' : 'icmpv6';
  const family = protocol === ICMPV6 ? 6 : 4;
  const bytes = (range: PortRange): PortRange | undefined =>
    range.first % 256 === 0 && range.last % 256 === 255
      ? { first: range.first >> 8, last: range.last >> 8 }
      : undefined;
  const types = bytes(type);
  const codeBytes = codes.map(bytes);
  if (!types || codeBytes.some((code) => !code)) return undefined;
  const parts = [
    ...(isFull(type) ? [] : [`${name} type ${portList([types])}`]),
    ...(codes.some(isFull) ? [] : [`${name} code ${portList(codeBytes as PortRange[])}`]),
  ];
  return { text: parts.join(' '), family };
}
