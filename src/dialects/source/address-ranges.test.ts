import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AddressRange } from '../../net/network.ts';
import { intersectRanges, joinRanges, restOf, subtractRanges } from './address-ranges.ts';

const range: fc.Arbitrary<AddressRange> = fc
  .record({ family: fc.constantFrom(4 as const, 6 as const), a: fc.nat(40), b: fc.nat(40) })
  .map(({ family, a, b }) => ({ family, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }));
const ranges = fc.array(range, { maxLength: 8 });
const holds = (set: readonly AddressRange[], family: 4 | 6, at: number): boolean =>
  set.some((r) => r.family === family && r.first <= BigInt(at) && BigInt(at) <= r.last);

it('joins, intersects, subtracts and complements as sets of addresses', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const joined = joinRanges(a);
      const less = subtractRanges(joined, joinRanges(b));
      const both = intersectRanges(joined, joinRanges(b));
      const rest = restOf(a);
      for (const family of [4, 6] as const) {
        for (let at = 0; at <= 41; at++) {
          expect(holds(joined, family, at)).toBe(holds(a, family, at));
          expect(holds(both, family, at)).toBe(holds(a, family, at) && holds(b, family, at));
          expect(holds(less, family, at)).toBe(holds(a, family, at) && !holds(b, family, at));
          expect(holds(rest, family, at)).toBe(!holds(a, family, at));
        }
      }
    }),
  );
});

it('leaves no neighbours apart', () => {
  const joined = joinRanges([
    { family: 4, first: 5n, last: 9n },
    { family: 4, first: 1n, last: 4n },
    { family: 6, first: 10n, last: 11n },
  ]);
  expect(joined).toEqual([
    { family: 4, first: 1n, last: 9n },
    { family: 6, first: 10n, last: 11n },
  ]);
});
