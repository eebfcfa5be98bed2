import { randomBytes } from 'node:crypto';
import type { WorkerSettings } from './fork-worker.ts';
import { isOver, type Job, type JobEvent, type JobKind } from './job.ts';
import type { JobInput } from './job-input.ts';
import type { Outcome, Progress, TargetDocument } from './outcome.ts';
import { type RunningWorker, startWorker } from './start-worker.ts';

export interface QueueLimits {
  /** Jobs that run at once. */
  readonly running: number;
  /** Jobs that wait for their turn. */
  readonly waiting: number;
  /** Bytes of all texts that wait with them. */
  readonly waitingBytes: number;
  /** Jobs that are over and can still be asked for. */
  readonly kept: number;
  /** For how long they can, in milliseconds. */
  readonly keptFor: number;
  /** Bytes of all results that are kept. */
  readonly keptBytes: number;
  /** How long a job may run, in milliseconds. */
  readonly longest: number;
  /** How long one that hands over what it has may take for that. */
  readonly stopping: number;
}

const USUAL_LIMITS: QueueLimits = {
  running: 2,
  waiting: 20,
  waitingBytes: 256 * 1024 * 1024,
  kept: 50,
  keptFor: 15 * 60_000,
  keptBytes: 256 * 1024 * 1024,
  longest: 10 * 60_000,
  stopping: 10_000,
};

/** These end by themselves when they are cancelled, or have run for too long: they hand over what they found, or tidy up. */
const KEEPS: ReadonlySet<JobKind> = new Set<JobKind>(['probe', 'lab']);

export interface SubmitOptions {
  readonly revisions?: Job['revisions'];
  /** Of the job that it goes on with. */
  readonly begun?: string;
  /** Of its texts. */
  readonly bytes?: number;
  /** Called once when the job is done, or was stopped and hands over what it had, before anybody is told. */
  readonly onDone?: (separate: readonly TargetDocument[], document: Uint8Array) => void;
  /** Called once when it is over, however that came. */
  readonly onOver?: (job: Job) => void;
}

type Listener = (event: JobEvent) => void;

interface Entry {
  job: Job;
  input: JobInput | undefined;
  readonly options: SubmitOptions;
  worker?: RunningWorker;
  timer?: NodeJS.Timeout;
  /** It is to hand over what it has. */
  isStopping?: true;
  /** The newest alone is kept: each says all of the ones before it. */
  last: JobEvent;
  readonly listeners: Set<Listener>;
}

/** Long work, done beside the server: some at once, some waiting, and what became of the last ones. */
export class JobQueue {
  readonly #settings: WorkerSettings;
  readonly #limits: QueueLimits;
  readonly #entries = new Map<string, Entry>();
  /** Workers that still hold a place, also while they are being ended. */
  readonly #busy = new Set<RunningWorker>();
  #isClosed = false;

  constructor(settings: WorkerSettings, limits: Partial<QueueLimits> = {}) {
    this.#settings = settings;
    this.#limits = { ...USUAL_LIMITS, ...limits };
  }

