/** What a change of a hierarchy opens and closes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchHolds, type Packet } from '../../src/net/packet.ts';
import type { Plan } from '../../src/plan/model.ts';
import { planRows } from '../../src/plan/rows.ts';
import { differenceJsonChunks } from '../../src/report/difference-json.ts';
import { differenceTextChunks } from '../../src/report/difference-text.ts';
import { comparePlans } from '../../src/verify/compare-plans.ts';
import type { Change } from '../../src/verify/difference-report.ts';
import { planOf as readPlan } from '../plan/plan-of.ts';
import { clientsEnd, flow, hostEnd, internetEnd, planOf, service } from '../rules/plan-kit.ts';
import { packet } from './ruleset-kit.ts';

const compared = (before: Plan, after: Plan) =>
  comparePlans({ name: 'before', plan: before }, { name: 'after', plan: after });

const holds = ({ packets }: Change, one: Packet): boolean => packets.some((match) => matchHolds(match, one));

const BRANCH = readFileSync(new URL('../../examples/branch/hierarchy.yaml', import.meta.url), 'utf8');

/** A packet of every row of a plan that has addresses. */
function packetsOf(plan: Plan): Packet[] {
  return [...planRows(plan)].flatMap(({ source, destination, service: { transport, ports } }) => {
    if (!source || !destination) return [];
    const ends = { family: source.family, source: source.first, destination: destination.last };
    if (transport === 'icmp')
      return source.family === 4
        ? [{ ...ends, protocol: 1, sourcePort: 8 << 8, destinationPort: 0 }]
        : [{ ...ends, protocol: 58, sourcePort: 128 << 8, destinationPort: 0 }];
    const protocol = transport === 'tcp' ? 6 : 17;
    return ports.map(({ last }) => ({ ...ends, protocol, sourcePort: 50000, destinationPort: last }));
  });
}

describe('comparePlans', () => {
  it('closes HTTP and opens HTTPS where a hierarchy goes over to HTTPS', () => {
    expect(BRANCH).toContain('BR1: {}');
    const before = readPlan(BRANCH).plan;
    const after = readPlan(BRANCH.replace('BR1: {}', 'BR1: { communication: https }')).plan;
    const { changes, named, undecided } = compared(before, after);
    expect([named, undecided]).toEqual([[], []]);
    const [old, now] = [packetsOf(before), packetsOf(after)].map(
      (list) =>
        new Map(
          list.map((one) => [
            JSON.stringify({ ...one, source: `${one.source}`, destination: `${one.destination}` }),
            one,
          ]),
        ),
    );
    for (const [kind, here, there] of [
      ['permitted', now, old],
      ['denied', old, now],
    ] as const) {
      const own = changes.filter((change) => change.kind === kind);
      for (const [key, one] of here ?? [])
        expect(
          own.some((change) => holds(change, one)),
          key,
        ).toBe(!there?.has(key));
    }
    const ports = (kind: Change['kind']): number[] => [
      ...new Set(changes.filter((c) => c.kind === kind).map((c) => c.witness.destinationPort)),
    ];
    expect(ports('denied')).toContain(80);
    for (const { origins, packets, witness } of changes) {
      expect(origins).toHaveLength(1);
      expect(packets.some((match) => matchHolds(match, witness))).toBe(true);
    }
  });

  it('says nothing of two plans that are alike', () => {
    const { plan } = readPlan(BRANCH);
    expect(compared(plan, readPlan(BRANCH).plan)).toMatchObject({ changes: [], named: [], undecided: [] });
  });

  it('leaves out what another flow still needs', () => {
    const campus = clientsEnd('campus', '10.1.0.0/24');
    const web = service('https', 'tcp/443');
    const wide = flow('wide', [campus], [hostEnd('mp01', '10.0.0.1'), hostEnd('dp01', '10.0.0.2')], [web]);
    const narrow = flow('narrow', [campus], [hostEnd('mp01', '10.0.0.1')], [web]);
    const { changes } = compared(planOf([wide, narrow]), planOf([narrow]));
    expect(changes).toHaveLength(1);
    expect(changes[0]?.kind).toBe('denied');
    expect(holds(changes[0] as Change, packet('tcp 10.1.0.9 > 10.0.0.2:443'))).toBe(true);
    expect(holds(changes[0] as Change, packet('tcp 10.1.0.9 > 10.0.0.1:443'))).toBe(false);
  });

  it('has ICMP in the protocol of each family', () => {
    const ends = [
      clientsEnd('c', '10.1.0.0/24', 'fd00:1::/64'),
      hostEnd('h', '10.0.0.1', 'fd00::1'),
    ] as const;
    const { changes } = compared(
      planOf([]),
      planOf([flow('ping', [ends[0]], [ends[1]], [service('ping', 'icmp')])]),
    );
    const protocols = changes.flatMap(({ packets }) =>
      packets.flatMap((m) => m.services.map((s) => `${m.sources[0]?.family}: ${s.protocol.first}`)),
    );
    expect(protocols.sort()).toEqual(['4: 1', '6: 58']);
  });

  describe('of what is known by name only', () => {
    const from = hostEnd('scp01', '10.0.0.1');
    const to = (...names: string[]) => internetEnd('Microsoft', ...names);
    const web = (ports: string) => [service('https', `tcp/${ports}`)];
    const one = planOf([flow('cloud', [from], [to('a.example')], web('443'))]);

    it('tells of a new destination, and of one that is gone', () => {
      const two = planOf([flow('cloud', [from], [to('a.example', 'b.example')], web('443'))]);
      expect(compared(planOf([]), one).named).toEqual([
        {
          kind: 'permitted',
          text: 'tcp/443 scp01 > a.example',
          origins: [expect.objectContaining({ title: 'cloud' })],
        },
      ]);
      expect(compared(one, planOf([])).named.map(({ kind }) => kind)).toEqual(['denied']);
      expect(compared(one, two).named.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
        'permitted tcp/443 scp01 > a.example, b.example',
        'denied tcp/443 scp01 > a.example',
      ]);
    });

    it('tells of a new port, and of a new end this side', () => {
      const ports = planOf([flow('cloud', [from], [to('a.example')], web('80,443'))]);
      const ends = planOf([
        flow('cloud', [from, hostEnd('scp02', '10.0.0.2')], [to('a.example')], web('443')),
      ]);
      expect(compared(one, ports).named.map(({ text }) => text)).toEqual(['tcp/80 scp01 > a.example']);
      expect(compared(one, ends).named.map(({ text }) => text)).toEqual(['tcp/443 scp02 > a.example']);
    });

    it('does not care what a flow or an end without address is called', () => {
      const same = planOf([flow('renamed', [from], [internetEnd('Other', 'a.example')], web('443'))]);
      expect(compared(one, same).named).toEqual([]);
    });

    it('is printed, and in the document', () => {
      const report = compared(planOf([]), one);
      const text = [...differenceTextChunks(report, { width: 100 })].join('');
      expect(text).toContain('newly needed, known by name only: tcp/443 scp01 > a.example');
      expect(text).toContain('1 change between before and after: 1 newly needed');
      expect(JSON.parse([...differenceJsonChunks(report)].join(''))).toMatchObject({
        named: [{ kind: 'permitted', text: 'tcp/443 scp01 > a.example' }],
      });
    });
  });
});
