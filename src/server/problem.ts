import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { LeadsOut, TooLarge } from '../workspace/own-files.ts';
import { Conflict } from '../workspace/precondition.ts';
import type { RequestContext } from './context.ts';
import { AsideFailed } from './jobs/aside-failed.ts';
import { type MessagePage, messagePage } from './message-page.ts';

/** A problem document (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  /** Stable, for programs. */
  readonly code: string;
  /** Values that don't fit, by the names of their fields. */
  readonly errors?: { field?: string | undefined; message: string; help?: string | undefined }[] | undefined;
  /** What is stored now, after a conflict. */
  readonly current?: { text?: string | undefined; revision?: string | undefined } | undefined;
  /** What is wrong with the hierarchy, where there is no plan to answer from. */
  readonly diagnostics?: object[] | undefined;
}

export const PROBLEM_SCHEMA: z.ZodType<ProblemDocument> = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    errors: z
      .array(z.object({ field: z.string().optional(), message: z.string(), help: z.string().optional() }))
      .optional(),
    current: z.object({ text: z.string().optional(), revision: z.string().optional() }).optional(),
    diagnostics: z.array(z.looseObject({})).optional(),
  })
  .openapi('Problem');

type Extra = Pick<ProblemDocument, 'errors' | 'current' | 'diagnostics'>;

/** An answer that says no: thrown wherever it is found out. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly extra: Extra;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail?: string,
    extra: Extra = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.extra = extra;
    this.headers = headers;
  }
}

/** One that tells people in a browser more than programs. */
export class PageProblem extends Problem {
  readonly page: MessagePage;

  constructor(status: number, code: string, detail: string, page: MessagePage) {
    super(status, code, detail);
    this.page = page;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request can’t be read',
  401: 'Sign in first',
  403: 'This is not allowed',
  404: 'There is no such thing',
  405: 'This can’t be done here',
  408: 'The request took too long',
  409: 'There is nothing to answer from yet',
  412: 'Somebody else changed it',
  413: 'It is too large',
  415: 'It is in a form that isn’t taken',
  421: 'This server isn’t called that',
  422: 'A value doesn’t fit',
  428: 'Say which revision you change',
  429: 'Too many requests',
  500: 'Something went wrong inside',
  503: 'It could not be worked out now',
};

/** The answer to an error, whatever it is; what isn't meant for the caller is logged instead. */
export function problemAnswer(
  error: unknown,
  c: RequestContext,
  log: (message: string) => void,
): Response | Promise<Response> {
  const { status, code, detail, extra, headers } = problemOf(error, log);
  const document: ProblemDocument = {
    type: `urn:portolan:problem:${code}`,
    title: TITLES[status] ?? 'The request failed',
    status,
    ...(detail !== undefined && { detail }),
    code,
    ...extra,
  };
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header('cache-control', 'no-store');
  if (isForPerson(c)) {
    const says = detail === undefined ? [] : [detail];
    const link = status === 404 ? { link: { href: '/', text: 'To the first page' } } : {};
    const page = error instanceof PageProblem ? error.page : { title: document.title, says, ...link };
    return c.html(messagePage(page), status as 400);
  }
  c.header('content-type', 'application/problem+json');
  return c.body(JSON.stringify(document), status as 400);
}

/** A browser that was led here by a link, and not one of our pages. */
function isForPerson(c: RequestContext): boolean {
  return !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');
}

function problemOf(error: unknown, log: (message: string) => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Conflict) {
    const { current, revision } = error;
    const text = current && new TextDecoder().decode(current);
    return new Problem(412, 'conflict', undefined, {
      current: { ...(text !== undefined && { text }), ...(revision !== undefined && { revision }) },
    });
  }
  if (error instanceof AsideFailed)
    return new Problem(error.status, error.code, error.message, {}, error.headers);
  if (error instanceof TooLarge)
    return new Problem(413, 'too-large', `Up to ${Math.floor(error.most / 1024 / 1024)} MB are taken.`);
  if (error instanceof LeadsOut) return new Problem(409, 'leads-out', error.message);
  if (error instanceof HTTPException)
    return new Problem(
      error.status,
      CODES[error.status] ?? 'refused',
      error.message === '' ? undefined : error.message,
    );
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new Problem(500, 'internal', 'The server’s own output says more.');
}

const CODES: Readonly<Record<number, string>> = { 400: 'unreadable', 413: 'too-large', 415: 'media-type' };
