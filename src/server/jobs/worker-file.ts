import { totalmem } from 'node:os';

/** Where the worker stands: among the sources, or joined with all that it needs beside the command line. */
export function workerFile(): URL {
  const isSource = new URL(import.meta.url).pathname.endsWith('.ts');
  return new URL(isSource ? './worker.ts' : '../../cli/job-worker.js', import.meta.url);
}

const MEGABYTE = 1024 * 1024;
const [LEAST, MOST] = [512, 4096];

/** What one job may use, in megabytes: a quarter of what the machine has. */
export function jobMemory(): number {
  return Math.min(MOST, Math.max(LEAST, Math.floor(totalmem() / MEGABYTE / 4)));
}
