/** What every view asks the server for. A view's own questions stand in its folder. */
import { queryOptions } from '@tanstack/react-query';
import { requestJson } from './client.ts';
import type { Session, WorkspaceDocument } from './documents.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => requestJson<Session>('/session', { signal }),
});

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => requestJson<WorkspaceDocument>('/workspace', { signal }),
});
