import { useCallback, useEffect, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { cancelJob, followJob, isOver, type JobDocument, type JobRequest, startJob } from '../verify/jobs.ts';

export interface Run<T> {
  readonly job: JobDocument<T> | undefined;
  readonly error: unknown;
  readonly running: boolean;
  readonly start: (request: JobRequest) => void;
  readonly cancel: () => void;
}

/**
 * A run that goes on while its reader looks at other views: its id stands in the address, and whoever comes back watches
 * it again. One that the server no longer knows is forgotten.
 */
export function useRun<T>(
  id: string | undefined,
  keep: (id: string | undefined) => void,
  onEnd?: () => void,
): Run<T> {
  const [job, setJob] = useState<JobDocument<T>>();
  const [error, setError] = useState<unknown>();
  const [starting, setStarting] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another run is watched anew
  useEffect(() => {
    if (id === undefined) return;
    setError(undefined);
    return followJob<T>(
      id,
      (next) => {
        setJob(next);
        if (isOver(next)) onEnd?.();
      },
      (problem) => {
        if (problem instanceof ApiProblem && problem.problem.status === 404) keep(undefined);
        else setError(problem);
      },
    );
  }, [id]);

  const start = (request: JobRequest): void => {
    setJob(undefined);
    setError(undefined);
    setStarting(true);
    startJob<T>(request)
      .then((begun) => {
        setJob(begun);
        keep(begun.id);
      })
      .catch(setError)
      .finally(() => setStarting(false));
  };
  const cancel = useCallback((): void => {
    if (id !== undefined) cancelJob(id).catch(setError);
  }, [id]);

  const known = job?.id === id || starting ? job : undefined;
  return {
    job: known,
    error,
    running: starting || (id !== undefined && error === undefined && (known === undefined || !isOver(known))),
    start,
    cancel,
  };
}
