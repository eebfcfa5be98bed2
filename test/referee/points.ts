/** Packets at the edges of what rules say: just inside and just outside of each range. */
import fc from 'fast-check';
import { ICMP, ICMPV6, TCP, UDP } from '../../src/net/match.ts';
import type { Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';

/** The edges that one rule has; an empty list stands for any value. */
export interface Points {
  readonly family?: Family | undefined;
  readonly protocol?: number | undefined;
  readonly source: readonly bigint[];
  readonly destination: readonly bigint[];
  readonly sourcePort: readonly number[];
  readonly destinationPort: readonly number[];
}

export const ANY_POINT: Points = { source: [], destination: [], sourcePort: [], destinationPort: [] };

/** First and last of a range, and their neighbours. */
export const edges = (first: bigint, last: bigint): bigint[] => [first - 1n, first, last, last + 1n];
export const portEdges = (first: number, last: number): number[] =>
  [first - 1, first, last, last + 1].filter((port) => port >= 0 && port <= 65535);

const USUAL: Readonly<Record<Family, readonly [bigint, bigint]>> = {
  4: [0x0a000001n, 0x0a010002n],
  6: [0xfd00n << 112n, (0xfd01n << 112n) + 2n],
};

/** Some packets for each rule, drawn with a seed: the same every time. */
export function packetsAt(rules: readonly Points[], count: number, seed: number): Packet[] {
  const each = Math.max(1, Math.ceil(count / Math.max(1, rules.length)));
  return rules.flatMap((rule, i) => fc.sample(packetAt(rule, rules), { numRuns: each, seed: seed + i }));
}

function packetAt(rule: Points, all: readonly Points[]): fc.Arbitrary<Packet> {
  // One value in five is another rule's, so that rules meet.
  const other = fc.constantFrom(rule, rule, rule, rule, ...all);
  return fc
    .record({
      family: fc.constantFrom<Family>(...(rule.family ? [rule.family] : [4 as const, 6 as const])),
      protocol: fc.constantFrom(
        ...(rule.protocol === undefined ? [TCP, UDP, ICMP, ICMPV6, 47] : [rule.protocol, rule.protocol, UDP]),
      ),
      from: fc.tuple(other, fc.nat()),
      to: fc.tuple(other, fc.nat()),
      sourcePort: fc.tuple(other, fc.nat()),
      destinationPort: fc.tuple(other, fc.nat()),
    })
    .map((chosen): Packet => {
      const { family, protocol } = chosen;
      const address = (points: readonly bigint[], n: number, usual: bigint): bigint => {
        const own = points.filter(
          (p) => p > 0n && p < 1n << (family === 4 ? 32n : 128n) && p > 1n << 40n === (family === 6),
        );
        return own[n % Math.max(1, own.length)] ?? usual;
      };
      const port = (points: readonly number[], n: number): number =>
        points[n % Math.max(1, points.length)] ?? n % 65536;
      const hasPorts = protocol === TCP || protocol === UDP;
      const isIcmp = protocol === ICMP || protocol === ICMPV6;
      const first = port(chosen.sourcePort[0].sourcePort, chosen.sourcePort[1]);
      const second = port(chosen.destinationPort[0].destinationPort, chosen.destinationPort[1]);
      return {
        family,
        protocol,
        source: address(chosen.from[0].source, chosen.from[1], USUAL[family][0]),
        destination: address(chosen.to[0].destination, chosen.to[1], USUAL[family][1]),
        sourcePort: hasPorts ? first : isIcmp ? (first & 255) * 256 : 0,
        destinationPort: hasPorts ? second : isIcmp ? (second & 255) * 256 : 0,
      };
    });
}
