import type { ObservationSet } from '../../../../src/plan/observation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import styles from './probe.module.css';
import type { Run } from './use-run.ts';
import { VERDICTS, WORDS } from './words.ts';

const STAGES: Readonly<Record<string, string>> = {
  waiting: 'Waiting for its turn',
  planning: 'Planning',
  asking: 'Asking',
  stopping: 'Stopping; what was found is kept',
};

/** How far a probe is, with what it found by now, and a way to end it. */
export function RunState({ run }: { readonly run: Run<ObservationSet> }) {
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
  return (
    <p className={styles.over} role="status">
      {job?.state === 'cancelled'
        ? `Cancelled: ${done} of ${total} questions have an answer, which ${done === 1 ? 'is' : 'are'} kept.`
        : `Done: ${done} ${done === 1 ? 'question' : 'questions'} asked.`}
    </p>
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
