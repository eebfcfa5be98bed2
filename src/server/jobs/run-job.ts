import type { JobInput } from './job-input.ts';
import { JobFailure, type Outcome } from './outcome.ts';
import { runCheck } from './run-check.ts';
import { runCompare } from './run-compare.ts';
import { runExplain } from './run-explain.ts';
import { runLab } from './run-lab.ts';
import { runLint } from './run-lint.ts';
import { runPlan } from './run-plan.ts';
import { runPrint } from './run-print.ts';
import { runProbeJob } from './run-probe.ts';
import { runRepair } from './run-repair.ts';
import { runVerify } from './run-verify.ts';
import type { Told, Work } from './work.ts';

/**
 * Does a job to its end. What is wrong with what it was given is its outcome; only a programmer's mistake throws.
 * @param stop tells a job that can to end early, with what it has.
 */
export async function runJob(
  input: JobInput,
  tell: Told,
  stop: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  try {
    const { document, separate, diagnostics } = await run(input, tell, stop);
    return { document, separate, diagnostics };
  } catch (error) {
    if (!(error instanceof JobFailure)) throw error;
    return { problem: error.problem, diagnostics: error.diagnostics };
  }
}

function run(input: JobInput, tell: Told, stop: AbortSignal): Promise<Work> {
  switch (input.kind) {
    case 'verify':
      return runVerify(input, tell);
    case 'lint':
      return runLint(input, tell);
    case 'repair':
      return runRepair(input, tell);
    case 'compare':
      return runCompare(input, tell);
    case 'explain':
      return runExplain(input, tell);
    case 'check':
      return runCheck(input, tell);
    case 'plan':
      return runPlan(input, tell);
    case 'print':
      return runPrint(input, tell);
    case 'probe':
      return runProbeJob(input, tell, stop);
    case 'lab':
      return runLab(input, tell, stop);
    default:
      throw new TypeError(`no job is called ${(input satisfies never as JobInput).kind}`);
  }
}
