import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlabCover } from './slab-cover.ts';

const WHOLE = [0, 20, 0, 20, 0, 20, 0, 20, 0, 20];

/** A box of which only some fields are restricted. */
function box(ranges: Readonly<Record<number, readonly [number, number]>>): Int32Array {
  const numbers = [...WHOLE];
  for (const [field, [low, high]] of Object.entries(ranges)) {
    numbers[2 * Number(field)] = low;
    numbers[2 * Number(field) + 1] = high;
  }
  return Int32Array.from(numbers);
}

function coverOf(boxes: readonly Int32Array[], names = boxes.map((_, i) => i)): number[] | undefined {
  const slabs = new SlabCover(Int32Array.from(WHOLE), 0);
  boxes.forEach((slab, i) => {
    slabs.add(slab, 0, names[i] as number);
  });
  return slabs.cover();
}

describe('SlabCover', () => {
  it('names the parts of a split rule, whatever comes with them', () => {
    const parts = [box({ 1: [0, 7] }), box({ 0: [0, 3], 1: [0, 20], 4: [5, 6] }), box({ 1: [8, 20] })];
    expect(coverOf(parts)).toEqual([0, 2]);
  });

  it('needs a single field to be covered', () => {
    expect(coverOf([box({ 1: [0, 7] }), box({ 2: [8, 20] })])).toBeUndefined();
    expect(coverOf([box({ 1: [0, 7] }), box({ 1: [9, 20] })])).toBeUndefined();
  });

  it('takes the field whose cover ends first, in the order of names', () => {
    const boxes = [box({ 3: [10, 20] }), box({ 1: [0, 7] }), box({ 1: [8, 20] }), box({ 3: [0, 9] })];
    expect(coverOf(boxes)).toEqual([1, 2]);
    expect(coverOf(boxes, [0, 9, 2, 3])).toEqual([0, 3]);
  });

  it('finds a cover exactly where the slabs of a field hold every number, and none that ends before', () => {
    const range = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 40, size: 'max' }), (ranges) => {
        const slabs = ranges.filter(([low, high]) => high - low < 20);
        const holds = (upTo: number): boolean =>
          Array.from({ length: 21 }, (_, n) => n).every((n) =>
            slabs.slice(0, upTo).some(([low, high]) => low <= n && n <= high),
          );
        const found = coverOf(slabs.map((slab) => box({ 4: slab })));
        if (!holds(slabs.length)) return found === undefined;
        const last = found?.at(-1) ?? -1;
        return holds(last + 1) && !holds(last);
      }),
    );
  });
});
