/** What a language of Windows for IPsec has to prove of what is printed in it; a part of the tests of each. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import { printProven } from '../../src/handout/print-proven.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { generatedProtection, protectedExample } from './kit.ts';

export interface IpsecLanguage {
  readonly id: string;
  /** A name that files of it have. */
  readonly file: string;
  /** Codes of what the language can't say. */
  codesOf(policy: Policy): readonly string[];
  textOf(policy: Policy): string;
  read(text: string): { readonly configuration: Configuration; readonly codes: readonly string[] };
}

const { plan, hierarchy } = protectedExample();

/** The own policy of a host, and the same without what single ports can't say. */
export function policiesOf(id: string): { readonly whole: Policy; readonly sayable: Policy } {
  const whole = { ...ipsecPolicy(plan, hierarchy, 'cm01'), dialect: id };
  const rules = whole.rules.filter((rule) => rule.ports.every((range) => range.last - range.first < 128));
  return { whole, sayable: { ...whole, rules } };
}

/** Registers the tests. */
export function provesWhatIsPrinted({ id, file, codesOf, textOf, read }: IpsecLanguage): void {
  const { whole, sayable } = policiesOf(id);

  it('is what travels inside of IPsec', () => {
    expect(sayable.rules.length).toBeGreaterThan(1);
    expect(printProven(sayable, plan, hierarchy).proof).toBe('equal');
    expect(codesOf(sayable)).toEqual([]);
  });

  it('leaves out ranges that are too wide for single ports, and says so', () => {
    expect(whole.rules.length).toBeGreaterThan(sayable.rules.length);
    expect(codesOf(whole)).toContain('PT7003');
    expect(printProven(whole, plan, hierarchy).proof).toBe('depends');
  });

  it('is that for any policy', () => {
    let compared = 0;
    fc.assert(
      fc.property(generatedProtection, (policy) => {
        if (policy.rules.length === 0 || codesOf(policy).includes('PT7003')) return;
        const { configuration, codes } = read(textOf(policy));
        expect(codes).toEqual([]);
        expect(protectedDifference(policy, configuration)).toBeUndefined();
        compared++;
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  it('is recognised, and is no rule of the firewall', () => {
    expect(recogniseDialect(textOf(sayable), file)?.id).toBe(id);
    const { config } = windowsFirewallReader.parse(textOf(sayable), file);
    expect(config.steps.some((step) => step.kind === 'create')).toBe(false);
    expect(config.steps.some((step) => step.kind === 'unknown')).toBe(true);
  });
}
