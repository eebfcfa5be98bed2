/** Jobs over HTTP: asked for, followed, cancelled, refused; and what is kept of them. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/cli/version.ts';
import { portolan } from '../cli/portolan.ts';
import { type Loose, post, startServer, type TestServer } from './server.ts';

const CONFIGURATIONS = path.join(import.meta.dirname, '../../examples/contoso/configurations');
const configuration = (name: string): string => readFileSync(path.join(CONFIGURATIONS, name), 'utf8');

const API = '/api/v1';
let server: TestServer;
let isDoneJob: ValidateFunction;
beforeAll(async () => {
  server = await startServer({ example: 'contoso' });
  const { components, paths } = (await server.json(`${API}/openapi.json`)).body;
  const { schema } = paths[`${API}/jobs/{id}`].get.responses[200].content['application/json'];
  isDoneJob = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...schema, components });
  mkdirSync(path.join(server.folder, 'filters'));
  mkdirSync(path.join(server.folder, 'hosts'));
  for (const [from, to] of [
    ['core-mistakes.cfg', 'filters/core.cfg'],
    ['branch-mistakes.rules.v4', 'filters/branch.rules.v4'],
    ['branch.rules.v6', 'filters/branch.rules.v6'],
    ['mp01.ps1', 'hosts/mp01.ps1'],
  ] as const)
    cpSync(path.join(CONFIGURATIONS, from), path.join(server.folder, to));
});
afterAll(() => server.end());

interface SseEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Loose;
}

/** All events of a job up to its end. */
async function eventsOf(id: string, headers: Record<string, string> = {}): Promise<SseEvent[]> {
  const response = await server.call(`${API}/jobs/${id}/events`, { headers });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return sseEvents(await response.text());
}

function sseEvents(text: string): SseEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const field = (name: string): string =>
        new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? 'nothing';
      return { id: Number(field('id')), event: field('event'), data: JSON.parse(field('data')) };
    });
}

async function submitted(request: object): Promise<string> {
  const { status, headers, body } = await server.json(`${API}/jobs`, post(request));
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`${API}/jobs/${body.id}`);
  return body.id as string;
}

/** The result of a job exactly as it is sent. */
async function resultOf(request: object): Promise<string> {
  const id = await submitted(request);
  await eventsOf(id);
  const text = await (await server.call(`${API}/jobs/${id}`)).text();
  expect(JSON.parse(text)).toMatchObject({ state: 'done' });
  isDoneJob(JSON.parse(text));
  expect(isDoneJob.errors ?? []).toEqual([]);
  const mark = ',"result":';
  return text.slice(text.indexOf(mark) + mark.length, -1);
}

const typed = async (...args: string[]): Promise<string> =>
  (await portolan([...args, '--format', 'json'], { cwd: server.folder })).out;
const stored = (filter: string): object => ({ filter, stored: true });

