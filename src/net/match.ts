/**
 * What a rule matches: a product of lists, as every filter language has it: any of these sources, with any of these
 * destinations, on any of these services. A source and a destination of different families make no packet.
 */
import type { AddressRange, Family } from './network.ts';
import type { PortRange } from './ports.ts';

/**
 * A protocol or a range of them with its ports. What a protocol has instead of ports stands in their place:
 * ICMP's type in `source` and its code in `destination`, each stretched to 256 numbers (see `icmpRange`), so that
 * "any type" and "any port" are the same range and no number is without a packet. A protocol without ports has
 * both ranges full, always.
 */
export interface ServiceRange {
  readonly protocol: PortRange;
  readonly source: PortRange;
  readonly destination: PortRange;
}

export interface Match {
  readonly sources: readonly AddressRange[];
  readonly destinations: readonly AddressRange[];
  readonly services: readonly ServiceRange[];
}

export const TCP = 6;
export const UDP = 17;
export const ICMP = 1;
export const ICMPV6 = 58;
export const ESP = 50;
export const SCTP = 132;
export const DCCP = 33;
export const UDP_LITE = 136;

export const ANY_PORT: PortRange = Object.freeze({ first: 0, last: 65535 });
export const ANY_PROTOCOL: PortRange = Object.freeze({ first: 0, last: 255 });
export const ANY_SERVICE: ServiceRange = Object.freeze({
  protocol: ANY_PROTOCOL,
  source: ANY_PORT,
  destination: ANY_PORT,
});
export const ANY_IPV4: AddressRange = Object.freeze({ family: 4, first: 0n, last: 0xffff_ffffn });
export const ANY_IPV6: AddressRange = Object.freeze({ family: 6, first: 0n, last: (1n << 128n) - 1n });
/** Every address of both families. */
export const ANY_ADDRESS: readonly AddressRange[] = Object.freeze([ANY_IPV4, ANY_IPV6]);
/** Every packet. */
export const ANY_PACKET: Match = Object.freeze({
  sources: ANY_ADDRESS,
  destinations: ANY_ADDRESS,
  services: Object.freeze([ANY_SERVICE]),
});

const WITH_PORTS: ReadonlySet<number> = new Set([TCP, UDP, SCTP, DCCP, UDP_LITE]);

/** Whether a protocol has source and destination ports. */
export function hasPorts(protocol: number): boolean {
  return WITH_PORTS.has(protocol);
}

/** Whether a protocol has a type and a code. */
export function isIcmp(protocol: number): boolean {
  return protocol === ICMP || protocol === ICMPV6;
}

/** ICMP types or codes (0 to 255) where a service has ports. */
export function icmpRange(first: number, last: number = first): PortRange {
  return { first: first * 256, last: last * 256 + 255 };
}

/** One protocol (0 to 255) with any ports. */
export function anyOf(protocol: number): ServiceRange {
  return { protocol: { first: protocol, last: protocol }, source: ANY_PORT, destination: ANY_PORT };
}

/** TCP or UDP to some ports, from any source port unless it is said. */
export function servicesTo(
  transport: 'tcp' | 'udp',
  ports: readonly PortRange[],
  source: PortRange = ANY_PORT,
): ServiceRange[] {
  const number = transport === 'tcp' ? TCP : UDP;
  const protocol = { first: number, last: number };
  return ports.map((destination) => ({ protocol, source, destination }));
}

/** As `servicesTo`, for what has ports and for ESP, which has none. */
export function servicesOver(
  transport: 'tcp' | 'udp' | 'esp',
  ports: readonly PortRange[],
  source: PortRange = ANY_PORT,
): readonly ServiceRange[] {
  return transport === 'esp' ? [anyOf(ESP)] : servicesTo(transport, ports, source);
}

/** Every address of a family. */
export function anyAddress(family: Family): AddressRange {
  return family === 4 ? ANY_IPV4 : ANY_IPV6;
}

