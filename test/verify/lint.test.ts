/** What lint says of rule sets, against the judge on every packet that can be told apart, in every state. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/net/match.ts';
import { matchHolds, type Packet } from '../../src/net/packet.ts';
import { ESTABLISHED, INVALID, NEW, RELATED, UNTRACKED } from '../../src/net/state.ts';
import { inFirstMatchOrder } from '../../src/policy/order.ts';
import type { FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { judge } from '../../src/verify/judge.ts';
import { lint } from '../../src/verify/lint/lint.ts';
import { cutOf } from '../../src/verify/verify.ts';
import { holds } from '../algebra/cases.ts';
import { packetsOf } from './cells.ts';
import { compactPlan } from './compact-plan.ts';
import { frame, mutation, rulesetOf } from './generated-rules.ts';

const STATES = [NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED];

/** Rule sets in which much is needless: each rule several times, and changed. */
const rulesets: fc.Arbitrary<Ruleset[]> = fc
  .tuple(
    compactPlan,
    fc.array(frame, { minLength: 1, maxLength: 2 }),
    fc.array(mutation, { minLength: 2, maxLength: 6, size: 'max' }),
  )
  .map(([{ plan, hierarchy }, frames, changes]) => {
    const seeds = cutOf(plan, hierarchy, 'filter', 'core').needs.flatMap(({ allowed }) =>
      allowed.map((match) => ({ match })),
    );
    const some = [...seeds, ...seeds].slice(0, 7);
    return frames.map((own) => {
      const mutations = [...own.mutations, ...changes];
      return {
        ...rulesetOf('forward', some, { ...own, mutations }, 'file'),
        name: `list ${frames.indexOf(own)}`,
      };
    });
  });

const matchesOf = (list: readonly Ruleset[]): Match[] =>
  list.flatMap((r) => [...(r.scope ?? []), ...r.rules.flatMap((rule) => rule.matches)]);

const lineOf = ({ place }: Pick<FilterRule, 'place'> | Finding): number => place?.line ?? 0;

/** What a rule set says of every packet in every state. */
const verdicts = (ruleset: Ruleset, packets: readonly Packet[]): string =>
  STATES.map((state) => packets.map((packet) => judge(ruleset, packet, state).verdict[1]).join('')).join('|');

const without = (ruleset: Ruleset, lines: ReadonlySet<number>): Ruleset => ({
  ...ruleset,
  rules: ruleset.rules.filter((rule) => !lines.has(lineOf(rule))),
});

const NEEDLESS: readonly Finding['kind'][] = ['shadowed', 'redundant', 'never-matches'];
const seen = new Map<string, number>();

const property = (most: number, check: (list: Ruleset[], found: Finding[], packets: Packet[]) => void) =>
  fc.property(rulesets, (list) => {
    const { packets, complete } = packetsOf(matchesOf(list), most);
    fc.pre(complete);
    const found = lint({ dialect: 'test', file: 'file', rulesets: list });
    for (const { kind } of found) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    check(list, found, packets);
  });

