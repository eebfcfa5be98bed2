import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { send } from './send.ts';
import { type Loose, put, startServer, type TestServer } from './server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ example: 'contoso' });
});
afterEach(() => server.end());

const HIERARCHY = '/api/v1/hierarchy';
const CORE = '/api/v1/filters/core/configuration';
const ASA = readFileSync(
  path.join(import.meta.dirname, '../../examples/contoso/configurations/core.cfg'),
  'utf8',
);

const revision = async (): Promise<string> => (await server.json(HIERARCHY)).body.revision;
const upload = (
  body: RequestInit['body'],
  headers: Record<string, string> = { 'if-none-match': '*' },
  query = '',
) =>
  server.json(CORE + query, {
    method: 'PUT',
    body: body as BodyInit,
    headers: { 'content-type': 'text/plain', ...headers },
  });

describe('storing the hierarchy', () => {
  it('takes the text of whoever saw the last one', async () => {
    const { body: before } = await server.json(HIERARCHY);
    const text = `${before.text}# changed\n`;
    const { status, body, headers } = await server.json(
      HIERARCHY,
      put({ text }, { 'if-match': before.revision }),
    );
    expect([status, headers.get('etag')]).toEqual([200, body.revision]);
    expect(readFileSync(path.join(server.folder, 'hierarchy.yaml'), 'utf8')).toBe(text);
    expect(await revision()).toBe(body.revision);
  });

  it('loses nothing where two write', async () => {
    const { body: seen } = await server.json(HIERARCHY);
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((who) =>
        server.json(HIERARCHY, put({ text: `${seen.text}# ${who}\n` }, { 'if-match': seen.revision })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const now = (await server.json(HIERARCHY)).body;
    for (const { body } of answers.filter(({ status }) => status === 412)) {
      expect(body.code).toBe('conflict');
      expect(body.current).toEqual({ text: now.text, revision: now.revision });
    }
  });

  it('needs to know what is replaced', async () => {
    const { status, body } = await server.json(HIERARCHY, put({ text: 'x' }));
    expect([status, body.code]).toEqual([428, 'precondition']);
    expect((await server.json(HIERARCHY, put({ text: 'x' }, { 'if-none-match': '*' }))).status).toBe(412);
    expect((await server.json(HIERARCHY, put({ text: 'x' }, { 'if-match': '"nothing"' }))).status).toBe(412);
  });

  it('keeps a text with errors, too, and says what is wrong', async () => {
    const { status, body } = await server.json(
      HIERARCHY,
      put({ text: 'hierarchy: [' }, { 'if-match': await revision() }),
    );
    expect(status).toBe(200);
    expect(body.diagnostics.length).toBeGreaterThan(0);
    const { status: planStatus, body: problem } = await server.json('/api/v1/plan');
    expect([planStatus, problem.code]).toEqual([409, 'hierarchy-invalid']);
    expect(problem.diagnostics[0].message).not.toBe('');
    expect((await server.json('/api/v1/workspace')).body.hierarchy.valid).toBe(false);
  });

  it.each([
    ['no JSON', '{"text":', 400],
    ['another form', '{"txt":""}', 422],
    ['a number', '{"text":1}', 422],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400],
  ])('refuses %s', async (_what, body, status) => {
    const response = await server.call(HIERARCHY, {
      method: 'PUT',
      body: body as BodyInit,
      headers: { 'content-type': 'application/json', 'if-match': '*' },
    });
    expect(response.status).toBe(status);
  });

  it('refuses other types', async () => {
    const response = await server.call(HIERARCHY, { method: 'PUT', body: 'x', headers: { 'if-match': '*' } });
    expect(response.status).toBe(415);
  });

  it('tells everybody who listens, also of changes on disk', async () => {
    const events = await listen();
    await server.json(HIERARCHY, put({ text: 'a: 1\n' }, { 'if-match': '*' }));
    expect(await events.next()).toMatchObject({
      type: 'changed',
      what: 'hierarchy',
      revision: await revision(),
    });
    writeFileSync(path.join(server.folder, 'hierarchy.yaml'), 'b: 2\n');
    expect(await events.next()).toMatchObject({ what: 'hierarchy', revision: await revision() });
    rmSync(path.join(server.folder, 'hierarchy.yaml'));
    expect(await events.next()).toEqual({ type: 'changed', what: 'hierarchy', name: 'hierarchy.yaml' });
    events.end();
  });

  it('neither reads nor writes through links', async () => {
    const file = path.join(server.folder, 'hierarchy.yaml');
    const outside = path.join(mkdtempSync(path.join(tmpdir(), 'portolan-outside-')), 'secret');
    writeFileSync(outside, 'secret: 1\n');
    rmSync(file);
    symlinkSync(outside, file);
    for (const response of [
      await server.json(HIERARCHY),
      await server.json('/api/v1/plan'),
      await server.json(HIERARCHY, put({ text: 'x' }, { 'if-match': '*' })),
    ])
      expect([response.status, response.body.code]).toEqual([409, 'leads-out']);
    expect(readFileSync(outside, 'utf8')).toBe('secret: 1\n');
  });
});

describe('storing a configuration', () => {
  it('takes it, finds out its language, gives it back, and removes it', async () => {
    const { status, body } = await upload(ASA);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      file: 'filters/core.cfg',
      dialect: 'cisco-asa',
      bytes: Buffer.byteLength(ASA),
    });
    const workspace = (await server.json('/api/v1/workspace')).body;
    expect(workspace.filters.find((f: { name: string }) => f.name === 'core').configuration).toEqual(body);
    const got = await server.call(CORE);
    expect([await got.text(), got.headers.get('etag')]).toEqual([ASA, body.revision]);
    expect((await server.call(CORE, { headers: { 'if-none-match': body.revision } })).status).toBe(304);
    const remove = (match: string) => server.call(CORE, { method: 'DELETE', headers: { 'if-match': match } });
    expect((await remove('"other"')).status).toBe(412);
    expect((await remove(body.revision)).status).toBe(204);
    expect((await remove('*')).status).toBe(404);
    expect(readdirSync(path.join(server.folder, 'filters'))).toEqual([]);
  });

  it('keeps the language that was said, in the name of the file', async () => {
    expect((await upload(ASA, { 'if-none-match': '*' }, '?dialect=cisco-ios')).body).toMatchObject({
      file: 'filters/core.cisco-ios.cfg',
      dialect: 'cisco-ios',
    });
    const again = { 'if-match': '*' };
    expect((await upload(`${ASA}!\n`, again, '?dialect=cisco-ios')).body.others).toBeUndefined();
    expect((await upload(ASA, again)).body).toMatchObject({
      file: 'filters/core.cfg',
      others: ['filters/core.cisco-ios.cfg'],
    });
    expect((await upload(ASA, { 'if-match': '*' }, '?dialect=cisco')).status).toBe(422);
  });

  it('needs to know what is replaced', async () => {
    expect((await upload(ASA, {})).status).toBe(428);
    const { body } = await upload(ASA);
    expect((await upload(ASA)).status).toBe(412);
    expect((await upload(`${ASA}!\n`, { 'if-match': body.revision })).status).toBe(200);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['bytes', Buffer.from([0, 1, 2, 0xff])],
  ])('refuses %s', async (_what, body) => {
    const answer = await upload(body);
    expect([answer.status, answer.body.code]).toEqual([422, 'not-text']);
    expect(readdirSync(path.join(server.folder, 'filters'))).toEqual([]);
  });

  it('takes UTF-16 as Windows writes it', async () => {
    const bytes = Buffer.from(`\ufeff${ASA}`, 'utf16le');
    expect((await upload(bytes)).body).toMatchObject({ dialect: 'cisco-asa', bytes: bytes.length });
    expect(await (await server.call(CORE)).text()).toBe(ASA);
  });

  it.each([
    ['announced', true],
    ['not announced', false],
  ])('refuses 100 MB, %s', async (_how, announced) => {
    const { status, code } = await send(server, CORE, 100 * 1024 * 1024, announced);
    expect([status, code]).toEqual([413, 'too-large']);
    expect(readdirSync(path.join(server.folder, 'filters'))).toEqual([]);
  });

  describe('of several files', () => {
    const V4 = '# Generated by iptables-save v1.8.9\n*filter\n:FORWARD DROP [0:0]\nCOMMIT\n';
    const V6 = V4.replace('iptables', 'ip6tables');
    const BRANCH = '/api/v1/filters/branch/configuration';
    const files = (): string[] => readdirSync(path.join(server.folder, 'filters')).sort();
    const content = (name: string): string => readFileSync(path.join(server.folder, 'filters', name), 'utf8');
    const store = async (
      body: string,
      query = '',
      revision?: string,
    ): Promise<{ status: number; body: Loose }> => {
      const now = (await server.call(BRANCH)).headers.get('etag') ?? undefined;
      const seen = revision ?? now;
      const headers = seen === undefined ? { 'if-none-match': '*' } : { 'if-match': seen };
      const answer = await server.json(BRANCH + query, { method: 'PUT', body, headers });
      return answer;
    };

    it('replaces the file for the same address family, and no other', async () => {
      expect((await store(V6)).body).toMatchObject({ file: 'filters/branch.rules.v6', dialect: 'iptables' });
      const parts = ['filters/branch.rules.v4', 'filters/branch.rules.v6'];
      expect((await store(V4)).body).toMatchObject({
        file: 'filters/branch.rules.v4',
        others: ['filters/branch.rules.v6'],
        parts,
      });
      const changed = V6.replace('DROP', 'ACCEPT');
      expect((await store(changed)).body).toMatchObject({ file: 'filters/branch.rules.v6', parts });
      expect(files()).toEqual(['branch.rules.v4', 'branch.rules.v6']);
      expect([content('branch.rules.v4'), content('branch.rules.v6')]).toEqual([V4, changed]);
      const { body } = await server.json('/api/v1/workspace');
      expect(body.filters.find((f: Loose) => f.name === 'branch').configuration).toMatchObject({ parts });
    });

    it('gives, replaces and removes the one that is named', async () => {
      await store(V4);
      await store(V6);
      const [four, six] = ['?file=branch.rules.v4', '?file=filters/branch.rules.v6'];
      const first = await server.call(BRANCH + four);
      expect([await first.text(), first.headers.get('x-portolan-file')]).toEqual([
        V4,
        'filters/branch.rules.v4',
      ]);
      expect(await (await server.call(BRANCH + six)).text()).toBe(V6);
      const changed = V4.replace('DROP', 'ACCEPT');
      const revision = first.headers.get('etag') ?? '';
      expect((await store(changed, four, '"x"')).body).toMatchObject({ status: 412 });
      expect((await store(changed, four, revision)).body).toMatchObject({ file: 'filters/branch.rules.v4' });
      expect([content('branch.rules.v4'), content('branch.rules.v6')]).toEqual([changed, V6]);
      const headers = { 'if-match': '*' };
      expect((await server.call(BRANCH + six, { method: 'DELETE', headers })).status).toBe(204);
      expect(files()).toEqual(['branch.rules.v4']);
    });

    it('removes both families together: they are one configuration', async () => {
      await store(V4);
      await store(V6);
      const headers = { 'if-match': '*' };
      expect((await server.call(BRANCH, { method: 'DELETE', headers })).status).toBe(204);
      expect(files()).toEqual([]);
    });

    it('puts another language beside what is there, and never removes both at once', async () => {
      await store(V4);
      const nft =
        'table inet filter {\n  chain forward { type filter hook forward priority 0; policy drop; }\n}\n';
      expect((await store(nft)).body).toMatchObject({
        file: 'filters/branch.nft',
        others: ['filters/branch.rules.v4'],
      });
      const headers = { 'if-match': '*' };
      const { status, body } = await server.json(BRANCH, { method: 'DELETE', headers });
      expect([status, body.code]).toEqual([409, 'several-files']);
      expect(body.detail).toContain('filters/branch.rules.v4');
      expect(files()).toEqual(['branch.nft', 'branch.rules.v4']);
      const one = await server.call(`${BRANCH}?file=branch.nft`, { method: 'DELETE', headers });
      expect([one.status, files()]).toEqual([204, ['branch.rules.v4']]);
    });

    it('overwrites no file of another language that has the same ending', async () => {
      const ios = 'ip access-list extended A\n permit tcp any any eq 80\n';
      await store(ASA);
      const { body } = await store(ios);
      expect(body).toMatchObject({ dialect: 'cisco-ios', others: ['filters/branch.cfg'] });
      expect(content('branch.cfg')).toBe(ASA);
      expect(content(path.basename(body.file))).toBe(ios);
      const again = await store(`${ios}!\n`);
      expect(again.body.file).toBe(body.file);
      expect(files()).toHaveLength(2);
    });

    it.each([
      ['core.nft', 'file'],
      ['../hierarchy.yaml', 'file'],
      ['../filters/branch.nft', 'file'],
      ['hosts/branch.nft', 'file'],
      ['.branch.nft', 'file'],
      ['branch.a/b', 'file'],
      ['branch.\u0000', 'file'],
    ])('takes no file that is called %j', async (name, field) => {
      const { status, body } = await store(V4, `?file=${encodeURIComponent(name)}`);
      expect([status, body.errors?.[0].field]).toEqual([422, field]);
      expect((await server.json(`${BRANCH}?file=${encodeURIComponent(name)}`)).status).toBeGreaterThan(400);
    });

    it('takes no language that neither the text nor the name says', async () => {
      const { status, body } = await store(V4, '?dialect=cisco-ios&file=branch.conf');
      expect([status, body.errors[0].field]).toEqual([422, 'file']);
      expect(body.errors[0].message).toContain('branch.cisco-ios.');
      const fitting = await store(V4, '?dialect=cisco-ios&file=branch.cisco-ios.cfg');
      expect(fitting.body).toMatchObject({ dialect: 'cisco-ios', file: 'filters/branch.cisco-ios.cfg' });
      expect((await server.json(`${BRANCH}?file=branch.cisco-ios.cfgg`)).body.errors[0].help).toContain(
        'Did you mean “branch.cisco-ios.cfg”?',
      );
    });
  });

  it('leaves nothing of an upload that breaks off', async () => {
    const broken = request(`${server.url}${CORE}`, {
      method: 'PUT',
      headers: {
        cookie: server.cookie,
        'x-portolan': '1',
        'if-none-match': '*',
        'content-length': 1_000_000,
      },
    });
    broken.on('error', () => {});
    broken.write(ASA);
    await wait(200);
    broken.destroy();
    await wait(300);
    expect(readdirSync(path.join(server.folder, 'filters'))).toEqual([]);
    expect((await server.call(CORE)).status).toBe(404);
  });

  it('writes into no folder that is a link', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'portolan-outside-'));
    symlinkSync(outside, path.join(server.folder, 'filters'));
    expect((await upload(ASA)).status).toBe(409);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('tells who listens', async () => {
    const events = await listen();
    const { body } = await upload(ASA);
    expect(await events.next()).toEqual({
      type: 'changed',
      what: 'filter',
      name: 'core',
      revision: body.revision,
    });
    mkdirSync(path.join(server.folder, 'hosts'));
    writeFileSync(path.join(server.folder, 'hosts/mp01.ps1'), 'New-NetFirewallRule -DisplayName x\n');
    expect(await events.next()).toMatchObject({ what: 'host', name: 'mp01' });
    events.end();
  });
});

interface Listening {
  next(): Promise<unknown>;
  end(): void;
}

async function listen(): Promise<Listening> {
  const ends = new AbortController();
  const response = await server.call('/api/v1/events', { signal: ends.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? '';
  return {
    async next() {
      for (;;) {
        const found = /^event: changed\ndata: (.*)\n\n/m.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1] ?? '');
        }
        text += (await reader?.read())?.value ?? '';
      }
    },
    end: () => ends.abort(),
  };
}
