/** Rules that never decide, with everything that decides in their place, against binary decision diagrams. */
import { FAMILIES, type Family, generateRules } from './families.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { fingerprint } from './fingerprint.ts';
import { type Result, repeatTask, runTask } from './measure.ts';
import type { PeerAnswer } from './peers.ts';
import { askOften, type Workplace, withPeers } from './with-peers.ts';

/** Least ratio to BuDDy with the rules that decide instead, by number of rules; and to BuDDy without them. */
const LIMITS: ReadonlyMap<number, number> = new Map([
  [10_000, 20],
  [100_000, 100],
]);
const SWEEP_LIMIT = 8;
const MEMORY_LIMIT = 250;
/** Time for a line of the answer at 100,000 rules against 10,000. */
const GROWTH_LIMIT = 2;
const SECONDS = 60;
const MORE_SECONDS = 240;

interface Measured {
  readonly family: Family;
  readonly count: number;
  readonly ours: Result;
  readonly redundant: Result;
  readonly buddy: PeerAnswer;
  /** Whether all answers that the peer gave are ours; absent where it gave none. */
  readonly same: boolean | undefined;
}

/** Sets of 1,000, 10,000 and 100,000 rules; the largest only of one family against the peer. */
export function measureUnreachable(runs: number): Promise<Section> {
  return withPeers(async (place) => {
    const measured: Measured[] = [];
    for (const family of FAMILIES)
      for (const count of [1000, 10_000, 100_000]) measured.push(await measure(place, family, count, runs));
    const lean = await runTask('unreachable', 'configmgr', '100000', '0', '--lean');
    return {
      title: `Rules that never decide (median of up to ${runs} runs)`,
      facts: measured.map(describe),
      figures: [
        ...measured.flatMap(compareWithBuddy),
        compareMemory(lean),
        ...compareGrowth(measured),
        compareAnswers(measured),
      ],
    };
  });
}

async function measure(place: Workplace, family: Family, count: number, runs: number): Promise<Measured> {
  const ours = await repeatTask(runs, 'unreachable', family, String(count));
  const redundant = await repeatTask(runs, 'redundant', family, String(count));
  const file = place.write('rules', generateRules(family, count));
  const buddy = isAsked(family, count)
    ? await askOften(runs, place.buddy, 'all', secondsFor(count), 'reachable', file)
    : {};
  return { family, count, ours, redundant, buddy, same: sameAnswers(ours, buddy) };
}

function isAsked(family: Family, count: number): boolean {
  return count < 100_000 || family === 'configmgr';
}

function secondsFor(count: number): number {
  return count < 100_000 ? SECONDS : MORE_SECONDS;
}

function sameAnswers(ours: Result, { dead, blockers }: PeerAnswer): boolean | undefined {
  if (dead === undefined) return undefined;
  if (fingerprint([dead as number[]]) !== ours.deadRules) return false;
  return blockers === undefined || fingerprint(blockers as number[][]) === ours.deciders;
}

function time(answer: PeerAnswer | Result, name: string): number {
  return Number(answer[name] ?? Number.NaN);
}

/** A peer's time; where it didn't end, what it took at least. */
function peerTime(
  { count, buddy }: Measured,
  name: string,
): { readonly least: number; readonly text: string } {
  const value = time(buddy, name);
  if (!Number.isNaN(value)) return { least: value, text: formatMilliseconds(value) };
  const limit = secondsFor(count);
  return { least: limit * 1000, text: `> ${limit} s` };
}

function describe(measured: Measured): Record<string, string> {
  const { family, count, ours, redundant, same } = measured;
  const peer = (name: string): string => (isAsked(family, count) ? peerTime(measured, name).text : 'not run');
  return {
    family,
    rules: formatCount(count),
    'never decide': formatCount(time(ours, 'dead')),
    'deciders named': formatCount(time(ours, 'named')),
    'with deciders': formatMilliseconds(time(ours, 'took')),
    'once warm': formatMilliseconds(time(ours, 'warm')),
    'redundant besides': formatCount(time(redundant, 'redundant')),
    'to find them': formatMilliseconds(time(redundant, 'took')),
    'BuDDy, sweep': peer('sweep'),
    'deciders, looked up by range': peer('looked'),
    'deciders, all in turn': peer('all'),
    'same answers': same === undefined ? '–' : same ? 'yes' : 'NO',
  };
}

function compareWithBuddy(measured: Measured): Figure[] {
  const { family, count, ours } = measured;
  const limit = LIMITS.get(count);
  if (family !== 'configmgr' || limit === undefined) return [];
  const ratio = (what: string, name: 'took' | 'warm', peer: string, least: number): Figure => {
    const mine = time(ours, name);
    const found = peerTime(measured, peer);
    const theirs = found.least + (peer === 'sweep' ? 0 : peerTime(measured, 'sweep').least);
    return {
      what: `unreachable of ${formatCount(count)} ${family}${name === 'warm' ? ', once warm' : ''}`,
      ours: formatMilliseconds(mine),
      peer: `BuDDy ${what}: ${found.text.startsWith('>') ? found.text : formatMilliseconds(theirs)}`,
      ratio: theirs / mine,
      target: `≥ ${least}×`,
      holds: theirs / mine >= least,
    };
  };
  return [
    ratio('with deciders', 'took', 'all', limit),
    ratio('with deciders, helped by ranges', 'warm', 'looked', SWEEP_LIMIT),
  ];
}

function compareMemory(lean: Result): Figure {
  const peak = time(lean, 'peakMegabytes');
  return {
    what: 'peak memory, 100,000 configmgr',
    ours: `${formatCount(peak)} MB`,
    peer: `${MEMORY_LIMIT} MB`,
    ratio: peak / MEMORY_LIMIT,
    target: '≤ 1×',
    holds: peak <= MEMORY_LIMIT,
  };
}

/**
 * By lines of the answer, which are rules and deciders named: where many rules are wide, those grow much faster than the
 * set does, and no way of finding them can take less time than there are of them.
 */
function compareGrowth(measured: readonly Measured[]): Figure[] {
  return FAMILIES.flatMap((family): Figure[] => {
    const of = (count: number): number => {
      const found = measured.find((m) => m.family === family && m.count === count);
      return found ? time(found.ours, 'took') / (count + time(found.ours, 'named')) : Number.NaN;
    };
    const [small, large] = [of(10_000), of(100_000)];
    const text = (value: number): string => `${(value * 1000).toFixed(1)} µs`;
    return [
      {
        what: `time for a rule or a decider named as ${family} grows`,
        ours: `100,000: ${text(large)}`,
        peer: `10,000: ${text(small)}`,
        ratio: large / small,
        target: `≤ ${GROWTH_LIMIT}×`,
        holds: large <= GROWTH_LIMIT * small,
      },
    ];
  });
}

function compareAnswers(measured: readonly Measured[]): Figure {
  const asked = measured.filter(({ same }) => same !== undefined);
  const wrong = asked.filter(({ same }) => !same).length;
  return {
    what: 'sets with another answer than the peer',
    ours: String(wrong),
    peer: `${asked.length} sets`,
    ratio: wrong / asked.length,
    target: 'none',
    holds: wrong === 0 && asked.length > 0,
  };
}
