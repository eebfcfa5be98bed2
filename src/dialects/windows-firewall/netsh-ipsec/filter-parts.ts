/** What a filter matches, as boxes. */
import { ANY_PORT, ANY_PROTOCOL, ICMP, ICMPV6, TCP, UDP } from '../../../net/match.ts';
import type { PortRange } from '../../../net/ports.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { type Box, isSame, turned } from './boxes.ts';
import { endsOf, type HostContext, notUnderstood } from './ends.ts';
import { isNoWord, isYes, type Stored } from './store.ts';

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

/** ICMP is spoken over IPv4 only, and ICMPv6 over IPv6. */
function isInFamily({ first, last }: PortRange, family: 4 | 6): boolean {
  if (first !== last || (first !== ICMP && first !== ICMPV6)) return true;
  return family === (first === ICMP ? 4 : 6);
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
