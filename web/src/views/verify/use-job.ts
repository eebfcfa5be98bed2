import { useCallback, useEffect, useRef, useState } from 'react';
import { cancelJob, followJob, isOver, type JobDocument, type JobRequest, startJob } from './jobs.ts';

export interface RunningJob<T> {
  readonly job: JobDocument<T> | undefined;
  readonly error: unknown;
  readonly running: boolean;
  readonly start: (request: JobRequest) => void;
  readonly cancel: () => void;
  /** Forgets the result: it is of another text. */
  readonly clear: () => void;
}

/** One job at a time: a new one takes the place of the one before, which is cancelled if it still runs. */
export function useJob<T>(): RunningJob<T> {
  const [job, setJob] = useState<JobDocument<T>>();
  const [error, setError] = useState<unknown>();
  const [starting, setStarting] = useState(false);
  const stop = useRef<() => void>(undefined);
  const latest = useRef<JobDocument<T>>(undefined);
  const run = useRef(0);

  const end = useCallback((): void => {
    stop.current?.();
    stop.current = undefined;
    const { current } = latest;
    latest.current = undefined;
    run.current++;
    // Nobody waits for it any more. Whether it was over already makes no difference.
    if (current && !isOver(current)) cancelJob(current.id).catch(() => undefined);
  }, []);

  const start = useCallback(
    (request: JobRequest): void => {
      end();
      const mine = run.current;
      const tell = (next: JobDocument<T>): void => {
        if (run.current !== mine) return;
        latest.current = next;
        setJob(next);
      };
      setJob(undefined);
      setError(undefined);
      setStarting(true);
      startJob<T>(request)
        .then((begun) => {
          if (run.current !== mine) return void cancelJob(begun.id).catch(() => undefined);
          tell(begun);
          stop.current = followJob<T>(begun.id, tell, setError);
        })
        .catch((problem: unknown) => {
          if (run.current === mine) setError(problem);
        })
        .finally(() => {
          if (run.current === mine) setStarting(false);
        });
    },
    [end],
  );

  const cancel = useCallback((): void => {
    const { current } = latest;
    if (!current) return;
    cancelJob(current.id).catch(setError);
  }, []);

  const clear = useCallback((): void => {
    end();
    setJob(undefined);
    setError(undefined);
    setStarting(false);
  }, [end]);

  useEffect(() => end, [end]);
  return {
    job,
    error,
    running: starting || (job !== undefined && !isOver(job) && !error),
    start,
    cancel,
    clear,
  };
}
