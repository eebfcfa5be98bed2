/** Probes with real packets, on addresses of the loopback: this machine is 127.0.0.1, the domain controller 127.0.0.2. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { type Loose, post, startServer, type TestServer } from './server.ts';
import { type SignInServer, startSignInServer } from './sign-in-server.ts';

const TEXT = `
hierarchy: Loop
version: "2509"
sites:
  LO1: {}
hosts:
  dc1: { address: 127.0.0.2, roles: [domain-controller] }
  cm1: { address: 127.0.0.1, roles: [site-server, sql-server, sms-provider] }
clients:
  office: { subnet: 192.168.20.0/24 }
`;

const listening: Server[] = [];
const listen = (port: number, take: (socket: Socket) => void): Promise<void> => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    take(socket);
  });
  listening.push(server);
  return new Promise((resolve) => server.listen(port, '127.0.0.2', () => resolve()));
};

const host = { name: 'dc1', fqdn: 'dc1.loop', roles: ['domain-controller'], addresses: ['127.0.0.2'] };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ example: 'branch' });
  writeFileSync(path.join(server.folder, 'hierarchy.yaml'), TEXT);
  const ldap = protocolOf('ldap')?.responder;
  await listen(389, (socket) => ldap?.tcp?.(socket, { host, service: 'ldap', port: 389, hints: {} }));
  await listen(88, (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n'));
});
afterAll(async () => {
  for (const one of listening) one.close();
  await server.end();
});

const begin = (body: object): ReturnType<TestServer['json']> =>
  server.json('/api/v1/jobs', post({ kind: 'probe', ...body }));

async function over(id: string): Promise<Loose> {
  for (;;) {
    const { body } = await server.json(`/api/v1/jobs/${id}`);
    if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('what would be asked', () => {
  it('knows which host this machine is, and sends nothing', async () => {
    const { body } = await server.json('/api/v1/probe/tasks?to=dc1');
    expect(body).toMatchObject({ machine: { host: 'cm1' }, on: 'cm1' });
    expect(body.tasks.map((task: Loose) => task.port)).toContain(389);
    expect(body.targets).toEqual([{ name: 'dc1', questions: body.total }]);
  });

  it('tells a name that nothing has at its field', async () => {
    const { status, body } = await server.json('/api/v1/probe/tasks?to=dc9');
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { field: 'to', message: 'nothing is called “dc9”', help: 'Did you mean “dc1”?' },
    ]);
  });

  it('asks no address that the plan doesn’t have', async () => {
    const { status, body } = await server.json('/api/v1/probe/tasks?to=10.1.2.3');
    expect(status).toBe(422);
    expect(body.code).toBe('not-in-plan');
  });
});

describe('a probe', () => {
  it('asks with real packets, keeps what it saw, and tells the states of flows', async () => {
    const { status, body } = await begin({
      to: ['dc1'],
      services: ['ldap', 'kerberos', 'dns-tcp'],
      timeout: 1500,
    });
    expect(status).toBe(202);
    const job = await over(body.id);
    expect(job.state).toBe('done');
    expect(job.result.format).toBe('portolan/observations/1');
    const verdicts = new Map(job.result.observations.map((o: Loose) => [o.service, o.verdict]));
    expect(verdicts.get('ldap')).toBe('open');
    expect(verdicts.get('kerberos')).toBe('other');
    expect(job.progress).toMatchObject({ stage: 'finished', done: job.result.observations.length });
    const { body: page } = await server.json('/api/v1/observations?to=dc1');
    expect(page.targets).toMatchObject([{ name: 'dc1', total: job.result.observations.length }]);
    expect(page.observations[0]).toMatchObject({ verdict: 'other', on: 'cm1' });
    expect(page.observations[0].stale).toBeUndefined();
    const { body: states } = await server.json('/api/v1/states');
    const flow = job.result.observations.find((o: Loose) => o.service === 'ldap').flow;
    expect(states.flows[flow]).toMatchObject({ probed: true });
  });

  it('is a document at its address, in its published form', async () => {
    const { body: list } = await server.json('/api/v1/documents');
    const entry = list.documents.find(({ name }: Loose) => name === 'observations');
    expect(entry).toMatchObject({ there: true, form: 'portolan/observations/1' });
    const { headers, body } = await server.json(entry.address);
    expect(headers.get('etag')).toBe(entry.revision);
    const { body: schema } = await server.json(entry.schema);
    const validate = new Ajv2020().compile(schema);
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is stale once the hierarchy is another one', async () => {
    writeFileSync(path.join(server.folder, 'hierarchy.yaml'), `${TEXT}# changed\n`);
    const { body } = await server.json('/api/v1/observations?to=dc1&verdict=other');
    expect(body.observations[0].stale).toBe(true);
  });

  it('is written down with who had it made, and what became of it', () => {
    const lines = readFileSync(path.join(server.folder, '.portolan/audit.jsonl'), 'utf8').split('\n');
    const deeds = lines.filter((line) => line.includes('"probe-')).map((line) => JSON.parse(line));
    expect(deeds).toMatchObject([
      { action: 'probe-begin', role: 'operator', about: expect.stringContaining('to dc1') },
      { action: 'probe-end', outcome: 'done', about: expect.stringMatching(/open/) },
    ]);
  });
});

describe('a file from elsewhere', () => {
  const set = (observations: object[], hierarchy = 'Loop'): object => ({
    text: JSON.stringify({ format: 'portolan/observations/1', hierarchy, observations }),
    file: 'x.json',
  });

  it('is taken in once, however often it is given', async () => {
    const { body: before } = await server.json('/api/v1/observations');
    const [{ also: _, stale: __, ...one }] = before.observations;
    for (let i = 0; i < 2; i++) {
      const { status, body } = await server.json('/api/v1/observations', post(set([one])));
      expect([status, body.taken, body.left]).toEqual([200, 1, 0]);
    }
    const { body: after } = await server.json('/api/v1/observations');
    expect(after.total).toBe(before.total);
    const kept = readFileSync(path.join(server.folder, 'results/observations.jsonl'), 'utf8');
    expect(
      kept.split('\n').filter((line) => line.includes(`"task":${JSON.stringify(one.task)}`)),
    ).toHaveLength(1);
  });

  it('leaves out what the plan doesn’t have, and says so', async () => {
    const { body } = await server.json('/api/v1/observations');
    const [one] = body.observations;
    const other = await server.json('/api/v1/observations', post(set([{ ...one, task: 'x' }], 'Other')));
    expect(other.status).toBe(422);
    expect(other.body.diagnostics[0].code).toBe('PT9703');
    const future = { ...one, time: '2100-01-01T00:00:00.000Z' };
    const late = await server.json('/api/v1/observations', post(set([future, { ...one, task: 'x' }])));
    expect(late.body.diagnostics.map(({ code }: Loose) => code)).toEqual(['PT9704', 'PT9702']);
  });

  it('of a listener tells what came, though no probe was it', async () => {
    const [probe] = (await server.json('/api/v1/observations')).body.observations;
    const came = {
      time: '2026-11-28T12:00:00.000Z',
      kind: 'listen',
      on: 'dc1',
      transport: 'tcp',
      service: 'ldap',
      to: { name: 'dc1', address: '127.0.0.2', port: 389 },
      verdict: 'listener',
      evidence: 'A connection came',
      facts: { state: 'came' },
    };
    const stranger = { ...came, from: { address: '192.168.20.7', port: 50_001 }, token: '00000000000000aa' };
    const again = { ...stranger, time: '2026-11-28T12:01:00.000Z', from: { ...stranger.from, port: 50_002 } };
    const known = {
      ...came,
      from: probe.from,
      to: { ...came.to, port: probe.to.port },
      token: 'b'.repeat(16),
    };
    const open = { ...came, from: {}, facts: { state: 'listening' } };
    const { body: taken } = await server.json(
      '/api/v1/observations',
      post(set([stranger, again, { ...known, from: { ...probe.from, port: 40_001 } }, open])),
    );
    expect(taken.taken).toBe(4);
    const of = async (query: string): Promise<Loose> =>
      (await server.json(`/api/v1/observations${query}`)).body.arrivals;
    expect(await of('?host=dc1')).toMatchObject([
      { from: { address: '192.168.20.7' }, port: 389, times: 2, time: again.time },
      { times: 1 },
    ]);
    expect(await of('?verdict=open')).toEqual([]);
    expect(await of('?host=cm9')).toEqual([]);
  });

  it('is narrowed down by its conversations', async () => {
    const { body: all } = await server.json('/api/v1/observations');
    const [conversation] = all.conversations;
    const { body } = await server.json(`/api/v1/observations?conversation=${conversation}`);
    expect(body.total).toBeGreaterThan(0);
    expect(body.conversations).toEqual([conversation]);
    expect(all.ends).toEqual(['cm1', 'dc1']);
  });

  it.each([
    '{"format":"portolan/lab-report/1","hierarchy":"Loop","observations":[]}',
    '',
    '{',
    '[]',
    '{"format":"portolan/observations/1","hierarchy":"Loop","observations":[{"time":1}]}',
  ])('that is none is refused: %s', async (text) => {
    const { status } = await server.json('/api/v1/observations', post({ text }));
    expect(status).toBe(422);
  });
});

describe('the kit', () => {
  it.each([
    ['powershell', 'cm1.ps1'],
    ['posix', 'cm1.sh'],
  ])('comes for %s', async (shell, name) => {
    const { status, headers } = await server.call(`/api/v1/kit?host=cm1&shell=${shell}`);
    expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="${name}"`]);
  });

  it('is for nobody else', async () => {
    expect((await server.call('/api/v1/kit?host=cm9')).status).toBe(422);
  });
});

describe('a probe that is cancelled', () => {
  it('hands over and keeps what it found', async () => {
    const { body } = await begin({ to: ['dc1'], timeout: 10_000, rate: 1 });
    // A question a second: the last one is far away.
    await expect
      .poll(async () => (await server.json(`/api/v1/jobs/${body.id}`)).body.progress.done, {
        timeout: 50_000,
      })
      .toBeGreaterThan(0);
    await server.json(`/api/v1/jobs/${body.id}`, { method: 'DELETE' });
    const job = await over(body.id);
    expect(job.state).toBe('cancelled');
    expect(job.result.observations.length).toBeGreaterThan(0);
    expect(job.result.observations.length).toBeLessThan(job.progress.total);

    const next = await begin({ to: ['dc1'], timeout: 1_500, since: job.begun });
    expect(next.body.begun).toBe(job.begun);
    const { body: tasks } = await server.json('/api/v1/probe/tasks?to=dc1');
    expect([next.body.id, undefined]).toContain(tasks.running);
    const rest = await over(next.body.id);
    const tasksOf = ({ result }: Loose): string[] => result.observations.map(({ task }: Loose) => task);
    expect(tasksOf(rest).length + tasksOf(job).length).toBe(job.progress.total);
    expect(tasksOf(rest).filter((task) => tasksOf(job).includes(task))).toEqual([]);
    const nothing = await over((await begin({ to: ['dc1'], since: job.begun })).body.id);
    expect([nothing.state, nothing.result.observations]).toEqual(['done', []]);
  });

  it('is seen by operators while it runs', async () => {
    const running = async (): Promise<unknown> =>
      (await server.json('/api/v1/probe/tasks?to=dc1')).body.running;
    const { body } = await begin({ to: ['dc1'], timeout: 10_000, rate: 1 });
    expect(await running()).toBe(body.id);
    await server.json(`/api/v1/jobs/${body.id}`, { method: 'DELETE' });
    await over(body.id);
    expect(await running()).toBeUndefined();
  });
});

describe('a lab that is cancelled', () => {
  it.skipIf(process.getuid?.() !== 0)('is over, and left nothing among what was seen', async () => {
    const { body } = await server.json('/api/v1/jobs', post({ kind: 'lab' }));
    let job = body;
    while (job.state !== 'failed' && !job.progress.phases?.length)
      job = (await server.json(`/api/v1/jobs/${body.id}`)).body;
    await server.json(`/api/v1/jobs/${body.id}`, { method: 'DELETE' });
    expect((await over(body.id)).state).toBe('cancelled');
    const { body: page } = await server.json('/api/v1/observations');
    expect(page.places).toEqual(['cm1']);
  });
});

describe('roles', () => {
  let signIn: SignInServer;
  beforeAll(async () => {
    signIn = await startSignInServer();
  });
  afterAll(() => signIn.end());

  it('lets nobody but operators send probes, and no viewer bring observations', async () => {
    const ada = await signIn.signedIn('ada', ['writers']);
    const eve = await signIn.signedIn('eve', []);
    const ask = (who: typeof ada, place: string, body: object): Promise<Response> =>
      who.get(`/api/v1${place}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'x-portolan': '1' },
      });
    for (const kind of ['probe', 'lab'])
      for (const who of [ada, eve]) {
        const refused = await ask(who, '/jobs', { kind });
        expect(refused.status).toBe(403);
        expect(await refused.json()).toMatchObject({
          code: 'role',
          detail: expect.stringMatching(/^Only operators may/),
        });
      }
    expect((await ask(eve, '/observations', { text: '{}' })).status).toBe(403);
    expect((await ask(ada, '/observations', { text: '{}' })).status).toBe(422);
  });
});
