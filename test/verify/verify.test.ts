/** Verification against the judge that asks one rule after the other, on every packet that can be told apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_SERVICE, type Match } from '../../src/net/match.ts';
import { formatPacket } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { type Cut, cutOf, verifyCut } from '../../src/verify/verify.ts';
import { holds } from '../algebra/cases.ts';
import { planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { cornersOf, packetsOf } from './cells.ts';
import { check, type Seen } from './check.ts';
import { compactPlan } from './compact-plan.ts';
import { type Frame, frame, rulesetOf, type Seed } from './generated-rules.ts';
import { Oracle } from './oracle.ts';

const MOST = 6_000;

/** Lines that permit just what a cut's rules are for. */
function seedsOf(cut: Cut, hook: Ruleset['hook']): Seed[] {
  return cut.needs
    .filter((need) => need.hook === hook && need.known === 'exact')
    .flatMap(({ rule, allowed }) =>
      allowed.map((match) => ({
        match,
        ...(rule.program !== undefined && { program: rule.program }),
        ...(rule.windowsService !== undefined && { windowsService: rule.windowsService }),
      })),
    );
}

/** The packets to and from some of the cut's ends: what a hierarchy's own hosts would be. */
function scopesOf(cut: Cut): ReadonlyMap<Ruleset['hook'], readonly Match[]> {
  return new Map(
    cut.hooks.map((hook) => [
      hook,
      cut.needs
        .filter((need) => need.hook === hook)
        .slice(0, 2)
        .flatMap(({ allowed }) => allowed)
        .flatMap(({ sources, destinations }) => [
          { sources, destinations, services: [ANY_SERVICE] },
          { sources: destinations, destinations: sources, services: [ANY_SERVICE] },
        ]),
    ]),
  );
}

const everything = (cut: Cut, configurations: readonly Configuration[]): Match[] => [
  ...cut.needs.flatMap(({ needed, allowed, answers }) => [needed, allowed, answers].flat()),
  ...cut.other,
  ...[...cut.scopes.values()].flat(),
  ...configurations.flatMap((c) =>
    c.rulesets.flatMap((r) => [...(r.scope ?? []), ...r.rules.flatMap((rule) => rule.matches)]),
  ),
];

const plans = fc.oneof({ weight: 4, arbitrary: compactPlan }, { weight: 1, arbitrary: generatedPlan });

const more = fc.record({
  frames: fc.array(frame, { minLength: 1, maxLength: 3 }),
  families: fc.constantFrom<Configuration['families'][]>(undefined, undefined, [4], [6]),
  follows: fc.boolean(),
  apart: fc.boolean(),
  other: fc.boolean(),
});

function configurationsOf(
  cut: Cut,
  {
    frames,
    families,
    follows,
    apart,
  }: { frames: readonly Frame[]; families: Configuration['families']; follows: boolean; apart: boolean },
): Configuration[] {
  const rulesets = frames.flatMap((own, n) =>
    cut.hooks
      .filter((hook) => hook !== 'out' || n === 0)
      .map((hook) => rulesetOf(hook, seedsOf(cut, hook), own, `file${n}`)),
  );
  const common = { dialect: 'test', ...(families && { families }), ...(follows && { follows: ['tftp'] }) };
  if (!apart) return [{ ...common, file: 'file0', rulesets }];
  return frames.map((_, n) => ({
    ...common,
    file: `file${n}`,
    rulesets: rulesets.filter((r) => r.name.startsWith(`file${n} `)),
  }));
}

describe.each(['filter', 'host'] as const)('verification of a %s', (kind) => {
  it('finds exactly what the judge says', async () => {
    const seen: Seen = new Map();
    await holds(
      `verify: ${kind}`,
      130,
      fc.property(plans, more, fc.nat(1000), ({ plan, hierarchy, hosts }, chosen, step) => {
        const name = kind === 'filter' ? 'core' : (hosts[step % hosts.length] as string);
        const made = cutOf(plan, hierarchy, kind, name);
        const cut = {
          ...made,
          scopes: scopesOf(made),
          other: chosen.other ? made.needs.slice(0, 1).flatMap(({ answers }) => [answers].flat()) : [],
        };
        const configurations = configurationsOf(cut, chosen);
        const { packets, complete } = packetsOf(everything(cut, configurations), MOST, step);
        const findings = verifyCut(cut, configurations);
        check(new Oracle(cut, configurations), findings, packets, complete, seen);
        seen.set(complete ? 'complete' : 'sampled', (seen.get(complete ? 'complete' : 'sampled') ?? 0) + 1);
      }),
      0.2,
    );
    if (process.env.SEEN) console.log(kind, Object.fromEntries(seen));
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining([
        'missing packets',
        'unproven packets',
        'excess packets',
        'perhaps excess packets',
        'later packets denied',
        ...(kind === 'filter' ? ['later packets unproven'] : []),
        'several blockers',
        'narrower rules',
        'needless lines',
      ]),
    );
  });
});

/** Cuts of the examples, with the packets that really are looked at. */
const CUTS = [
  ['contoso', 'filter', 'core'],
  ['contoso', 'filter', 'branch'],
  ['contoso', 'filter', 'perimeter'],
  ['contoso', 'host', 'mp01'],
  ['contoso', 'host', 'cm01'],
  ['branch', 'host', 'cm1'],
] as const;

describe.each(CUTS)('verification in the example %s: %s %s', (example, kind, name) => {
  const { plan, hierarchy } = planExample(example);
  const cut = cutOf(plan, hierarchy, kind, name);

  it('finds exactly what the judge says', async () => {
    const seen: Seen = new Map();
    await holds(
      `verify: ${example} ${name}`,
      12,
      fc.property(more, fc.nat(100_000), (chosen, step) => {
        const configurations = configurationsOf(cut, chosen);
        const all = everything(cut, configurations);
        const packets = [1, 2, 3].flatMap((n) => cornersOf(all, step * 3 + n)).slice(0, 2500);
        const unique = new Map(packets.map((packet) => [formatPacket(packet), packet]));
        check(
          new Oracle(cut, configurations),
          verifyCut(cut, configurations),
          [...unique.values()],
          false,
          seen,
        );
      }),
      0.05,
    );
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['missing packets', 'excess packets']));
  });
});
