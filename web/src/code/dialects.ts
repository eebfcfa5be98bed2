import { queryOptions } from '@tanstack/react-query';
import { requestJson } from '../api/client.ts';

/** As `portolan dialects --format json`, as far as it is used here. */
export interface DialectEntry {
  readonly id: string;
  readonly title: string;
  readonly reads: boolean;
  readonly prints?: {
    readonly extension: string;
    readonly capabilities: { readonly kinds: readonly ('network' | 'host' | 'proxy' | 'ipsec')[] };
  };
}

export const dialectsQuery = queryOptions({
  queryKey: ['dialects'],
  queryFn: async ({ signal }) => {
    const { dialects } = await requestJson<{ readonly dialects: readonly DialectEntry[] }>('/dialects', {
      signal,
    });
    return dialects;
  },
});
