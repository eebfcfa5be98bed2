/** What two policies decide differently, both ways, against binary decision diagrams and an SMT solver. */
import { editedCopy } from './edited-copy.ts';
import { FAMILIES, type Family, generateRules } from './families.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { medians, type Result, runTask } from './measure.ts';
import type { PeerAnswer } from './peers.ts';
import { askOften, middleOf, takeTurns, type Workplace, withPeers } from './with-peers.ts';

const BUDDY_LIMIT = 4;
const Z3_LIMIT = 50;
const SECONDS = 60;
/** How many rules the targets are about. */
const TARGETED = 10_000;
const OFTEN = 9;
/** Edits of the copy that differs. */
const EDITS = 3;

interface Measured {
  readonly family: Family;
  readonly count: number;
  readonly edits: number;
  readonly ours: Result;
  readonly buddy: PeerAnswer;
  readonly z3: PeerAnswer;
  readonly wrong: number;
}

/** Each set against a copy in another form, and against one with a few edits besides. */
export function measureCompare(runs: number): Promise<Section> {
  return withPeers(async (place) => {
    const measured: Measured[] = [];
    for (const count of [1000, 10_000, 100_000])
      for (const family of FAMILIES)
        for (const edits of [0, EDITS]) measured.push(await measure(place, family, count, edits, runs));
    return {
      title: `Comparing two policies, both ways (median of up to ${runs} runs, of ${Math.max(runs, OFTEN)} where there is a target, taking turns)`,
      facts: measured.map(describe),
      figures: [...measured.flatMap(compareWithPeers), compareAnswers(measured)],
    };
  });
}

async function measure(
  place: Workplace,
  family: Family,
  count: number,
  edits: number,
  runs: number,
): Promise<Measured> {
  const rules = generateRules(family, count);
  const files = [place.write('a', rules), place.write('b', editedCopy(rules, 1, edits))];
  const asked = count < 100_000 || (family === 'configmgr' && edits === 0);
  const turns = await takeTurns(
    timesOf(family, count, edits, runs),
    () => runTask('compare', family, String(count), String(edits)),
    async () => (asked ? await place.buddy(SECONDS, 'compare', ...files) : {}),
  );
  const ours = medians(turns.ours);
  const buddy = middleOf(turns.theirs, 'compare');
  const solved = family === 'configmgr' && count < 100_000;
  const z3 = solved ? await askOften(runs, place.z3, 'compare', SECONDS, 'compare', ...files) : {};
  return { family, count, edits, ours, buddy, z3, wrong: countWrong(ours, buddy, z3) };
}

/** What a target asks for is a few hundredths of a second: measured more often than the rest. */
function timesOf(family: Family, count: number, edits: number, runs: number): number {
  if (count === TARGETED && edits === 0) return Math.max(runs, OFTEN);
  return count === 100_000 && family === 'firewall' ? 1 : runs;
}

/** Packets named that aren't different, and verdicts that aren't the peers'. */
function countWrong(ours: Result, buddy: PeerAnswer, z3: PeerAnswer): number {
  const { less = Number.NaN, more = Number.NaN, wrong = Number.NaN } = ours;
  const other = (mine: boolean, theirs: boolean, known: unknown): number =>
    known !== undefined && mine !== theirs ? 1 : 0;
  return (
    wrong +
    other(less + more === 0, buddy.equal === 1, buddy.equal) +
    other(less > 0, Number(buddy.less) > 0, buddy.less) +
    other(more > 0, Number(buddy.more) > 0, buddy.more) +
    other(less + more === 0, z3.equal === 1, z3.equal)
  );
}

function describe({ family, count, edits, ours, buddy, z3, wrong }: Measured): Record<string, string> {
  const peer = (answer: PeerAnswer, run: boolean): string => {
    if (answer.compare !== undefined) return formatMilliseconds(Number(answer.compare));
    return run ? `> ${SECONDS} s` : 'not run';
  };
  const {
    took = Number.NaN,
    warm = Number.NaN,
    less = Number.NaN,
    more = Number.NaN,
    peakMegabytes = Number.NaN,
  } = ours;
  return {
    family,
    'rules each': formatCount(count),
    edits: String(edits),
    'pairs of rules that differ': formatCount(less + more),
    ours: formatMilliseconds(took),
    'once warm': formatMilliseconds(warm),
    peak: `${formatCount(peakMegabytes)} MB`,
    BuDDy: peer(buddy, count < 100_000 || (family === 'configmgr' && edits === 0)),
    Z3: peer(z3, family === 'configmgr' && count < 100_000),
    wrong: String(wrong),
  };
}

function compareWithPeers({ family, count, edits, ours, buddy, z3 }: Measured): Figure[] {
  if (count !== TARGETED || edits !== 0) return [];
  const { took = Number.NaN } = ours;
  const figure = (name: string, peer: number, limit: number): Figure => ({
    what: `compare 10,000 ${family}`,
    ours: formatMilliseconds(took),
    peer: `${name}: ${formatMilliseconds(peer)}`,
    ratio: peer / took,
    target: `≥ ${limit}×`,
    holds: peer / took >= limit,
  });
  const figures = [figure('BuDDy', Number(buddy.compare ?? SECONDS * 1000), BUDDY_LIMIT)];
  if (z3.compare !== undefined) figures.push(figure('Z3', Number(z3.compare), Z3_LIMIT));
  return figures;
}

function compareAnswers(measured: readonly Measured[]): Figure {
  const wrong = measured.reduce((sum, m) => sum + m.wrong, 0);
  const asked = measured.filter(({ buddy }) => buddy.equal !== undefined).length;
  return {
    what: 'other verdicts than the peers, or wrong packets',
    ours: String(wrong),
    peer: `${asked} pairs of policies`,
    ratio: wrong / asked,
    target: 'none',
    holds: wrong === 0 && asked > 0,
  };
}
