/** Probes with real packets, on addresses of the loopback: this machine is 127.0.0.1, the domain controller 127.0.0.2. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { type Loose, post, startServer, type TestServer } from './server.ts';

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
