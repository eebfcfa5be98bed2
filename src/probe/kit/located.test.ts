import { describe, expect, it } from 'vitest';
import type { Observation } from '../../plan/observation.ts';
import type { ProbeTask } from '../task.ts';
import { judgeKit } from './read.ts';

/** Question of a client to one host behind two routers, each port in its protocol. */
function task(service: string, port: number): ProbeTask {
  return {
    id: `${service}-${port}`,
    flow: 'f',
    conversation: 'c',
    service,
    serviceName: service,
    transport: 'tcp',
    port,
    from: { name: 'cm1', fqdns: [], roles: [] },
    to: { name: 'sql1', host: 'sql1', address: '10.2.0.9', fqdns: ['sql1.corp.lab'], roles: [] },
    path: ['perimeter'],
    phase: 'always',
    reverse: false,
    hints: { os: 'windows' },
  } as ProbeTask;
}

const SQL = task('sql', 1433);
const BANNER = Buffer.from(`PORTOLAN/1 sql1 ${'a'.repeat(16)}\r\n`).toString('hex');

function record({ id, port }: ProbeTask, facts: Record<string, string>): Observation {
  return {
    time: '2026-11-29T00:00:00.000Z',
    kind: 'probe',
    on: 'cm1',
    task: id,
    transport: 'tcp',
    from: { name: 'cm1', address: '10.1.0.1' },
    to: { name: 'sql1', address: '10.2.0.9' },
    verdict: 'unproven',
    evidence: '',
    facts: { kit: '1', system: 'windows', 'port 1': `${port}`, ...facts },
  };
}

const LISTENER = task('smb', 445);
const ROUTERS = '10.1.0.254/11/0 10.9.0.2/11/0';

/** A port of the host that answers from behind two routers. */
const answers = record(LISTENER, {
  outcome: 'connected',
  'heard 1.0': BANNER,
  'looked at': '445',
  'by ttl': '- - open',
});

function refused(byTtl: string, more: Record<string, string> = {}): Observation {
  return record(SQL, {
    outcome: 'refused',
    'looked at': '1433',
    'by ttl': byTtl,
    'on link': 'no',
    ...more,
  });
}

async function verdictOn(
  records: readonly Observation[],
  of: ProbeTask = SQL,
): Promise<Observation | undefined> {
  const judged = await judgeKit(records, [SQL, LISTENER]);
  return judged.find((one) => one.task === of.id);
}

describe('a reset that Windows saw', () => {
  it('is a filter’s where a port of the host answers from further away', async () => {
    const judged = await verdictOn([answers, refused('- reset', { pings: `${ROUTERS} ok` })]);
    expect(judged).toMatchObject({
      verdict: 'rejected',
      hop: { distance: 1, address: '10.1.0.254' },
      evidence: expect.stringMatching(/behind one router.*port 445 of the host from behind 2 routers/),
    });
  });

  it('is a filter’s where a ping dies that comes as far, and the host answers one', async () => {
    const judged = await verdictOn([refused('- reset', { pings: `${ROUTERS} ok` })]);
    expect(judged).toMatchObject({
      verdict: 'rejected',
      hop: { distance: 1, address: '10.1.0.254' },
      evidence: expect.stringMatching(/the host’s answer to a ping from behind 2 routers/),
    });
  });

  it.each([
    [
      'comes from as far as the host',
      [answers, refused('- - reset', { pings: `${ROUTERS} ok` })],
      /the router 10\.9\.0\.2 right before/,
    ],
    [
      'comes from behind a router that says nothing',
      [answers, refused('- - reset', { pings: '- - ok' })],
      /what stands right before/,
    ],
    [
      'comes from where a ping gets no answer at all',
      [refused('- reset', { pings: '10.1.0.254/11/0 - ok' })],
      /right before it/,
    ],
    [
      'comes from where the host answers no ping',
      [refused('- reset', { pings: `${ROUTERS} - -` })],
      /right before it/,
    ],
    ['came only in one of two looks', [answers, refused('')], /only once/],
    [
      'comes with the smallest time to live, on a machine that may not heed it',
      [refused('reset', { pings: `${ROUTERS} ok` })],
      /this machine itself/,
    ],
    ['was never looked at', [record(SQL, { outcome: 'refused' })], /doesn’t tell by whom/],
    [
      'comes from the own network, though the plan has a filter there',
      [refused('reset', { 'on link': 'yes' })],
      /perimeter/,
    ],
  ] as const)('is nobody’s for certain that %s', async (_, records, why) => {
    expect(await verdictOn(records)).toMatchObject({
      verdict: 'unproven',
      evidence: expect.stringMatching(why),
    });
  });

  it('is the first hop’s where this machine heeds the time to live', async () => {
    const judged = await verdictOn([answers, refused('reset', { pings: `${ROUTERS} ok` })]);
    expect(judged).toMatchObject({ verdict: 'rejected', hop: { distance: 1 } });
  });

  it('is the host’s where no router stands between', async () => {
    const near = { ...SQL, path: [] };
    const [judged] = await judgeKit([refused('reset', { 'on link': 'yes' })], [near]);
    expect(judged).toMatchObject({ verdict: 'refused' });
  });
});

describe('silence that Windows saw', () => {
  const silent = (more: Record<string, string>): Observation =>
    record(SQL, { outcome: 'silence', 'looked at': '1433', 'on link': 'no', ...more });

  it('is a filter’s, and of an ICMP message nothing is known', async () => {
    const judged = await verdictOn([silent({ pings: 'ok' })]);
    expect(judged).toMatchObject({
      verdict: 'filtered',
      evidence: expect.stringMatching(/host answers.*ICMP/),
    });
    expect(judged?.hop).toBeUndefined();
  });

  it('names no hop by its pings: they may be let pass where the port is not', async () => {
    const judged = await verdictOn([answers, silent({ pings: `${ROUTERS} ok` })]);
    expect(judged?.verdict).toBe('filtered');
    expect(judged?.hop).toBeUndefined();
  });

  it.each([
    ['10.9.0.2/3/1', /router 10\.9\.0\.2/],
    ['!EHOSTUNREACH', /This machine/],
  ])('proves nothing of a host that is off: %s', async (down, who) => {
    const judged = await verdictOn([silent({ down })]);
    expect(judged).toMatchObject({ verdict: 'unproven', evidence: expect.stringMatching(who) });
  });
});

it('takes the last line of a question that was looked at twice', async () => {
  const first = record(SQL, { outcome: 'refused' });
  const judged = await judgeKit([answers, first, refused('- reset')], [SQL, LISTENER]);
  expect(judged.map(({ task: id, verdict }) => `${id} ${verdict}`)).toEqual([
    'smb-445 listener',
    'sql-1433 rejected',
  ]);
});
