import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppContext, RequestContext, ServerEnv } from '../context.ts';
import { Problem } from '../problem.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address to listen on is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Answers only to the server's own name: a page of another site whose name is made to lead here (DNS rebinding) would
 * be taken for one of ours.
 */
export function ownHostOnly({ isLoopback: local, publicUrl }: AppContext): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    const host = hostOf(c);
    const name = host.replace(/:\d+$/, '').toLowerCase();
    const isOwn =
      (publicUrl !== undefined && host.toLowerCase() === publicUrl.host) ||
      (local ? LOOPBACK.has(name) || isLoopback(name) : publicUrl === undefined && name !== '');
    if (!isOwn) throw new Problem(421, 'host', 'It was called by a name that is not its own.');
    await next();
  });
}

/** What the caller took the server for. */
export function originOf(c: RequestContext, { publicUrl }: AppContext): string {
  if (publicUrl) return publicUrl.origin;
  return `${new URL(c.req.url).protocol}//${hostOf(c)}`.toLowerCase();
}

function hostOf(c: RequestContext): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}
