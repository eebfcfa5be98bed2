/** Operations on sets with little room: a right answer or none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exhausted } from '../../src/net/exhausted.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { holds } from './cases.ts';
import { products } from './products.ts';
import { UNIVERSES } from './universe.ts';

/** What an operation gives, or that it would cost too much. */
function within<T>(work: () => T): T | 'exhausted' {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Exhausted) return 'exhausted';
    throw thrown;
  }
}

describe.each(UNIVERSES)('budgets over $name', (of) => {
  it('an operation is exhausted or right, and always the same', async () => {
    const some = products(of, 4);
    const budgets = fc.record({ boxes: fc.nat(40), steps: fc.nat(100) });
    const seen = new Set<string>();
    await holds(
      `small budgets (${of.name})`,
      500,
      fc.property(some, some, budgets, (x, y, budget) => {
        const [a, b] = [PacketSet.of(x), PacketSet.of(y)];
        const operations: readonly (readonly [() => PacketSet, PacketSet])[] = [
          [() => PacketSet.of(x, budget), a],
          [() => a.union(b, budget), a.union(b)],
          [() => a.intersect(b, budget), a.intersect(b)],
          [() => a.subtract(b, budget), a.subtract(b)],
          [() => a.complement(budget), a.complement()],
        ];
        for (const [work, right] of operations) {
          const result = within(work);
          seen.add(result === 'exhausted' ? 'exhausted' : 'set');
          if (result === 'exhausted') expect(within(work)).toBe('exhausted');
          else expect(result.equals(right)).toBe(true);
        }
        const questions: readonly (readonly [() => boolean, boolean])[] = [
          [() => a.contains(b, budget), a.contains(b)],
          [() => a.equals(b, budget), a.equals(b)],
          [() => a.union(b).contains(b, budget), true],
        ];
        for (const [ask, right] of questions) {
          const answer = within(ask);
          seen.add(`${answer}`);
          if (answer !== 'exhausted') expect(answer).toBe(right);
          expect(within(ask)).toBe(answer);
        }
      }),
    );
    expect([...seen].sort()).toEqual(['exhausted', 'false', 'set', 'true']);
  });
});
