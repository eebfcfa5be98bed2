/** Rule sets with conditions, as views that are asked fast, against the judge that asks one rule after the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/net/match.ts';
import { hasPorts, isIcmp } from '../../src/net/match.ts';
import type { Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { ANY_STATE, ESTABLISHED, NEW, RELATED } from '../../src/net/state.ts';
import type { FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import { judge } from '../../src/verify/judge.ts';
import { areaOf, partsOf, setOf } from '../../src/verify/parts.ts';
import { RuleList } from '../../src/verify/rule-list.ts';
import { viewsOf } from '../../src/verify/view.ts';
import { ALL, Bdd, NONE } from './bdd.ts';
import { holds } from './cases.ts';
import { type Sample, SHAPES } from './policies.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** What a sample's rules lack to be lines of a configuration, one for each rule, again from the start where they end. */
const extras = fc.array(
  fc.record({
    action: fc.constantFrom('as it is', 'as it is', 'as it is', 'unknown'),
    states: fc.constantFrom(ANY_STATE, ANY_STATE, NEW, ESTABLISHED | RELATED),
    depends: fc.constantFrom(0, 0, 0, 1),
    priority: fc.constantFrom(undefined, 1, 2, 3),
  }),
  { minLength: 1, maxLength: 24, size: 'max' },
);

const frame = fc.record({
  order: fc.constantFrom('first-match', 'priority', 'block-beats-allow'),
  stateful: fc.boolean(),
  otherwise: fc.constantFrom('permit', 'deny', 'unknown'),
  scoped: fc.constantFrom(false, false, true),
});

type Frame = typeof frame extends fc.Arbitrary<infer T> ? T : never;
type Extras = typeof extras extends fc.Arbitrary<infer T> ? T : never;

const PLACE = { file: 'rules', line: 1, column: 1, length: 1 };

function rulesetOf({ rules }: Sample, more: Extras, { order, stateful, otherwise, scoped }: Frame): Ruleset {
  const lines = rules.map(({ action, matches }, n): FilterRule => {
    const extra = more[n % more.length];
    return {
      action: extra?.action === 'unknown' ? 'unknown' : action,
      matches,
      states: extra?.states ?? ANY_STATE,
      depends: extra?.depends ? [{ kind: 'schedule', text: 'a schedule' }] : [],
      place: PLACE,
      span: { start: 0, end: 0 },
      text: `rule ${n}`,
      ...(extra?.priority !== undefined && { priority: extra.priority }),
    };
  });
  const scope = rules.slice(0, 2).flatMap(({ matches }) => matches);
  return {
    name: 'rules',
    hook: 'forward',
    order,
    stateful,
    rules: lines,
    otherwise: { action: otherwise, text: 'the default' },
    ...(scoped && scope.length > 0 && { scope }),
  };
}

/** Packets in corners of a policy's rules. */
function corners({ rules }: Sample): Packet[] {
  return rules.flatMap(({ matches }) =>
    matches.flatMap((match) => [corner(match, 'first'), corner(match, 'last')].flat()),
  );
}

function corner({ sources, destinations, services }: Match, end: 'first' | 'last'): Packet[] {
  return sources.flatMap((source) => {
    const destination = destinations.find((d) => d.family === source.family);
    const service = services.at(end === 'first' ? 0 : -1);
    if (!destination || !service) return [];
    const protocol = service.protocol[end];
    const mask = isIcmp(protocol) ? 0xff00 : hasPorts(protocol) ? 0xffff : 0;
    return {
      family: source.family,
      source: source[end],
      destination: destination[end],
      protocol,
      sourcePort: service.source[end] & mask,
      destinationPort: service.destination[end] & mask,
    };
  });
}

describe.each(SHAPES)('views: $name', ({ name, policy }) => {
  it('say what the judge says about every packet', async () => {
    const verdicts = new Set<string>();
    await holds(
      `viewsOf and judge: ${name}`,
      100,
      fc.property(policy, extras, frame, fc.constantFrom(NEW, ESTABLISHED), (sample, more, around, state) => {
        const ruleset = rulesetOf(sample, more, around);
        const { must, may } = viewsOf(ruleset, state);
        for (const packet of corners(sample)) {
          const expected = must.list.permits(packet)
            ? 'permit'
            : may.list.permits(packet)
              ? 'depends'
              : 'deny';
          const { verdict } = judge(ruleset, packet, state);
          expect(verdict).toBe(expected);
          verdicts.add(verdict);
        }
      }),
      0.2,
    );
    expect([...verdicts].sort()).toEqual(['deny', 'depends', 'permit']);
  });

  it('decide about every packet once', async () => {
    await holds(
      `partsOf: ${name}`,
      40,
      fc.property(policy, fc.nat(1000), fc.boolean(), ({ rules, otherwise }, n, everything) => {
        const list = RuleList.of(rules, otherwise);
        const asked = everything
          ? PacketSet.all
          : PacketSet.of(
              n % 2 === 0
                ? (rules[n % rules.length]?.matches ?? [])
                : rules.slice(0, 3).flatMap((r) => r.matches),
            );
        const parts = partsOf(list, areaOf(asked.matches(), list));
        const sizes = new Map<number, bigint>();
        for (const family of FAMILIES) {
          const bdd = new Bdd(family);
          const whole = bdd.of(asked.matches());
          let seen = NONE;
          const add = (rule: number, node: number): void => {
            sizes.set(rule, (sizes.get(rule) ?? 0n) + bdd.count(bdd.and(whole, bdd.without(node, seen))));
          };
          rules.forEach(({ matches }, rule) => {
            const own = bdd.of(matches);
            add(rule, own);
            seen = bdd.or(seen, own);
          });
          add(-1, ALL);
        }
        const found = [...parts].map(([rule, area]) => [rule, setOf(area).size()] as const);
        expect(new Map(found)).toEqual(new Map([...sizes].filter(([, size]) => size > 0n)));
        for (const [rule, area] of parts) {
          const witness = setOf(area).witness();
          expect(witness && list.firstMatch(witness)).toBe(rule);
        }
      }),
      0.2,
    );
  });
});
