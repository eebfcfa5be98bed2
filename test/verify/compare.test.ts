/** What changes from one configuration to another, against the judge on every packet that can be told apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/net/match.ts';
import { formatPacket, matchHolds, type Packet } from '../../src/net/packet.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { compareConfigurations } from '../../src/verify/compare.ts';
import type { Change } from '../../src/verify/difference-report.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { cutOf } from '../../src/verify/verify.ts';
import { holds } from '../algebra/cases.ts';
import { packetsOf } from './cells.ts';
import { compactPlan } from './compact-plan.ts';
import { type Frame, frame, mutation, rulesetOf } from './generated-rules.ts';
import { ruleFor, rulesetFor, tcp } from './ruleset-kit.ts';

/** Two configurations: the second is the first with some changes, or another one. */
const pair = fc
  .tuple(
    compactPlan,
    fc.array(frame, { minLength: 1, maxLength: 2 }),
    fc.array(mutation, { maxLength: 3 }),
    fc.option(frame),
    fc.constantFrom<Configuration['families'][]>(undefined, undefined, undefined, [4]),
  )
  .map(([{ plan, hierarchy }, frames, changes, other, families]): [Configuration, Configuration] => {
    const seeds = cutOf(plan, hierarchy, 'filter', 'core').needs.flatMap(({ allowed }) =>
      allowed.map((match) => ({ match })),
    );
    const of = (file: string, some: readonly Frame[]): Configuration => ({
      dialect: 'test',
      file,
      rulesets: some.map((own, n) => ({ ...rulesetOf('forward', seeds, own, file), name: `list ${n}` })),
    });
    const [first, ...rest] = frames as [Frame, ...Frame[]];
    const changed = other ?? { ...first, mutations: [...first.mutations, ...changes] };
    return [of('old', frames), { ...of('new', [changed, ...rest]), ...(families && { families }) }];
  });

const matchesOf = (configurations: readonly Configuration[]): Match[] =>
  configurations.flatMap((c) =>
    c.rulesets.flatMap((r) => [...(r.scope ?? []), ...r.rules.flatMap((rule) => rule.matches)]),
  );

const kindsOf = (changes: readonly Change[], packet: Packet): string[] =>
  changes.filter(({ packets }) => packets.some((m) => matchHolds(m, packet))).map(({ kind }) => kind);

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'deny permit': ['permitted'],
  'permit deny': ['denied'],
  'depends permit': ['perhaps-permitted'],
  'deny depends': ['perhaps-permitted'],
  'permit depends': ['perhaps-denied'],
  'depends deny': ['perhaps-denied'],
};

describe('compareConfigurations', () => {
  it('says of exactly those packets that they change whose verdict changes', async () => {
    const seen = new Map<string, number>();
    await holds(
      'compareConfigurations',
      250,
      fc.property(pair, (sides) => {
        const [before, after] = sides;
        const { packets, complete } = packetsOf(matchesOf(sides), 8000);
        fc.pre(complete);
        const { changes, undecided } = compareConfigurations([before], [after]);
        expect(undecided).toEqual(after.families ? ['IPv6, because new says nothing of it'] : []);
        for (const packet of packets) {
          const verdicts = sides.map((side) => judgeAll(side, 'forward', packet).verdict).join(' ');
          const kinds = kindsOf(changes, packet);
          const text = `${formatPacket(packet)}: ${verdicts}`;
          if (after.families && packet.family === 6) expect(kinds, text).toEqual([]);
          else if (verdicts === 'depends depends') expect([[], ['perhaps-permitted']]).toContainEqual(kinds);
          else expect(kinds, text).toEqual(EXPECTED[verdicts] ?? []);
          for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
        for (const { witness, packets: own, size } of changes) {
          expect(own.some((match) => matchHolds(match, witness))).toBe(true);
          expect(size).toBeGreaterThan(0n);
        }
      }),
      0.3,
    );
    expect([...seen.keys()].sort()).toEqual(['denied', 'perhaps-denied', 'perhaps-permitted', 'permitted']);
  });

  const of = (file: string, ...rulesets: Ruleset[]): Configuration => ({ dialect: 'test', file, rulesets });
  const web = rulesetFor([ruleFor(1, 'permit', [tcp('10.1.0.0/24', '10.0.0.1', 443)])]);

  it('says nothing where both mean the same in other words', () => {
    const halves = [tcp('10.1.0.0/25', '10.0.0.1', 443), tcp('10.1.0.128/25', '10.0.0.1', 443)];
    const same = rulesetFor([ruleFor(1, 'permit', halves), ruleFor(2, 'permit', [halves[1] as Match])]);
    expect(compareConfigurations([of('a', web)], [of('b', same)]).changes).toEqual([]);
  });

  it('names the lines that decide before and after', () => {
    const now = rulesetFor([ruleFor(7, 'permit', [tcp('10.1.0.0/24', '10.0.0.1', 80, 443)])]);
    const { changes } = compareConfigurations([of('a', web)], [of('b', now)]);
    expect(changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      [
        'permitted',
        [expect.objectContaining({ text: 'deny all' })],
        [expect.objectContaining({ text: 'line 7', note: 'permits' })],
      ],
    ]);
  });

  it('names no default for packets that pass a rule set by', () => {
    const scope = [tcp('10.1.0.0/24', '10.0.0.1', 0, 65535)];
    const scoped = rulesetFor([], { scope });
    const { changes } = compareConfigurations([of('a', web)], [of('b', scoped)]);
    const opened = changes.filter(({ kind }) => kind === 'permitted');
    expect(opened.flatMap(({ after }) => after.map(({ note }) => note))).toEqual(['does not judge them']);
  });

  it('does not guess about a way that one side says nothing of', () => {
    const inbound = rulesetFor([], { hook: 'in' });
    const report = compareConfigurations([of('a', web)], [of('b', web, inbound)]);
    expect(report.changes).toEqual([]);
    expect(report.undecided).toEqual(['what is sent to the host, because a says nothing of it']);
  });
});
