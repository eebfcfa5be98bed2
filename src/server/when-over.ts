import type { SSEStreamingApi } from 'hono/streaming';
import type { AppContext, RequestContext } from './context.ts';
import { deferred } from './deferred.ts';

/** The end of an answer that lasts: when its reader goes away, their session is over, or the server ends. */
export function whenOver(
  { auth, ends }: AppContext,
  c: RequestContext,
  stream: Pick<SSEStreamingApi, 'onAbort'>,
): { readonly promise: Promise<void>; resolve(): void; forget(): void } {
  const { promise, resolve } = deferred();
  stream.onAbort(resolve);
  if (ends.aborted) resolve();
  ends.addEventListener('abort', resolve);
  const unwatch = auth.watch(c, resolve);
  return {
    promise,
    resolve,
    forget() {
      ends.removeEventListener('abort', resolve);
      unwatch();
    },
  };
}
