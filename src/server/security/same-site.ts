import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppContext, ServerEnv } from '../context.ts';
import { Problem } from '../problem.ts';
import { originOf } from './host.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request may change something. */
export const isChange = (method: string): boolean => !SAFE.has(method);

/**
 * Takes changes only from our own pages and from programs that mean it: a form or script of another site can't send
 * the header without being asked about first, and browsers say where a request comes from.
 */
export function sameSiteOnly(context: AppContext): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    if (isChange(c.req.method)) {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      if (c.req.header('x-portolan') !== '1')
        throw new Problem(
          403,
          'cross-site',
          'A request that changes something needs the header x-portolan: 1.',
        );
      if (origin !== undefined && origin.toLowerCase() !== originOf(c, context))
        throw new Problem(403, 'cross-site', 'It came from a page of another site.');
      if (site !== undefined && site !== 'same-origin' && site !== 'none')
        throw new Problem(403, 'cross-site', 'It came from a page of another site.');
    }
    await next();
  });
}
