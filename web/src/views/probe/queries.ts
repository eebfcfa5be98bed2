import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ObservationsPage } from '../../../../src/report/observations-page.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { ProbeSearch } from './search.ts';

export interface ProbeTasks {
  readonly machine: {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly host?: string;
  };
  /** A probe that runs, whoever started it. */
  readonly running?: string;
  readonly on?: string;
  readonly nobody?: { readonly message: string; readonly help: string };
  readonly total: number;
  readonly notes: readonly string[];
  readonly targets: readonly { readonly name: string; readonly questions: number }[];
}

type Asked = Pick<ProbeSearch, 'from' | 'to' | 'phase' | 'conversation' | 'flow'>;

/** What would be asked from the server's machine. */
export function tasksQuery({ from, to, phase, conversation, flow }: Asked) {
  const params = toParams({ from, to, phase: phase?.join(','), conversation, flow, limit: 1 }).toString();
  return queryOptions({
    queryKey: ['probe-tasks', params],
    queryFn: ({ signal }) => requestJson<ProbeTasks>(`/probe/tasks?${params}`, { signal }),
  });
}

/** Answers that are shown: more are for the command line. */
const SHOWN = 10_000;

type Shown = Pick<ProbeSearch, 'on' | 'host' | 'verdict' | 'flow' | 'conversation'>;

/** What was seen; the answers before stay until the next ones are here. */
export function observationsQuery({ on, host, verdict, flow, conversation }: Shown, limit = SHOWN) {
  const params = toParams({ on, host, verdict: verdict?.join(','), flow, conversation, limit }).toString();
  return queryOptions({
    queryKey: ['observations', params],
    queryFn: ({ signal }) => requestJson<ObservationsPage>(`/observations?${params}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** How much there is in all, and of what. */
export const everythingQuery = observationsQuery({}, 1);

export interface Taken {
  readonly taken: number;
  readonly left: number;
  readonly places: readonly string[];
  readonly diagnostics: readonly { readonly message: string; readonly help?: string }[];
}

/** Takes in what was seen elsewhere. */
export function takeIn(file: string, text: string): Promise<Taken> {
  return requestJson<Taken>('/observations', { method: 'POST', body: { file, text } });
}

export interface LabSupport {
  readonly can: boolean;
  readonly reason?: string;
  readonly help?: string;
}

export const labQuery = queryOptions({
  queryKey: ['lab'],
  queryFn: ({ signal }) => requestJson<LabSupport>('/lab', { signal }),
});
