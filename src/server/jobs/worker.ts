/** A process that does one job, which its starter hands to it, and ends. Little stands here: see `cli/main.ts`. */
import type { JobInput } from './job-input.ts';
import type { WorkerMessage } from './outcome.ts';

process.getBuiltinModule('node:module').enableCompileCache?.();
const { runJob } = await import('./run-job.ts');

const starter = process.ppid;

function tell(message: WorkerMessage, told?: () => void): void {
  // Whoever started it may have been killed: then nobody waits for the rest.
  if (process.ppid !== starter) process.exit();
  process.send?.(message, undefined, undefined, told);
}

process.once('message', async (input: JobInput) => {
  const stop = new AbortController();
  process.once('message', () => stop.abort());
  // Packets aren't sent for nobody.
  process.once('disconnect', () => process.exit());
  const outcome = await runJob(input, (progress) => tell({ type: 'progress', progress }), stop.signal);
  tell({ type: 'end', outcome }, () => process.disconnect());
});
