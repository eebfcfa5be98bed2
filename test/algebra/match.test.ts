/** Products themselves: intersection, difference, and whether a packet is in one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectMatch, type Match, subtractMatch } from '../../src/net/match.ts';
import { formatPacket, matchHolds, matchOfPacket, parsePacket } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { holds } from './cases.ts';
import { product } from './products.ts';
import { bitsOf, packetOfCell, timesMatched, UNIVERSES, zip } from './universe.ts';

describe.each(UNIVERSES)('products over $name', (of) => {
  const pair = fc.tuple(product(of), product(of));

  it('intersectMatch is the packets that both hold, absent where there are none', async () => {
    await holds(
      `intersectMatch (${of.name})`,
      1000,
      fc.property(pair, ([a, b]) => {
        const both = intersectMatch(a, b);
        const expected = zip(bitsOf(of, [a]), bitsOf(of, [b]), (x, y) => x & y);
        expect(bitsOf(of, both ? [both] : [])).toEqual(expected);
        expect(both !== undefined).toBe(expected.includes(1));
      }),
    );
  });

  it('subtractMatch is the packets that only the first holds, in products that share none', async () => {
    await holds(
      `subtractMatch (${of.name})`,
      1000,
      fc.property(pair, ([a, b]) => {
        const rest = subtractMatch(a, b);
        const expected = zip(bitsOf(of, [a]), bitsOf(of, [b]), (x, y) => x & (1 - y));
        const shared = rest.map((match) => bitsOf(of, [match]));
        const times = expected.map((_, i) => shared.reduce((sum, bits) => sum + (bits[i] as number), 0));
        expect(times).toEqual(expected);
      }),
    );
  });

  it('matchHolds and PacketSet.has agree with the cells', async () => {
    await holds(
      `matchHolds (${of.name})`,
      300,
      fc.property(product(of), (match) => {
        const bits = bitsOf(of, [match]);
        const set = PacketSet.of([match]);
        const packets = of.cells.map((cell, i) => packetOfCell(cell, i % 2 === 0 ? 'first' : 'last'));
        const expected = bits.join('');
        expect(packets.map((packet) => Number(matchHolds(match, packet))).join('')).toBe(expected);
        expect(packets.map((packet) => Number(set.has(packet))).join('')).toBe(expected);
      }),
    );
  });

  it('a packet is the only one of its set, and reads back from its text', async () => {
    await holds(
      `parsePacket and formatPacket (${of.name})`,
      500,
      fc.property(fc.constantFrom(...of.cells), fc.constantFrom('first', 'last'), (cell, corner) => {
        const packet = packetOfCell(cell, corner);
        expect(parsePacket(formatPacket(packet))).toEqual(packet);
        const one: Match = matchOfPacket(packet);
        expect(matchHolds(one, packet)).toBe(true);
        const times = timesMatched(of, [one]).reduce((sum, n) => sum + n, 0);
        expect(times).toBeLessThanOrEqual(1);
        expect(PacketSet.of([one]).witness()).toEqual(packet);
      }),
    );
  });
});
