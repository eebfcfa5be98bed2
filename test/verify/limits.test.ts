/** What is too much is said to be undecided: nothing is guessed, and nothing throws. */
import { describe, expect, it } from 'vitest';
import { ANY_SERVICE, type Match } from '../../src/net/match.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { findingsJsonChunks } from '../../src/report/findings-json.ts';
import { compareConfigurations } from '../../src/verify/compare.ts';
import { regionOf } from '../../src/verify/concern.ts';
import { lint } from '../../src/verify/lint/lint.ts';
import { cutOf, verify, verifyCut } from '../../src/verify/verify.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, planOf, service } from '../rules/plan-kit.ts';
import { ruleFor, rulesetFor, tcp } from './ruleset-kit.ts';

const HOSTS = Array.from({ length: 4000 }, (_, n) => ({
  family: 4 as const,
  first: 0x0a000000n + BigInt(2 * n),
  last: 0x0a000000n + BigInt(2 * n),
}));

/** One rule of sixteen million boxes. */
const HUGE: Match = { sources: HOSTS, destinations: HOSTS, services: [ANY_SERVICE] };

const plan = planOf([
  flow('web', [clientsEnd('c', '10.0.0.0/24')], [hostEnd('h', '10.0.1.0')], [service('https', 'tcp/443')]),
]);
const hierarchy = hierarchyOf({ zones: ['10.0.0.0/8'], hosts: { h: { addresses: [] } } });
const configuration = (...rulesets: Ruleset[]): Configuration => ({ dialect: 'test', file: 'f', rulesets });
const huge = configuration(
  rulesetFor([ruleFor(1, 'permit', [HUGE]), ruleFor(2, 'permit', [tcp('10.0.0.0/24', '10.0.1.0', 443)])]),
);

describe('too much', () => {
  it('is undecided in verification, never permitted or denied', () => {
    const start = performance.now();
    const cut = {
      ...cutOf(plan, hierarchy, 'filter', 'core'),
      scopes: new Map([['forward' as const, [tcp('10.0.0.0/8', '10.0.1.0', 0, 65535)]]]),
    };
    const findings = verifyCut(cut, [huge]);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(findings.length).toBeGreaterThan(0);
    expect([...new Set(findings.map(({ code }) => code))]).toEqual(['PT9503']);
    expect(findings.some(({ origins }) => origins.length > 0)).toBe(true);
    const { flows } = verify({
      plan,
      hierarchy,
      targets: [{ kind: 'filter', name: 'core', configurations: [huge] }],
    });
    expect(flows).toMatchObject({ permitted: 0, blocked: 0, unproven: 1 });
  });

  it('is undecided where the scope is what is large, in good time', () => {
    const start = performance.now();
    const cut = {
      ...cutOf(plan, hierarchy, 'filter', 'core'),
      scopes: new Map([['forward' as const, Array.from({ length: 10 }, () => HUGE)]]),
    };
    const rules = Array.from({ length: 200 }, (_, n) =>
      ruleFor(n + 1, 'permit', [
        { ...HUGE, sources: HOSTS.slice(n, n + 1), destinations: HOSTS.slice(0, 400) },
      ]),
    );
    const findings = verifyCut(cut, [configuration(rulesetFor(rules))]);
    expect(findings.some(({ code }) => code === 'PT9503')).toBe(true);
    expect(findings.filter(({ kind }) => kind === 'excess')).toEqual([]);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('of pairs of addresses counts as looked at', () => {
    const region = regionOf([tcp('10.0.0.0/24', '10.0.1.0', 443)]);
    const far = { ...HUGE, sources: HOSTS.map(({ first, last }) => ({ family: 6 as const, first, last })) };
    expect(region.meets(ruleFor(1, 'permit', [tcp('10.9.0.0/24', '10.0.1.0', 443)]))).toBe(false);
    // Of another family, and so of no packet of the region; but nobody looks through sixteen million pairs.
    expect(region.meets(ruleFor(2, 'permit', [far]))).toBe(true);
    expect(regionOf([HUGE]).meets(ruleFor(3, 'permit', [tcp('172.16.0.0/24', '10.0.1.0', 443)]))).toBe(true);
  });

  it('is undecided for lint', () => {
    expect(lint(huge).map(({ code }) => code)).toEqual(['PT9503']);
  });

  it('is undecided in a comparison, for one way only', () => {
    const other = rulesetFor([ruleFor(1, 'permit', [tcp('10.0.0.0/24', '10.0.1.0', 443)])], { hook: 'in' });
    const report = compareConfigurations(
      [configuration(...huge.rulesets, other)],
      [configuration(rulesetFor([]), { ...other, rules: [] })],
    );
    expect(report.undecided).toEqual([expect.stringMatching(/^what is sent through: .*10,000,000 boxes/)]);
    expect(report.changes.map(({ kind, hook }) => `${kind} ${hook}`)).toEqual(['denied in']);
  });

  it('of findings are all told, in good time', () => {
    const rules = Array.from({ length: 10_000 }, (_, n) =>
      ruleFor(n + 1, 'permit', [tcp('10.9.0.0/16', '10.0.1.0', 1024 + n)]),
    );
    const cut = {
      ...cutOf(plan, hierarchy, 'filter', 'core'),
      scopes: new Map([['forward' as const, [tcp('10.0.0.0/8', '10.0.1.0', 0, 65535)]]]),
    };
    const start = performance.now();
    const findings = verifyCut(cut, [configuration(rulesetFor(rules))]);
    expect(findings.filter(({ code }) => code === 'PT9101')).toHaveLength(10_000);
    expect([...findingsJsonChunks({ parts: [], findings })].join('').length).toBeGreaterThan(1_000_000);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
