/** Labs for tests: hierarchies, and the answer to whether a lab can run here. */
import { readFileSync } from 'node:fs';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { LabReport } from '../../src/lab/proof/report-model.ts';
import { runTest } from '../../src/lab/proof/run-test.ts';
import type { TestOptions } from '../../src/lab/proof/test-lab.ts';
import { obstacle } from '../../src/lab/support.ts';
import { type Planned, planReading, readText } from '../../src/workspace/plan-text.ts';

const no = obstacle();
if (no && process.env.CI) throw new Error(no.message);
/** Why no lab can run here; a failure in CI. */
export const unavailable: string | undefined = no?.message;

export function sourceOf(file: string): { readonly file: string; readonly text: string } {
  return { file, text: readFileSync(file, 'utf8') };
}

export function planned(text: string): Planned {
  const { planned: it, diagnostics } = planReading(readText({ file: 'h.yaml', text }, loadCatalog()));
  if (!it) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return it;
}

export function tested(text: string, options: Partial<TestOptions> = {}): Promise<LabReport> {
  const source = { file: 'h.yaml', text };
  return runTest({ source, options: { dialect: 'nftables', mutations: 0, ...options } });
}

/** What was asked and what was wrong, by phase. */
export function countsOf({
  phases,
}: LabReport): Readonly<Record<string, readonly [asked: number, wrong: number]>> {
  return Object.fromEntries(phases.map(({ id, asked, right }) => [id, [asked, asked - right]]));
}

export function faultsOf({ phases }: LabReport): string[] {
  return phases.flatMap(({ faults }) => faults.map(({ says }) => says));
}
