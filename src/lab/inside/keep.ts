/**
 * The process that runs a lab, the first one in its namespaces: with it, everything in them ends. It reads its job
 * from the first line of standard input, and says on standard output when all is up.
 */
import { createInterface } from 'node:readline';
import type { LabJob, LabStarted } from './job.ts';
import { startLab } from './start.ts';

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
// Whoever started a detached lab doesn't listen for long.
process.stdout.on('error', () => undefined);

const lines = createInterface({ input: process.stdin });
let isFirst = true;
let isDetached = false;
lines.on('line', (line) => {
  if (!isFirst) return;
  isFirst = false;
  const job = JSON.parse(line) as LabJob;
  isDetached = job.detached;
  startLab(job).then(
    ({ started }) => say(started),
    (error: unknown) => {
      say({
        started: false,
        error: error instanceof Error ? error.message : String(error),
      } satisfies LabStarted);
      process.exitCode = 1;
      setTimeout(() => process.exit(), 10);
    },
  );
});
lines.on('close', () => {
  if (!isDetached) process.exit();
});
// Nothing else may keep it from staying.
setInterval(() => undefined, 1 << 30);
