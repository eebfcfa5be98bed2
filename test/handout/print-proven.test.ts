/** What is printed is handed out only if it is the plan. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { printProven } from '../../src/handout/print-proven.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { planExample } from '../rules/examples.ts';

const { plan, hierarchy } = planExample('contoso');
const policy = networkPolicy(plan, hierarchy, 'core');
const nftables = DIALECTS.get('nftables') as Dialect<unknown>;
const dialects = DIALECTS as Map<string, Dialect<unknown>>;

afterEach(() => void dialects.set('nftables', nftables));

it('proves what it prints', () => {
  const { printed, proof, diagnostics } = printProven(policy, plan, hierarchy);
  expect(proof).toBe('equal');
  expect(printed?.text).toContain('table inet portolan_core');
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

it.each([
  ['a port that nothing needs', / tcp dport 445 /, ' tcp dport 444-445 ', /permit/],
  ['a line that is missing', /\n[^\n]* tcp dport 445 [^\n]*accept[^\n]*/, '\n', /permit/],
])('keeps back rules with %s', (_, line, instead, message) => {
  dialects.set('nftables', {
    ...nftables,
    print: (model) => {
      const { text, lines } = nftables.print(model);
      expect(text).toMatch(line);
      return { text: text.replace(line, instead), lines };
    },
  });
  const { printed, proof, diagnostics } = printProven(policy, plan, hierarchy);
  expect([printed, proof]).toEqual([undefined, 'differs']);
  expect(diagnostics.map((d) => d.code)).toContain('PT7008');
  expect(diagnostics.at(-1)?.message).toMatch(message);
});

describe('a filter to the internet that refuses what is known by name only', () => {
  const refusing = {
    ...hierarchy,
    filters: hierarchy.filters.map((filter) => ({ ...filter, internetDestinations: 'refuse' as const })),
  };

  it.each(['core', 'perimeter', 'breakout'])('is handed out, and says what is left out: %s', (name) => {
    const { printed, proof, diagnostics } = printProven(networkPolicy(plan, refusing, name), plan, refusing);
    expect(printed?.text).toContain(`table inet portolan_${name}`);
    expect(proof).toBe('depends');
    expect(diagnostics.map((d) => d.code)).toContain('PT7001');
  });

  it('is kept back all the same where another line is missing', () => {
    dialects.set('nftables', {
      ...nftables,
      print: (model) => {
        const { text, lines } = nftables.print(model);
        return { text: text.replace(/\n[^\n]* tcp dport 445 [^\n]*accept[^\n]*/, '\n'), lines };
      },
    });
    const { printed, proof } = printProven(networkPolicy(plan, refusing, 'core'), plan, refusing);
    expect([printed, proof]).toEqual([undefined, 'differs']);
  });
});
