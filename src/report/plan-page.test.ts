import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePlan, largePlan } from '../../test/report/example-plan.ts';
import { anyPlan } from '../../test/report/sample-plan.ts';
import { planRows } from '../plan/rows.ts';
import { selectFlows } from '../plan/select.ts';
import { PLAN_COLUMNS } from './plan-columns.ts';
import type { PlanFilter } from './plan-filter.ts';
import { type PlanRow, planPage } from './plan-page.ts';
import { planTable } from './plan-table.ts';
import { namesOf } from './words.ts';

const { plan, hierarchy } = examplePlan('contoso');
const table = planTable(plan, hierarchy);
const rowsOf = (filter: PlanFilter): readonly PlanRow[] =>
  planPage(table, { ...filter, offset: 0, limit: 1_000_000 }).rows;

describe('planPage', () => {
  it('has the rows of the plan in its order, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { rows, total } = planPage(planTable(any, hierarchy), { offset: 0, limit: 1_000_000 });
        const expected = [...planRows(any)].map(({ flow, service, from, to, source, destination }) => [
          flow.id,
          service.service.name,
          from.name,
          source?.text ?? namesOf(from).join(' '),
          to.name,
          destination?.text ?? namesOf(to).join(' '),
        ]);
        expect(total).toBe(expected.length);
        expect(
          rows.map((r) => [
            r.flow,
            r.service,
            r.source.name,
            r.source.address,
            r.destination.name,
            r.destination.address,
          ]),
        ).toEqual(expected);
      }),
    );
  });

  it('tells all of a row that a firewall team asks for', () => {
    expect(
      planPage(table, { offset: 0, limit: 1, q: 'cm01 dp02 445', sort: 'source' }),
    ).toMatchInlineSnapshot(`
      {
        "offset": 0,
        "rows": [
          {
            "conversation": "site-server-distribution-point",
            "destination": {
              "address": "10.20.9.5",
              "kind": "host",
              "name": "dp02",
              "site": "P01",
              "zone": "campus",
            },
            "direction": "site-server to distribution-point",
            "filters": [
              "core",
            ],
            "flow": "site-server-distribution-point#sr7o6gutjy",
            "key": "site-server-distribution-point#sr7o6gutjy:0",
            "phase": "always",
            "ports": "445",
            "reason": "both work for site P01 (hierarchy.yaml:40)",
            "service": "SMB",
            "source": {
              "address": "10.10.2.10",
              "kind": "host",
              "name": "cm01",
              "site": "P01",
              "zone": "datacenter",
            },
            "title": "Site server to distribution point",
            "transport": "tcp",
          },
        ],
        "total": 1,
      }
    `);
  });

  it('gives each row a key of its own', () => {
    const rows = rowsOf({});
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  it.each<[string, PlanFilter]>([
    ['a host', { end: 'cm01' }],
    ['a filter', { filter: 'core' }],
    ['a zone', { zone: 'dmz' }],
    ['a role', { role: 'management-point' }],
    ['phases', { phases: ['install', 'on-demand'] }],
    ['several at once', { zone: 'datacenter', role: 'client', filter: 'core', phases: ['always'] }],
  ])('keeps what selectFlows keeps: %s', (_, filter) => {
    const key = (parts: readonly string[]): string => parts.join('|');
    const expected = [...planRows(selectFlows(plan, filter))].map((r) =>
      key([r.flow.id, r.service.service.id, r.from.name, r.source?.text ?? '', r.to.name, r.service.phase]),
    );
    expect(rowsOf(filter)).toHaveLength(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('filters by direction, transport, site, flow and conversation', () => {
    expect(
      rowsOf({ from: 'cm01', to: 'sql01' }).every(
        (r) => r.source.name === 'cm01' && r.destination.name === 'sql01',
      ),
    ).toBe(true);
    expect(new Set(rowsOf({ transport: 'udp' }).map((r) => r.transport))).toEqual(new Set(['udp']));
    expect(rowsOf({ fromRole: 'client' }).every((r) => r.direction.startsWith('client to '))).toBe(true);
    expect(rowsOf({ site: 'S01' }).every((r) => [r.source.site, r.destination.site].includes('S01'))).toBe(
      true,
    );
    const [first] = rowsOf({});
    expect(new Set(rowsOf({ flow: first?.flow ?? '' }).map((r) => r.flow))).toEqual(new Set([first?.flow]));
    expect(rowsOf({ conversation: first?.conversation ?? '' }).length).toBeGreaterThan(0);
  });

  it('sorts by each column, and keeps the order of equals', () => {
    const position = new Map(rowsOf({}).map((row, i) => [row.key, i]));
    for (const sort of PLAN_COLUMNS) {
      for (const desc of [false, true]) {
        const { rows, groups = [] } = planPage(table, {
          offset: 0,
          limit: 1_000_000,
          sort,
          desc,
          group: sort,
        });
        expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(rows.length);
        for (const { first, count } of groups) {
          const places = rows.slice(first, first + count).map((row) => position.get(row.key) ?? -1);
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
        expect(new Set(groups.map((group) => group.value)).size).toBe(groups.length);
      }
    }
  });

  it('sorts ports and addresses by number', () => {
    const { groups = [] } = planPage(table, { offset: 0, limit: 0, group: 'ports' });
    const numbers = groups.map((group) => Number.parseInt(group.value, 10)).filter((n) => !Number.isNaN(n));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const addresses = planPage(table, { offset: 0, limit: 0, group: 'sourceAddress' }).groups ?? [];
    const values = addresses.map((group) => group.value);
    expect(values.indexOf('10.10.2.10')).toBeLessThan(values.indexOf('10.10.12.10'));
    expect(values.indexOf('10.10.12.10')).toBeLessThan(values.indexOf('10.20.9.5'));
  });

  it('groups, and sorts inside the groups', () => {
    const { rows, groups } = planPage(table, {
      offset: 0,
      limit: 1_000_000,
      group: 'phase',
      sort: 'destination',
      desc: true,
    });
    expect(groups?.map((group) => [group.value, group.label])).toMatchInlineSnapshot(`
      [
        [
          "always",
          "always",
        ],
        [
          "install",
          "while installing",
        ],
        [
          "on-demand",
          "on demand",
        ],
      ]
    `);
    for (const { first, count } of groups ?? []) {
      const names = rows.slice(first, first + count).map((row) => row.destination.name);
      expect(names).toEqual([...names].sort().reverse());
    }
  });

  it('hands out pages', () => {
    const all = rowsOf({});
    const page = planPage(table, { offset: 100, limit: 10 });
    expect(page.rows).toEqual(all.slice(100, 110));
    expect(planPage(table, { offset: all.length + 5, limit: 10 })).toMatchObject({
      total: all.length,
      rows: [],
    });
  });

  it.each([
    ['a port', '10123', (r: PlanRow) => r.ports.includes('10123')],
    ['a port in a range', 'tcp/50500', (r: PlanRow) => r.transport === 'tcp' && r.ports.includes('-')],
    [
      'an address in a network',
      '10.20.32.7',
      (r: PlanRow) => /10\.20\./.test(r.source.address + r.destination.address),
    ],
    ['a title', 'distribution POINT', (r: PlanRow) => /distribution/i.test(JSON.stringify(r))],
    ['a service', 'smb', (r: PlanRow) => /smb/i.test(JSON.stringify(r))],
  ])('finds %s', (_, q, fits) => {
    const rows = rowsOf({ q });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !fits(row)).slice(0, 1)).toEqual([]);
  });

  it('finds nothing for what is not there', () => {
    expect(rowsOf({ q: 'no-such-thing' })).toEqual([]);
    expect(rowsOf({ end: 'no-such-host' })).toEqual([]);
    expect(rowsOf({ q: '((( \\ [' })).toEqual([]);
  });

  it('numbers the rows of a large plan without making them', () => {
    const large = largePlan(0.01);
    const numbered = planTable(large.plan, large.hierarchy);
    expect(numbered.length).toBeGreaterThan(70_000);
    const page = planPage(numbered, {
      offset: 50_000,
      limit: 100,
      sort: 'destinationAddress',
      group: 'service',
    });
    expect(page.rows).toHaveLength(100);
    expect(page.groups?.reduce((sum, group) => sum + group.count, 0)).toBe(numbered.length);
  });
});
