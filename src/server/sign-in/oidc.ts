import { randomUUID } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { App, Audit, Auth, Caller, RequestContext } from '../context.ts';
import { messagePage } from '../message-page.ts';
import { CALLBACK, failureOf, isRefusal, type Provider, providerOf, type Transaction } from './provider.ts';
import { nameOf, roleOf } from './roles.ts';
import { Sessions } from './sessions.ts';
import type { SignInSettings } from './settings.ts';

export interface OidcOptions {
  readonly settings: SignInSettings;
  readonly audit: Audit;
  addressOf(c: RequestContext): string;
  /** For whoever runs the server. */
  log(message: string): void;
  now?(): number;
  /** The provider that the settings name, if absent. */
  readonly provider?: Provider;
}

interface Session extends Caller {
  readonly name: string;
  readonly session: string;
  readonly idToken?: string;
}

const MINUTE = 60_000;
/** As long as somebody takes to find their password. */
const TRANSACTION = { idle: 15 * MINUTE, absolute: 15 * MINUTE, most: 2_000 };
const MOST_SESSIONS = 5_000;

/**
 * Signing in with an identity provider by OpenID Connect: authorization code flow with PKCE, state and nonce. Tokens
 * stay on the server; the browser gets a secret that means nothing elsewhere.
 */
export function oidcAuth(options: OidcOptions): Auth {
  const { settings, audit, addressOf, log, now = Date.now } = options;
  const provider = options.provider ?? providerOf(settings);
  const sessions = new Sessions<Session>({ ...settings, most: MOST_SESSIONS }, now);
  const transactions = new Sessions<Transaction>(TRANSACTION, now);
  const secure = settings.address.protocol === 'https:';
  // The prefix keeps hosts of the same domain from setting it.
  const cookie = secure ? '__Host-portolan' : 'portolan-session';
  const bound = secure ? '__Host-portolan-sign-in' : 'portolan-sign-in';
  const common = { httpOnly: true, path: '/', secure } as const;

  const refuse = (
    c: RequestContext,
    status: 400 | 403 | 502,
    title: string,
    ...says: readonly string[]
  ): Response => {
    c.header('cache-control', 'no-store');
    const link = { href: '/sign-in', text: 'Sign in again' };
    const time = new Date(now()).toISOString().slice(0, 19).replace('T', ' ');
    const note = `If you ask for help, say when it happened: ${time} UTC. The server’s audit log has the reason.`;
    return c.html(messagePage({ title, says, link, note }), status);
  };
  const failed = (c: RequestContext, reason: string, who?: string): void =>
    audit.write({ action: 'sign-in', outcome: 'refused', who, address: addressOf(c), reason });

  const begin = async (c: RequestContext): Promise<Response> => {
    const target = localTarget(c.req.query('return'), settings.address);
    try {
      const { url, transaction } = await provider.begin(target);
      // Lax: the provider sends the browser back from another site.
      setCookie(c, bound, transactions.begin(transaction), {
        ...common,
        sameSite: 'Lax',
        maxAge: TRANSACTION.idle / 1000,
      });
      c.header('cache-control', 'no-store');
      return c.redirect(url.href, 303);
    } catch (error) {
      failed(c, failureOf(error));
      log(`the identity provider ${settings.issuer.href} can't be asked: ${failureOf(error)}`);
      return refuse(
        c,
        502,
        'The identity provider does not answer',
        'Portolan could not ask it who you are. Wait a minute, then sign in again.',
        'If that does not help, whoever runs this server finds the cause in its output.',
      );
    }
  };

  const finish = async (c: RequestContext): Promise<Response> => {
    const transaction = transactions.end(getCookie(c, bound));
    setCookie(c, bound, '', { ...common, sameSite: 'Lax', maxAge: 0 });
    if (!transaction) {
      failed(c, 'no sign-in was begun in this browser');
      return refuse(
        c,
        400,
        'This sign-in is over',
        'It was begun in another window, or more than 15 minutes ago.',
        'Sign in again. If you come back to this page each time, let your browser keep cookies of this address.',
      );
    }
    let signed: Awaited<ReturnType<Provider['finish']>>;
    try {
      signed = await provider.finish(new URL(c.req.url), transaction);
    } catch (error) {
      failed(c, failureOf(error));
      if (isRefusal(error))
        return refuse(
          c,
          403,
          'You were not signed in',
          'You cancelled, or the identity provider does not let your account use Portolan.',
          'Sign in again, with another account if you have one that may.',
        );
      return refuse(
        c,
        400,
        'Signing in did not work',
        'What the identity provider sent back could not be checked, so it was not believed.',
        'Sign in again. If that does not help, whoever runs this server has to look at its settings or its clock.',
      );
    }
    const name = nameOf(signed.claims, settings.nameClaim);
    const role = roleOf(signed.claims, settings.roles);
    if (!role) {
      failed(c, 'no role', name);
      return refuse(
        c,
        403,
        'You have no role here',
        `The identity provider knows you as ${name}, but that account has no role in Portolan.`,
        'Ask whoever runs Portolan to make you a viewer, editor or operator. Then sign in again: a role counts from the next time.',
      );
    }
    sessions.end(getCookie(c, cookie));
    const { idToken } = signed;
    const secret = sessions.begin({
      role,
      name,
      session: randomUUID(),
      ...(idToken !== undefined && { idToken }),
    });
    setCookie(c, cookie, secret, { ...common, sameSite: 'Strict' });
    audit.write({ action: 'sign-in', outcome: 'done', who: name, role, address: addressOf(c) });
    c.header('cache-control', 'no-store');
    return c.redirect(transaction.target, 303);
  };

  const end = async (c: RequestContext): Promise<Response> => {
    const session = sessions.end(getCookie(c, cookie));
    setCookie(c, cookie, '', { ...common, sameSite: 'Strict', maxAge: 0 });
    if (session)
      audit.write({
        action: 'sign-out',
        outcome: 'done',
        who: session.name,
        role: session.role,
        address: addressOf(c),
      });
    const url = session && (await provider.signOut(session.idToken).catch(() => undefined));
    c.header('cache-control', 'no-store');
    return c.json({ location: url?.href ?? '/' });
  };

  return {
    kind: 'oidc',
    identify: (c) => callerOf(sessions.use(getCookie(c, cookie))),
    look: (c) => callerOf(sessions.look(getCookie(c, cookie))),
    watch: (c, ended) => sessions.watch(getCookie(c, cookie), ended),
    register(app: App) {
      app.get('/sign-in', begin);
      app.get(CALLBACK, finish);
      app.post('/sign-out', end);
    },
  };
}

function callerOf(session: Session | undefined): Caller | undefined {
  return session && { role: session.role, name: session.name, session: session.session };
}

/** A place on this server; anything else leads to its first page. */
function localTarget(text: string | undefined, address: URL): string {
  if (text === undefined || !text.startsWith('/') || !URL.canParse(text, address.href)) return '/';
  const url = new URL(text, address);
  // Two slashes at the beginning would lead to another server.
  const { pathname, search, hash } = url;
  return url.origin === address.origin ? pathname.replace(/^\/+/, '/') + search + hash : '/';
}