describe('lint', () => {
  it('names lines without which nothing changes: each alone, and all together', async () => {
    await holds(
      'lint: needless',
      150,
      property(6000, (list, found, packets) => {
        const needless = new Set(found.filter(({ kind }) => NEEDLESS.includes(kind)).map(lineOf));
        const safe = new Set(
          found.filter(({ kind }) => kind === 'redundant' || kind === 'never-matches').map(lineOf),
        );
        const same = found.filter(({ code }) => code === 'PT9202').map(lineOf);
        for (const ruleset of list) {
          const before = verdicts(ruleset, packets);
          for (const line of needless)
            expect(verdicts(without(ruleset, new Set([line])), packets), `line ${line}`).toBe(before);
          expect(verdicts(without(ruleset, new Set([...safe, ...same])), packets)).toBe(before);
        }
      }),
    );
    expect(seen.get('redundant')).toBeGreaterThan(3);
    expect(seen.get('shadowed')).toBeGreaterThan(20);
  });

  it('names every line that never decides, and no other', async () => {
    let dead = 0;
    await holds(
      'lint: shadowed',
      120,
      property(6000, ([ruleset], _, packets) => {
        if (!ruleset || ruleset.scope) return;
        const found = lint({ dialect: 'test', file: 'file', rulesets: [ruleset] });
        const told = found.filter(({ kind }) => kind === 'shadowed' || kind === 'never-matches').map(lineOf);
        const deciding = new Set<number>();
        for (const state of STATES)
          for (const packet of packets) {
            const { rule, conditional } = judge(ruleset, packet, state);
            if (rule) deciding.add(lineOf(rule));
            for (const other of conditional) deciding.add(lineOf(other));
          }
        // A filter that follows connections by itself asks no rule about any but the first packets.
        const asked = ruleset.rules.filter(({ states }) => !ruleset.stateful || (states & NEW) !== 0);
        const expected = asked.map(lineOf).filter((line) => !deciding.has(line));
        expect([...new Set(told)].sort()).toEqual(expected.sort());
        dead += expected.length;
      }),
    );
    expect(dead).toBeGreaterThan(20);
  });

  it('says which lines take what a shadowed one matches, none too many', async () => {
    let several = 0;
    await holds(
      'lint: by which lines',
      100,
      property(6000, ([ruleset], _, packets) => {
        if (!ruleset) return;
        const found = lint({ dialect: 'test', file: 'file', rulesets: [ruleset] });
        const rules = new Map(ruleset.rules.map((rule) => [lineOf(rule), rule]));
        for (const { kind, code, place, lines } of found) {
          if (kind !== 'shadowed') continue;
          const own = rules.get(place?.line ?? 0) as FilterRule;
          const by = lines.map((line) => rules.get(line.place?.line ?? 0) as FilterRule);
          const states = STATES.filter(
            (s) => (own.states & s) !== 0 && by.every((r) => (r.states & s) !== 0),
          );
          const covers = (some: readonly FilterRule[]): boolean =>
            packets.every(
              (p) =>
                !own.matches.some((m) => matchHolds(m, p)) ||
                some.some((r) => r.matches.some((m) => matchHolds(m, p))),
            );
          expect(states.length).toBeGreaterThan(0);
          expect(covers(by)).toBe(true);
          const other = by.filter(({ action }) => (action === 'permit') !== (own.action === 'permit'));
          expect(other.length > 0).toBe(code === 'PT9201');
          for (const one of by) {
            if (other.length === 1 && other[0] === one) continue;
            expect(covers(by.filter((r) => r !== one))).toBe(false);
          }
          if (by.length > 1) several++;
        }
      }),
    );
    expect(several).toBeGreaterThan(0);
  });

  it('names lines that one could stand for', async () => {
    await holds(
      'lint: mergeable',
      150,
      property(6000, ([ruleset], _, packets) => {
        if (!ruleset) return;
        const found = lint({ dialect: 'test', file: 'file', rulesets: [ruleset] });
        for (const { place, lines } of found.filter(({ kind }) => kind === 'mergeable')) {
          const merged = new Set([place?.line, ...lines.map((line) => line.place?.line)]);
          const members = ruleset.rules.filter((rule) => merged.has(lineOf(rule)));
          const [first] = inFirstMatchOrder(ruleset).filter((rule) => merged.has(lineOf(rule)));
          const all = members.flatMap(({ matches }) => matches);
          const one: Match = {
            sources: all.flatMap((m) => m.sources),
            destinations: all.flatMap((m) => m.destinations),
            services: all.flatMap((m) => m.services),
          };
          const rules = ruleset.rules
            .filter((rule) => rule === first || !merged.has(lineOf(rule)))
            .map((rule) => (rule === first ? { ...rule, matches: [one] } : rule));
          expect(verdicts({ ...ruleset, rules }, packets)).toBe(verdicts(ruleset, packets));
        }
      }),
    );
    expect(seen.get('mergeable')).toBeGreaterThan(10);
  });

  it('names exceptions from a later line that matches all of them', async () => {
    await holds(
      'lint: generalised',
      100,
      property(6000, ([ruleset], _, packets) => {
        if (!ruleset) return;
        const rules = inFirstMatchOrder(ruleset);
        for (const { kind, place, lines } of lint({ dialect: 'test', file: 'file', rulesets: [ruleset] })) {
          if (kind !== 'generalised') continue;
          const own = rules.findIndex((rule) => lineOf(rule) === place?.line);
          const later = rules.findIndex((rule) => lineOf(rule) === lines[0]?.place?.line);
          expect(later).toBeGreaterThan(own);
          const [a, b] = [rules[own] as FilterRule, rules[later] as FilterRule];
          expect(a.action).not.toBe(b.action);
          for (const packet of packets)
            if (a.matches.some((m) => matchHolds(m, packet)))
              expect(b.matches.some((m) => matchHolds(m, packet))).toBe(true);
        }
      }),
    );
    expect(seen.get('generalised')).toBeGreaterThan(3);
  });
});
