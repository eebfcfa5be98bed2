import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { App, Auth, Caller, RequestContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { attempts } from '../security/attempts.ts';
import { Sessions } from './sessions.ts';

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
  const sessions = new Sessions<Caller>({ idle: IDLE, absolute: Number.POSITIVE_INFINITY, most: MOST }, now);

  const mayFail = attempts(20, now);

  const use = (token: string): boolean => {
    const asked = digest(token);
    const found = unused.findIndex((one) => timingSafeEqual(one, asked));
    if (found < 0) return false;
    unused.splice(found, 1);
    return true;
  };
  const begin = (c: RequestContext): void => {
    sessions.end(getCookie(c, cookie));
    const secret = sessions.begin({ role: 'operator' });
    setCookie(c, cookie, secret, { httpOnly: true, sameSite: 'Strict', path: '/', secure: isSecure });
  };
  return {
    kind: 'token',
    newLink() {
      const token = randomBytes(32).toString('base64url');
      unused.push(digest(token));
      return `/open?token=${token}`;
    },
    identify: (c) => sessions.use(getCookie(c, cookie)),
    look: (c) => sessions.look(getCookie(c, cookie)),
    watch: (c, ended) => sessions.watch(getCookie(c, cookie), ended),
    register(app: App) {
      app.get('/open', (c) => {
        const isOpen = sessions.use(getCookie(c, cookie)) !== undefined;
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
