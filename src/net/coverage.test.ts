import { describe, expect, it } from 'vitest';
import { IPV4_AXIS } from './axis.ts';
import { BoxIndex } from './box-index.ts';
import { Boxes } from './boxes.ts';
import { type Cover, Coverage, everything } from './coverage.ts';
import { ANY_IPV4, ANY_SERVICE, type Match } from './match.ts';

function boxes(matches: readonly Match[]): Boxes {
  const all = new Boxes(IPV4_AXIS);
  matches.forEach((match, owner) => {
    all.pushMatch(match, owner);
  });
  return all;
}

const from = (first: bigint, last: bigint): Match => ({
  sources: [{ family: 4, first, last }],
  destinations: [ANY_IPV4],
  services: [ANY_SERVICE],
});
const to = (first: bigint, last: bigint): Match => {
  const { sources, destinations, services } = from(first, last);
  return { sources: destinations, destinations: sources, services };
};

const ALL = from(0n, 0xffff_ffffn);
const asked = boxes([ALL]).data;

describe('Coverage', () => {
  it('names the rules that cover together', () => {
    const index = new BoxIndex(boxes([from(0n, 9n), to(0n, 4n), from(10n, 0xffff_ffffn), from(20n, 30n)]));
    expect(new Coverage().cover(asked, 0, [everything(index, 100)])).toEqual({
      kind: 'covered',
      by: [100, 102],
    });
  });

  it('finds the one point that is left', () => {
    const hole = [from(0n, 6n), from(8n, 0xffff_ffffn), to(0n, 8n), to(10n, 0xffff_ffffn)];
    const narrow: Match = { ...ALL, services: [{ ...ANY_SERVICE, protocol: { first: 0, last: 254 } }] };
    const answer = new Coverage().cover(asked, 0, [everything(new BoxIndex(boxes([...hole, narrow])))]);
    expect(answer).toEqual({
      kind: 'witness',
      point: [7 - 2 ** 31, 9 - 2 ** 31, 255, expect.any(Number), expect.any(Number)],
    });
  });

  it('uses exactly the boxes that its budget allows', () => {
    const cover = [everything(new BoxIndex(boxes([from(0n, 9n), from(10n, 0xffff_ffffn)])))];
    expect(new Coverage({ boxes: 2, steps: 1000 }).cover(asked, 0, cover).kind).toBe('covered');
    expect(new Coverage({ boxes: 1, steps: 1000 }).cover(asked, 0, cover)).toEqual({
      kind: 'exhausted',
      what: 'more than 1 rules overlap it',
    });
    const halves = [from(0n, 9n), from(10n, 0xffff_ffffn)];
    const quarters = halves.flatMap(({ sources }) => [
      { ...to(0n, 9n), sources },
      { ...to(10n, 0xffff_ffffn), sources },
    ]);
    const four = [everything(new BoxIndex(boxes(quarters)))];
    expect(new Coverage({ boxes: 4, steps: 1000 }).cover(asked, 0, four).kind).toBe('covered');
    expect(new Coverage({ boxes: 4, steps: 2 }).cover(asked, 0, four)).toEqual({
      kind: 'exhausted',
      what: 'the decision took more than 2 steps',
    });
  });

  it('decides about thousands of tiles of which none is needless, or is exhausted', () => {
    const side = Array.from({ length: 60 }, (_, i) => ({
      first: BigInt(i),
      last: i < 59 ? BigInt(i) : 0xffff_ffffn,
    }));
    const tiles = side.flatMap((s) =>
      side.map((d): Match => {
        const [source, destination] = [
          { family: 4 as const, ...s },
          { family: 4 as const, ...d },
        ];
        return { sources: [source], destinations: [destination], services: [ANY_SERVICE] };
      }),
    );
    const covers = (list: readonly Match[]): Cover[] => [everything(new BoxIndex(boxes(list)))];
    const answer = new Coverage().cover(asked, 0, covers(tiles));
    expect(answer).toEqual({ kind: 'covered', by: tiles.map((_, i) => i) });
    const few = new Coverage({ boxes: 10_000, steps: 10_000 });
    expect(few.cover(asked, 0, covers(tiles)).kind).toBe('exhausted');
    const lacking = new Coverage().cover(asked, 0, covers(tiles.filter((_, i) => i !== 60 * 20 + 30)));
    expect(lacking).toMatchObject({
      kind: 'witness',
      point: expect.arrayContaining([20 - 2 ** 31, 30 - 2 ** 31]),
    });
  });
});
