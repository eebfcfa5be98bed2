import { AsideFailed } from './aside-failed.ts';
import type { WorkerSettings } from './fork-worker.ts';
import type { Job } from './job.ts';
import type { JobInput } from './job-input.ts';
import { JobQueue, type QueueLimits } from './queue.ts';

/** Somebody waits for each answer: what waits for long is asked for again. */
const LIMITS: Partial<QueueLimits> = {
  running: 2,
  waiting: 10,
  waitingBytes: 64 * 1024 * 1024,
  kept: 1,
  keptFor: 1_000,
  longest: 120_000,
};

/** Does what takes long while a request waits for it, in a process beside the server: others are answered meanwhile. */
export class Aside {
  readonly #queue: JobQueue;

  constructor(settings: WorkerSettings) {
    this.#queue = new JobQueue({ ...settings, isAwaited: true }, LIMITS);
  }

  /** What a job makes. It is ended where nobody waits for it any more. */
  async done(input: JobInput, waits?: AbortSignal): Promise<Uint8Array> {
    const job = this.#queue.submit(input);
    if (!job)
      throw new AsideFailed(
        429,
        'too-many',
        'Others ask for as much as can be worked out at once. Try again in a moment.',
        { 'retry-after': '2' },
      );
    const cancel = (): void => void this.#queue.cancel(job.id);
    waits?.addEventListener('abort', cancel);
    if (waits?.aborted) cancel();
    try {
      const { document, problem, state } = await this.#end(job.id);
      if (document) return document;
      if (state === 'cancelled') throw new AsideFailed(408, 'cancelled', 'Nobody waited for it any more.');
      throw new AsideFailed(503, problem?.code ?? 'internal', problem?.detail ?? '');
    } finally {
      waits?.removeEventListener('abort', cancel);
    }
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  #end(id: string): Promise<Job> {
    return new Promise((resolve) => {
      this.#queue.subscribe(id, ({ type, job }) => {
        if (type === 'end') resolve(job);
      });
    });
  }
}