  /** Takes a job; nothing comes back where too many wait already. */
  submit(input: JobInput, options: SubmitOptions = {}): Job | undefined {
    if (this.#isClosed || this.#isFull()) return undefined;
    const job: Job = {
      id: randomBytes(18).toString('base64url'),
      kind: input.kind,
      state: 'queued',
      begun: options.begun ?? new Date().toISOString(),
      progress: { done: 0, total: 1, stage: 'waiting' },
      revisions: options.revisions ?? {},
      diagnostics: [],
    };
    const last: JobEvent = { id: 1, type: 'progress', job };
    this.#entries.set(job.id, { job, input, options, last, listeners: new Set() });
    this.#startNext();
    return this.get(job.id);
  }

  get(id: string): Job | undefined {
    return this.#entries.get(id)?.job;
  }

  /** The newest of a kind that isn't over. */
  current(kind: JobKind): Job | undefined {
    const jobs = [...this.#entries.values()].map(({ job }) => job);
    return jobs.findLast((job) => job.kind === kind && !isOver(job));
  }

  /** Ends a job, if it isn't over yet. Nothing comes back where there is none. */
  cancel(id: string): Job | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (!isOver(entry.job) && !this.#stopEarly(entry)) this.#end(entry, { state: 'cancelled' });
    return entry.job;
  }

  /**
   * Tells of a job's changes from its present state on, which comes at once unless the listener had it already.
   * @param after id of the last event that was heard.
   * @returns how to stop listening; nothing where there is no such job.
   */
  subscribe(id: string, listener: Listener, after = 0): (() => void) | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    // Whoever has heard the end hears it again: otherwise it would wait for ever.
    if (entry.last.id > after || entry.last.type === 'end') listener(entry.last);
    if (entry.last.type === 'end') return () => {};
    entry.listeners.add(listener);
    return () => entry.listeners.delete(listener);
  }

  /** Ends all that runs and takes nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const stopping: Promise<void>[] = [];
    for (const [id, entry] of this.#entries) {
      this.cancel(id);
      if (!isOver(entry.job)) stopping.push(new Promise((resolve) => entry.listeners.add(endsWith(resolve))));
    }
    await Promise.all(stopping);
    for (const entry of this.#entries.values()) clearTimeout(entry.timer);
    await Promise.all([...this.#busy].map((worker) => worker.stop()));
  }

  #waiting(): Entry[] {
    return [...this.#entries.values()].filter(({ job }) => job.state === 'queued');
  }

  #isFull(): boolean {
    if (this.#busy.size < this.#limits.running) return false;
    const waiting = this.#waiting();
    const bytes = waiting.reduce((sum, { options }) => sum + (options.bytes ?? 0), 0);
    return waiting.length >= this.#limits.waiting || bytes >= this.#limits.waitingBytes;
  }

  #startNext(): void {
    if (this.#isClosed || this.#busy.size >= this.#limits.running) return;
    const [entry] = this.#waiting();
    if (!entry?.input) return;
    const worker = startWorker(entry.input, this.#settings, {
      progress: (progress) => this.#progress(entry, progress),
      end: (outcome) => {
        this.#busy.delete(worker);
        this.#finish(entry, outcome);
        this.#startNext();
      },
    });
    this.#busy.add(worker);
    entry.worker = worker;
    entry.input = undefined;
    entry.timer = setTimeout(() => this.#takesTooLong(entry), this.#limits.longest);
    this.#progress(entry, entry.job.progress);
    this.#startNext();
  }

  #progress(entry: Entry, progress: Progress): void {
    if (isOver(entry.job)) return;
    const stage = entry.isStopping ? { stage: 'stopping' as const } : {};
    this.#change(entry, 'progress', { state: 'running', progress: { ...progress, ...stage } });
  }

  /** Whether a job that runs hands over what it has, and ends by itself. */
  #stopEarly(entry: Entry): boolean {
    const { worker, job } = entry;
    if (!worker || !KEEPS.has(job.kind) || !this.#busy.has(worker)) return false;
    if (entry.isStopping) return true;
    entry.isStopping = true;
    worker.finish();
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.#end(entry, { state: 'cancelled' }), this.#limits.stopping);
    this.#progress(entry, job.progress);
    return true;
  }

  #finish(entry: Entry, outcome: Outcome): void {
    const { diagnostics } = outcome;
    if ('problem' in outcome) {
      if (entry.isStopping) {
        this.#end(entry, { state: 'cancelled' });
        return;
      }
      this.#end(entry, { state: 'failed', problem: outcome.problem, diagnostics });
      return;
    }
    entry.options.onDone?.(outcome.separate, outcome.document);
    const { total, done, stage: _, ...rest } = entry.job.progress;
    const reached = entry.isStopping ? done : total;
    const progress: Progress = { ...rest, done: reached, total, stage: 'finished' };
    const state = entry.isStopping ? 'cancelled' : 'done';
    this.#end(entry, { state, document: outcome.document, diagnostics, progress });
  }

  #takesTooLong(entry: Entry): void {
    if (this.#stopEarly(entry)) return;
    const minutes = Math.ceil(this.#limits.longest / 60_000);
    const problem = {
      code: 'out-of-time',
      title: 'The job took too long',
      detail: `It was ended after ${minutes} minutes. Try it with fewer or smaller configurations`,
    } as const;
    this.#end(entry, { state: 'failed', problem });
  }

  /** Ends a job and its worker; the place is free when the worker is gone. */
  #end(entry: Entry, change: Partial<Job>): void {
    clearTimeout(entry.timer);
    entry.input = undefined;
    const { worker } = entry;
    if (worker && this.#busy.has(worker))
      void worker.stop().then(() => {
        this.#busy.delete(worker);
        this.#startNext();
      });
    this.#change(entry, 'end', change);
    entry.options.onOver?.(entry.job);
    entry.listeners.clear();
    // In the order of their ends, for `#forget`.
    this.#entries.delete(entry.job.id);
    this.#entries.set(entry.job.id, entry);
    entry.timer = setTimeout(() => this.#entries.delete(entry.job.id), this.#limits.keptFor).unref();
    this.#forget();
  }

  #change(entry: Entry, type: JobEvent['type'], change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    entry.last = { id: entry.last.id + 1, type, job: entry.job };
    for (const listener of entry.listeners) listener(entry.last);
  }

  /** Drops what is over, the oldest first, where there is too much of it; the newest stays. */
  #forget(): void {
    const over = [...this.#entries.values()].filter(({ job }) => isOver(job));
    let bytes = over.reduce((sum, { job }) => sum + (job.document?.length ?? 0), 0);
    let count = over.length;
    for (const { job, timer } of over.slice(0, -1)) {
      if (count <= this.#limits.kept && bytes <= this.#limits.keptBytes) return;
      clearTimeout(timer);
      this.#entries.delete(job.id);
      bytes -= job.document?.length ?? 0;
      count--;
    }
  }
}

/** A listener that waits for the end. */
function endsWith(done: () => void): Listener {
  return ({ type }) => {
    if (type === 'end') done();
  };
}
