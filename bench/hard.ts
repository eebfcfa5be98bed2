/** Sets made to be hard: no single rule may take long, and no verdict may be wrong. */
import { hardCases } from './adversarial.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { fingerprint } from './fingerprint.ts';
import { type Result, repeatTask } from './measure.ts';
import type { PeerAnswer } from './peers.ts';
import { withPeers } from './with-peers.ts';

const LIMIT = 500;
const SECONDS = 10;

interface Measured {
  readonly name: string;
  readonly rules: number;
  readonly ours: Result;
  readonly buddy: PeerAnswer;
}

/** Each case in both forms: all covered, and with a packet left over. */
export function measureHard(runs: number): Promise<Section> {
  return withPeers(async (place) => {
    const measured: Measured[] = [];
    for (const [i, { name, rules }] of hardCases().entries()) {
      const ours = await repeatTask(runs, 'hard', String(i));
      const buddy = await place.buddy(SECONDS, 'reachable', place.write('rules', rules));
      measured.push({ name, rules: rules.length, ours, buddy });
    }
    return {
      title: `Hard sets (median of ${runs} runs)`,
      facts: measured.map(describe),
      figures: [compareSlowest(measured), compareVerdicts(measured)],
    };
  });
}

function describe({ name, rules, ours, buddy }: Measured): Record<string, string> {
  const { last = Number.NaN, slowest = Number.NaN, dead = Number.NaN } = ours;
  return {
    set: name,
    rules: formatCount(rules),
    'never decide': formatCount(dead),
    'last rule': formatMilliseconds(last),
    'slowest rule': formatMilliseconds(slowest),
    'BuDDy, all rules':
      buddy.sweep === undefined ? `> ${SECONDS} s` : formatMilliseconds(Number(buddy.sweep)),
    verdicts: isWrong({ ours, buddy }) ? 'WRONG' : 'right',
  };
}

/** Against how the set was made, and against the peer's whole list where it had the time. */
function isWrong({ ours, buddy }: Pick<Measured, 'ours' | 'buddy'>): boolean {
  const other = buddy.dead !== undefined && fingerprint([buddy.dead as number[]]) !== ours.deadRules;
  return ours.wrong !== 0 || other;
}

function compareSlowest(measured: readonly Measured[]): Figure {
  const slowest = Math.max(...measured.map(({ ours }) => ours.slowest ?? Number.NaN));
  return {
    what: 'slowest rule of all hard sets',
    ours: formatMilliseconds(slowest),
    peer: formatMilliseconds(LIMIT),
    ratio: slowest / LIMIT,
    target: '≤ 1×',
    holds: slowest <= LIMIT,
  };
}

function compareVerdicts(measured: readonly Measured[]): Figure {
  const wrong = measured.filter(isWrong).length;
  return {
    what: 'wrong verdicts',
    ours: String(wrong),
    peer: `${measured.length} sets`,
    ratio: wrong / measured.length,
    target: 'none',
    holds: wrong === 0,
  };
}
