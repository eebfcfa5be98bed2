/** What one policy permits and another denies, pair of rules by pair of rules: against decision diagrams. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Family } from '../../src/net/network.ts';
import { permittedButDenied, samePackets } from '../../src/verify/difference.ts';
import { axisOf, RuleList } from '../../src/verify/rule-list.ts';
import { ALL, Bdd, NONE, type Node } from './bdd.ts';
import { holds } from './cases.ts';
import { change, changed, type Sample, SHAPES } from './policies.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** What each rule decides about; the default's part stands under -1. */
function decisionsOf(bdd: Bdd, { rules }: Sample): Map<number, Node> {
  const decisions = new Map<number, Node>();
  let seen = NONE;
  rules.forEach(({ matches }, n) => {
    const own = bdd.of(matches);
    decisions.set(n, bdd.without(own, seen));
    seen = bdd.or(seen, own);
  });
  return decisions.set(-1, bdd.without(ALL, seen));
}

const actionOf = ({ rules, otherwise }: Sample, rule: number): 'permit' | 'deny' =>
  rules[rule]?.action ?? otherwise;

function pairs(a: Sample, b: Sample, bdd: Bdd): { permit: number; deny: number; shared: Node }[] {
  const found: { permit: number; deny: number; shared: Node }[] = [];
  const others = [...decisionsOf(bdd, b)].filter(([rule]) => actionOf(b, rule) === 'deny');
  for (const [permit, mine] of decisionsOf(bdd, a)) {
    if (actionOf(a, permit) !== 'permit') continue;
    for (const [deny, theirs] of others) {
      const shared = bdd.and(mine, theirs);
      if (shared !== NONE) found.push({ permit, deny, shared });
    }
  }
  return found;
}

describe.each(SHAPES)('differences: $name', ({ name, policy }) => {
  it('are every pair of rules that decide differently, with a packet each', async () => {
    const seen = new Set<boolean>();
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    const two = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(policy, changes).map(([p, how]) => [p, how.reduce(changed, p)] as const),
      },
      { weight: 1, arbitrary: fc.tuple(policy, policy) },
    );
    await holds(
      `permittedButDenied: ${name}`,
      60,
      fc.property(two, fc.boolean(), ([one, other], turned) => {
        const [a, b] = turned ? [other, one] : [one, other];
        const axis = axisOf([...a.rules, ...b.rules].flatMap(({ matches }) => matches));
        const [before, after] = [
          RuleList.of(a.rules, a.otherwise, { axis }),
          RuleList.of(b.rules, b.otherwise, { axis }),
        ];
        const found = [...permittedButDenied(before, after)];
        const expected = new Map<string, Map<Family, readonly [Bdd, Node]>>();
        for (const family of FAMILIES) {
          const bdd = new Bdd(family);
          for (const { permit, deny, shared } of pairs(a, b, bdd)) {
            const key = `${permit} ${deny}`;
            expected.set(key, (expected.get(key) ?? new Map()).set(family, [bdd, shared]));
          }
        }
        const keys = found.map(({ permit, deny }) => `${permit} ${deny}`);
        expect(new Set(keys)).toEqual(new Set(expected.keys()));
        for (const { permit, deny, witness } of found) {
          const [bdd, shared] = expected.get(`${permit} ${deny}`)?.get(witness.family) ?? [];
          expect(bdd?.has(shared as Node, witness)).toBe(true);
          expect(before.firstMatch(witness)).toBe(permit);
          expect(after.firstMatch(witness)).toBe(deny);
        }
        const back = [...permittedButDenied(after, before)];
        expect(samePackets(before, after)).toBe(found.length === 0 && back.length === 0);
        seen.add(found.length > 0);
      }),
      0.2,
    );
    expect(seen.size).toBe(2);
  });
});
