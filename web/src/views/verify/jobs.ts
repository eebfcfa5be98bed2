import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { API, request, requestJson } from '../../api/client.ts';

export interface JobDocument<T> {
  readonly id: string;
  readonly kind: string;
  /** When it was asked for, or the one that it goes on with. */
  readonly begun: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly stage: string;
    /** Of a probe: how many of each verdict there are by now. */
    readonly counts?: Readonly<Record<string, number>>;
    /** Of a lab: the phases that are done. */
    readonly phases?: readonly {
      readonly id: string;
      readonly title: string;
      readonly asked: number;
      readonly right: number;
      readonly milliseconds: number;
    }[];
  };
  readonly diagnostics?: readonly Diagnostic[];
  readonly problem?: { readonly code?: string; readonly title: string; readonly detail?: string };
  readonly result?: T;
}

/** Whose configuration, and which: the one that is stored, or a text that is looked at once. */
export type JobTarget = ({ readonly filter: string } | { readonly host: string }) &
  ({ readonly stored: true } | { readonly text: string; readonly file?: string; readonly dialect?: string });

export interface JobOptions {
  /** An interface with the name of a zone leads there. */
  readonly assumeZoneInterfaces?: boolean;
  /** Files that an include with a wildcard names are empty. */
  readonly assumeEmptyIncludes?: boolean;
}

/** Forms of findings besides the document's own. */
export type FindingsForm = 'sarif' | 'junit' | 'markdown';

export type JobRequest =
  | {
      readonly kind: 'probe';
      /** Goes on with a run that was begun then. */
      readonly since?: string;
      readonly from?: string;
      readonly to?: readonly string[];
      readonly phases?: readonly string[];
      readonly conversations?: readonly string[];
      readonly flows?: readonly string[];
    }
  | { readonly kind: 'lab' }
  | {
      readonly kind: 'verify';
      readonly targets: readonly JobTarget[];
      readonly options?: JobOptions;
      readonly format?: FindingsForm;
    }
  | { readonly kind: 'repair'; readonly target: JobTarget; readonly options?: JobOptions }
  | {
      readonly kind: 'compare';
      readonly what: 'configurations';
      readonly before: JobTarget;
      readonly after: JobTarget;
      readonly options?: JobOptions;
    }
  | {
      readonly kind: 'compare';
      readonly what: 'hierarchies';
      readonly before: HierarchyText;
      readonly after: HierarchyText;
    };

export type HierarchyText = { readonly stored: true } | { readonly text: string };

export async function startJob<T>(job: JobRequest): Promise<JobDocument<T>> {
  return await requestJson<JobDocument<T>>('/jobs', { method: 'POST', body: job });
}

export async function cancelJob(id: string): Promise<void> {
  await request(`/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function readJob<T>(id: string): Promise<JobDocument<T>> {
  return requestJson(`/jobs/${encodeURIComponent(id)}`);
}

/** Tells of each step of a job, and at its end once more. Returned is what stops listening. */
export function followJob<T>(
  id: string,
  tell: (job: JobDocument<T>) => void,
  fail: (error: unknown) => void,
): () => void {
  let over = false;
  const source = new EventSource(`${API}/jobs/${encodeURIComponent(id)}/events`);
  const end = (): void => {
    over = true;
    source.close();
  };
  const look = (): void => {
    readJob<T>(id).then(
      (job) => {
        if (over) return;
        if (isOver(job)) end();
        tell(job);
      },
      (error: unknown) => {
        if (over) return;
        end();
        fail(error);
      },
    );
  };
  const step = (event: MessageEvent<string>): void => {
    const job = read<T>(event.data);
    if (!over && job) tell(job);
  };
  source.addEventListener('progress', step);
  // The end's event may come without the result, which can be large: it is asked for.
  source.addEventListener('end', look);
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) look();
  });
  return end;
}

export function isOver({ state }: { readonly state: JobDocument<unknown>['state'] }): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function read<T>(data: string): JobDocument<T> | undefined {
  try {
    const value = JSON.parse(data) as Partial<JobDocument<T>>;
    return value.progress && value.state ? (value as JobDocument<T>) : undefined;
  } catch {
    return undefined;
  }
}
