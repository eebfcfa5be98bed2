/** A server as `portolan serve --sign-in` starts it, with a real provider, over the network. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInServer, startSignInServer } from './sign-in-server.ts';
import { Visitor } from './visitor.ts';

let server: SignInServer;
beforeAll(async () => {
  server = await startSignInServer();
});
afterAll(() => server.end());

const signedIn: SignInServer['signedIn'] = (...args) => server.signedIn(...args);

/** Stores the hierarchy as it is, with a comment more. */
async function store(
  visitor: Visitor,
  headers: Record<string, string> = { 'x-portolan': '1' },
): Promise<Response> {
  const { text, revision } = await (await visitor.get('/api/v1/hierarchy')).json();
  return visitor.get('/api/v1/hierarchy', {
    method: 'PUT',
    body: JSON.stringify({ text: `${text}# changed\n` }),
    headers: { 'content-type': 'application/json', 'if-match': revision, ...headers },
  });
}

const audit = (): Record<string, unknown>[] =>
  readFileSync(path.join(server.folder, '.portolan', 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a server with sign-in', () => {
  it('answers nobody before, and prints no link', async () => {
    const nobody = new Visitor(server.own, (request) => fetch(request));
    for (const place of ['/api/v1/session', '/api/v1/hierarchy', '/api/v1/plan']) {
      const response = await nobody.get(place);
      expect(response.status, place).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'sign-in' });
    }
    expect(server.serving.newLink()).toBeUndefined();
    expect((await nobody.get('/open?token=x')).status).not.toBe(303);
  });

  it('lets viewers look and editors change, and writes down who did', async () => {
    const eve = await signedIn('eve', []);
    expect(await (await eve.get('/api/v1/session')).json()).toMatchObject({
      role: 'viewer',
      name: 'eve',
      signIn: 'oidc',
    });
    expect((await store(eve)).status).toBe(403);
    const ada = await signedIn('ada', ['writers']);
    expect((await store(ada)).status).toBe(200);
    const lines = audit().map(({ who, role, action, outcome, status }) => ({
      who,
      role,
      action,
      outcome,
      status,
    }));
    expect(lines.slice(-4)).toEqual([
      { who: 'eve', role: 'viewer', action: 'sign-in', outcome: 'done', status: undefined },
      { who: 'eve', role: 'viewer', action: 'PUT /api/v1/hierarchy', outcome: 'refused', status: 403 },
      { who: 'ada', role: 'editor', action: 'sign-in', outcome: 'done', status: undefined },
      { who: 'ada', role: 'editor', action: 'PUT /api/v1/hierarchy', outcome: 'done', status: 200 },
    ]);
    expect(audit().at(-1)?.address).toBe('127.0.0.1');
  });

  it('works out for viewers what changes nothing, and keeps nothing of it', async () => {
    const [eve, ada] = [await signedIn('eve', []), await signedIn('ada', ['writers'])];
    const { text: config } = await (await eve.get('/api/v1/hosts/cm1/rules')).json();
    const at = '/api/v1/hosts/cm1/configuration';
    const stored = await ada.get(at, {
      method: 'PUT',
      body: config,
      headers: { 'x-portolan': '1', 'if-none-match': '*', 'content-type': 'text/plain' },
    });
    expect(stored.status).toBe(200);
    const ask = (who: Visitor, place: string, body: object, headers = { 'x-portolan': '1' }) =>
      who.get(`/api/v1${place}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await ask(eve, '/hierarchy/check', { text: 'hierarchy: 1' })).status).toBe(200);
    expect((await ask(eve, '/hierarchy/starter', { servers: [], clients: [] })).status).toBe(200);
    for (const place of ['/hierarchy/check', '/jobs'])
      expect((await ask(eve, place, { text: '' }, { 'x-portolan': '' })).status).toBe(403);

    const verify = { kind: 'verify', targets: [{ host: 'cm1', stored: true }] };
    const configuration = { text: config };
    const kinds = [
      verify,
      { kind: 'lint', configurations: [configuration] },
      { kind: 'repair', target: { host: 'cm1', stored: true } },
      { kind: 'compare', what: 'hierarchies', before: { stored: true }, after: { stored: true } },
      { kind: 'explain', configuration, packet: 'tcp 10.0.0.1 > 10.0.0.2:80' },
    ];
    for (const kind of kinds) {
      const begun = await ask(eve, '/jobs', kind);
      expect([kind.kind, begun.status]).toEqual([kind.kind, 202]);
      const { id } = await begun.json();
      const told = await (await eve.get(`/api/v1/jobs/${id}/events`)).text();
      expect([kind.kind, told]).toEqual([kind.kind, expect.stringContaining('"state":"done"')]);
    }
    expect(existsSync(path.join(server.folder, 'results'))).toBe(false);

    const waiting: string[] = [];
    for (let i = 0; i < 4; i++) waiting.push((await (await ask(eve, '/jobs', verify)).json()).id);
    const refused = await ask(eve, '/jobs', verify);
    expect([refused.status, (await refused.json()).code]).toEqual([429, 'too-many']);
    for (const id of waiting)
      expect(
        (await eve.get(`/api/v1/jobs/${id}`, { method: 'DELETE', headers: { 'x-portolan': '1' } })).status,
      ).toBe(200);

    for (const method of ['PUT', 'DELETE']) {
      const answer = await eve.get(at, { method, headers: { 'x-portolan': '1', 'if-match': '*' } });
      expect([method, answer.status]).toEqual([method, 403]);
    }
    expect((await store(eve)).status).toBe(403);

    const { id } = await (await ask(ada, '/jobs', verify)).json();
    await (await ada.get(`/api/v1/jobs/${id}/events`)).text();
    expect(existsSync(path.join(server.folder, 'results/verify.json'))).toBe(true);
  });

  it('takes changes from its own pages only', async () => {
    const ada = await signedIn('ada', ['writers']);
    const before = readFileSync(path.join(server.folder, 'hierarchy.yaml'), 'utf8');
    for (const headers of [
      { 'x-portolan': '' },
      { 'x-portolan': '1', origin: 'https://evil.example' },
      { 'x-portolan': '1', 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await store(ada, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect(readFileSync(path.join(server.folder, 'hierarchy.yaml'), 'utf8')).toBe(before);
    expect((await ada.get('/sign-out', { method: 'POST' })).status).toBe(403);
    expect((await ada.get('/api/v1/session')).status).toBe(200);
    expect((await ada.get('/sign-out', { method: 'POST', headers: { 'x-portolan': '1' } })).status).toBe(200);
    expect((await ada.get('/api/v1/session')).status).toBe(401);
  });

  it('ends what lasts when somebody signs out', async () => {
    const [ada, bob] = [await signedIn('ada', ['writers']), await signedIn('bob', ['writers'])];
    const [hers, his] = [await ada.get('/api/v1/events'), await bob.get('/api/v1/events')];
    const ended = hers.text();
    await ada.get('/sign-out', { method: 'POST', headers: { 'x-portolan': '1' } });
    expect(await ended).toBe(': open\n\n');
    expect((await ada.get('/api/v1/events')).status).toBe(401);
    const reader = his.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    const told = reader?.read();
    await store(bob);
    expect((await told)?.value).toContain('event: changed');
    await reader?.cancel();
  });

  it('lets nobody ask without end', async () => {
    const ada = await signedIn('ada', ['writers']);
    const answers = await Promise.all(Array.from({ length: 400 }, () => ada.get('/api/v1/session')));
    const refused = answers.find((answer) => answer.status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThan(200);
  });
});

describe('a session that nobody uses', () => {
  it('ends with all that lasts in it: listening is no use', async () => {
    const brief = await startSignInServer('branch', { idle: 1_500 });
    const ada = await brief.signedIn('ada', ['writers']);
    const since = performance.now();
    expect((await ada.get('/api/v1/session')).status).toBe(200);
    const events = (await ada.get('/api/v1/events')).text();
    const again = setInterval(() => void ada.get('/api/v1/events').catch(() => {}), 400);
    await events;
    clearInterval(again);
    expect(performance.now() - since).toBeGreaterThan(1_400);
    expect(performance.now() - since).toBeLessThan(3_000);
    expect((await ada.get('/api/v1/events')).status).toBe(401);
    expect((await ada.get('/api/v1/session')).status).toBe(401);
    await brief.end();
  });
});
