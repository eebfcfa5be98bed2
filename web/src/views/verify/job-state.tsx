import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Noticed } from '../hierarchy/noticed.tsx';
import type { RunningJob } from './use-job.ts';
import styles from './verify.module.css';

const STAGES: Readonly<Record<string, string>> = {
  waiting: 'Waiting for its turn',
  planning: 'Planning',
  reading: 'Reading the configuration',
  deciding: 'Deciding about every packet',
  writing: 'Writing the answer',
  finished: 'Finished',
};

/** How a job goes, or why it did not: progress with a way to cancel it, the problem in the user's words. */
export function JobState({
  job: { job, error, running, cancel },
  label,
}: {
  readonly job: RunningJob<unknown>;
  readonly label: string;
}) {
  if (error !== undefined) return <Problem error={error} />;
  if (running) {
    const { done = 0, total = 0, stage = 'waiting' } = job?.progress ?? {};
    return (
      <div className={styles.progress} role="status">
        <progress aria-label={label} {...(total > 0 && { value: done, max: total })} />
        <span>{STAGES[stage] ?? stage}</span>
        <Button onClick={cancel} disabledReason={job ? undefined : 'It is being sent'}>
          Cancel
        </Button>
      </div>
    );
  }
  if (job?.state === 'cancelled') {
    return (
      <p role="status" className="muted">
        Cancelled. Nothing was decided.
      </p>
    );
  }
  const diagnostics = job?.diagnostics ?? [];
  return (
    <>
      {job?.state === 'failed' && (
        <div role="alert" className={styles.failed}>
          <strong>{job.problem?.title ?? 'It did not work'}</strong>
          {job.problem?.detail && <p>{job.problem.detail}</p>}
        </div>
      )}
      <Noticed
        diagnostics={diagnostics}
        open={job?.state === 'failed'}
        words={['was noticed while reading', 'were noticed while reading']}
      />
    </>
  );
}
