/** Starting a lab from outside: one process with namespaces of its own, in which everything else is. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LabJob, LabStarted } from './inside/job.ts';

/** Administration commands are often outside a user's PATH. */
export const TOOL_PATH: string = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`;

/** Namespaces of a lab's own. Whoever isn't root gets them in a user namespace. */
export function unshareArguments(isRoot: boolean = process.getuid?.() === 0): string[] {
  return [
    ...(isRoot ? [] : ['--user', '--map-root-user']),
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--mount-proc',
    '--kill-child',
  ];
}

export interface StartedLab {
  readonly process: ChildProcess;
  /** What it says after the first line. */
  readonly lines: Interface;
  readonly started: Extract<LabStarted, { started: true }>;
}

/** A lab that didn't start, with the reason in its message. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** Starts a program of `inside/` in namespaces of its own, and hands it its job. */
export function launch(
  program: 'keep' | 'test',
  job: object,
  { detached, log }: { readonly detached: boolean; readonly log: 'inherit' | 'ignore' | number },
): Pick<StartedLab, 'process' | 'lines'> {
  const extension = String(import.meta.url).endsWith('.ts') ? 'ts' : 'js';
  const file = fileURLToPath(new URL(`inside/main.${extension}`, import.meta.url));
  const child = spawn('unshare', [...unshareArguments(), process.execPath, file, program], {
    stdio: ['pipe', 'pipe', log],
    detached,
    env: { ...process.env, PATH: TOOL_PATH },
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${JSON.stringify(job)}\n`);
  return {
    process: child,
    lines: createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }),
  };
}

/**
 * Starts a lab and waits until all of it is up.
 * @param log where what goes wrong inside is written.
 * @throws {LabError}
 */
export async function startLab(job: LabJob, log: 'inherit' | number = 'inherit'): Promise<StartedLab> {
  const { process: child, lines } = launch('keep', job, { detached: job.detached, log });
  const first = await new Promise<LabStarted>((resolve) => {
    lines.once('line', (line) => resolve(JSON.parse(line) as LabStarted));
    child.once('error', (error) => resolve({ started: false, error: error.message }));
    child.once('exit', (code, signal) =>
      resolve({ started: false, error: `its process ended at once (${signal ?? `code ${code}`})` }),
    );
  });
  if (first.started) return { process: child, lines, started: first };
  child.kill('SIGKILL');
  throw new LabError(first.error);
}