describe('a job', () => {
  it('verifies stored configurations, byte for byte as the command line', async () => {
    const targets = [stored('core'), stored('branch'), { host: 'mp01', stored: true }];
    const files = [
      'filters/core.cfg',
      'branch=filters/branch.rules.v4',
      'branch=filters/branch.rules.v6',
      'hosts/mp01.ps1',
    ];
    expect(await resultOf({ kind: 'verify', targets })).toBe(
      await typed('verify', 'hierarchy.yaml', ...files),
    );
  });

  it.each(['sarif', 'junit', 'markdown'])('says the findings as the command line: %s', async (format) => {
    const result = await resultOf({ kind: 'verify', targets: [stored('core')], format });
    const files = ['hierarchy.yaml', 'filters/core.cfg'];
    const { out } = await portolan(['verify', ...files, '--format', format, '--all'], { cwd: server.folder });
    const told = format === 'sarif' ? result.replace('"0.0.0"', `"${packageVersion()}"`) : JSON.parse(result);
    expect(out.length).toBeGreaterThan(100);
    expect(told).toBe(out);
  });

  it('verifies a text that is stored nowhere', async () => {
    const text = configuration('core-mistakes.cfg');
    const targets = [{ filter: 'core', text, file: 'filters/core.cfg' }];
    expect(await resultOf({ kind: 'verify', targets })).toBe(
      await typed('verify', 'hierarchy.yaml', 'filters/core.cfg'),
    );
  });

  it('lints, compares, repairs and explains', async () => {
    const core = { filter: 'core', stored: true };
    expect(await resultOf({ kind: 'lint', configurations: [core] })).toBe(
      await typed('lint', 'filters/core.cfg'),
    );
    expect(await resultOf({ kind: 'repair', target: core })).toBe(
      await typed('repair', 'hierarchy.yaml', 'filters/core.cfg', '--filter', 'core'),
    );
    const before = { text: configuration('core.cfg') };
    const difference = JSON.parse(
      await resultOf({ kind: 'compare', what: 'configurations', before, after: core }),
    );
    expect(difference).toMatchObject({ before: 'before', after: 'filters/core.cfg' });
    expect(difference.changes.length).toBeGreaterThan(0);
    const packet = 'tcp 10.20.0.7:50000 > 10.10.0.30:445';
    expect(JSON.parse(await resultOf({ kind: 'explain', configuration: core, packet }))).toMatchObject({
      verdict: 'deny',
    });
  });

  it('compares hierarchies: what to open, what to close, for whom', async () => {
    const { body } = await server.json(`${API}/hierarchy`);
    const text = (body.text as string).replace('10.40.16.0/22', '10.40.16.0/24');
    expect(text).not.toBe(body.text);
    const difference = JSON.parse(
      await resultOf({ kind: 'compare', what: 'hierarchies', before: { stored: true }, after: { text } }),
    );
    expect(difference.kind).toBe('plans');
    expect(difference.changes.length).toBeGreaterThan(0);
    expect(difference.changes[0].origins.length).toBeGreaterThan(0);
  });

  it('repairs one of several files', async () => {
    const target = { ...stored('branch'), file: 'filters/branch.rules.v4' };
    expect(JSON.parse(await resultOf({ kind: 'repair', target })).edits.length).toBeGreaterThan(0);
  });

  it('tells its steps in order, and again what a listener missed', async () => {
    const id = await submitted({ kind: 'verify', targets: [stored('core')] });
    const events = await eventsOf(id);
    const ids = events.map((event) => event.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(events.map(({ event }) => event).slice(0, -1)).not.toContain('end');
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'done' } });
    const stages = new Set(events.map(({ data }) => data.progress.stage));
    expect([...stages]).toEqual(expect.arrayContaining(['planning', 'reading', 'deciding', 'finished']));
    // Whoever comes back gets the end, however much it had heard.
    for (const last of [ids[0], ids.at(-1), 'nonsense'])
      expect((await eventsOf(id, { 'last-event-id': `${last}` })).at(-1)?.event).toBe('end');
  });

  it('fails in words of its own, and says where', async () => {
    const id = await submitted({ kind: 'lint', configurations: [{ text: 'Dear all,\n', file: 'mail.txt' }] });
    const end = (await eventsOf(id)).at(-1)?.data;
    expect(end).toMatchObject({
      state: 'failed',
      problem: { code: 'unreadable-configuration', status: 422 },
    });
    expect(end.diagnostics[0]).toMatchObject({ code: 'PT8008', place: { file: 'mail.txt', line: 1 } });
  });
});

describe('a long job', () => {
  // Rules that overlap in every way: minutes of work.
  const lines = Array.from({ length: 6000 }, (_, i) => {
    const [a, b] = [i % 250, Math.floor(i / 24) % 250];
    return `access-list A extended permit tcp 10.${a}.${b}.0 255.255.${(i * 7) % 256}.0 any range ${i + 1} ${i * 3 + 900}`;
  });
  const long = {
    kind: 'lint',
    configurations: Array.from({ length: 40 }, () => ({ text: lines.join('\n'), dialect: 'cisco-asa' })),
  };

  it('is ended within a second, and the server answers meanwhile', async () => {
    const id = await submitted(long);
    const listening = eventsOf(id);
    await expect
      .poll(async () => (await server.json(`${API}/jobs/${id}`)).body.progress.stage, { timeout: 20_000 })
      .toBe('deciding');
    const start = performance.now();
    const { status, body } = await server.json(`${API}/jobs/${id}`, { method: 'DELETE' });
    expect([status, body.state]).toEqual([200, 'cancelled']);
    expect((await listening).at(-1)).toMatchObject({ event: 'end', data: { state: 'cancelled' } });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is refused when too many wait', async () => {
    const small = { kind: 'lint', configurations: long.configurations.slice(0, 3) };
    const ids: string[] = [];
    for (let i = 0; i < 22; i++) ids.push(await submitted(small));
    const { status, headers, body } = await server.json(`${API}/jobs`, post(small));
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body.code).toBe('queue-full');
    await Promise.all(ids.map((id) => server.call(`${API}/jobs/${id}`, { method: 'DELETE' })));
    await submitted({ kind: 'lint', configurations: [stored('core')] });
  });
});

