/** Testing a hierarchy in a lab of its own, which is gone afterwards. */
import type { TestJob, TestLine } from '../inside/test.ts';
import { LabError, launch } from '../start.ts';
import type { LabPhase, LabReport } from './report-model.ts';

/**
 * @param tell hears of each phase when it is done.
 * @param signal ends the test and its lab.
 * @throws {LabError} where the lab didn't start, or ended before its report.
 */
export async function runTest(
  job: TestJob,
  tell: (phase: LabPhase) => void = () => undefined,
  signal?: AbortSignal,
): Promise<LabReport> {
  const { process: child, lines } = launch('test', job, { detached: false, log: 'inherit' });
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<LabReport>((resolve, reject) => {
      lines.on('line', (text) => {
        const line = JSON.parse(text) as TestLine;
        if ('phase' in line) tell(line.phase);
        else if ('report' in line) resolve(line.report);
        else reject(new LabError(line.error));
      });
      child.once('error', (error) => reject(new LabError(error.message)));
      child.once('close', (code, by) =>
        reject(
          new LabError(signal?.aborted ? 'it was cancelled' : `it ended too early (${by ?? `code ${code}`})`),
        ),
      );
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
