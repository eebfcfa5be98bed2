/** `portolan plan examples/contoso` as a whole process, against Node that does nothing. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Figure, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import { timeInTurns, type Variant } from './whole-process.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const LIMIT = 5;

/** The built package and the sources, each as a process of its own. */
export function measureStartup(runs: number): Section {
  const built = path.join(ROOT, 'dist/cli/main.js');
  if (!existsSync(built)) throw new Error('there is no dist/: run `npm run build` first');
  const plan = ['plan', 'examples/contoso'];
  const variants: readonly Variant[] = [
    ['node -e 0', ['-e', '0']],
    ['portolan plan, installed', [built, ...plan]],
    ['portolan plan, from sources', [path.join(ROOT, 'src/cli/main.ts'), ...plan]],
  ];
  const times = timeInTurns(variants, runs);
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
