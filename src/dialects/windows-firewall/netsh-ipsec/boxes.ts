/** Filters as boxes of packets: one range of each of a packet's parts, so that any two can be compared. */
import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PORT,
  ANY_PROTOCOL,
  ICMP,
  ICMPV6,
  type Match,
  TCP,
  UDP,
} from '../../../net/match.ts';
import { type AddressRange, parseAddress } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import type { RaiseContext } from '../../reader.ts';
import { looseRangeOf, rangeOf } from '../../source/cidr.ts';
import { isNoWord, isYes, type Stored } from './store.ts';

export interface Box {
  readonly source: AddressRange;
  readonly destination: AddressRange;
  readonly protocol: PortRange;
  readonly sourcePort: PortRange;
  readonly destinationPort: PortRange;
}

/** Some of a filter's packets. */
export interface Part {
  readonly box: Box;
  /** Why it may be fewer packets than the box; nothing where it is exactly those. */
  readonly depends: readonly Dependency[];
  /** Addresses were written as a range, whose place among subnets Microsoft doesn't say. */
  readonly isRange: boolean;
}

export interface FilterParts {
  readonly parts: readonly Part[];
  /** What was not understood. */
  readonly strange: readonly string[];
  /** Words for addresses that were not given. */
  readonly unknownWords: readonly string[];
}

interface End {
  readonly range: AddressRange;
  readonly depends?: Dependency;
  readonly isRange?: boolean;
}

interface Ends {
  readonly ends: readonly End[];
  readonly strange?: string;
  readonly unknownWord?: string;
}

/** What is known of the host; by the words of netsh, somebody may say what they stand for. */
export type HostContext = Pick<RaiseContext, 'interfaces' | 'addresses'>;

/** What the host knows by itself, by the words of netsh. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['me', 'which addresses the host has'],
  ['dns', 'which DNS servers the host has'],
  ['wins', 'which WINS servers the host has'],
  ['dhcp', 'which DHCP servers the host has'],
  ['gateway', 'which default gateway the host has'],
]);

const notUnderstood = (text: string): Dependency => ({
  kind: 'not-understood',
  text: `${text}, which was not understood`,
});
const everywhere = (depends: Dependency): End[] => [
  { range: ANY_IPV4, depends },
  { range: ANY_IPV6, depends },
];

/** A filter's packets; with `mirrored`, which is the default, those that answer them, too. */
export function partsOf(filter: Pick<Stored, 'fields' | 'isUnclear'>, context: HostContext): FilterParts {
  const { fields } = filter;
  const from = endsOf(fields.get('srcaddr'), fields.get('srcmask'), 'source', context);
  const to = endsOf(fields.get('dstaddr'), fields.get('dstmask'), 'destination', context);
  const service = serviceOf(fields);
  const mirrored = fields.get('mirrored');
  const isMirrored = mirrored === undefined || isYes(mirrored);
  const strange = [from.strange, to.strange, ...service.strange].filter((text) => text !== undefined);
  if (!isMirrored && !isNoWord(mirrored)) strange.push(`mirrored=${mirrored ?? '…'}`);
  const isUnclear = strange.length > 0 || filter.isUnclear;
  const parts: Part[] = [];
  for (const a of from.ends)
    for (const b of to.ends) {
      if (a.range.family !== b.range.family || !isInFamily(service.protocol, a.range.family)) continue;
      const { protocol, sourcePort, destinationPort } = service;
      const box: Box = { source: a.range, destination: b.range, protocol, sourcePort, destinationPort };
      const own = [a.depends, b.depends].filter((d) => d !== undefined);
      const depends = isUnclear ? [...own, notUnderstood('a part of the filter')] : own;
      const isRange = a.isRange === true || b.isRange === true;
      parts.push({ box, depends, isRange });
      const back = turned(box);
      if ((isMirrored || !isNoWord(mirrored)) && !isSame(box, back))
        parts.push({ box: back, depends, isRange });
    }
  const unknownWords = [from.unknownWord, to.unknownWord].filter((word) => word !== undefined);
  return { parts, strange, unknownWords };
}

