/** The largest plan of the planner's benchmark, said in every language of filters between networks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIALECTS } from '../src/dialects/registry.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { generateHierarchy } from './generate.ts';
import { type Result, runTask } from './measure.ts';

const SHARES: readonly number[] = [0.1, 1];
/** Time for a rule at 100 % against 10 %. */
const GROWTH_LIMIT = 2;

/** One process for each share: it plans once, and then says the cut of the busiest filter in one language after another. */
export async function measureLargest(): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  try {
    const measured: Result[] = [];
    for (const share of SHARES) {
      const file = path.join(folder, 'hierarchy.yaml');
      writeFileSync(file, generateHierarchy(share).text);
      measured.push(await runTask('largest', file));
    }
    const [small = {}, large = {}] = measured;
    const ids = [...DIALECTS.keys()].filter((id) => `${id} lower` in large);
    const rules = large.rules ?? Number.NaN;
    return {
      title: `Saying the largest plan: ${formatCount(large['all flows'] ?? 0)} flows, ${formatCount(large.flows ?? 0)} of them across the busiest filter, which become ${formatCount(rules)} rules in ${formatMilliseconds(large.cut ?? 0)} (one run)`,
      facts: ids.map((id) => ({
        language: id,
        lower: formatMilliseconds(large[`${id} lower`] ?? Number.NaN),
        print: formatMilliseconds(large[`${id} print`] ?? Number.NaN),
        text: `${(large[`${id} megabytes`] ?? Number.NaN).toFixed(1)} MB`,
        'rules a second': formatCount((rules / timeOf(large, id)) * 1000),
      })),
      figures: [growthOf(ids, small, large)],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const timeOf = (result: Result, id: string): number =>
  (result[`${id} lower`] ?? Number.NaN) + (result[`${id} print`] ?? Number.NaN);

/** Of all languages together: single ones have times too short to be compared. */
function growthOf(ids: readonly string[], small: Result, large: Result): Figure {
  const forRule = (result: Result): number =>
    (ids.reduce((sum, id) => sum + timeOf(result, id), 0) / (result.rules ?? Number.NaN)) * 1000;
  const [one, other] = [forRule(small), forRule(large)];
  const text = (rules: number | undefined, value: number): string =>
    `${formatCount(rules ?? 0)} rules: ${value.toFixed(0)} µs`;
  return {
    what: 'time for a rule in all languages as the plan grows',
    ours: text(large.rules, other),
    peer: text(small.rules, one),
    ratio: other / one,
    target: `≤ ${GROWTH_LIMIT}×`,
    holds: other <= GROWTH_LIMIT * one,
  };
}
