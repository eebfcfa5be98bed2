import { queryOptions } from '@tanstack/react-query';
import type { PlanPage } from '../../../../src/report/plan-page.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { AskDocument, BreaksDocument } from './documents.ts';
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

/** Names of the plan's ends at one side, and a few rows to ask about. */
export const endsQuery = (side: 'source' | 'destination') =>
  queryOptions({
    queryKey: ['ends', side],
    queryFn: ({ signal }) =>
      requestJson<PlanPage>(`/plan?${toParams({ group: side, limit: 40, offset: 0 })}`, { signal }),
  });
