/** The diagrams themselves, against counting cell by cell: a second procedure is worth only what it is right about. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL, Bdd, NONE } from './bdd.ts';
import { holds } from './cases.ts';
import { products } from './products.ts';
import { type Bits, bitsOf, packetOfCell, sizeOfBits, UNIVERSES, zip } from './universe.ts';

describe.each(UNIVERSES)('Bdd over $name', (of) => {
  it('knows products, their Boolean combinations and how many packets they hold', async () => {
    const some = products(of, 3);
    await holds(
      `Bdd (${of.name})`,
      60,
      fc.property(some, some, (a, b) => {
        const diagrams = { 4: new Bdd(4), 6: new Bdd(6) };
        const mustBe = (bits: Bits, node: (bdd: Bdd) => number): void => {
          const nodes = { 4: node(diagrams[4]), 6: node(diagrams[6]) };
          expect(diagrams[4].count(nodes[4]) + diagrams[6].count(nodes[6])).toBe(sizeOfBits(of, bits));
          of.cells.forEach((cell, i) => {
            if (i % 7 !== 0) return;
            const packet = packetOfCell(cell, 'last');
            expect(diagrams[cell.family].has(nodes[cell.family], packet)).toBe(bits[i] === 1);
          });
        };
        const [x, y] = [bitsOf(of, a), bitsOf(of, b)];
        mustBe(x, (bdd) => bdd.of(a));
        mustBe(
          zip(x, y, (p, q) => p & q),
          (bdd) => bdd.and(bdd.of(a), bdd.of(b)),
        );
        mustBe(
          zip(x, y, (p, q) => p | q),
          (bdd) => bdd.or(bdd.of(a), bdd.of(b)),
        );
        mustBe(
          zip(x, y, (p, q) => p & (1 - q)),
          (bdd) => bdd.without(bdd.of(a), bdd.of(b)),
        );
        for (const bdd of Object.values(diagrams)) {
          const [m, n] = [bdd.of(a), bdd.of(b)];
          expect(bdd.or(m, n)).toBe(bdd.or(n, m));
          expect(bdd.without(bdd.or(m, n), n)).toBe(bdd.without(m, n));
          expect(bdd.or(m, bdd.without(ALL, m))).toBe(ALL);
          expect(bdd.and(m, bdd.without(ALL, m))).toBe(NONE);
        }
      }),
      0.2,
    );
  });
});
