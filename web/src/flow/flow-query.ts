import { queryOptions } from '@tanstack/react-query';
import { requestJson } from '../api/client.ts';
import type { FlowDocument } from './flow-document.ts';

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => requestJson<FlowDocument>(`/plan/flows/${encodeURIComponent(id)}`, { signal }),
  });
