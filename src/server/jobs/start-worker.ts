import { forkWorker, type WorkerSettings } from './fork-worker.ts';
import type { JobInput } from './job-input.ts';
import type { Outcome, Progress, StopMessage, WorkerMessage } from './outcome.ts';

export interface WorkerEvents {
  progress(progress: Progress): void;
  /** Once, at the end, however it ends; not after `stop`. */
  end(outcome: Outcome): void;
}

export interface RunningWorker {
  /** Asks it to end early and to hand over what it has: `end` follows. */
  finish(): void;
  /** Ends it at once; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What is kept of what it said last. */
const LAST_WORDS = 4096;

/** Does a job in a process of its own. */
export function startWorker(input: JobInput, settings: WorkerSettings, events: WorkerEvents): RunningWorker {
  const child = forkWorker(settings);
  let outcome: Outcome | undefined;
  let lastWords = '';
  let isStopped = false;
  let isOver = false;
  let tellGone: (() => void) | undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  const finish = (ended: Outcome): void => {
    tellGone?.();
    if (isOver) return;
    isOver = true;
    if (!isStopped) events.end(ended);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  child.on('message', (message: WorkerMessage) => {
    if (isStopped) return;
    if (message.type === 'end') outcome = message.outcome;
    else events.progress(message.progress);
  });
  child.on('error', () => finish(failed('internal')));
  child.on('close', (code, signal) => {
    finish(outcome ?? failed(ranOut(code, signal, lastWords) ? 'out-of-memory' : 'internal'));
  });
  child.on('spawn', () => {
    // A worker that ends before it has read its job is told by `close`.
    child.send(input, () => {});
  });
  return {
    finish: () => {
      // One that has ended meanwhile is told by `close`.
      child.send({ type: 'stop' } satisfies StopMessage, () => {});
    },
    stop: () => {
      isStopped = true;
      child.kill('SIGKILL');
      return gone;
    },
  };

  function failed(code: 'internal' | 'out-of-memory'): Outcome {
    const problem =
      code === 'internal'
        ? {
            code,
            title: 'The job came to an unexpected end',
            detail: 'This is a mistake in Portolan. Please report it with the texts that the job was about',
          }
        : {
            code,
            title: 'The job ran out of memory',
            detail: `It needed more than the ${settings.megabytes} MB that a job may use. Try it with fewer or smaller configurations`,
          };
    return { problem, diagnostics: [] };
  }
}

function ranOut(code: number | null, signal: NodeJS.Signals | null, lastWords: string): boolean {
  // The system's own way to get memory back is to kill.
  return signal === 'SIGKILL' || code === 137 || /heap out of memory|allocation failed/i.test(lastWords);
}
