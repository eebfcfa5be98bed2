/**
 * The process that runs a lab's whole test, the first one in its namespaces. It reads its job from the first line of
 * standard input, and says on standard output, a line each, what every phase found and at last the report.
 */
import { createInterface } from 'node:readline';
import { loadCatalog } from '../../catalog/load.ts';
import { planReading, readText, type TextFile } from '../../workspace/plan-text.ts';
import type { LabPhase, LabReport } from '../proof/report-model.ts';
import { type TestOptions, testLab } from '../proof/test-lab.ts';

export interface TestJob {
  readonly source: TextFile;
  readonly options: TestOptions;
}

export type TestLine =
  | { readonly phase: LabPhase }
  | { readonly report: LabReport }
  | { readonly error: string };

function say(line: TestLine): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve());
  });
}

async function run(job: TestJob): Promise<void> {
  const { planned } = planReading(readText(job.source, loadCatalog({ frozen: false })));
  if (!planned) throw new Error('the hierarchy has errors');
  const { hierarchy, plan } = planned;
  const report = await testLab(hierarchy, plan, job.options, (phase) => void say({ phase }));
  await say({ report });
}

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  run(JSON.parse(line) as TestJob)
    .catch((error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }))
    .finally(() => process.exit());
});
// Whoever started it is gone: so is the lab.
lines.once('close', () => process.exit());
