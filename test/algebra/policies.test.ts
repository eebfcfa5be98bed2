/** Policies in the shapes that people write: the sets under test against decision diagrams. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxIndex } from '../../src/net/box-index.ts';
import { STRIDE } from '../../src/net/boxes.ts';
import { Coverage } from '../../src/net/coverage.ts';
import type { Family } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { packetOf, RuleList } from '../../src/verify/rule-list.ts';
import { Bdd, NONE, type Node } from './bdd.ts';
import { holds } from './cases.ts';
import { change, changed, type Sample, SHAPES } from './policies.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** What a policy permits, taken together from its last rule on. */
function permitted({ rules, otherwise }: Sample): PacketSet {
  let set = otherwise === 'permit' ? PacketSet.all : PacketSet.empty;
  for (const { action, matches } of rules.toReversed()) {
    const own = PacketSet.of(matches);
    set = action === 'permit' ? set.union(own) : set.subtract(own);
  }
  return set;
}

/** The same as a diagram. */
function permittedNode(bdd: Bdd, { rules, otherwise }: Sample): Node {
  return rules.reduceRight(
    (rest, { action, matches }) => bdd.ite(bdd.of(matches), action === 'permit' ? 1 : 0, rest),
    otherwise === 'permit' ? 1 : 0,
  );
}

describe.each(SHAPES)('policies: $name', ({ name, policy }) => {
  it('permit the same packets as a diagram says, and differ by as many', async () => {
    await holds(
      `policies as sets: ${name}`,
      40,
      fc.property(policy, change, (before, how) => {
        const after = changed(before, how);
        const [a, b] = [permitted(before), permitted(after)];
        const total = { a: 0n, b: 0n, gone: 0n, both: 0n };
        let [same, within] = [true, true];
        for (const family of FAMILIES) {
          const bdd = new Bdd(family);
          const [x, y] = [permittedNode(bdd, before), permittedNode(bdd, after)];
          total.a += bdd.count(x);
          total.b += bdd.count(y);
          total.gone += bdd.count(bdd.without(x, y));
          total.both += bdd.count(bdd.and(x, y));
          same &&= x === y;
          within &&= bdd.contains(x, y);
          for (const set of [a, b, a.subtract(b), b.subtract(a), a.intersect(b)]) {
            const packet = set.witness();
            if (packet?.family !== family) continue;
            expect(bdd.has(x, packet)).toBe(a.has(packet));
            expect(bdd.has(y, packet)).toBe(b.has(packet));
          }
        }
        expect(a.size()).toBe(total.a);
        expect(b.size()).toBe(total.b);
        expect(a.subtract(b).size()).toBe(total.gone);
        expect(a.intersect(b).size()).toBe(total.both);
        expect(a.equals(b)).toBe(same);
        expect(a.contains(b)).toBe(within);
        expect(PacketSet.of(a.matches()).equals(a)).toBe(true);
        expect(b.complement().size()).toBe(PacketSet.all.size() - total.b);
      }),
      0.2,
    );
  });

  it('have the same rules that never decide', async () => {
    const kinds = new Set<string>();
    await holds(
      `policies, rules that never decide: ${name}`,
      40,
      fc.property(policy, (sample) => {
        const list = RuleList.of(sample.rules, sample.otherwise);
        const coverage = new Coverage();
        for (const family of FAMILIES) {
          const bdd = new Bdd(family);
          const { boxes, begins } = list.side(family);
          const index = new BoxIndex(boxes);
          let seen = NONE;
          sample.rules.forEach((rule, n) => {
            const own = bdd.of(rule.matches);
            let covered = true;
            for (let box = begins[n] as number; box < (begins[n + 1] as number); box++) {
              const covers = [{ index, before: n, without: -1, base: 0 }];
              const answer = coverage.cover(boxes.data, box * STRIDE, covers);
              kinds.add(answer.kind);
              if (answer.kind === 'covered') {
                const by = answer.by.flatMap((owner) => sample.rules[owner]?.matches ?? []);
                expect(answer.by.every((owner) => owner < n)).toBe(true);
                const [b] = [boxes.data.subarray(box * STRIDE, box * STRIDE + STRIDE)];
                expect(bdd.contains(bdd.of(by), bdd.and(own, bdd.of([matchOfBox(list, family, b)])))).toBe(
                  true,
                );
              } else if (answer.kind === 'witness') {
                covered = false;
                const packet = packetOf(answer.point, boxes.axis);
                expect(bdd.has(own, packet)).toBe(true);
                expect(bdd.has(seen, packet)).toBe(false);
                expect(list.firstMatch(packet)).toBe(n);
              } else expect(answer.what).toBe('never');
            }
            expect(covered).toBe(bdd.contains(seen, own));
            seen = bdd.or(seen, own);
          });
        }
      }),
      0.2,
    );
    expect([...kinds].sort()).toEqual(['covered', 'witness']);
  });
});

/** A box as a product. */
function matchOfBox(list: RuleList, family: Family, box: Int32Array): Parameters<Bdd['of']>[0][number] {
  const { axis } = list.side(family).boxes;
  const n = (i: number): number => box[i] as number;
  return {
    sources: [{ family, first: axis.low(n(0)), last: axis.high(n(1)) }],
    destinations: [{ family, first: axis.low(n(2)), last: axis.high(n(3)) }],
    services: [
      {
        protocol: { first: n(4), last: n(5) },
        source: { first: n(6), last: n(7) },
        destination: { first: n(8), last: n(9) },
      },
    ],
  };
}
