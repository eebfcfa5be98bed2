/** Runs vitest and counts by its JSON report. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, runTool } from '../process.ts';
import type { Check, Outcome } from './check.ts';

/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
    }[];
  }[];
}

function vitestCheck(
  name: string,
  about: string,
  projects: readonly string[],
  more: readonly string[] = [],
): Check {
  const args = [...projects.flatMap((project) => ['--project', project]), ...more];
  return { name, about, run: () => runVitest(args) };
}

// Left to itself, vitest takes a worker less than there are cores; but probes and labs mostly wait for packets that
// never come.
const WORKERS = Math.max(2, availableParallelism());

export const testsCheck: Check = vitestCheck(
  'tests',
  'unit and end-to-end tests',
  ['unit', 'end-to-end', 'network'],
  [`--maxWorkers=${WORKERS}`],
);

export const browserCheck: Check = vitestCheck('browser', 'the web UI in Chromium, with a real server', [
  'browser',
]);

export const packageCheck: Check = vitestCheck(
  'package',
  'the packed package, installed into an empty folder',
  ['package'],
);

/** Runs vitest with more arguments, and counts. */
export async function runVitest(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-tests-'));
  try {
    const file = path.join(folder, 'report.json');
    const { code, output, errors } = await runTool(
      'vitest',
      ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      { env: { NO_COLOR: '1', ...env } },
    );
    return countTests(readReport(file), code, output + errors);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestReport;
  } catch {
    return undefined;
  }
}

/** A file that can't be loaded, an error outside a test or a run without tests is one failure more. */
export function countTests(report: TestReport | undefined, code: number, output: string): Outcome {
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: 0, summary: 'vitest gave no report', details: output };
  const broken = report.testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length;
  let failed = report.numFailedTests + broken;
  if (failed === 0 && (code !== 0 || report.numPassedTests === 0)) failed = 1;
  const skipped = report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed,
    skipped,
    summary: [
      `${report.numPassedTests} tests in ${report.testResults.length} files`,
      ...skippedNames(report),
    ].join('\n'),
    details: output,
  };
}

function hasFailedTest(file: TestReport['testResults'][number]): boolean {
  return file.assertionResults.some((test) => test.status === 'failed');
}

function skippedNames(report: TestReport): string[] {
  return report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => `skipped: ${path.relative(ROOT, file.name)}: ${test.fullName}`),
  );
}
