/** Rules that never decide, who decides instead, and rules that make no difference: against decision diagrams. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Family } from '../../src/net/network.ts';
import { redundancy } from '../../src/verify/redundant.ts';
import { packetOf, RuleList } from '../../src/verify/rule-list.ts';
import { coveringRules, reachability } from '../../src/verify/unreachable.ts';
import { ALL, Bdd, NONE, type Node } from './bdd.ts';
import { holds } from './cases.ts';
import { type Sample, SHAPES } from './policies.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** A policy's rules as diagrams of one family: what each matches, and what each decides about. */
interface Diagrams {
  readonly bdd: Bdd;
  readonly own: readonly Node[];
  readonly decides: readonly Node[];
}

function diagramsOf({ rules }: Sample): Diagrams[] {
  return FAMILIES.map((family) => {
    const bdd = new Bdd(family);
    let seen = NONE;
    const own = rules.map(({ matches }) => bdd.of(matches));
    const decides = own.map((node) => {
      const left = bdd.without(node, seen);
      seen = bdd.or(seen, node);
      return left;
    });
    return { bdd, own, decides };
  });
}

/** What is permitted when only some of the rules are there. */
function permitted(
  { rules, otherwise }: Sample,
  { bdd, own }: Diagrams,
  kept: (rule: number) => boolean,
): Node {
  const node = (action: string): Node => (action === 'permit' ? ALL : NONE);
  return rules.reduceRight(
    (rest, { action }, n) => (kept(n) ? bdd.ite(own[n] as Node, node(action), rest) : rest),
    node(otherwise),
  );
}

const at = (nodes: readonly Node[], n: number): Node => nodes[n] as Node;

describe.each(SHAPES)('rules: $name', ({ name, policy }) => {
  it('that never decide are found, with exactly those that decide instead', async () => {
    let dead = 0;
    await holds(
      `reachability: ${name}`,
      60,
      fc.property(policy, (sample) => {
        const list = RuleList.of(sample.rules, sample.otherwise);
        const found = reachability(list);
        const sides = diagramsOf(sample);
        const numbers = sample.rules.map((_, n) => n);
        const isEmpty = (n: number): boolean => sides.every(({ own }) => at(own, n) === NONE);
        const isDead = (n: number): boolean => sides.every(({ decides }) => at(decides, n) === NONE);
        expect(found.undecided).toEqual([]);
        expect(found.empty).toEqual(numbers.filter(isEmpty));
        const unreachable = numbers.filter((n) => isDead(n) && !isEmpty(n));
        expect(found.unreachable.map(({ rule }) => rule)).toEqual(unreachable);
        for (const { rule, deciders, conflict } of found.unreachable) {
          const expected = numbers.filter(
            (d) =>
              d < rule &&
              sides.some(({ bdd, own, decides }) => bdd.and(at(own, rule), at(decides, d)) !== NONE),
          );
          expect(deciders).toEqual(expected);
          expect(conflict).toBe(expected.some((d) => list.actionOf(d) !== list.actionOf(rule)));
          dead++;
        }
        expect([...found.witnesses.keys()]).toEqual(numbers.filter((n) => !isDead(n)));
        for (const [rule, { family, point }] of found.witnesses) {
          const packet = packetOf(point, list.side(family).boxes.axis);
          const { bdd, decides } = sides.find((side) => side.bdd.family === family) as Diagrams;
          expect(bdd.has(at(decides, rule), packet)).toBe(true);
          expect(list.firstMatch(packet)).toBe(rule);
        }
      }),
      0.2,
    );
    expect(dead).toBeGreaterThan(0);
  });

  it('that cover an unreachable one are as few as can be', async () => {
    let several = 0;
    await holds(
      `coveringRules: ${name}`,
      40,
      fc.property(policy, (sample) => {
        const list = RuleList.of(sample.rules, sample.otherwise);
        const sides = diagramsOf(sample);
        for (const unreachable of reachability(list).unreachable) {
          const { rule, deciders, conflict } = unreachable;
          const covering = coveringRules(list, unreachable);
          const covers = (rules: readonly number[]): boolean =>
            sides.every(({ bdd, own }) =>
              bdd.contains(
                rules.reduce((sum, n) => bdd.or(sum, at(own, n)), NONE),
                at(own, rule),
              ),
            );
          const other = covering.filter((n) => list.actionOf(n) !== list.actionOf(rule));
          expect(covers(covering)).toBe(true);
          expect(deciders).toEqual(expect.arrayContaining([...covering]));
          expect(other.length > 0).toBe(conflict);
          for (const one of covering) {
            if (other.length === 1 && other[0] === one) continue;
            expect(covers(covering.filter((n) => n !== one))).toBe(false);
          }
          if (covering.length > 1) several++;
        }
      }),
      0.2,
    );
    if (!name.startsWith('allow-list')) expect(several).toBeGreaterThan(0);
  });

  it('that make no difference are found, one after the other', async () => {
    let needless = 0;
    await holds(
      `redundancy: ${name}`,
      40,
      fc.property(policy, (sample) => {
        const list = RuleList.of(sample.rules, sample.otherwise);
        const reached = reachability(list);
        const { redundant, undecided } = redundancy(list, reached);
        expect(undecided).toEqual([]);
        const sides = diagramsOf(sample);
        const out = new Set([...reached.empty, ...reached.unreachable.map(({ rule }) => rule)]);
        const expected: number[] = [];
        const whole = sides.map((side) => permitted(sample, side, () => true));
        sample.rules.forEach((_, n) => {
          if (out.has(n)) return;
          const kept = (rule: number): boolean => rule !== n && !out.has(rule);
          if (!sides.every((side, i) => permitted(sample, side, kept) === whole[i])) return;
          expected.push(n);
          out.add(n);
        });
        expect(redundant).toEqual(expected);
        needless += expected.length;
      }),
      0.2,
    );
    expect(needless).toBeGreaterThan(0);
  });
});
