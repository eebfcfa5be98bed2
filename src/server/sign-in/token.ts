import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { App, Auth, Caller, RequestContext } from '../context.ts';
import { PageProblem, Problem } from '../problem.ts';
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
  const used: Buffer[] = [];
  const sessions = new Sessions<Caller>({ idle: IDLE, absolute: Number.POSITIVE_INFINITY, most: MOST }, now);

  const mayFail = attempts(20, now);

  const use = (token: string): boolean => {
    const asked = digest(token);
    const found = unused.findIndex((one) => timingSafeEqual(one, asked));
    if (found < 0) return false;
    used.push(...unused.splice(found, 1));
    if (used.length > MOST) used.shift();
    return true;
  };
  const isUsed = (token: string): boolean => used.some((one) => timingSafeEqual(one, digest(token)));
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
          throw refusal(isUsed(c.req.query('token') ?? ''));
        }
        begin(c);
        c.header('cache-control', 'no-store');
        return c.redirect('/', 303);
      });
    },
  };
}

/** What to do without a link that opens anything. */
function refusal(isUsed: boolean): PageProblem {
  const detail = 'This link was used before, or is none: take the newest that portolan serve printed.';
  const [title, happened] = isUsed
    ? ['This link was used already', 'A link opens Portolan once, for one browser.']
    : [
        'This link opens nothing',
        'It is none of those that this server printed. A link ends with its server: after a restart there is a new one.',
      ];
  const warning =
    'If you did not open it yourself, somebody else did: end the server with Ctrl-C, which signs everybody out, and start it again.';
  return new PageProblem(401, 'link-used', detail, {
    title,
    says: [
      happened,
      ...(isUsed ? [warning] : []),
      'For a new link, press Enter in the terminal where Portolan runs. If it runs there no more, start it:',
      { command: 'portolan serve FOLDER' },
      'Open the link that it prints, and keep it to yourself: whoever has it has your rights.',
    ],
    note: 'Nothing is lost: all that was saved is in the workspace’s folder.',
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
