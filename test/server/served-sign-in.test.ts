/** A server as `portolan serve --sign-in` starts it, with a real provider, over the network. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { type Serving, serve } from '../../src/server/serve.ts';
import { readSignIn } from '../../src/server/sign-in/settings.ts';
import { CLIENT, type IdentityProvider, identityProvider } from './identity-provider.ts';
import { Visitor } from './visitor.ts';

let folder: string;
let own: string;
let provider: IdentityProvider;
let serving: Serving;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'portolan-sign-in-'));
  cpSync(path.join(ROOT, 'examples/branch/hierarchy.yaml'), path.join(folder, 'hierarchy.yaml'));
  const port = await freePort();
  own = `http://127.0.0.1:${port}`;
  provider = await identityProvider(`${own}/sign-in/callback`);
  const signIn = readSignIn({
    file: 'sign-in.yaml',
    text: `issuer: ${provider.issuer}\nclientId: ${CLIENT.id}\naddress: ${own}\nroles: { editor: writers, otherwise: viewer }\n`,
    environment: { PORTOLAN_OIDC_CLIENT_SECRET: CLIENT.secret },
    read: () => '',
  });
  serving = await serve({
    workspace: folder,
    host: '127.0.0.1',
    port,
    version: '0',
    readOnly: false,
    signIn,
    log: () => {},
  });
});
afterAll(async () => {
  await serving.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});

async function signedIn(name: string, roles: readonly string[]): Promise<Visitor> {
  provider.account = { sub: name, preferred_username: name, roles };
  const visitor = new Visitor(own, (request) => fetch(request));
  await visitor.follow('/sign-in', (url) => url.origin === own && url.pathname === '/');
  return visitor;
}

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
  readFileSync(path.join(folder, '.portolan', 'audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a server with sign-in', () => {
  it('answers nobody before, and prints no link', async () => {
    const nobody = new Visitor(own, (request) => fetch(request));
    for (const place of ['/api/v1/session', '/api/v1/hierarchy', '/api/v1/plan']) {
      const response = await nobody.get(place);
      expect(response.status, place).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'sign-in' });
    }
    expect(serving.newLink()).toBeUndefined();
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

  it('takes changes from its own pages only', async () => {
    const ada = await signedIn('ada', ['writers']);
    const before = readFileSync(path.join(folder, 'hierarchy.yaml'), 'utf8');
    for (const headers of [
      { 'x-portolan': '' },
      { 'x-portolan': '1', origin: 'https://evil.example' },
      { 'x-portolan': '1', 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await store(ada, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect(readFileSync(path.join(folder, 'hierarchy.yaml'), 'utf8')).toBe(before);
    expect((await ada.get('/sign-out', { method: 'POST' })).status).toBe(403);
    expect((await ada.get('/api/v1/session')).status).toBe(200);
    expect((await ada.get('/sign-out', { method: 'POST', headers: { 'x-portolan': '1' } })).status).toBe(200);
    expect((await ada.get('/api/v1/session')).status).toBe(401);
  });

  it('lets nobody ask without end', async () => {
    const ada = await signedIn('ada', ['writers']);
    const answers = await Promise.all(Array.from({ length: 400 }, () => ada.get('/api/v1/session')));
    const refused = answers.find((answer) => answer.status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThan(200);
  });
});
