import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { type AppContext, ROLES, type Role, type ServerEnv } from '../context.ts';
import { Problem } from '../problem.ts';
import { isComputation } from './computations.ts';
import { isChange } from './same-site.ts';

/** Whether a role may do what another one may. */
export const mayAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Lets in whoever signed in: viewers to look and to have things worked out, editors also to change. */
export function callersOnly({ auth, readOnly }: AppContext): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    const caller = await (isEvents(c.req.path) ? auth.look(c) : auth.identify(c));
    if (!caller) throw new Problem(401, CODES[auth.kind], SIGN_IN[auth.kind]);
    c.set('caller', caller);
    const { method, path } = c.req;
    if (isChange(method) && !isComputation(method, path)) {
      if (!mayAs(caller.role, 'editor'))
        throw new Problem(403, 'role', 'Viewers may look, and change nothing.');
      if (readOnly)
        throw new Problem(403, 'read-only', 'This server was started with --read-only: nothing is stored.');
    }
    await next();
  });
}

/** Browsers ask for events again and again while nobody is there. */
const isEvents = (path: string): boolean => path.endsWith('/events');

/** By the code a page knows whether there is a place to sign in. */
const CODES = { token: 'signed-out', oidc: 'sign-in' } as const;

const SIGN_IN = {
  token: 'Open the link that portolan serve printed; each link works once.',
  oidc: 'Sign in with your organisation’s account.',
} as const;
