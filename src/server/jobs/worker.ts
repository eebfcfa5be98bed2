/** A process that does one job, which its starter hands to it, and ends. Little stands here: see `cli/main.ts`. */
import type { JobInput, PiecesJob } from './job-input.ts';
import type { WorkerMessage } from './outcome.ts';

process.getBuiltinModule('node:module').enableCompileCache?.();

const starter = process.ppid;

function tell(message: WorkerMessage, told?: () => void): void {
  // Whoever started it may have been killed: then nobody waits for the rest.
  if (process.ppid !== starter) process.exit();
  process.send?.(message, undefined, undefined, told);
}

process.once('message', async (input: JobInput | PiecesJob) => {
  if (input.kind === 'pieces') {
    process.once('disconnect', () => process.exit());
    const { tellPieces } = await import('./tell-pieces.ts');
    tellPieces(input);
    return;
  }
  const stop = new AbortController();
  process.once('message', () => stop.abort());
  // Packets aren't sent for nobody.
  process.once('disconnect', () => process.exit());
  const { runJob } = await import('./run-job.ts');
  const outcome = await runJob(input, (progress) => tell({ type: 'progress', progress }), stop.signal);
  tell({ type: 'end', outcome }, () => process.disconnect());
});
