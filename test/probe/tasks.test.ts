import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { planRows } from '../../src/plan/rows.ts';
import { hereOf, startsHere } from '../../src/probe/here.ts';
import { isInside, targetOf } from '../../src/probe/target.ts';
import { probesOf } from '../../src/probe/tasks.ts';
import { type Planned, planReading, readText } from '../../src/workspace/plan-text.ts';

function planned(example: string): Planned {
  const file = `examples/${example}/hierarchy.yaml`;
  const reading = readText({ file, text: readFileSync(file, 'utf8') }, loadCatalog({ frozen: false }));
  const result = planReading(reading).planned;
  if (!result) throw new Error(`${example} has errors`);
  return result;
}

const CONTOSO = planned('contoso');
const ALL = [...probesOf(CONTOSO.plan, CONTOSO.hierarchy)];

describe('the tasks of a plan', () => {
  it('ask a proxy for names on the ports that it goes on to', () => {
    const beyond = (conversation: string): readonly string[] =>
      ALL.find((task) => task.conversation === conversation && task.beyond)?.beyond ?? [];
    expect(beyond('cmg-connection-point-cmg')).toEqual(['contosocmg.westeurope.cloudapp.azure.com:10124']);
    expect(beyond('software-update-point-internet')).toContain('windowsupdate.microsoft.com');
    expect(beyond('software-update-point-internet')).toContain('windowsupdate.microsoft.com:80');
  });

  it('are all that its rows have, each once, and nothing else', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
    const rows = new Set<string>();
    for (const { from, to, source, destination, service, flow } of planRows(CONTOSO.plan)) {
      const ports = service.transport === 'icmp' ? [undefined] : service.ports;
      for (const range of ports)
        rows.add(
          [
            flow.id,
            service.service.id,
            from.name,
            source?.text,
            to.name,
            destination?.text,
            range?.first,
          ].join(),
        );
    }
    const asked = new Set(
      ALL.map((t) =>
        [
          t.flow,
          t.service,
          t.from.name,
          t.from.address ?? t.from.subnet,
          t.to.name,
          t.to.address ?? t.to.subnet,
          t.port,
        ].join(),
      ),
    );
    expect([...asked].sort()).toEqual([...rows].sort());
  });

  it('stay the same when another host is added', () => {
    const plan = { ...CONTOSO.plan, flows: CONTOSO.plan.flows.slice(5) };
    const ids = new Set(ALL.map(({ id }) => id));
    for (const { id } of probesOf(plan, CONTOSO.hierarchy)) expect(ids.has(id)).toBe(true);
  });

  it('say what checks need of the hierarchy', () => {
    const sql = ALL.find(({ service, to }) => service === 'sql' && to.host === 'sql11');
    expect(sql).toMatchObject({
      port: 51_433,
      hints: { instance: 'CMP02', site: 'P02', role: 'sql-server', os: 'windows' },
    });
    const dynamic = ALL.find(({ service, to }) => service === 'rpc-dynamic' && to.host === 'cm01');
    expect(dynamic).toMatchObject({ port: 50_000, range: { first: 50_000, last: 50_999 } });
  });

  it('can be narrowed down', () => {
    const some = [
      ...probesOf(CONTOSO.plan, CONTOSO.hierarchy, { from: 'cm01', to: ['dp01'], services: ['smb'] }),
    ];
    expect(some.length).toBeGreaterThan(0);
    expect(new Set(some.map(({ from, to, service }) => `${from.host} ${to.host} ${service}`))).toEqual(
      new Set(['cm01 dp01 smb']),
    );
    expect([...probesOf(CONTOSO.plan, CONTOSO.hierarchy, { phases: [] })]).toEqual([]);
  });
});

describe('the address that a task asks', () => {
  const toClients = ALL.find(({ to, cast }) => to.subnet !== undefined && !to.subnet.includes(':') && !cast);
  const subnet = toClients?.to.subnet ?? '';

  it('is the plan’s, and of a subnet only one inside', () => {
    if (!toClients) throw new Error('no task to clients');
    const [first = ''] = subnet.split('/');
    const inside = first.replace(/\d+$/, '7');
    expect(isInside(inside, subnet)).toBe(true);
    expect(targetOf(toClients, inside)).toEqual({ address: inside });
    for (const outside of ['192.0.2.1', '2001:db8::1', 'example.com', '10.20.0.0/16', ''])
      expect(targetOf(toClients, outside)).toHaveProperty('why');
    expect(targetOf(toClients, undefined)).toHaveProperty('why');
  });

  it('can’t be chosen where the plan has one', () => {
    const task = ALL.find(({ to }) => to.address !== undefined);
    if (!task) throw new Error('no task to a host');
    expect(targetOf(task, '192.0.2.1')).toEqual({ address: task.to.address });
  });

  it('of a broadcast is the subnet’s last', () => {
    const cast = ALL.find(
      ({ service, from }) => service === 'peer-cache-broadcast' && from.subnet?.includes('.'),
    );
    const last = cast && targetOf(cast, undefined);
    expect(last).toHaveProperty('address', expect.stringMatching(/\.255$/));
  });
});

describe('where a machine stands', () => {
  it('is found by its addresses, then by its name', () => {
    const { hierarchy } = CONTOSO;
    expect(hereOf(hierarchy, ['127.0.0.1', '10.10.2.51'], 'whatever').host).toBe('dp01');
    expect(hereOf(hierarchy, ['127.0.0.1'], 'MP01.corp.contoso.com').host).toBe('mp01');
    expect(hereOf(hierarchy, ['192.168.1.1'], 'laptop').host).toBeUndefined();
  });

  it('decides which tasks start there', () => {
    const here = hereOf(CONTOSO.hierarchy, ['10.10.2.51'], 'x');
    const starts = ALL.filter((task) => startsHere(task, here));
    expect(new Set(starts.map(({ from }) => from.host))).toEqual(new Set(['dp01']));
    const client = hereOf(CONTOSO.hierarchy, ['10.20.1.7'], 'x');
    const names = new Set(ALL.filter((task) => startsHere(task, client)).map(({ from }) => from.name));
    expect([...names]).toEqual(['hq']);
  });
});
