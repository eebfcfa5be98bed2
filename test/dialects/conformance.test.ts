/** One suite for all languages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { namedDifference } from '../../src/handout/named-proof.ts';
import { protectedDifference } from '../../src/handout/protected-proof.ts';
import { NEW } from '../../src/net/state.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { generatedProtection, protectedExample } from '../ipsec/kit.ts';
import { examplePolicy, generatedProxy } from '../proxies/kit.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { net } from '../rules/plan-kit.ts';
import { differences, permitted, readBack } from './conformance-kit.ts';

const KINDS = ['network', 'host', 'proxy', 'ipsec'] as const;

/** Of the examples: every filter, as it is and with names instead of addresses outside, and every fourth host. */
const packetPolicies = EXAMPLES.flatMap((name): [string, Policy][] => {
  const { plan, hierarchy } = planExample(name);
  const refusing = {
    ...hierarchy,
    filters: hierarchy.filters.map((f) => ({ ...f, internetDestinations: 'refuse' as const })),
  };
  return [
    ...hierarchy.filters.flatMap((f): [string, Policy][] => [
      [`${name}, ${f.name}`, networkPolicy(plan, hierarchy, f.name)],
      [`${name}, ${f.name}, by name`, networkPolicy(plan, refusing, f.name)],
    ]),
    ...hierarchy.hosts
      .filter((_, i) => i % 4 === 0)
      .map((h): [string, Policy] => [`${name}, ${h.name}`, hostPolicy(plan, hierarchy, h.name)]),
  ];
});

const guarded = protectedExample();
const policies: readonly (readonly [string, Policy])[] = [
  ...packetPolicies,
  ['contoso, proxy01', examplePolicy()],
  ['protected, sql01', ipsecPolicy(guarded.plan, guarded.hierarchy, 'sql01')],
];

const generatedPackets = (kind: Policy['kind']): fc.Arbitrary<Policy> =>
  fc
    .tuple(generatedPlan, fc.nat(2))
    .map(([{ plan, hierarchy, hosts }, n]) =>
      kind === 'network'
        ? networkPolicy(plan, hierarchy, 'core')
        : hostPolicy(plan, hierarchy, hosts[n] as string),
    );

const generated = (kind: Policy['kind']): fc.Arbitrary<Policy> =>
  kind === 'proxy' ? generatedProxy : kind === 'ipsec' ? generatedProtection : generatedPackets(kind);

/** Where rules are bound to interfaces, generated networks stand behind three, some of them behind two. */
function placed(policy: Policy, { capabilities }: Dialect<unknown>): Policy {
  if (policy.kind !== 'network' || capabilities.binding === 'none') return policy;
  const interfaces = [
    { name: 'inside', networks: [net('10.0.0.0-10.0.0.2'), net('10.0.0.128/25'), net('fd00::2')] },
    {
      name: 'outside',
      networks: [net('10.0.0.3-10.0.0.127'), net('10.0.1.0-10.0.2.6'), net('fd00::3-fd00::ffff')],
    },
    { name: 'far', networks: [net('10.0.2.7-10.255.255.255'), net('11.0.0.0-11.0.0.255')] },
  ];
  return { ...policy, interfaces };
}

/** Reading back says what isn't understood as a warning or an error; in what is printed here there is nothing such. */
function expectEqual(dialect: Dialect<unknown>, policy: Policy): void {
  // A language that is a program is run by its own tests.
  if (dialect.reader === undefined) return;
  const back = readBack(dialect, policy);
  expect(back.diagnostics.filter((d) => d.severity !== 'note' && !EMPTY.has(d.code))).toEqual([]);
  // What stands behind no interface, or both ends behind one, is no packet of the filter's.
  if (back.lowering.some((d) => d.code === 'PT7003' && !/interface/.test(d.message))) return;
  if (policy.kind === 'proxy') {
    if (back.configuration.rulesets.length > 0)
      expect(namedDifference(policy, back.configuration)).toBeUndefined();
  } else if (policy.kind === 'ipsec') {
    if (policy.rules.length > 0) expect(protectedDifference(policy, back.configuration)).toBeUndefined();
  } else if (back.configuration.rulesets.length > 0) expect(differences(policy, back, dialect)).toEqual([]);
}

/** Of a policy that permits nothing, there may be nothing to read. */
const EMPTY: ReadonlySet<string> = new Set(['PT8007']);

describe.each([...DIALECTS.values()].map((dialect) => [dialect.id, dialect] as const))('%s', (_, dialect) => {
  for (const kind of KINDS.filter((k) => dialect.capabilities.kinds.includes(k))) {
    it.each(policies.filter(([, policy]) => policy.kind === kind))(
      '%s permits exactly the policy',
      (_name, policy) => {
        expectEqual(dialect, policy);
      },
    );

    it(`any policy of a ${kind}, with names that try to break out, permits exactly itself`, () => {
      fc.assert(
        fc.property(generated(kind), (policy) => expectEqual(dialect, placed(policy, dialect))),
        { numRuns: 40 },
      );
    });

    it(`prints a ${kind}'s policy the same each time, with every rule on some line`, () => {
      for (const [, policy] of policies.filter(([, p]) => p.kind === kind)) {
        const { model, diagnostics } = dialect.lower(policy);
        const printed = dialect.print(model);
        expect(dialect.print(dialect.lower(structuredClone(policy)).model)).toEqual(printed);
        const count = printed.text.split('\n').length;
        for (const { line } of printed.lines) expect(line).toBeLessThanOrEqual(count);
        if (diagnostics.some((d) => d.code === 'PT7003')) continue;
        const flows = new Set(printed.lines.flatMap((l) => l.origins.map((o) => o.flow)));
        const missing = policy.rules
          .filter((rule) => rule.follows === undefined)
          .flatMap((rule) => rule.origins.map((o) => o.flow))
          .filter((flow) => !flows.has(flow));
        expect(missing).toEqual([]);
      }
    });
  }
});

describe.each([...READERS.values()].map((reader) => [reader.id, reader] as const))(
  'reading %s',
  (_, reader) => {
    const read = (text: string): ReturnType<typeof reader.raise> =>
      reader.raise(reader.parse(text, 'garbage').config, { interfaces: new Map() });

    it('never throws, and takes no garbage for a permit', () => {
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 })),
          (text) => {
            const { configuration } = read(text);
            for (const hook of ['forward', 'in', 'out'] as const) {
              if (!configuration.rulesets.some((r) => r.hook === hook)) continue;
              expect(
                configuration.rulesets.some((r) =>
                  r.rules.some((rule) => rule.action === 'permit' && rule.depends.length === 0),
                ),
              ).toBe(false);
              permitted(configuration, hook, NEW, 'must');
            }
          },
        ),
        { numRuns: 100 },
      );
    });

    it.each(ADVERSARIAL)('ends on a megabyte of %s', (_name, text) => {
      read(text);
    });
  },
);

const MEGABYTE = 1 << 20;
const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));
const ADVERSARIAL: readonly (readonly [string, string])[] = [
  ['one letter', filled('a')],
  ['blanks', filled(' ')],
  ['line ends', filled('\n')],
  ['opening brackets', filled('[{(<')],
  ['quotes', filled('"')],
  ['backslashes and quotes', filled('\\"')],
  ['open elements', filled('<a>')],
  ['comment starts', filled('/* <!-- ')],
  ['numbers and commas', filled('1,')],
  ['words', filled('permit any set rule accept ')],
  ['short lines', filled('set a b\n')],
];
