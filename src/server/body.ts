import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { TooLarge } from '../workspace/own-files.ts';
import type { ServerEnv } from './context.ts';
import { Problem } from './problem.ts';

/** JSON says some characters in six bytes, and a text of 16 MB is taken. */
const MOST_JSON = 40 * 1024 * 1024;
/** Jobs may be about configurations, of which 64 MB are taken. */
const MOST_JOB = 136 * 1024 * 1024;

/** Configurations go to the disk as they come, and are counted there. */
const STREAMED = /^\/api\/v1\/(filters|hosts)\/[^/]+\/configuration$/;
const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** Takes JSON in, and refuses bodies that are too large: by what they say of themselves or, else, as soon as they are. */
export const takeJson: MiddlewareHandler<ServerEnv> = createMiddleware<ServerEnv>(async (c, next) => {
  const { method, path, raw } = c.req;
  if ((method === 'PUT' || method === 'POST') && !STREAMED.test(path)) {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? ''))
      throw new Problem(415, 'media-type', 'It takes JSON: content-type: application/json.');
    const pieces: Uint8Array[] = [];
    const most = path === '/api/v1/jobs' ? MOST_JOB : MOST_JSON;
    await readPieces(c.req.header('content-length'), raw.body, most, (piece) => pieces.push(piece));
    // Typed as the text, kept as its promise.
    c.req.bodyCache.text = Promise.resolve(decoded(Buffer.concat(pieces))) as unknown as string;
  }
  await next();
});

/** Hands on a body piece by piece; a `TooLarge` ends it. */
export async function readPieces(
  announced: string | undefined,
  body: ReadableStream<Uint8Array> | null,
  most: number,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  if (Number(announced) > most) throw new TooLarge(most);
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > most) throw new TooLarge(most);
    take(piece);
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'unreadable', 'The body is no text in UTF-8.');
  }
}
