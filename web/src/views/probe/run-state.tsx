import type { ObservationSet } from '../../../../src/plan/observation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { counted } from '../chart/words.ts';
import styles from './probe.module.css';
import type { Run } from './use-run.ts';
import { VERDICTS, WORDS } from './words.ts';

const STAGES: Readonly<Record<string, string>> = {
  waiting: 'Waiting for its turn',
  planning: 'Planning',
  asking: 'Asking',
  stopping: 'Stopping; what was found is kept',
};

interface RunStateProps {
  readonly run: Run<ObservationSet>;
  /** Asks what a run that was cancelled has no answer to. */
  readonly goOn: (() => void) | undefined;
}

/** How far a probe is, with what it found by now, and a way to end it. */
export function RunState({ run, goOn }: RunStateProps) {
  const { job, error, running, cancel } = run;
  if (error !== undefined) return <Problem error={error} />;
  if (!job && !running) return null;
  const { done = 0, total = 0, stage = 'waiting', counts } = job?.progress ?? {};
  if (running) {
    return (
      <div className={styles.run} role="status">
        <progress
          aria-label="Probing"
          {...(stage !== 'waiting' && total > 0 && { value: done, max: total })}
        />
        <span>
          {STAGES[stage] ?? stage}
          {stage === 'asking' && `: ${done} of ${total} answered`}
        </span>
        <Counts counts={counts} />
        <Button onClick={cancel} disabledReason={stopReason(job?.state, stage)}>
          Cancel
        </Button>
      </div>
    );
  }
  if (job?.state === 'failed') {
    return (
      <div role="alert" className={styles.failed}>
        <strong>{job.problem?.title ?? 'It did not work'}</strong>
        {job.problem?.detail && <p>{job.problem.detail}.</p>}
      </div>
    );
  }
  if (job?.state !== 'cancelled')
    return (
      <p className={styles.over} role="status">
        Done: {done === 0 ? 'nothing was left to ask' : `${counted(done, 'question')} asked`}.
      </p>
    );
  return (
    <div className={styles.run}>
      <p className={styles.over} role="status">
        Cancelled: {done} of {total} questions {done === 1 ? 'has' : 'have'} an answer, and{' '}
        {done === 1 ? 'it is' : 'they are'} kept.
      </p>
      {goOn && <Button onClick={goOn}>Ask the rest</Button>}
    </div>
  );
}

function stopReason(state: string | undefined, stage: string): string | undefined {
  if (state === undefined) return 'It is being sent';
  return stage === 'stopping' ? 'It is stopping already' : undefined;
}

function Counts({ counts = {} }: { readonly counts?: Readonly<Record<string, number>> | undefined }) {
  return (
    <span className={styles.counts}>
      {VERDICTS.filter((verdict) => counts[verdict]).map((verdict) => (
        <Badge key={verdict} tone={WORDS[verdict].tone} title={WORDS[verdict].means}>
          {counts[verdict]} {verdict}
        </Badge>
      ))}
    </span>
  );
}
