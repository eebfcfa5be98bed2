import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { TargetName } from '../../workspace/raise-context.ts';

/** Why a job failed, in the words of whoever asked for it. */
export interface JobProblem {
  /** Stable. */
  readonly code:
    | 'invalid-hierarchy'
    | 'unreadable-configuration'
    | 'bad-packet'
    | 'out-of-memory'
    | 'no-lab'
    | 'nobody-here'
    | 'out-of-time'
    | 'internal';
  readonly title: string;
  /** What happened, and what to do. */
  readonly detail: string;
}

/** What a job says of one filter or host by itself. */
export interface TargetDocument extends TargetName {
  readonly document: Uint8Array;
}

/** How a job ended. */
export type Outcome = {
  /** What was found while reading; notes are left out. */
  readonly diagnostics: readonly Diagnostic[];
} & (
  | { readonly document: Uint8Array; readonly separate: readonly TargetDocument[] }
  | { readonly problem: JobProblem }
);

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly stage:
    | 'waiting'
    | 'planning'
    | 'reading'
    | 'deciding'
    | 'asking'
    | 'testing'
    | 'stopping'
    | 'writing'
    | 'finished';
  /** Of a probe: how many of each verdict there are by now. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Of a lab: the phases that are done, and the one that runs. */
  readonly phases?: readonly LabPhaseProgress[];
}

/** A phase of a lab's test, told as soon as it is over. */
export interface LabPhaseProgress {
  readonly id: string;
  readonly title: string;
  readonly asked: number;
  readonly right: number;
  readonly milliseconds: number;
}

/** From the worker to whoever started it. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'end'; readonly outcome: Outcome };

/** From a worker that makes a document piece by piece, each when it is asked for. */
export type PieceMessage =
  | { readonly type: 'piece'; readonly bytes: Uint8Array }
  | { readonly type: 'last' }
  | { readonly type: 'failed'; readonly problem: JobProblem };

/** To such a worker: make the next one. */
export interface NextMessage {
  readonly type: 'next';
}

/** To the worker, after its job: end early, and hand over what there is. */
export interface StopMessage {
  readonly type: 'stop';
}

/** Ends a job early: something in what it was given is wrong. */
export class JobFailure extends Error {
  readonly problem: JobProblem;
  readonly diagnostics: readonly Diagnostic[];

  constructor(problem: JobProblem, diagnostics: readonly Diagnostic[] = []) {
    super(problem.detail);
    this.problem = problem;
    this.diagnostics = diagnostics;
  }
}
