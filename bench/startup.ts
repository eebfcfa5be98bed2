/** `portolan plan examples/contoso` as a whole process, against Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Figure, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const LIMIT = 5;

/** Variants take turns, so that a slow moment of the machine meets all of them. */
export function measureStartup(runs: number): Section {
  const built = path.join(ROOT, 'dist/cli/main.js');
  if (!existsSync(built)) throw new Error('there is no dist/: run `npm run build` first');
  const plan = ['plan', 'examples/contoso'];
  const variants: readonly (readonly [string, readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['portolan plan, installed', [built, ...plan]],
    ['portolan plan, from sources', [path.join(ROOT, 'src/cli/main.ts'), ...plan]],
  ];
  const times = variants.map((): number[] => []);
  // The first round warms the disk cache and the compile cache.
  for (let round = 0; round <= runs; round++) {
    for (const [i, [, args]] of variants.entries()) {
      const took = timeProcess(args);
      if (round > 0) times[i]?.push(took);
    }
  }
  const [empty = Number.NaN, installed = Number.NaN] = times.map(median);
  const figure: Figure = {
    what: 'plan Contoso, whole process',
    ours: formatMilliseconds(installed),
    peer: `node -e 0: ${formatMilliseconds(empty)}`,
    ratio: installed / empty,
    target: `≤ ${LIMIT}×`,
    holds: installed <= LIMIT * empty,
  };
  const facts = variants.map(([name], i) => ({
    process: name,
    median: formatMilliseconds(median(times[i] ?? [])),
    fastest: formatMilliseconds(Math.min(...(times[i] ?? []))),
  }));
  return { title: `Starting (${runs} runs each, taking turns)`, facts, figures: [figure] };
}

function timeProcess(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`);
  return took;
}
