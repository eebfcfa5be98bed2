import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** Answers stay until the server says that something changed; only a lost connection is tried again. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => !(error instanceof ApiProblem) && count < 1,
      retryDelay: 500,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
