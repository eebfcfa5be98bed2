import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { App, Auth, RequestContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { attempts } from '../security/attempts.ts';

/** How long a session lasts without being used. */
const IDLE = 12 * 60 * 60 * 1000;
/** Sessions that are kept; more come from nobody who means well. */
const MOST = 1_000;

/** Signing in with a link that works once: for a server on one's own machine. */
export interface TokenAuth extends Auth {
  /** A new link's path with its token; the ones before stay good until they are used. */
  newLink(): string;
}

/** @param workspace its folder: servers of several ones on a machine share a host name, and so need own cookies. */
export function tokenAuth(workspace: string, isSecure: boolean, now: () => number = Date.now): TokenAuth {
  const cookie = `portolan-${digest(workspace).toString('hex').slice(0, 12)}`;
  /** Digests: comparing them tells nobody how much of a guess was right. */
  const unused: Buffer[] = [];
  const sessions = new Map<string, number>();

  const mayFail = attempts(20, now);

  const use = (token: string): boolean => {
    const asked = digest(token);
    const found = unused.findIndex((one) => timingSafeEqual(one, asked));
    if (found < 0) return false;
    unused.splice(found, 1);
    return true;
  };
  const begin = (c: RequestContext): void => {
    const id = randomBytes(32).toString('base64url');
    for (const [key, used] of sessions) if (now() - used > IDLE) sessions.delete(key);
    if (sessions.size >= MOST) sessions.delete(sessions.keys().next().value ?? '');
    sessions.set(keyOf(id), now());
    setCookie(c, cookie, id, { httpOnly: true, sameSite: 'Strict', path: '/', secure: isSecure });
  };
  return {
    kind: 'token',
    newLink() {
      const token = randomBytes(32).toString('base64url');
      unused.push(digest(token));
      return `/open?token=${token}`;
    },
    identify(c) {
      const id = getCookie(c, cookie);
      const key = id === undefined ? undefined : keyOf(id);
      const used = key === undefined ? undefined : sessions.get(key);
      if (key === undefined || used === undefined || now() - used > IDLE) return undefined;
      sessions.set(key, now());
      return { role: 'operator' };
    },
    register(app: App) {
      app.get('/open', async (c) => {
        const isOpen = (await this.identify(c)) !== undefined;
        if (!use(c.req.query('token') ?? '')) {
          if (isOpen) return c.redirect('/', 303);
          if (!mayFail()) throw new Problem(429, 'too-many', 'Too many links were tried: wait a minute.');
          throw new Problem(
            401,
            'link-used',
            'This link was used before, or is none: take the newest that portolan serve printed.',
          );
        }
        begin(c);
        c.header('cache-control', 'no-store');
        return c.redirect('/', 303);
      });
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const keyOf = (id: string): string => digest(id).toString('base64');
