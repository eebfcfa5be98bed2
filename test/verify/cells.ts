/**
 * A finite set of packets that stands for all: every range that takes part is cut at every end of another, and each
 * combination of pieces has one packet. What holds for these packets holds for all that the ranges can tell apart.
 */
import { hasPorts, isIcmp, type Match } from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import type { PortRange } from '../../src/net/ports.ts';

const MOST_ADDRESS = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;

/** Where pieces begin, as ranges. */
function piecesOf<N extends number | bigint>(begins: Iterable<N>, last: N, one: N): [N, N][] {
  const sorted = [...new Set(begins)].sort((a, b) => (a < b ? -1 : 1));
  return sorted
    .filter((begin) => begin <= last)
    .map((begin, i) => [begin, i + 1 < sorted.length ? (((sorted[i + 1] as N) - one) as N) : last]);
}

function addressPieces(ranges: readonly AddressRange[], family: Family): [bigint, bigint][] {
  const own = ranges.filter((r) => r.family === family);
  return piecesOf([0n, ...own.flatMap((r) => [r.first, r.last + 1n])], MOST_ADDRESS[family], 1n);
}

function portPieces(ranges: readonly PortRange[], last = 65535): [number, number][] {
  return piecesOf([0, ...ranges.flatMap((r) => [r.first, r.last + 1])], last, 1);
}

type Ports = Pick<Packet, 'protocol' | 'sourcePort' | 'destinationPort'>;

/** Protocols with their ports; the first and the last of a piece in turn. */
function servicesOf(matches: readonly Match[]): Ports[] {
  const services = matches.flatMap((match) => match.services);
  const found: Ports[] = [];
  const pick = ([first, last]: [number, number], n: number): number => (n % 2 === 0 ? first : last);
  for (const piece of portPieces(
    services.map((s) => s.protocol),
    255,
  )) {
    const [protocol] = piece;
    if (!hasPorts(protocol) && !isIcmp(protocol)) {
      found.push({ protocol, sourcePort: 0, destinationPort: 0 });
      continue;
    }
    const own = services.filter((s) => s.protocol.first <= protocol && protocol <= s.protocol.last);
    const mask = isIcmp(protocol) ? 0xff00 : 0xffff;
    portPieces(own.map((s) => s.source)).forEach((source, i) => {
      portPieces(own.map((s) => s.destination)).forEach((destination, j) => {
        found.push({
          protocol,
          sourcePort: pick(source, i + j) & mask,
          destinationPort: pick(destination, j) & mask,
        });
      });
    });
  }
  return found;
}

/**
 * A packet of each piece; where they are more than `most`, every so-manieth of them.
 * @param step where to start, so that other cases look at others.
 */
export function packetsOf(
  matches: readonly Match[],
  most: number,
  step = 0,
): { readonly packets: Packet[]; readonly complete: boolean } {
  const services = servicesOf(matches);
  const packets: Packet[] = [];
  const sides = ([4, 6] satisfies Family[]).map((family) => ({
    family,
    sources: addressPieces(
      matches.flatMap((m) => m.sources),
      family,
    ),
    destinations: addressPieces(
      matches.flatMap((m) => m.destinations),
      family,
    ),
  }));
  const total = sides.reduce(
    (sum, { sources, destinations }) => sum + sources.length * destinations.length * services.length,
    0,
  );
  // A step without a common divisor with the numbers of pieces, so that all of them have their turn.
  const stride = total <= most ? 1 : nextPrime(Math.ceil(total / most));
  let n = total <= most ? 0 : step % stride;
  for (const { family, sources, destinations } of sides) {
    const size = sources.length * destinations.length * services.length;
    for (; n < size; n += stride) {
      const service = services[n % services.length] as Ports;
      const rest = Math.floor(n / services.length);
      const source = sources[rest % sources.length] as [bigint, bigint];
      const destination = destinations[Math.floor(rest / sources.length)] as [bigint, bigint];
      packets.push({
        family,
        source: source[n % 2] as bigint,
        destination: destination[(n >> 1) % 2] as bigint,
        ...service,
      });
    }
    n -= size;
  }
  return { packets, complete: stride === 1 };
}

function nextPrime(n: number): number {
  for (let candidate = Math.max(2, n); ; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate && prime; d++) prime = candidate % d !== 0;
    if (prime) return candidate;
  }
}

/**
 * Packets in the corners of matches and just outside of them, some of each; for what has too many pieces.
 * @param step chooses the corners.
 */
export function cornersOf(matches: readonly Match[], step: number): Packet[] {
  let n = step;
  const next = (): number => {
    n = (Math.imul(n, 1103515245) + 12345) & 0x7fffffff;
    return n >> 8;
  };
  const edge = (first: bigint, last: bigint, most: bigint): bigint => {
    const ends = [first, last, first > 0n ? first - 1n : first, last < most ? last + 1n : last];
    return ends[next() % 7] ?? first;
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[next() % Math.max(1, list.length)];
  return matches.flatMap((match) => {
    const source = pick(match.sources);
    const destination = pick(match.destinations.filter((d) => d.family === source?.family));
    const service = pick(match.services);
    if (!source || !destination || !service) return [];
    const { family } = source;
    const protocol = service.protocol.first === 0 ? 6 : service.protocol.first;
    const mask = isIcmp(protocol) ? 0xff00 : hasPorts(protocol) ? 0xffff : 0;
    const port = ({ first, last }: PortRange): number =>
      Number(edge(BigInt(first), BigInt(last), 65535n)) & mask;
    return {
      family,
      source: edge(source.first, source.last, MOST_ADDRESS[family]),
      destination: edge(destination.first, destination.last, MOST_ADDRESS[family]),
      protocol,
      sourcePort: port(service.source),
      destinationPort: port(service.destination),
    };
  });
}