const turned = ({ source, destination, protocol, sourcePort, destinationPort }: Box): Box => ({
  source: destination,
  destination: source,
  protocol,
  sourcePort: destinationPort,
  destinationPort: sourcePort,
});

export const isSame = (a: Box, b: Box): boolean => holds(a, b) && holds(b, a);

/** Whether every packet of `inner` is one of `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return (
    outer.source.family === inner.source.family &&
    within(outer.protocol, inner.protocol) &&
    within(outer.sourcePort, inner.sourcePort) &&
    within(outer.destinationPort, inner.destinationPort) &&
    within(outer.source, inner.source) &&
    within(outer.destination, inner.destination)
  );
}

const within = <T extends bigint | number>(
  outer: { readonly first: T; readonly last: T },
  inner: { readonly first: T; readonly last: T },
): boolean => outer.first <= inner.first && inner.last <= outer.last;

/** The packets of both; absent where there are none. */
export function meet(a: Box, b: Box): Box | undefined {
  if (a.source.family !== b.source.family) return undefined;
  const protocol = meetRanges(a.protocol, b.protocol);
  const sourcePort = protocol && meetRanges(a.sourcePort, b.sourcePort);
  const destinationPort = sourcePort && meetRanges(a.destinationPort, b.destinationPort);
  const source = destinationPort && meetRanges(a.source, b.source);
  const destination = source && meetRanges(a.destination, b.destination);
  return destination && { source, destination, protocol, sourcePort, destinationPort };
}

function meetRanges<T extends bigint | number, R extends { readonly first: T; readonly last: T }>(
  a: R,
  b: R,
): R | undefined {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first > last ? undefined : { ...a, first, last };
}

/** How many packets it is: what is in another box is fewer. */
export function sizeOf({ source, destination, protocol, sourcePort, destinationPort }: Box): bigint {
  const count = (range: PortRange): bigint => BigInt(range.last - range.first + 1);
  return (
    (source.last - source.first + 1n) *
    (destination.last - destination.first + 1n) *
    count(protocol) *
    count(sourcePort) *
    count(destinationPort)
  );
}

export const matchOf = ({ source, destination, protocol, sourcePort, destinationPort }: Box): Match => ({
  sources: [source],
  destinations: [destination],
  services: [{ protocol, source: sourcePort, destination: destinationPort }],
});

/** ICMP is spoken over IPv4 only, and ICMPv6 over IPv6. */
function isInFamily({ first, last }: PortRange, family: 4 | 6): boolean {
  if (first !== last || (first !== ICMP && first !== ICMPV6)) return true;
  return family === (first === ICMP ? 4 : 6);
}

