/** The laws of sets, over sets that many different ways of cutting them into boxes lead to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketSet } from '../../src/net/packet-set.ts';
import { holds } from './cases.ts';
import { products } from './products.ts';
import { UNIVERSES } from './universe.ts';

type Law = (a: PacketSet, b: PacketSet, c: PacketSet) => readonly [PacketSet, PacketSet];

const LAWS: Readonly<Record<string, Law>> = {
  'De Morgan, union': (a, b) => [a.union(b).complement(), a.complement().intersect(b.complement())],
  'De Morgan, intersection': (a, b) => [a.intersect(b).complement(), a.complement().union(b.complement())],
  'absorption, union': (a, b) => [a.union(a.intersect(b)), a],
  'absorption, intersection': (a, b) => [a.intersect(a.union(b)), a],
  'idempotence, union': (a) => [a.union(a), a],
  'idempotence, intersection': (a) => [a.intersect(a), a],
  'commutativity, union': (a, b) => [a.union(b), b.union(a)],
  'commutativity, intersection': (a, b) => [a.intersect(b), b.intersect(a)],
  'associativity, union': (a, b, c) => [a.union(b).union(c), a.union(b.union(c))],
  'associativity, intersection': (a, b, c) => [a.intersect(b).intersect(c), a.intersect(b.intersect(c))],
  'distributivity of union': (a, b, c) => [a.union(b.intersect(c)), a.union(b).intersect(a.union(c))],
  'distributivity of intersection': (a, b, c) => [
    a.intersect(b.union(c)),
    a.intersect(b).union(a.intersect(c)),
  ],
  'double complement': (a) => [a.complement().complement(), a],
  'excluded middle': (a) => [a.union(a.complement()), PacketSet.all],
  contradiction: (a) => [a.intersect(a.complement()), PacketSet.empty],
  'subtraction is intersection with the complement': (a, b) => [a.subtract(b), a.intersect(b.complement())],
  'both differences and the intersection are the union': (a, b) => [
    a.subtract(b).union(b.subtract(a)).union(a.intersect(b)),
    a.union(b),
  ],
  'subtraction of itself': (a) => [a.subtract(a), PacketSet.empty],
};

describe.each(UNIVERSES)('laws over $name', (of) => {
  it.each(Object.keys(LAWS))('%s', async (name) => {
    const law = LAWS[name] as Law;
    const some = products(of, 3);
    await holds(
      `law: ${name} (${of.name})`,
      40,
      fc.property(some, some, some, (a, b, c) => {
        const [left, right] = law(PacketSet.of(a), PacketSet.of(b), PacketSet.of(c));
        expect(left.equals(right)).toBe(true);
        expect(left.size()).toBe(right.size());
        expect(left.witness()).toEqual(right.witness());
      }),
      0.3,
    );
  });

  it('makes sizes add up, and order sets by what they contain', async () => {
    const some = products(of, 3);
    await holds(
      `sizes and order (${of.name})`,
      100,
      fc.property(some, some, (x, y) => {
        const [a, b] = [PacketSet.of(x), PacketSet.of(y)];
        const [both, either] = [a.intersect(b), a.union(b)];
        expect(either.size() + both.size()).toBe(a.size() + b.size());
        expect(a.subtract(b).size()).toBe(a.size() - both.size());
        expect(a.complement().size()).toBe(PacketSet.all.size() - a.size());
        for (const set of [a, b]) {
          expect(either.contains(set)).toBe(true);
          expect(set.contains(both)).toBe(true);
        }
        expect(a.contains(b)).toBe(b.subtract(a).isEmpty());
      }),
      0.3,
    );
  });
});
