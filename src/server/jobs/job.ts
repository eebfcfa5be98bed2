import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { JobInput } from './job-input.ts';
import type { JobProblem, Progress } from './outcome.ts';

export type JobKind = JobInput['kind'];
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as it is at a moment. */
export interface Job {
  /** Can't be guessed: whoever knows it may read the result. */
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** When it was asked for; of one that goes on with another, when that was. ISO 8601 in UTC. */
  readonly begun: string;
  readonly progress: Progress;
  /** Of the texts that it was given: who looks at the result later can tell whether they are still the same. */
  readonly revisions: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  /** Where it failed. */
  readonly problem?: JobProblem;
  /** Where it is done: JSON. */
  readonly document?: Uint8Array;
}

/** A change of a job; `id` counts up. */
export interface JobEvent {
  readonly id: number;
  readonly type: 'progress' | 'end';
  readonly job: Job;
}

export function isOver({ state }: Job): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