/** The packets that both match; absent where there are none. */
export function intersectMatch(a: Match, b: Match): Match | undefined {
  const sources = meet(a.sources, b.sources, meetAddresses);
  if (sources.length === 0) return undefined;
  const destinations = meet(a.destinations, b.destinations, meetAddresses);
  if (!destinations.some((d) => sources.some((s) => s.family === d.family))) return undefined;
  const services = meet(a.services, b.services, meetServices);
  return services.length === 0 ? undefined : { sources, destinations, services };
}

/** The packets that `a` matches and `b` doesn't, as products that share no packet. */
export function subtractMatch(a: Match, b: Match): Match[] {
  const both = intersectMatch(a, b);
  if (!both) return [a];
  const rest: Match[] = [];
  const sources = without(a.sources, b.sources, cutAddresses);
  if (sources.length > 0) rest.push({ ...a, sources });
  const destinations = without(a.destinations, b.destinations, cutAddresses);
  if (destinations.length > 0) rest.push({ ...a, sources: both.sources, destinations });
  const services = without(a.services, b.services, cutServices);
  if (services.length > 0) rest.push({ ...both, services });
  return rest;
}

function meet<T>(a: readonly T[], b: readonly T[], both: (a: T, b: T) => T | undefined): T[] {
  const found: T[] = [];
  for (const x of a) {
    for (const y of b) {
      const shared = both(x, y);
      if (shared !== undefined) found.push(shared);
    }
  }
  return found;
}

function without<T>(from: readonly T[], away: readonly T[], cut: (from: T, away: T) => readonly T[]): T[] {
  let rest: readonly T[] = from;
  for (const piece of away) rest = rest.flatMap((item) => cut(item, piece));
  return [...rest];
}

function meetAddresses(a: AddressRange, b: AddressRange): AddressRange | undefined {
  if (a.family !== b.family) return undefined;
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  if (first > last) return undefined;
  if (first === a.first && last === a.last) return a;
  return first === b.first && last === b.last ? b : { family: a.family, first, last };
}

function cutAddresses(from: AddressRange, away: AddressRange): readonly AddressRange[] {
  if (!meetAddresses(from, away)) return [from];
  const rest: AddressRange[] = [];
  if (from.first < away.first) rest.push({ family: from.family, first: from.first, last: away.first - 1n });
  if (from.last > away.last) rest.push({ family: from.family, first: away.last + 1n, last: from.last });
  return rest;
}

function meetRanges(a: PortRange, b: PortRange): PortRange | undefined {
  const first = Math.max(a.first, b.first);
  const last = Math.min(a.last, b.last);
  return first > last ? undefined : { first, last };
}

function cutRanges(from: PortRange, away: PortRange): PortRange[] {
  const rest: PortRange[] = [];
  if (from.first < away.first) rest.push({ first: from.first, last: Math.min(from.last, away.first - 1) });
  if (from.last > away.last) rest.push({ first: Math.max(from.first, away.last + 1), last: from.last });
  return rest;
}

/** The part of one service that is also another's. */
export function meetServices(a: ServiceRange, b: ServiceRange): ServiceRange | undefined {
  const protocol = meetRanges(a.protocol, b.protocol);
  const source = protocol && meetRanges(a.source, b.source);
  const destination = source && meetRanges(a.destination, b.destination);
  return destination && { protocol, source, destination };
}

function cutServices(from: ServiceRange, away: ServiceRange): readonly ServiceRange[] {
  const both = meetServices(from, away);
  if (!both) return [from];
  return [
    ...cutRanges(from.protocol, away.protocol).map((protocol) => ({ ...from, protocol })),
    ...cutRanges(from.source, away.source).map((source) => ({ ...from, protocol: both.protocol, source })),
    ...cutRanges(from.destination, away.destination).map((destination) => ({ ...both, destination })),
  ];
}

/** How many boxes a product is made of, at most; to be asked first where input may be hostile. */
export function boxCount({ sources, destinations, services }: Match): number {
  return sources.length * destinations.length * services.length;
}
