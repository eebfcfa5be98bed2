import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority, tmpdir } from 'node:os';

export interface WorkerSettings {
  /** The module that it runs. */
  readonly file: URL;
  /** Most of memory that it may use for objects, in megabytes. */
  readonly megabytes: number;
  /** A request waits for it: it goes before jobs that take their time. */
  readonly isAwaited?: true;
}

/**
 * Starts a process that waits for its job. A thread would not do: where the memory of one runs out, V8 may end the whole
 * process, with the server and everybody's work in it.
 */
export function forkWorker({ file, megabytes, isAwaited }: WorkerSettings): ChildProcess {
  const child = fork(file, {
    // Nothing of the server's surroundings is a job's business: there may be secrets among them.
    env: environment(),
    execArgv: [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning'],
    cwd: tmpdir(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (!isAwaited) child.once('spawn', () => lowerPriority(child.pid));
  return child;
}

/** Requests are answered first. */
function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, or the system doesn't let us: then both are alike.
  }
}

/** What Windows needs to start a process at all. */
function environment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}
