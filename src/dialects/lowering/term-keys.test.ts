import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Column, RowKeys } from './term-keys.ts';

const column = (numbers: readonly number[], limit: number): Column => ({
  numbers: Int32Array.from(numbers),
  limit,
});

it('finds out whether rows are alike, however large their numbers may be', () => {
  const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(rows, fc.constantFrom(4, 5000, 2 ** 30), (rows, limit) => {
      const [frames, one, other] = [0, 1, 2].map((i) =>
        column(
          rows.map((row) => row[i] as number),
          limit,
        ),
      ) as [Column, Column, Column];
      const keys = new RowKeys(frames, one, other);
      const texts = rows.map((row) => row.join());
      expect(keys.areDistinct()).toBe(new Set(texts).size === rows.length);
      for (const [i, text] of texts.entries())
        expect(texts.map((other) => other === text)).toEqual(texts.map((_, j) => keys.of(i) === keys.of(j)));
    }),
  );
});
