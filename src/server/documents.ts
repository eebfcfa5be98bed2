import { createHash, randomBytes } from 'node:crypto';
import type { Documents, Made, RequestContext } from './context.ts';
import { streamOf } from './stream.ts';

/** Bytes of finished documents that are kept. */
const MOST_KEPT = 64 * 1024 * 1024;

interface Kept {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly attachment?: string;
}

/** Keeps what was made, up to a number of bytes. */
export function documents(mostKept: number = MOST_KEPT): Documents {
  /** Another server may make other documents of the same sources. */
  const run = randomBytes(4).toString('hex');
  const kept = new Map<string, Kept>();
  let size = 0;

  const keep = (key: string, document: Kept): void => {
    if (kept.has(key) || document.body.length > mostKept / 4) return;
    kept.set(key, document);
    size += document.body.length;
    for (const [oldest, { body }] of kept) {
      if (size <= mostKept) break;
      kept.delete(oldest);
      size -= body.length;
    }
  };
  const send = (c: RequestContext, etag: string, { body, type, attachment }: Kept): Response => {
    c.header('etag', etag);
    c.header('cache-control', 'private, no-cache');
    c.header('content-type', type);
    if (attachment !== undefined) c.header('content-disposition', `attachment; filename="${attachment}"`);
    return c.body(body);
  };
  const etagOf = (revision: string): string => `"${revision.replaceAll('"', '')}.${run}"`;
  return {
    etag: etagOf,
    stream(c, revision, make) {
      const etag = etagOf(revision);
      if (isKnown(c, etag)) return notModified(c, etag);
      c.header('etag', etag);
      c.header('cache-control', 'private, no-cache');
      c.header('content-type', 'application/json');
      if (c.req.method === 'HEAD') return c.body(null);
      const pieces = make();
      return pieces instanceof Promise
        ? pieces.then((made) => c.body(streamOf(made)))
        : c.body(streamOf(pieces));
    },
    answer(c, revision, make) {
      const etag = etagOf(revision);
      if (isKnown(c, etag)) return notModified(c, etag);
      const key = `${revision} ${c.req.url}`;
      const last = kept.get(key);
      if (last) {
        // What was asked for last goes last.
        kept.delete(key);
        kept.set(key, last);
        return send(c, etag, last);
      }
      const finish = (made: Made): Response => {
        const document = finished(made);
        keep(key, document);
        return send(c, etag, document);
      };
      const made = make();
      return made instanceof Promise ? made.then(finish) : finish(made);
    },
  };
}

function finished({ json, text, type, attachment }: Made): Kept {
  const body = text ?? JSON.stringify(json);
  return {
    body: typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body),
    type: type ?? 'application/json',
    ...(attachment !== undefined && { attachment }),
  };
}

/** Answers with a document that is made anew each time, and not sent where the caller has it. */
export function answerJson(c: RequestContext, document: unknown, revision?: string): Response {
  const body = JSON.stringify(document);
  const etag = revision ?? `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  return answerText(c, body, 'application/json', etag);
}

/** Answers with a text that is at hand. */
export function answerText(c: RequestContext, text: string, type: string, etag: string): Response {
  if (isKnown(c, etag)) return notModified(c, etag);
  c.header('etag', etag);
  c.header('cache-control', 'private, no-cache');
  c.header('content-type', type);
  return c.body(text);
}

function isKnown(c: RequestContext, etag: string): boolean {
  const asked = c.req.header('if-none-match');
  if (asked === undefined || c.req.method !== 'GET') return false;
  return asked.split(',').some((one) => [etag, '*'].includes(one.trim().replace(/^W\//, '')));
}

function notModified(c: RequestContext, etag: string): Response {
  c.header('etag', etag);
  c.header('cache-control', 'private, no-cache');
  return c.body(null, 304);
}