describe('a job is refused', () => {
  it.each([
    ['without a kind', {}, 422, 'kind'],
    ['of an unknown kind', { kind: 'prove' }, 422, 'kind'],
    ['without targets', { kind: 'verify', targets: [] }, 422, 'targets'],
    ['with a target of nobody', { kind: 'verify', targets: [{ text: 'x' }] }, 422, 'targets.0'],
    ['with a target without a text', { kind: 'verify', targets: [{ filter: 'core' }] }, 422, 'targets.0'],
    [
      'in an unknown language',
      { kind: 'verify', targets: [{ ...stored('core'), dialect: 'asa' }] },
      422,
      'targets.0.dialect',
    ],
    [
      'with too many targets',
      { kind: 'verify', targets: Array.from({ length: 501 }, () => stored('core')) },
      422,
      'targets',
    ],
    ['with something more', { kind: 'repair', target: stored('core'), apply: true }, 422, ''],
    [
      'with a name that isn’t seen',
      { kind: 'lint', configurations: [{ text: 'x', file: 'a\u202eb' }] },
      422,
      'configurations.0.file',
    ],
  ])('%s', async (_, request, status, field) => {
    const answer = await server.json(`${API}/jobs`, post(request));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map((error: Loose) => error.field)).toContain(field);
  });

  it.each([
    [{ kind: 'verify', targets: [stored('cor')] }, 404, 'unknown-name', 'core'],
    [{ kind: 'verify', targets: [stored('partner')] }, 404, 'no-configuration', 'partner'],
    [{ kind: 'repair', target: stored('branch') }, 422, 'several-files', 'branch'],
  ])('about what there isn’t: %j', async (request, status, code, word) => {
    const answer = await server.json(`${API}/jobs`, post(request));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.detail).toContain(word);
  });

  it('that nobody knows', async () => {
    for (const asked of [`${API}/jobs/none`, `${API}/jobs/none/events`]) {
      expect((await server.json(asked)).body).toMatchObject({ status: 404, code: 'no-job' });
    }
  });
});

describe('GET /states', () => {
  it('tells what the last verification of what is stored said, until something changes', async () => {
    const targets = [stored('core'), stored('branch'), { host: 'mp01', stored: true }];
    await resultOf({ kind: 'verify', targets });
    const first = await server.json(`${API}/states`);
    expect(first.body.verified.map((one: Loose) => [one.name, one.stale])).toEqual([
      ['branch', false],
      ['core', false],
      ['mp01', false],
    ]);
    expect(first.body.counts.missing).toBeGreaterThan(5);
    expect(first.body.counts.proven).toBeGreaterThan(0);
    const again = await server.call(`${API}/states`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);

    // A text that isn't stored says nothing of what is.
    await resultOf({ kind: 'verify', targets: [{ filter: 'core', text: configuration('core.cfg') }] });
    expect((await server.json(`${API}/states`)).body).toEqual(first.body);

    cpSync(path.join(CONFIGURATIONS, 'core.cfg'), path.join(server.folder, 'filters/core.cfg'));
    const changed = (await server.json(`${API}/states`)).body;
    expect(changed.verified.map((one: Loose) => one.stale)).toEqual([false, true, false]);
    expect(Object.values(changed.flows).some((flow: Loose) => flow.stale)).toBe(true);

    await resultOf({ kind: 'verify', targets: [stored('core')] });
    const mended = (await server.json(`${API}/states`)).body;
    expect(mended.verified.map((one: Loose) => one.stale)).toEqual([false, false, false]);
    expect(mended.counts.missing).toBeLessThan(first.body.counts.missing);
  });

  it('keeps of each filter and host what the command line says of it alone', async () => {
    await resultOf({ kind: 'verify', targets: [stored('core'), stored('branch')] });
    const kept = JSON.parse(readFileSync(path.join(server.folder, 'results/verify.json'), 'utf8')).results;
    const of = (name: string): Loose => kept.find((one: Loose) => one.name === name).document;
    const v4v6 = ['branch=filters/branch.rules.v4', 'branch=filters/branch.rules.v6'];
    expect(of('branch')).toEqual(JSON.parse(await typed('verify', 'hierarchy.yaml', ...v4v6)));
    expect(of('core')).toEqual(JSON.parse(await typed('verify', 'hierarchy.yaml', 'filters/core.cfg')));
  });

  it('is not misled by a file that is none of ours', async () => {
    const file = path.join(server.folder, 'results/verify.json');
    expect(existsSync(file)).toBe(true);
    for (const text of [
      '',
      '[]',
      '{"format":"portolan/verify-results/1","results":[{"kind":"filter"}]}',
      '{"format":"portolan/verify-results/1","results":[{"kind":"filter","name":"core","file":"f","revision":"r","hierarchy":"h","document":{"format":"portolan/findings/1","parts":[null],"counts":{},"findings":[]}}]}',
      '{{',
    ]) {
      writeFileSync(file, text);
      expect((await server.json(`${API}/states`)).body).toMatchObject({ verified: [], flows: {} });
    }
  });
});

it('nothing went wrong inside', () => {
  expect(server.logged).toEqual([]);
});
