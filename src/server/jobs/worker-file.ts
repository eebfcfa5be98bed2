/** Where the worker stands: among the sources, or joined with all that it needs beside the command line. */
export function workerFile(): URL {
  const isSource = new URL(import.meta.url).pathname.endsWith('.ts');
  return new URL(isSource ? './worker.ts' : '../../cli/job-worker.js', import.meta.url);
}
