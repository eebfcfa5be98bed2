import { createMiddleware } from 'hono/factory';
import type { App, Guard, RequestContext, ServerEnv } from '../context.ts';
import { Problem } from '../problem.ts';
import { audited } from './audit.ts';
import { isThroughProxy, peerOf } from './peer.ts';
import { ADDRESS_RATE, addressKey, limited, RateLimit, SESSION_RATE, SIGN_IN_RATE } from './rate-limit.ts';

const SIGN_IN = /^\/(?:sign-in(?:\/callback)?|open)$/;

/** What stands before everything else. */
export function useGuard(app: App, guard: Guard): void {
  const { audit, proxies, onlyThroughProxy, isLimited, now = Date.now } = guard;
  const addressOf = (c: RequestContext): string => peerOf(c, proxies);
  app.use('*', audited(audit, addressOf));
  if (onlyThroughProxy) {
    const proxyOnly = createMiddleware<ServerEnv>(async (c, next) => {
      if (!isThroughProxy(c, proxies))
        throw new Problem(403, 'proxy', 'It is reached through its proxy only.');
      await next();
    });
    app.use('*', proxyOnly);
  }
  if (!isLimited) return;
  const keyOf = (c: RequestContext): string => addressKey(addressOf(c));
  app.use('*', limited(new RateLimit(ADDRESS_RATE, now), keyOf));
  app.use(
    '*',
    limited(new RateLimit(SIGN_IN_RATE, now), (c) => (SIGN_IN.test(c.req.path) ? keyOf(c) : undefined)),
  );
}

/** What stands behind signing in. */
export function useSessionGuard(app: App, path: string, { isLimited, now = Date.now }: Guard): void {
  if (isLimited)
    app.use(
      path,
      limited(new RateLimit(SESSION_RATE, now), (c) => c.get('caller').session),
    );
}
