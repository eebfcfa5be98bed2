import { type RouteConfig, type RouteHandler, z } from '@hono/zod-openapi';
import type { App, ServerEnv } from './context.ts';
import { PROBLEM_SCHEMA } from './problem.ts';

/** The request of a route, its parts already checked. */
export type RequestOf<R extends RouteConfig> = Parameters<RouteHandler<R, ServerEnv>>[0];

/** Adds a route. Handlers answer with finished bodies: documents are kept as bytes. */
export function define<R extends RouteConfig>(
  app: App,
  route: R,
  handler: (c: RequestOf<R>) => Response | Promise<Response>,
): void {
  app.openapi(route, handler as never);
}

interface Answer<Type extends string> {
  readonly description: string;
  readonly content: Readonly<Record<Type, { readonly schema: z.ZodType }>>;
}

/** A JSON answer. */
export function json(description: string, schema: z.ZodType): Answer<'application/json'> {
  return { description, content: { 'application/json': { schema } } };
}

/** An answer in another form. */
export function file<Type extends string>(description: string, type: Type): Answer<Type> {
  const content = { [type]: { schema: z.string() } } as unknown as Answer<Type>['content'];
  return { description, content };
}

/** What any route may answer instead. */
export const PROBLEMS: { readonly default: Answer<'application/problem+json'> } = {
  default: {
    description: 'What went wrong, as a problem document (RFC 9457)',
    content: { 'application/problem+json': { schema: PROBLEM_SCHEMA } },
  },
};
