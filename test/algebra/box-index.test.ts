/** The index of boxes against asking one box after the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxIndex } from '../../src/net/box-index.ts';
import { STRIDE } from '../../src/net/boxes.ts';
import { containers } from '../../src/net/containers.ts';
import { holds } from './cases.ts';
import { boxesOf, CELLS, type GridBox, gridBox, has, holdsAll, numbersOf, overlap } from './grid.ts';

interface Case {
  readonly list: readonly { readonly box: GridBox; readonly owner: number }[];
  readonly asked: GridBox;
  readonly before: number;
  readonly without: number;
}

const someCase: fc.Arbitrary<Case> = fc.record({
  list: fc.array(fc.record({ box: gridBox, owner: fc.nat(20) }), { maxLength: 60, size: 'max' }),
  asked: gridBox,
  before: fc.integer({ min: 0, max: 21 }),
  without: fc.integer({ min: -1, max: 20 }),
});

/** The boxes that a visit got, as one text that doesn't depend on the order. */
function seen(index: BoxIndex, ask: (visit: (box: number) => boolean) => boolean): string[] {
  const found: number[] = [];
  const ended = ask((box) => {
    found.push(box);
    return false;
  });
  expect(ended).toBe(false);
  return textsOf(index, Int32Array.from(found));
}

function textsOf(index: BoxIndex, found: Int32Array): string[] {
  const text = (box: number): string =>
    `${index.owners[box]}: ${index.data.subarray(box * STRIDE, box * STRIDE + STRIDE).join()}`;
  return Array.from(found, text).sort();
}

function texts(list: Case['list']): string[] {
  return list.map(({ box, owner }) => `${owner}: ${numbersOf(box).join()}`).sort();
}

/** Boxes with an owner each, of all widths, by a generator of numbers of its own: quicker than arbitraries. */
function manyBoxes(seed: number, count: number): Case['list'] {
  let state = seed | 1;
  const below = (size: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % size;
  };
  return Array.from({ length: count }, (_, owner) => {
    const box = CELLS.map((cells): [number, number] => {
      if (below(3) === 0) return [0, cells - 1];
      const first = below(cells);
      return [first, first + below(cells - first)];
    });
    return { box, owner };
  });
}

const leastOwner = (list: Case['list']): number => Math.min(21, ...list.map(({ owner }) => owner));
const orNone = (owner: number): number => (owner === 21 ? -1 : owner);

describe('BoxIndex', () => {
  it('finds what overlaps, what contains, and the first one of a point', async () => {
    await holds(
      'BoxIndex.overlapping, containing, first',
      4000,
      fc.property(someCase, ({ list, asked, before, without }) => {
        const index = new BoxIndex(boxesOf(list));
        const q = numbersOf(asked);
        const allowed = list.filter(({ owner }) => owner < before && owner !== without);
        const overlapping = allowed.filter(({ box }) => overlap(box, asked));
        const found = seen(index, (visit) => index.overlapping(q, 0, before, without, visit));
        expect(found).toEqual(texts(overlapping));
        expect(index.overlapping(q, 0, before, without, () => true)).toBe(overlapping.length > 0);
        expect(index.meets(q, 0, before, without)).toBe(overlapping.length > 0);
        const most = 1 + (before % 3);
        const count = index.gather(q, 0, before, without, most);
        expect(count).toBe(Math.min(most, overlapping.length));
        expect(texts(overlapping)).toEqual(
          expect.arrayContaining(textsOf(index, index.hits.subarray(0, count))),
        );
        const containing = allowed.filter(({ box }) => holdsAll(box, asked));
        expect(index.containing(q, 0, before, without)).toBe(orNone(leastOwner(containing)));
        const corner = asked.map(([first]) => first);
        const point = Int32Array.from(corner, (_, f) => q[2 * f] as number);
        const holding = allowed.filter(({ box }) => has(box, corner));
        expect(index.first(point, before, without)).toBe(orNone(leastOwner(holding)));
        const some = index.atCorner(q, 0, before, without);
        expect(some >= 0).toBe(holding.length > 0);
        if (some >= 0) expect(texts(holding)).toContain(textsOf(index, Int32Array.of(some))[0]);
      }),
    );
  });

  it('finds the same among thousands', async () => {
    await holds(
      'BoxIndex, thousands of boxes',
      30,
      fc.property(fc.nat(), fc.integer({ min: 100, max: 3000 }), gridBox, (seed, count, asked) => {
        const list = manyBoxes(seed, count);
        const index = new BoxIndex(boxesOf(list));
        const q = numbersOf(asked);
        const found = seen(index, (visit) => index.overlapping(q, 0, count, -1, visit));
        expect(found).toEqual(texts(list.filter(({ box }) => overlap(box, asked))));
        const holding = list.filter(({ box }) => holdsAll(box, asked)).map(({ owner }) => owner);
        expect(index.containing(q, 0, count, -1)).toBe(holding[0] ?? -1);
        // In an order that has nothing to do with where they lie: right all the same.
        const packed = BoxIndex.packed(boxesOf(list));
        expect(seen(packed, (visit) => packed.overlapping(q, 0, count, -1, visit))).toEqual(found);
        expect(packed.containing(q, 0, count, -1)).toBe(holding[0] ?? -1);
      }),
    );
  });

  it('finds what holds each box of another', async () => {
    await holds(
      'containers',
      60,
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 60 }),
        (seed, m, n) => {
          const [list, others] = [manyBoxes(seed, m), manyBoxes(seed + 1, n)];
          const asked = new BoxIndex(boxesOf(others));
          const half = list.filter(({ owner }) => owner % 2 === 0);
          const found = containers(asked, new BoxIndex(boxesOf(half)));
          const best = (owner: number, from: Case['list']): number => {
            const box = others[owner]?.box as GridBox;
            return from.find((other) => holdsAll(other.box, box))?.owner ?? -1;
          };
          expect([...found]).toEqual(Array.from(asked.owners, (owner) => best(owner, half)));
          const rest = list.filter(({ owner }) => owner % 2 === 1);
          const both = containers(asked, new BoxIndex(boxesOf(rest)), found);
          expect([...both]).toEqual(Array.from(asked.owners, (owner) => best(owner, list)));
        },
      ),
    );
  });

  it('finds nothing of what was erased', async () => {
    await holds(
      'BoxIndex.erase',
      1000,
      fc.property(someCase, fc.nat(20), ({ list, asked, before, without }, away) => {
        const index = new BoxIndex(boxesOf(list));
        index.owners.forEach((owner, box) => {
          if (owner === away) index.erase(box);
        });
        const left = list.filter(({ owner }) => owner < before && owner !== without && owner !== away);
        const q = numbersOf(asked);
        const found = seen(index, (visit) => index.overlapping(q, 0, before, without, visit));
        expect(found).toEqual(texts(left.filter(({ box }) => overlap(box, asked))));
        const containing = left.filter(({ box }) => holdsAll(box, asked));
        expect(index.containing(q, 0, before, without)).toBe(orNone(leastOwner(containing)));
      }),
    );
  });
});
