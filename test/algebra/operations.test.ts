/** Every operation on sets of packets against counting cell by cell. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TCP, UDP } from '../../src/net/match.ts';
import type { Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { holds } from './cases.ts';
import { bitsOfSteps, products, program, setOf } from './products.ts';
import {
  type Bits,
  bitsOf,
  matchOfCell,
  packetOfCell,
  sizeOfBits,
  timesMatched,
  UNIVERSES,
  type Universe,
  zip,
} from './universe.ts';

describe.each(UNIVERSES)('PacketSet over $name', (of) => {
  const named = (what: string): string => `${what} (${of.name})`;

  it('holds exactly the packets that a program of operations leaves', async () => {
    const name = named('has and size after any operations');
    await holds(
      name,
      300,
      fc.property(program(of), (steps) => {
        const set = setOf(steps);
        const bits = bitsOfSteps(of, steps);
        expect(bitsOfSet(of, set, 'first')).toBe(text(bits));
        expect(bitsOfSet(of, set, 'last')).toBe(text(bits));
        expect(set.size()).toBe(sizeOfBits(of, bits));
        expect(set.isEmpty()).toBe(!bits.includes(1));
      }),
      0.5,
    );
  });

  it('compares sets', async () => {
    const related = fc.tuple(program(of, 3), program(of, 2), fc.boolean());
    await holds(
      named('contains and equals'),
      300,
      fc.property(related, ([one, more, grow]) => {
        const [a, b] = [setOf(one), setOf(grow ? [...one, ...more] : more)];
        const [x, y] = [bitsOfSteps(of, one), bitsOfSteps(of, grow ? [...one, ...more] : more)];
        expect(a.contains(b)).toBe(zip(y, x, (p, q) => p & (1 - q)).every((n) => n === 0));
        expect(b.contains(a)).toBe(zip(x, y, (p, q) => p & (1 - q)).every((n) => n === 0));
        expect(a.equals(b)).toBe(text(x) === text(y));
        expect(a.union(b).contains(a)).toBe(true);
      }),
      0.5,
    );
  });

  it('has the same witness for the same set, the first one from the usual values on', async () => {
    await holds(
      named('witness'),
      250,
      fc.property(program(of), (steps) => {
        const bits = bitsOfSteps(of, steps);
        const set = setOf(steps);
        expect(set.witness()).toEqual(firstPacket(of, bits));
        const apart = PacketSet.of(of.cells.filter((_, i) => bits[i] === 1).map(matchOfCell));
        expect(apart.witness()).toEqual(set.witness());
        expect(apart.equals(set)).toBe(true);
      }),
      0.5,
    );
  });

  it('gives products that hold the same packets, each once', async () => {
    await holds(
      named('matches'),
      300,
      fc.property(program(of), (steps) => {
        const set = setOf(steps);
        const matches = set.matches();
        expect(timesMatched(of, matches)).toEqual([...bitsOfSteps(of, steps)]);
        expect(PacketSet.of(matches).size()).toBe(set.size());
        expect(PacketSet.of(matches).equals(set)).toBe(true);
      }),
      0.5,
    );
  });

  it('is the same set whatever the order and the repetition of products', async () => {
    await holds(
      named('of'),
      250,
      fc.property(products(of, 6), fc.nat(), (matches, turn) => {
        const at = matches.length === 0 ? 0 : turn % matches.length;
        const turned = [...matches.slice(at), ...matches, ...matches.slice(0, at).reverse()];
        const [a, b] = [PacketSet.of(matches), PacketSet.of(turned)];
        expect(bitsOfSet(of, b, 'first')).toBe(text(bitsOf(of, matches)));
        expect(a.equals(b)).toBe(true);
        expect(b.size()).toBe(a.size());
        expect(b.witness()).toEqual(a.witness());
      }),
      0.5,
    );
  });
});

function text(bits: Bits): string {
  return bits.join('');
}

function bitsOfSet(of: Universe, set: PacketSet, corner: 'first' | 'last'): string {
  let bits = '';
  for (const cell of of.cells) bits += set.has(packetOfCell(cell, corner)) ? '1' : '0';
  return bits;
}

/** 10.0.0.0 and 2001:: */
const START: Readonly<Record<Family, bigint>> = { 4: 10n << 24n, 6: 0x2001n << 112n };

/** By definition: the least packet, where numbers before a field's usual value come after all others. */
function firstPacket(of: Universe, bits: Bits): Packet | undefined {
  let best: Packet | undefined;
  let bestKey: readonly bigint[] = [];
  of.cells.forEach((cell, i) => {
    if (!bits[i]) return;
    const packet = firstOfCell(cell);
    const key = keyOf(packet);
    if (best && !before(key, bestKey)) return;
    best = packet;
    bestKey = key;
  });
  return best;
}

/** The first packet of a cell: each field has its usual value if the cell holds it, and else its least. */
function firstOfCell(cell: Universe['cells'][number]): Packet {
  const { family, source, destination, service } = cell;
  const least = packetOfCell(cell, 'first');
  const within = (value: bigint, range: { first: bigint; last: bigint }): bigint =>
    range.first <= value && value <= range.last ? value : range.first;
  const port = (usual: number, range: { first: number; last: number }): number =>
    range.first <= usual && usual <= range.last ? usual : range.first;
  return {
    ...least,
    source: within(START[family], source),
    destination: within(START[family], destination),
    ...((least.protocol === TCP || least.protocol === UDP) && {
      sourcePort: port(49152, service.source),
      destinationPort: port(1, service.destination),
    }),
  };
}

/** Numbers from the start on keep their order; those below it follow. */
function keyOf(packet: Packet): bigint[] {
  const { family, protocol } = packet;
  const end = family === 4 ? 1n << 32n : 1n << 128n;
  const turn = (value: bigint, from: bigint, size: bigint): bigint => (value - from + size) % size;
  const ports = protocol === TCP || protocol === UDP;
  return [
    BigInt(family),
    turn(packet.source, START[family], end),
    turn(packet.destination, START[family], end),
    turn(BigInt(protocol), 6n, 256n),
    turn(BigInt(packet.destinationPort), ports ? 1n : 0n, 65536n),
    turn(BigInt(packet.sourcePort), ports ? 49152n : 0n, 65536n),
  ];
}

function before(a: readonly bigint[], b: readonly bigint[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return (a[i] as bigint) < (b[i] as bigint);
  }
  return false;
}
