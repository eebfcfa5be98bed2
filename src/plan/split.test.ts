import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from './match.ts';
import type { Endpoint } from './model.ts';
import { splitOwners } from './split.ts';

const end = (name: string): Endpoint => ({
  kind: 'host',
  name,
  zone: 'z',
  networks: [],
  fqdns: [],
  owner: name,
});
const side = (names: readonly string[]): Side => ({
  zone: 'z',
  endpoints: names.map(end),
  owners: new Set(names),
});
const pairs = (from: readonly Endpoint[], to: readonly Endpoint[]): string[] =>
  from.flatMap((f) => to.map((t) => `${f.name}>${t.name}`));

describe('splitOwners', () => {
  it('keeps two sides that share nothing as they are', () => {
    expect(splitOwners(side(['a']), side(['b', 'c']))).toHaveLength(1);
  });

  it('gives nothing for a host and itself', () => {
    expect(splitOwners(side(['a']), side(['a']))).toEqual([]);
  });

  it('holds each pair of different hosts exactly once, and none of a host with itself', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(names, names, (from, to) => {
        const found = splitOwners(side(from), side(to)).flatMap((p) => pairs(p.from, p.to));
        const expected = from.flatMap((f) => to.filter((t) => t !== f).map((t) => `${f}>${t}`));
        expect([...found].sort()).toEqual([...expected].sort());
      }),
    );
  });
});
