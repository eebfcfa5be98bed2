/** The rule that decides about a packet, against asking one rule after the other. */
import { FAMILIES, type Family } from './families.ts';
import { type Figure, formatCount, type Section } from './figures.ts';
import { type Result, repeatTask } from './measure.ts';

const SCAN_LIMIT = 40;
const RATE_LIMIT = 1e6;

interface Measured {
  readonly family: Family;
  readonly count: number;
  readonly result: Result;
}

/** Packets of which half are in some rule of the set. */
export async function measureFirstMatch(runs: number): Promise<Section> {
  const measured: Measured[] = [];
  for (const family of FAMILIES)
    for (const count of [1000, 10_000, 100_000])
      measured.push({ family, count, result: await repeatTask(runs, 'firstMatch', family, String(count)) });
  const of = (family: Family, count: number): Result =>
    measured.find((m) => m.family === family && m.count === count)?.result ?? {};
  const wrong = measured.reduce((sum, { result }) => sum + value(result, 'wrong'), 0);
  return {
    title: `First match (packets a second; median of ${runs} runs)`,
    facts: measured.map(describe),
    figures: [
      compareWithScan(of('configmgr', 100_000)),
      compareWithRate(of('configmgr', 10_000)),
      {
        what: 'other rules than the scan finds',
        ours: String(wrong),
        peer: `${measured.length} sets`,
        ratio: wrong / measured.length,
        target: 'none',
        holds: wrong === 0,
      },
    ],
  };
}

function value(result: Result, name: string): number {
  return result[name] ?? Number.NaN;
}

function describe({ family, count, result }: Measured): Record<string, string> {
  return {
    family,
    rules: formatCount(count),
    'as numbers': formatCount(value(result, 'typed')),
    'as packets': formatCount(value(result, 'asked')),
    'one rule after the other': formatCount(value(result, 'scan')),
  };
}

function compareWithScan(result: Result): Figure {
  const [ours, peer] = [value(result, 'typed'), value(result, 'scan')];
  return {
    what: 'first match at 100,000 configmgr',
    ours: `${formatCount(ours)} a second`,
    peer: `scan: ${formatCount(peer)} a second`,
    ratio: ours / peer,
    target: `≥ ${SCAN_LIMIT}×`,
    holds: ours / peer >= SCAN_LIMIT,
  };
}

function compareWithRate(result: Result): Figure {
  const ours = value(result, 'typed');
  return {
    what: 'first match at 10,000 configmgr',
    ours: `${formatCount(ours)} a second`,
    peer: `${formatCount(RATE_LIMIT)} a second`,
    ratio: ours / RATE_LIMIT,
    target: '≥ 1×',
    holds: ours >= RATE_LIMIT,
  };
}
