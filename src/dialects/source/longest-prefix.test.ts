import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressRange } from '../../net/network.ts';
import { ownersOf, type Prefix } from './longest-prefix.ts';

/** The low `length` bits of a small universe of 16 addresses are free. */
function prefix(owner: string, address: number, length: number, metric?: number): Prefix {
  const size = 2 ** length;
  const first = BigInt(address - (address % size));
  const range: AddressRange = { family: 4, first, last: first + BigInt(size) - 1n };
  return { owner, range, ...(metric !== undefined && { metric }) };
}

/** Who owns an address, as the table says it. */
function ask(prefixes: readonly Prefix[], address: number): string | undefined {
  const at = BigInt(address);
  const found = [...ownersOf(prefixes)].filter(([, ranges]) =>
    ranges.some(({ first, last }) => first <= at && at <= last),
  );
  expect(found.length).toBeLessThan(2);
  return found[0]?.[0];
}

describe('the owner of an address', () => {
  it('has the longest prefix, then the lowest metric', () => {
    const table = [
      prefix('all', 0, 4, 1),
      prefix('half', 0, 3, 9),
      prefix('far', 4, 2, 5),
      prefix('near', 4, 2, 2),
    ];
    expect([0, 4, 12].map((address) => ask(table, address))).toEqual(['half', 'near', 'all']);
  });

  it('is nobody for certain where two are equally good', () => {
    const table = [prefix('a', 0, 4, 1), prefix('b', 0, 4, 1), prefix('a', 0, 2, 1), prefix('a', 0, 2, 1)];
    expect([0, 12].map((address) => ask(table, address))).toEqual(['a', '']);
    expect(ask([prefix('a', 0, 4), prefix('b', 0, 4)], 0)).toBe('');
    expect(ask([prefix('b', 0, 4, 2), prefix('c', 0, 4, 2), prefix('a', 0, 4, 1)], 0)).toBe('a');
  });

  it('is what asking every prefix says', () => {
    const entry = fc
      .tuple(
        fc.constantFrom('', 'a', 'b', 'c'),
        fc.nat(15),
        fc.nat(4),
        fc.option(fc.nat(2), { nil: undefined }),
      )
      .map((parts) => prefix(...parts));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), fc.nat(15), (table, address) => {
        const size = ({ range }: Prefix): number => Number(range.last - range.first);
        const covering = table.filter(({ range: { first, last } }) => first <= address && address <= last);
        const longest = Math.min(...covering.map(size));
        const narrow = covering.filter((one) => size(one) === longest);
        const lowest = Math.min(...narrow.map(({ metric = 0 }) => metric));
        const owners = new Set(narrow.filter(({ metric = 0 }) => metric === lowest).map((one) => one.owner));
        const expected = owners.size > 1 ? '' : [...owners][0];
        expect(ask(table, address)).toBe(expected);
      }),
    );
  });
});
