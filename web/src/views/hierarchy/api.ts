import { queryOptions } from '@tanstack/react-query';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { request, requestJson } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from './schema-lookup.ts';

/** A text with the revision that a change of it must name; without one, there is no file yet. */
export interface StoredText {
  readonly text: string;
  readonly revision?: string;
}

export const hierarchyQuery = queryOptions({
  queryKey: ['hierarchy'],
  queryFn: async ({ signal }): Promise<StoredText> => {
    try {
      return await requestJson<StoredText>('/hierarchy', { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 404) return { text: '' };
      throw error;
    }
  },
});

export const schemaQuery = queryOptions({
  queryKey: ['schema'],
  queryFn: ({ signal }) => requestJson<Schema>('/hierarchy/schema', { signal }),
});

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly flows?: number;
}

export function checkText(text: string, signal: AbortSignal): Promise<CheckResult> {
  return requestJson('/hierarchy/check', { method: 'POST', body: { text }, signal });
}

/** Stores the text if nobody changed it since; throws the conflict otherwise. */
export async function saveText(text: string, revision: string | undefined): Promise<string> {
  const headers: Record<string, string> =
    revision === undefined ? { 'if-none-match': '*' } : { 'if-match': entityTag(revision) };
  const response = await request('/hierarchy', { method: 'PUT', body: { text }, headers });
  const answer = (await response.json()) as { readonly revision: string };
  return answer.revision;
}

function entityTag(revision: string): string {
  return revision.startsWith('"') ? revision : `"${revision}"`;
}

/** What is stored now, if an error says that a change came too late. */
export function conflictOf(error: unknown): StoredText | undefined {
  if (!(error instanceof ApiProblem) || error.problem.status !== 412) return undefined;
  return error.problem.current;
}
