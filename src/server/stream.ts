import { setImmediate } from 'node:timers/promises';
import { safeFileName } from '../workspace/safe-file-name.ts';
import type { RequestContext } from './context.ts';

/** Sends a file in pieces, each made when the one before is on its way; other requests are answered in between. */
export function streamed(
  c: RequestContext,
  pieces: Iterable<Uint8Array | string>,
  type: string,
  file: { readonly name: string; readonly extension: string },
): Response {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await setImmediate();
        const { done, value } = iterator.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
      },
      cancel: () => void iterator.return?.(),
    },
    { highWaterMark: 1 },
  );
  c.header('content-type', type);
  c.header('cache-control', 'no-store');
  c.header('content-disposition', `attachment; filename="${safeFileName(file.name)}.${file.extension}"`);
  return c.body(stream);
}