function endsOf(
  value: string | null | undefined,
  mask: string | null | undefined,
  side: 'source' | 'destination',
  { interfaces, addresses }: HostContext,
): Ends {
  const unread = (text: string): Ends => ({
    ends: everywhere(notUnderstood(`the ${side} address`)),
    strange: text,
  });
  if (value === undefined) return unread(`no ${side} address`);
  if (value === null) return unread(`the ${side} address`);
  const word = value.toLowerCase();
  const isWord = word === 'any' || WORDS.has(word);
  const isWhole = mask === '0' || mask === '0.0.0.0';
  if (mask !== undefined && isWord && !(word === 'any' && isWhole)) return unread(`a mask with ${value}`);
  // Whether it is IPv6, too, no document of Microsoft's says; it is where the other end is of IPv6 alone.
  if (word === 'any')
    return {
      ends: [
        { range: ANY_IPV4 },
        { range: ANY_IPV6, depends: { kind: 'other', text: 'whether "any" stands for IPv6, too' } },
      ],
    };
  const open = WORDS.get(word);
  if (open !== undefined) {
    const said = [...interfaces].find(([name]) => name.toLowerCase() === word)?.[1];
    const given = said ?? (word === 'me' ? addresses : undefined);
    if (given && given.length > 0) return { ends: given.map((range) => ({ range })) };
    return { ends: everywhere({ kind: 'name', text: open, value: word }), unknownWord: word };
  }
  if (value.includes('-') && mask === undefined) {
    const range = rangeOf(value);
    if (range) return { ends: [{ range, isRange: true }] };
  }
  const address = value.length > 100 ? { error: '' } : parseAddress(value);
  if ('error' in address) {
    // netsh asks for the addresses of a name when it runs.
    if (
      mask !== undefined ||
      !/^[a-z\d](?:[a-z\d._-]{0,253}[a-z\d])?$/i.test(value) ||
      /^[\d.]+$/.test(value)
    )
      return unread(`${side} ${value}`);
    return { ends: everywhere({ kind: 'name', text: `the addresses of ${value}`, value }) };
  }
  const { family, value: first } = address;
  if (mask === undefined) return { ends: [{ range: { family, first, last: first } }] };
  const range = mask === null || family === 6 ? undefined : subnetOf(value, mask);
  return range ? { ends: [{ range }] } : unread(`the mask of ${value}`);
}

/** A subnet by its mask or the length of its prefix; host bits don't count. */
function subnetOf(address: string, mask: string): AddressRange | undefined {
  if (/^\d{1,2}$/.test(mask)) return looseRangeOf(`${address}/${mask}`);
  const read = mask.length > 20 ? { error: '' } : parseAddress(mask);
  if ('error' in read || read.family !== 4) return undefined;
  const size = 0x1_0000_0000n - read.value;
  if ((size & (size - 1n)) !== 0n) return undefined;
  return looseRangeOf(`${address}/${32 - (size.toString(2).length - 1)}`);
}

interface Service {
  readonly protocol: PortRange;
  readonly sourcePort: PortRange;
  readonly destinationPort: PortRange;
  readonly strange: readonly string[];
}

const PROTOCOLS: ReadonlyMap<string, PortRange> = new Map([
  ['any', ANY_PROTOCOL],
  ['tcp', { first: TCP, last: TCP }],
  ['udp', { first: UDP, last: UDP }],
  ['icmp', { first: ICMP, last: ICMP }],
]);

/** Which packets between the ends; where a part isn't understood, all that it could be. */
function serviceOf(fields: Stored['fields']): Service {
  const strange: string[] = [];
  const word = (fields.get('protocol') === undefined ? 'any' : (fields.get('protocol') ?? '')).toLowerCase();
  const number = /^\d{1,3}$/.test(word) && Number(word) <= 255 ? Number(word) : undefined;
  // 0 is no protocol that a filter is for, and of RAW nobody says which number it is.
  const protocol =
    PROTOCOLS.get(word) ??
    (number === undefined || number === 0 ? undefined : { first: number, last: number });
  if (!protocol) strange.push(`protocol=${word.slice(0, 40)}`);
  const hasPorts = protocol === undefined || protocol.first === TCP || protocol.first === UDP;
  const portOf = (tag: string): PortRange => {
    const text = fields.get(tag);
    if (text === undefined || text === '0') return ANY_PORT;
    const port = text !== null && /^\d{1,5}$/.test(text) ? Number(text) : 65536;
    if (port <= 65535 && hasPorts) return { first: port, last: port };
    strange.push(`${tag}=${text?.slice(0, 40) ?? '…'}`);
    return ANY_PORT;
  };
  const [sourcePort, destinationPort] = [portOf('srcport'), portOf('dstport')];
  if (protocol) return { protocol, sourcePort, destinationPort, strange };
  return { protocol: ANY_PROTOCOL, sourcePort: ANY_PORT, destinationPort: ANY_PORT, strange };
}
