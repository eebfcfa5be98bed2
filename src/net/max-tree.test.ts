import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MaxTree } from './max-tree.ts';

it('finds the places before one that have a value above a threshold, in order', () => {
  const value = fc.integer({ min: -1, max: 20 });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 70, size: 'max' }),
      fc.nat(80),
      value,
      fc.integer({ min: 1, max: 90 }),
      (values, end, above, most) => {
        const tree = new MaxTree(Int32Array.from(values));
        const count = tree.gather(end, above, most);
        const expected = values.flatMap((v, place) => (place < end && v > above ? [place] : []));
        expect([...tree.hits.subarray(0, count)]).toEqual(expected.slice(0, most));
      },
    ),
  );
});
