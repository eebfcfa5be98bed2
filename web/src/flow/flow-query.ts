import { queryOptions } from '@tanstack/react-query';
import type { FlowDocument } from '../../../src/report/flow-chain.ts';
import { requestJson } from '../api/client.ts';

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => requestJson<FlowDocument>(`/plan/flows/${encodeURIComponent(id)}`, { signal }),
  });
