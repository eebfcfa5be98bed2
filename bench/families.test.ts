import { describe, expect, it } from 'vitest';
import { RuleList } from '../src/verify/rule-list.ts';
import { reachability } from '../src/verify/unreachable.ts';
import { hardCases } from './adversarial.ts';
import { ANY_ADDRESS, type BoxRule, formatRules, orderedRules, WHOLE } from './box-rule.ts';
import { editedCopy } from './edited-copy.ts';
import { FAMILIES, generateRules } from './families.ts';
import { Random } from './random.ts';

const share = (rules: readonly BoxRule[], has: (rule: BoxRule) => boolean): number =>
  rules.filter(has).length / rules.length;

describe('generateRules', () => {
  it.each(FAMILIES)('gives as many %s as asked for, the same for a seed, within the fields', (family) => {
    for (const count of [1000, 2500]) {
      const rules = generateRules(family, count);
      expect(rules).toHaveLength(count);
      expect(formatRules(generateRules(family, count))).toBe(formatRules(rules));
      expect(formatRules(generateRules(family, count, 2))).not.toBe(formatRules(rules));
      for (const { box } of rules)
        box.forEach(([first, last], field) => {
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThanOrEqual(WHOLE[field]?.[1] ?? 0);
        });
    }
  });

  it('denies little in configmgr, and nearly a third elsewhere', () => {
    for (const family of FAMILIES) {
      const denies = share(generateRules(family, 10_000), ({ action }) => action === 'deny');
      if (family === 'configmgr') expect(denies).toBeLessThan(0.02);
      else expect(Math.abs(denies - 0.3)).toBeLessThan(0.02);
    }
  });

  it('leaves an end open in many rules of a firewall', () => {
    const open = share(generateRules('firewall', 10_000), ({ box }) =>
      [box[0], box[1]].some((range) => range === ANY_ADDRESS),
    );
    expect(open).toBeGreaterThan(0.35);
  });

  it.each(FAMILIES)('has rules in %s that one covers, and rules that only several cover', (family) => {
    const list = RuleList.of(orderedRules(generateRules(family, 10_000)), 'deny');
    const { unreachable } = reachability(list);
    const several = unreachable.filter(({ deciders }) => deciders.length > 1);
    expect(several.length).toBeGreaterThan(20);
    expect(unreachable.length - several.length).toBeGreaterThan(150);
    expect(unreachable.length).toBeLessThan(2000);
  });
});

/** The action of the first rule that holds a point. */
function decide(rules: readonly BoxRule[], point: readonly number[]): string {
  const holds = ({ box }: BoxRule): boolean =>
    box.every(([first, last], f) => first <= (point[f] as number) && (point[f] as number) <= last);
  return rules.find(holds)?.action ?? 'deny';
}

describe('editedCopy', () => {
  it.each(FAMILIES)('of %s decides the same in another order, and not the same once edited', (family) => {
    const rules = generateRules(family, 1000);
    const copy = editedCopy(rules, 1, 0);
    expect(copy.length).toBeGreaterThan(rules.length);
    expect(formatRules(copy.slice(0, 20))).not.toBe(formatRules(rules.slice(0, 20)));
    const edited = editedCopy(rules, 1, 30);
    const random = new Random(9);
    let different = 0;
    for (const { box } of rules) {
      const point = box.map(([first, last]) => random.between(first, last));
      expect(decide(copy, point)).toBe(decide(rules, point));
      if (decide(edited, point) !== decide(rules, point)) different++;
    }
    expect(different).toBeGreaterThan(0);
  });
});

describe('hardCases', () => {
  it('come in pairs, of which the second leaves something over', () => {
    const cases = hardCases();
    expect(cases.length).toBeGreaterThan(15);
    cases.forEach(({ name, covered, rules }, i) => {
      expect(covered).toBe(i % 2 === 0);
      expect(name.endsWith('one left out')).toBe(!covered);
      expect(rules.length).toBeGreaterThan(2000);
    });
  });
});
