import { setImmediate } from 'node:timers/promises';
import { safeFileName } from '../workspace/safe-file-name.ts';
import type { RequestContext } from './context.ts';
import { joinedPieces, type Pieces } from './pieces.ts';

/** Sends a file in pieces, each made when the one before is on its way; other requests are answered in between. */
export function streamed(
  c: RequestContext,
  pieces: Pieces,
  type: string,
  file: { readonly name: string; readonly extension: string },
): Response {
  c.header('content-type', type);
  c.header('cache-control', 'no-store');
  c.header('content-disposition', `attachment; filename="${safeFileName(file.name)}.${file.extension}"`);
  return c.body(streamOf(pieces));
}

/** The bytes of pieces as a stream. */
export function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const joined: Iterator<Uint8Array> | AsyncIterator<Uint8Array> =
    Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : joinedPieces(pieces);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await setImmediate();
        const { done, value } = await joined.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void joined.return?.(undefined),
    },
    { highWaterMark: 1 },
  );
}
