/** What is printed is handed out only if it is the plan. */
import { afterEach, expect, it } from 'vitest';
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
