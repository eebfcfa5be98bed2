import type { MiddlewareHandler } from 'hono';
import type { AppContext, ServerEnv } from './context.ts';

/** What is answered without a plan, also while one is being made. */
const WITHOUT: readonly RegExp[] = [
  /^\/(session|events|lab|dialects|openapi\.json)$/,
  /^\/(catalog|schemas)(\/|$)/,
  /^\/hierarchy\/(check|schema|starter)$/,
  /^\/documents\/(catalog|dialects)$/,
  // What became of one; starting one reads the hierarchy.
  /^\/jobs\/./,
];

/** Requests wait for a large plan that is being made aside; the others are answered meanwhile. */
export function plannedFirst({ workspace }: Pick<AppContext, 'workspace'>): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const path = c.req.path.slice('/api/v1'.length);
    if (!WITHOUT.some((pattern) => pattern.test(path))) await workspace.ready();
    await next();
  };
}
