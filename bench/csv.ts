/** All rows of the largest plan as CSV, against a bare loop that writes as many bytes from rows made beforehand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { generateHierarchy } from './generate.ts';
import { type Result, repeatTask } from './measure.ts';

const LIMIT = 0.5;

/** To the null device, which shows the processor's part, and to a file. */
export async function measureCsv(runs: number): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  try {
    const file = path.join(folder, 'hierarchy.yaml');
    writeFileSync(file, generateHierarchy(1).text);
    const targets: readonly (readonly [string, string])[] = [
      ['/dev/null', '/dev/null'],
      ['a file', path.join(folder, 'plan.csv')],
    ];
    const results: (readonly [string, Result])[] = [];
    for (const [name, target] of targets) results.push([name, await repeatTask(runs, 'csv', file, target)]);
    return {
      title: `CSV of all rows (median of three times in turns)`,
      facts: results.map(([name, result]) => describe(name, result)),
      figures: results.map(([name, result]) => compare(name, result)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe(name: string, result: Result): Record<string, string> {
  const { rows = Number.NaN, bytes = Number.NaN, csv = Number.NaN, peakMegabytes = Number.NaN } = result;
  return {
    to: name,
    rows: formatCount(rows),
    size: `${formatCount(bytes / 1e6)} MB`,
    'a second': `${formatCount(bytes / csv / 1e3)} MB`,
    peak: `${formatCount(peakMegabytes)} MB`,
  };
}

function compare(name: string, result: Result): Figure {
  const { csv = Number.NaN, bare = Number.NaN } = result;
  return {
    what: `speed of CSV to ${name}`,
    ours: formatMilliseconds(csv),
    peer: `bare loop: ${formatMilliseconds(bare)}`,
    ratio: bare / csv,
    target: `≥ ${LIMIT}×`,
    holds: bare / csv >= LIMIT,
  };
}
