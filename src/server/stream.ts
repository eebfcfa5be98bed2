import { setImmediate } from 'node:timers/promises';
import { safeFileName } from '../workspace/safe-file-name.ts';
import type { RequestContext } from './context.ts';

/** Smaller pieces are joined, so that a document of many lines isn't sent line by line. */
const PIECE = 64 * 1024;

/** Sends a file in pieces, each made when the one before is on its way; other requests are answered in between. */
export function streamed(
  c: RequestContext,
  pieces: Iterable<Uint8Array | string>,
  type: string,
  file: { readonly name: string; readonly extension: string },
): Response {
  c.header('content-type', type);
  c.header('cache-control', 'no-store');
  c.header('content-disposition', `attachment; filename="${safeFileName(file.name)}.${file.extension}"`);
  return c.body(streamOf(pieces));
}

/** The bytes of pieces as a stream. */
export function streamOf(pieces: Iterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const joined = joinedPieces(pieces);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await setImmediate();
        const { done, value } = joined.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void joined.return(undefined),
    },
    { highWaterMark: 1 },
  );
}

function* joinedPieces(pieces: Iterable<Uint8Array | string>): Generator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    if (text !== '' && (typeof piece !== 'string' || text.length >= PIECE)) {
      yield encoder.encode(text);
      text = '';
    }
    if (typeof piece !== 'string') yield piece;
  }
  if (text !== '') yield encoder.encode(text);
}
