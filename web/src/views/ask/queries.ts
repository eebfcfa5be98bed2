import { queryOptions } from '@tanstack/react-query';
import type { BreaksDocument } from '../../../../src/report/breaks.ts';
import type { PlanPage } from '../../../../src/report/plan-page.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { AskDocument } from './documents.ts';
import type { AskSearch } from './search.ts';

export const askQuery = ({ from, to, service }: AskSearch) =>
  queryOptions({
    queryKey: ['ask', from, to, service],
    queryFn: ({ signal }) => requestJson<AskDocument>(`/ask?${toParams({ from, to, service })}`, { signal }),
    enabled: from !== undefined && to !== undefined && service !== undefined,
  });

export const breaksQuery = (flow: string) =>
  queryOptions({
    queryKey: ['breaks', flow],
    queryFn: ({ signal }) => requestJson<BreaksDocument>(`/ask/breaks?${toParams({ flow })}`, { signal }),
  });

/** The plan's first rows, to ask about. */
export const rowsQuery = queryOptions({
  queryKey: ['plan', 'first rows'],
  queryFn: ({ signal }) => requestJson<PlanPage>('/plan?offset=0&limit=400', { signal }),
});

/** Names of the plan's ends at one side. */
export const endsQuery = (side: 'source' | 'destination') =>
  queryOptions({
    queryKey: ['ends', side],
    queryFn: ({ signal }) =>
      requestJson<PlanPage>(`/plan?${toParams({ group: side, limit: 1, offset: 0 })}`, { signal }),
  });
