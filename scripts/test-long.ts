/**
 * `npm run test:long`: the property tests of the packet sets with more than a million cases rather than some ten thousand,
 * and how many cases each property had. The last line is `N passed, N failed`; exit code 1 on a failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runVitest } from './checks/vitest.ts';

/** Enough for more than a million cases. */
const USUAL_TIMES = '32';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: USUAL_TIMES },
    seed: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  process.stdout.write(
    `npm run test:long [-- --times N] [--seed N] [--only FILE]

  --times N    how many times more cases than npm test has (${USUAL_TIMES}), fewer where one takes long
  --seed N     other cases: the same number always leads to the same ones (0)
  --only FILE  one of the files under test/algebra, by a part of its name
`,
  );
  process.exit(0);
}

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-long-'));
try {
  const counts = path.join(folder, 'counts');
  const start = performance.now();
  const outcome = await runVitest([`test/algebra/${values.only}`, '--testTimeout=7200000'], {
    PORTOLAN_LONG: values.times,
    PORTOLAN_SEED: values.seed,
    PORTOLAN_CASES: counts,
  });
  const seconds = (performance.now() - start) / 1000;
  const lines = existsSync(counts) ? readFileSync(counts, 'utf8').trim().split('\n') : [];
  const cases = lines.map((line) => JSON.parse(line) as { property: string; cases: number });
  cases.sort((a, b) => (a.property < b.property ? -1 : 1));
  const total = cases.reduce((sum, { cases: n }) => sum + n, 0);
  const width = total.toLocaleString('en').length;
  const show = (n: number): string => n.toLocaleString('en').padStart(width);
  for (const { property, cases: n } of cases) process.stdout.write(`${show(n)}  ${property}\n`);
  process.stdout.write(`${show(total)}  cases of ${cases.length} properties in ${seconds.toFixed(0)} s\n`);
  if (outcome.failed > 0) process.stdout.write(`\n${outcome.details ?? ''}\n`);
  process.stdout.write(`${outcome.passed} passed, ${outcome.failed} failed\n`);
  process.exitCode = outcome.failed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
