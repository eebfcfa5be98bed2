import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post, put, signIn, startServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ example: 'branch' });
});
afterAll(() => server.end());

const check = (headers: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/api/v1/hierarchy/check`, {
    method: 'POST',
    body: '{"text":""}',
    headers: { cookie: server.cookie, 'content-type': 'application/json', ...headers },
  });

/** `fetch` doesn't let one choose the host. */
const asHost = (host: string, path = '/api/v1/session'): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host, cookie: server.cookie };
    request({ host: '127.0.0.1', port: server.port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('signing in', () => {
  it('takes a link once', async () => {
    const link = server.newLink();
    const first = await fetch(link, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    expect(first.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const second = await fetch(link, { redirect: 'manual' });
    expect(second.status).toBe(401);
    expect(second.headers.get('set-cookie')).toBeNull();
  });

  it.each(['', '?token=', '?token=wrong', `?token=${'x'.repeat(10_000)}`])(
    'refuses /open%s',
    async (query) => {
      expect((await fetch(`${server.url}/open${query}`, { redirect: 'manual' })).status).toBe(401);
    },
  );

  it('tells a person in a browser what happened, and what to type', async () => {
    const page = async (link: string): Promise<string> => {
      const response = await fetch(link, { headers: { accept: 'text/html' }, redirect: 'manual' });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        401,
        'text/html; charset=UTF-8',
      ]);
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const text = await response.text();
      expect(text).not.toMatch(/<style|<script|style=/);
      expect(text).toContain('portolan serve FOLDER');
      return text;
    };
    const link = server.newLink();
    await signIn(link);
    expect(await page(link)).toContain('<h1>This link was used already</h1>');
    for (const unknown of ['/open?token=x', '/open'])
      expect(await page(server.url + unknown)).toContain('<h1>This link opens nothing</h1>');
  });

  it('shows such pages in its own style, to everybody', async () => {
    const text = await (await fetch(`${server.url}/nothing.js`, { headers: { accept: 'text/html' } })).text();
    expect(text).toContain('<h1>There is no such thing</h1>');
    const address = /<link rel="stylesheet" href="([^"]+)">/.exec(text)?.[1] ?? '';
    const style = await fetch(server.url + address);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(await style.text()).toContain('@media (prefers-color-scheme: dark)');
  });

  it('gives each browser a session of its own', async () => {
    const [a, b] = [await signIn(server.newLink()), await signIn(server.newLink())];
    expect(a).not.toBe(b);
  });

  it.each(['/session', '/workspace', '/hierarchy', '/plan', '/openapi.json', '/events', '/nothing'])(
    'answers nobody else at %s',
    async (path) => {
      for (const cookie of ['', server.cookie.replace(/=.*/, '=x'), server.cookie.slice(0, -1)]) {
        const response = await fetch(`${server.url}/api/v1${path}`, { headers: { cookie } });
        expect(response.status).toBe(401);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        expect(await response.json()).toMatchObject({ code: 'signed-out', status: 401 });
      }
    },
  );

  it('slows down whoever guesses links', async () => {
    const other = await startServer();
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await fetch(`${other.url}/open?token=${i}`)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    await other.end();
  });
});

describe('requests of other sites', () => {
  it('takes changes with the header only', async () => {
    expect((await check({})).status).toBe(403);
    expect((await check({ 'x-portolan': '1' })).status).toBe(200);
  });

  it('takes changes from its own pages only', async () => {
    const own = { 'x-portolan': '1' };
    expect((await check({ ...own, origin: server.url })).status).toBe(200);
    for (const origin of [
      'http://evil.example',
      'null',
      server.url.replace('http:', 'https:'),
      `${server.url}0`,
    ])
      expect((await check({ ...own, origin })).status).toBe(403);
    expect((await check({ ...own, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    for (const site of ['cross-site', 'same-site'])
      expect((await check({ ...own, 'sec-fetch-site': site })).status).toBe(403);
  });

  it('answers to its own names only', async () => {
    expect(await asHost(`127.0.0.1:${server.port}`)).toBe(200);
    expect(await asHost(`localhost:9999`)).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.1',
    ])
      expect(await asHost(host)).toBe(421);
  });

  it('lets no other page in, and none be framed', async () => {
    for (const path of ['/', '/api/v1/session', '/open', '/nothing.js']) {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('paths', () => {
  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/etc/resolv.conf',
    '/assets/%00.js',
    '//etc/passwd.txt',
  ])('gives no file at %s', async (path) => {
    const status = await asHost('localhost', path);
    expect([400, 404]).toContain(status);
  });

  it.each(['..', '../../x', '..%2f..%2fx', 'con', '%00', '.hidden'])(
    'stores no configuration of %s',
    async (name) => {
      const response = await server.call(`/api/v1/filters/${name}/configuration`, {
        method: 'PUT',
        body: 'x',
        headers: { 'if-none-match': '*' },
      });
      expect([404, 405, 415]).toContain(response.status);
    },
  );
});

describe('a server that stores nothing', () => {
  it('lets one look, check and ask', async () => {
    const reading = await startServer({ example: 'branch', readOnly: true });
    expect((await reading.json('/api/v1/session')).body.readOnly).toBe(true);
    const { status, body } = await reading.json('/api/v1/hierarchy', put({ text: 'x' }, { 'if-match': '*' }));
    expect([status, body.code]).toEqual([403, 'read-only']);
    const deleted = await reading.call('/api/v1/hosts/cm1/configuration', {
      method: 'DELETE',
      headers: { 'if-match': '*' },
    });
    expect(deleted.status).toBe(403);
    // A deed that comes later is none of those that are known to change nothing.
    expect((await reading.json('/api/v1/plan', post({}))).body.code).toBe('read-only');
    expect(
      (await reading.json('/api/v1/hierarchy/check', { ...put({ text: 'x' }), method: 'POST' })).status,
    ).toBe(200);
    await reading.end();
  });
});
