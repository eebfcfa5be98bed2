import { describe, expect, it } from 'vitest';
import { ANY_PACKET, anyOf, type Match, TCP, UDP } from '../net/match.ts';
import { ANY_STATE } from '../net/state.ts';
import type { FilterRule, Ruleset } from '../policy/ruleset.ts';
import { changedMatches } from './changed-rules.ts';

const tcp = (port: number): Match => ({
  ...ANY_PACKET,
  services: [{ ...anyOf(TCP), destination: { first: port, last: port } }],
});

function rule(match: Match, more: Partial<FilterRule> = {}): FilterRule {
  const place = { file: 'f', line: 1, column: 1, length: 1 };
  const common = { states: ANY_STATE, depends: [], place, span: { start: 0, end: 1 }, text: 'a rule' };
  return { action: 'permit', matches: [match], ...common, ...more };
}

function list(rules: readonly FilterRule[], more: Partial<Ruleset> = {}): Ruleset {
  const otherwise = { action: 'deny', text: 'policy' } as const;
  return { name: 'l', hook: 'forward', order: 'first-match', stateful: true, rules, otherwise, ...more };
}

const ports = (matches: readonly Match[]): number[] =>
  matches.map((m) => m.services[0]?.destination.first ?? -1).sort((a, b) => a - b);

describe('changedMatches', () => {
  const base = [1, 2, 3, 4, 5].map((port) => rule(tcp(port)));
  const changed = (now: readonly FilterRule[], more: Partial<Ruleset> = {}): number[] =>
    ports(changedMatches([list(base)], [list(now, more)]));

  it('are those of rules that were added, taken out or changed', () => {
    expect(changed(base)).toEqual([]);
    expect(changed(base.filter((_, n) => n !== 2))).toEqual([3]);
    expect(changed([...base.slice(0, 1), rule(tcp(9)), ...base.slice(1)])).toEqual([9]);
    expect(changed(base.with(0, rule(tcp(1), { action: 'deny' })))).toEqual([1, 1]);
    const depends = [{ kind: 'rate', text: 'the rate' }] as const;
    expect(changed(base.with(4, rule(tcp(5), { depends })))).toEqual([5, 5]);
  });

  it('are those of rules that moved, and of all that stand there twice', () => {
    const [a, b, c, d, e] = base as [FilterRule, FilterRule, FilterRule, FilterRule, FilterRule];
    expect(changed([b, c, d, e, a])).toEqual([1, 1]);
    expect(changed([a, a, b, c, d, e])).toEqual([1, 1, 1]);
  });

  it('are all packets where the lists are not alike', () => {
    const all = [ANY_PACKET];
    expect(changedMatches([list(base)], [])).toEqual(all);
    expect(changedMatches([list(base)], [list(base, { name: 'm' })])).toEqual(all);
    expect(changedMatches([list(base)], [list(base, { stateful: false })])).toEqual(all);
    const scope = [{ ...ANY_PACKET, services: [anyOf(UDP)] }];
    expect(changedMatches([list(base)], [list(base, { scope })])).toEqual(all);
    const otherwise = { action: 'permit', text: 'policy' } as const;
    expect(changedMatches([list(base)], [list(base, { otherwise })])).toEqual(all);
  });
});
