/** Signing in with a real OpenID provider, and all that must not work. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App, AuditEvent, ServerEnv } from '../../src/server/context.ts';
import { oidcAuth } from '../../src/server/sign-in/oidc.ts';
import { readSignIn, type SignInSettings } from '../../src/server/sign-in/settings.ts';
import { basic, CLIENT, type IdentityProvider, identityProvider, OTHER } from './identity-provider.ts';
import { Visitor } from './visitor.ts';

const OWN = 'http://localhost:7440';
const CALLBACK = `${OWN}/sign-in/callback`;
const MINUTE = 60_000;

let provider: IdentityProvider;
let events: AuditEvent[];
let app: App;
let time: number;
let told: string[];

function settings(more = ''): SignInSettings {
  return readSignIn({
    file: 'sign-in.yaml',
    text: `issuer: ${provider.issuer}\nclientId: ${CLIENT.id}\naddress: ${OWN}\nroles: { editor: writers, operator: [admins] ${more} }\nsession: { idleMinutes: 30, hours: 2 }\n`,
    environment: { PORTOLAN_OIDC_CLIENT_SECRET: CLIENT.secret },
    read: () => '',
  });
}

function start(of: SignInSettings): App {
  const made: App = new OpenAPIHono<ServerEnv>();
  const auth = oidcAuth({
    settings: of,
    audit: { write: (event) => void events.push(event) },
    addressOf: () => '192.0.2.7',
    log: (message) => void told.push(message),
    now: () => time,
  });
  auth.register(made);
  made.get('/me', async (c) => {
    const caller = await auth.identify(c);
    return caller ? c.json({ role: caller.role, name: caller.name }) : c.json({}, 401);
  });
  return made;
}

const visitor = (): Visitor => new Visitor(OWN, (request) => app.fetch(request));
const isBack = (url: URL): boolean => url.href.startsWith(CALLBACK);
const isTarget = (url: URL): boolean => url.origin === OWN && !url.pathname.startsWith('/sign-in');

async function me(who: Visitor): Promise<unknown> {
  const response = await who.get('/me');
  return response.status === 200 ? response.json() : response.status;
}

beforeAll(async () => {
  provider = await identityProvider(CALLBACK);
});
afterAll(() => provider.close());
beforeEach(() => {
  events = [];
  told = [];
  time = Date.UTC(2026, 10, 28);
  provider.account = { sub: 'u1', preferred_username: 'ada', roles: ['writers', 'others'] };
  provider.denies = false;
  provider.atToken = () => {};
  app = start(settings());
});

describe('signing in', () => {
  it('leads to where somebody wanted to go, with the role that the claim gives', async () => {
    const ada = visitor();
    expect(await me(ada)).toBe(401);
    const { url } = await ada.follow('/sign-in?return=/plan%3Fq%3Dsmb', isTarget);
    expect(url.href).toBe(`${OWN}/plan?q=smb`);
    expect(await me(ada)).toEqual({ role: 'editor', name: 'ada' });
    expect(events).toEqual([
      { action: 'sign-in', outcome: 'done', who: 'ada', role: 'editor', address: '192.0.2.7' },
    ]);
  });

  it('uses code, PKCE, state and nonce, and tells the browser no token', async () => {
    const ada = visitor();
    const response = await ada.get('/sign-in');
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: CALLBACK,
      client_id: CLIENT.id,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length).toBeGreaterThan(40);
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/i);
    await ada.follow('/sign-in', isTarget);
    expect(ada.cookie('portolan-session')).toMatch(/^[\w-]{43}$/);
  });

  it('sets a cookie that only this host gets, over TLS', async () => {
    app = start({ ...settings(), address: new URL('https://portolan.example.com') });
    const response = await visitor().get('/sign-in');
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-portolan-sign-in=.*HttpOnly; Secure; SameSite=Lax/i,
    );
  });

  it.each([
    [['admins', 'writers'], 'operator'],
    ['writers', 'editor'],
    [[], 403],
    [undefined, 403],
    [{ admins: true }, 403],
    [['ADMINS', 'admin'], 403],
  ])('gives %j: %s', async (roles, expected) => {
    provider.account = { sub: 'u2', preferred_username: 'bob', roles };
    const bob = visitor();
    const { response } = await bob.follow('/sign-in', isTarget);
    if (typeof expected === 'string') expect(await me(bob)).toMatchObject({ role: expected });
    else {
      expect(response.status).toBe(expected);
      const page = await response.text();
      expect(page).toContain('<h1>You have no role here</h1>');
      expect(page).toContain('2026-11-28 00:00:00 UTC');
      expect(page).toContain('<link rel="stylesheet" href="/page.css">');
      expect(page).not.toMatch(/<style|<script|style=/);
      expect(await me(bob)).toBe(401);
      expect(events).toMatchObject([{ outcome: 'refused', who: 'bob', reason: 'no role' }]);
    }
  });

  it('makes everybody else a viewer where the settings say so', async () => {
    app = start(settings(', otherwise: viewer'));
    provider.account = { sub: 'u3', preferred_username: 'eve' };
    const eve = visitor();
    await eve.follow('/sign-in', isTarget);
    expect(await me(eve)).toEqual({ role: 'viewer', name: 'eve' });
  });

  it('shows names as text', async () => {
    provider.account = { sub: 'u4', preferred_username: '<img src=x onerror=alert(1)>' };
    const { response } = await visitor().follow('/sign-in', isTarget);
    expect(await response.text()).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'plan',
    '/%0d%0aX: 1',
  ])('leads nowhere else: %s', async (target) => {
    const { url } = await visitor().follow(`/sign-in?return=${encodeURIComponent(target)}`, isTarget);
    expect(url.origin).toBe(OWN);
  });
});

describe('what must not work', () => {
  const refused = async (who: Visitor, url: URL, reason: string): Promise<void> => {
    const response = await who.get(url);
    expect(response.status).toBe(400);
    expect(await me(who)).toBe(401);
    expect(events.at(-1)).toMatchObject({ action: 'sign-in', outcome: 'refused', reason });
    expect(JSON.stringify(events)).not.toContain(CLIENT.secret);
  };

  it('another state', async () => {
    const ada = visitor();
    const { url } = await ada.follow('/sign-in', isBack);
    url.searchParams.set('state', 'x'.repeat(43));
    await refused(ada, url, 'OAUTH_INVALID_RESPONSE');
  });

  it('no state', async () => {
    const ada = visitor();
    const { url } = await ada.follow('/sign-in', isBack);
    url.searchParams.delete('state');
    await refused(ada, url, 'OAUTH_INVALID_RESPONSE');
  });

  it('an answer that was begun in another browser (CSRF of the sign-in)', async () => {
    const { url } = await visitor().follow('/sign-in', isBack);
    await refused(visitor(), url, 'no sign-in was begun in this browser');
    const victim = visitor();
    await victim.get('/sign-in');
    await refused(victim, url, 'OAUTH_INVALID_RESPONSE');
  });

  it('the same answer twice', async () => {
    const ada = visitor();
    const { url } = await ada.follow('/sign-in', isBack);
    const bound = ada.cookie('portolan-sign-in') ?? '';
    expect((await ada.get(url)).status).toBe(303);
    const thief = visitor();
    await thief.get('/sign-in');
    thief.setCookie('portolan-sign-in', bound);
    await refused(thief, url, 'no sign-in was begun in this browser');
  });

  it('a client that can’t show its secret', async () => {
    const ada = visitor();
    const { url } = await ada.follow('/sign-in', isBack);
    provider.atToken = (request) => {
      request.headers.authorization = basic({ id: CLIENT.id, secret: 'wrong' });
    };
    await refused(ada, url, 'OAUTH_WWW_AUTHENTICATE_CHALLENGE');
  });

  it('an expired code', async () => {
    const quick = await identityProvider(CALLBACK, 1);
    try {
      quick.account = provider.account;
      app = start({ ...settings(), issuer: new URL(quick.issuer) });
      const ada = visitor();
      const { url } = await ada.follow('/sign-in', isBack);
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      await refused(ada, url, 'provider: invalid_grant');
    } finally {
      await quick.close();
    }
  });

  it('a token with another nonce', async () => {
    const ada = visitor();
    const begun = await ada.get('/sign-in');
    const tampered = new URL(begun.headers.get('location') ?? '');
    tampered.searchParams.set('nonce', 'y'.repeat(43));
    const { url } = await ada.follow(tampered, isBack);
    await refused(ada, url, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED');
  });

  it('a token for another client', async () => {
    const ada = visitor();
    const begun = await ada.get('/sign-in');
    const tampered = new URL(begun.headers.get('location') ?? '');
    tampered.searchParams.set('client_id', OTHER.id);
    const { url } = await ada.follow(tampered, isBack);
    let asked = false;
    provider.atToken = (request) => {
      asked = true;
      request.headers.authorization = basic(OTHER);
    };
    await refused(ada, url, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED');
    expect(asked).toBe(true);
  });

  it('a sign-in that takes too long', async () => {
    const ada = visitor();
    const { url } = await ada.follow('/sign-in', isBack);
    time += 16 * MINUTE;
    await refused(ada, url, 'no sign-in was begun in this browser');
  });

  it('what the provider refuses', async () => {
    provider.denies = true;
    const { response } = await visitor().follow('/sign-in', isTarget);
    expect(response.status).toBe(403);
    expect(events).toMatchObject([{ outcome: 'refused', reason: 'provider: access_denied' }]);
  });

  it('a provider that is not there', async () => {
    app = start({ ...settings(), issuer: new URL('http://127.0.0.1:47') });
    const response = await visitor().get('/sign-in');
    expect(response.status).toBe(502);
    expect(await response.text()).not.toMatch(/Error|at .*\(/);
    expect(told).toEqual(["the identity provider http://127.0.0.1:47/ can't be asked: ECONNREFUSED"]);
  });
});

describe('a session', () => {
  it('ends when it is not used', async () => {
    const ada = visitor();
    await ada.follow('/sign-in', isTarget);
    time += 29 * MINUTE;
    expect(await me(ada)).toMatchObject({ role: 'editor' });
    time += 29 * MINUTE;
    expect(await me(ada)).toMatchObject({ role: 'editor' });
    time += 31 * MINUTE;
    expect(await me(ada)).toBe(401);
  });

  it('ends in any case', async () => {
    const ada = visitor();
    await ada.follow('/sign-in', isTarget);
    for (let i = 0; i < 6; i++) {
      time += 20 * MINUTE;
      expect(await me(ada)).toMatchObject({ role: 'editor' });
    }
    time += 1 * MINUTE;
    expect(await me(ada)).toBe(401);
  });

  it('ends by signing out, here and at the provider', async () => {
    const ada = visitor();
    await ada.follow('/sign-in', isTarget);
    const secret = ada.cookie('portolan-session') ?? '';
    const { location } = await (await ada.get('/sign-out', { method: 'POST' })).json();
    expect(location).toContain(`${provider.issuer}/session/end?`);
    expect(new URL(location).searchParams.get('post_logout_redirect_uri')).toBe(`${OWN}/`);
    ada.setCookie('portolan-session', secret);
    expect(await me(ada)).toBe(401);
    expect(events.at(-1)).toMatchObject({ action: 'sign-out', who: 'ada' });
  });

  it('has a new secret after each sign-in, and a guessed one is none', async () => {
    const ada = visitor();
    await ada.follow('/sign-in', isTarget);
    const first = ada.cookie('portolan-session') ?? '';
    await ada.follow('/sign-in', isTarget);
    expect(ada.cookie('portolan-session')).not.toBe(first);
    ada.setCookie('portolan-session', first);
    expect(await me(ada)).toBe(401);
    ada.setCookie('portolan-session', 'A'.repeat(43));
    expect(await me(ada)).toBe(401);
  });
});
