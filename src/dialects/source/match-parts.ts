/** A match in the pieces that clouds' rules have: prefixes of one family, one protocol with its ports. */
import { ANY_PROTOCOL, hasPorts, isIcmp, type Match } from '../../net/match.ts';
import { type AddressRange, type Family, type Network, network, toPrefixes } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';

export interface MatchPart {
  readonly family: Family;
  readonly sources: readonly Network[];
  readonly destinations: readonly Network[];
  /** Absent: any. */
  readonly protocol?: number;
  /** Destination ports; empty where all of the protocol is meant. */
  readonly ports: readonly PortRange[];
  /** A type of ICMP with a code, where not all of them are meant. */
  readonly icmp?: { readonly type: number; readonly code?: number };
}

/** More pieces than a person would write. */
const MOST_PARTS = 50;
const MOST_PREFIXES = 200;

/** Nothing where it can't be said so, or only with very many rules. */
export function partsOf({ sources, destinations, services }: Match): readonly MatchPart[] | undefined {
  const kinds: Pick<MatchPart, 'protocol' | 'ports' | 'icmp'>[] = [];
  const byProtocol = new Map<number, PortRange[]>();
  for (const { protocol, source, destination } of services) {
    const isWhole = isFull(source) && isFull(destination);
    if (isWhole && protocol.first === ANY_PROTOCOL.first && protocol.last === ANY_PROTOCOL.last)
      kinds.push({ ports: [] });
    else if (isWhole && protocol.last - protocol.first < MOST_PARTS) {
      for (let number = protocol.first; number <= protocol.last; number++)
        kinds.push({ protocol: number, ports: [] });
    } else if (protocol.first !== protocol.last) return undefined;
    else if (isIcmp(protocol.first)) {
      const [type, code] = [one(source), one(destination)];
      if (type === undefined || (code === undefined && !isFull(destination))) return undefined;
      const icmp = { type, ...(code !== undefined && { code }) };
      kinds.push({ protocol: protocol.first, ports: [], icmp });
    } else if (hasPorts(protocol.first) && isFull(source)) {
      const ports = byProtocol.get(protocol.first) ?? [];
      ports.push(destination);
      byProtocol.set(protocol.first, ports);
    } else return undefined;
  }
  for (const [protocol, ports] of byProtocol) kinds.push({ protocol, ports });
  const parts = ([4, 6] as const).flatMap((family) => {
    const [from, to] = [prefixes(sources, family), prefixes(destinations, family)];
    if (from.length === 0 || to.length === 0) return [];
    return kinds.map((kind): MatchPart => ({ family, sources: from, destinations: to, ...kind }));
  });
  const isLong = parts.some((p) => p.sources.length > MOST_PREFIXES || p.destinations.length > MOST_PREFIXES);
  return parts.length === 0 || parts.length > MOST_PARTS || isLong ? undefined : parts;
}

const isFull = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;

/** A type or a code of ICMP, see `icmpRange`. */
const one = ({ first, last }: PortRange): number | undefined =>
  first % 256 === 0 && last === first + 255 ? first / 256 : undefined;

const prefixes = (ranges: readonly AddressRange[], family: Family): readonly Network[] =>
  ranges
    .filter((range) => range.family === family)
    .flatMap(({ first, last }) => toPrefixes(network(family, first, last)));

/** A short number from a text, always the same. */
export function numberOfText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) >>> 0;
  return hash;
}

/** What tells a part from every other one. */
export function keyOfPart({ sources, destinations, protocol, ports, icmp }: MatchPart): string {
  const texts = (networks: readonly Network[]): string => networks.map(({ text }) => text).join();
  return JSON.stringify([texts(sources), texts(destinations), protocol, ports, icmp]);
}
