/** Every language that is printed: how fast it is written and read, and whether that grows with the rules only. */
import { DIALECTS } from '../src/dialects/registry.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { type Result, repeatTask } from './measure.ts';

const COUNT = 10_000;
const LARGE = 100_000;
/** Time for a rule at the larger size against the smaller one. */
const GROWTH_LIMIT = 2;

/** 10,000 rules in each language, and 100,000 where the vendor has no limit below. */
export async function measureDialects(runs: number): Promise<Section> {
  const facts: Record<string, string>[] = [];
  const figures: Figure[] = [];
  for (const { id, capabilities } of DIALECTS.values()) {
    if (!capabilities.kinds.some((kind) => kind === 'network' || kind === 'host')) continue;
    const small = await repeatTask(runs, 'dialect', id, String(COUNT));
    facts.push(describe(id, COUNT, small));
    const large = await repeatTask(1, 'dialect', id, String(LARGE));
    facts.push(describe(id, LARGE, large));
    figures.push(growth(id, small, large));
  }
  return { title: `Languages (median of ${runs} runs at ${formatCount(COUNT)} rules)`, facts, figures };
}

const sum = (result: Result): number =>
  ['lower', 'print', 'parse', 'raise'].reduce((all, name) => all + (result[name] ?? 0), 0);

function describe(id: string, count: number, result: Result): Record<string, string> {
  const time = (name: string): string => {
    const value = result[name] ?? Number.NaN;
    return Number.isNaN(value) ? '–' : formatMilliseconds(value);
  };
  const read = (result.parse ?? 0) + (result.raise ?? 0);
  return {
    language: id,
    rules: formatCount(count),
    text: `${(result.megabytes ?? 0).toFixed(1)} MB`,
    lower: time('lower'),
    print: time('print'),
    parse: time('parse'),
    raise: time('raise'),
    'written a second': formatCount((count / ((result.lower ?? 0) + (result.print ?? 0))) * 1000),
    'read a second': read > 0 ? formatCount((count / read) * 1000) : '–',
    peak: `${formatCount(result.peakMegabytes ?? 0)} MB`,
  };
}

function growth(id: string, small: Result, large: Result): Figure {
  const [one, other] = [sum(small) / COUNT, sum(large) / LARGE];
  const text = (value: number): string => `${(value * 1000).toFixed(1)} µs`;
  return {
    what: `time for a rule as ${id} grows`,
    ours: `${formatCount(LARGE)}: ${text(other)}`,
    peer: `${formatCount(COUNT)}: ${text(one)}`,
    ratio: other / one,
    target: `≤ ${GROWTH_LIMIT}×`,
    holds: other <= GROWTH_LIMIT * one,
  };
}
