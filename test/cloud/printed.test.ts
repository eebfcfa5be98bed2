/** What the clouds' languages can't say is left out: all the rest is exactly the policy, and nothing more is open. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { differences, readBack } from '../dialects/conformance-kit.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';

const CLOUDS = [...DIALECTS.values()].filter(({ id }) => /^(azure|aws|gcp)-/.test(id));

const examples: readonly Policy[] = EXAMPLES.flatMap((name) => {
  const { plan, hierarchy } = planExample(name);
  return [
    ...hierarchy.filters.map((f) => networkPolicy(plan, hierarchy, f.name)),
    ...hierarchy.hosts.map((h) => hostPolicy(plan, hierarchy, h.name)),
  ];
});

const generated: fc.Arbitrary<Policy> = fc
  .tuple(generatedPlan, fc.nat(3))
  .map(([{ plan, hierarchy, hosts }, n]) =>
    n < 3 ? hostPolicy(plan, hierarchy, hosts[n] as string) : networkPolicy(plan, hierarchy, 'core'),
  );

const hasKind = ({ capabilities }: Dialect<unknown>, { kind }: Policy): boolean =>
  capabilities.kinds.includes(kind);

const withoutIcmp = (policy: Policy): Policy => ({
  ...policy,
  rules: policy.rules.filter((rule) => rule.transport !== 'icmp'),
});

/** A group of AWS's is for every address of its host, so that what is sent to all is left out before. */
const sayable = ({ id }: Dialect<unknown>, policy: Policy): Policy =>
  id.startsWith('aws-')
    ? { ...policy, rules: policy.rules.filter((rule) => rule.cast === undefined) }
    : policy;

function expectNothingMore(dialect: Dialect<unknown>, whole: Policy): void {
  const policy = sayable(dialect, whole);
  const back = readBack(dialect, policy);
  expect(back.diagnostics.filter((d) => d.severity !== 'note' && d.code !== 'PT8007')).toEqual([]);
  const faults = differences(policy, back, dialect);
  expect(faults.filter((fault) => !fault.startsWith('missing'))).toEqual([]);
}

describe.each(CLOUDS.map((dialect) => [dialect.id, dialect] as const))('%s', (_, dialect) => {
  const own = examples.filter((policy) => hasKind(dialect, policy));

  it('opens nothing beyond the examples’ policies, whatever it can not say', () => {
    for (const policy of own) expectNothingMore(dialect, policy);
  });

  it('permits exactly what is not ICMP', () => {
    let exact = 0;
    for (const policy of own.map(withoutIcmp)) {
      const back = readBack(dialect, policy);
      if (back.lowering.some((d) => d.code === 'PT7003')) continue;
      exact++;
      expect(differences(policy, back, dialect)).toEqual([]);
    }
    expect(exact).toBeGreaterThan(own.length / 4);
  });

  it('opens nothing beyond any policy', () => {
    fc.assert(
      fc.property(generated, (policy) => {
        if (hasKind(dialect, policy)) expectNothingMore(dialect, policy);
        const plain = withoutIcmp(policy);
        if (!hasKind(dialect, plain)) return;
        const back = readBack(dialect, plain);
        if (!back.lowering.some((d) => d.code === 'PT7003'))
          expect(differences(plain, back, dialect)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
