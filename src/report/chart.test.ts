import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePlan, largePlan } from '../../test/report/example-plan.ts';
import { anyPlan } from '../../test/report/sample-plan.ts';
import { type ChartDocument, chartDocument } from './chart.ts';
import { planTable } from './plan-table.ts';

const contoso = examplePlan('contoso');
const table = planTable(contoso.plan, contoso.hierarchy);

/** What must hold of any chart: courses lead from node to node, and nodes stand in zones. */
function expectSound(chart: ChartDocument): void {
  const ids = new Set(chart.nodes.map((node) => node.id));
  expect(ids.size).toBe(chart.nodes.length);
  const zones = new Set(chart.zones.map((zone) => zone.name));
  expect(chart.nodes.filter((node) => !zones.has(node.zone))).toEqual([]);
  expect(chart.courses.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  expect(new Set(chart.courses.map((course) => course.id)).size).toBe(chart.courses.length);
}

describe('chartDocument', () => {
  it.each(['contoso', 'branch'] as const)('draws all of %s', (name) => {
    const { plan, hierarchy, catalog } = examplePlan(name);
    const numbered = planTable(plan, hierarchy);
    const chart = chartDocument(numbered, catalog);
    expectSound(chart);
    expect(chart.aggregated).toBeUndefined();
    const labels = new Set(chart.nodes.map((node) => node.label));
    for (const host of hierarchy.hosts) expect(labels).toContain(host.name);
    expect(new Set(chart.courses.flatMap((course) => course.flows))).toEqual(
      new Set(plan.flows.map((flow) => flow.id)),
    );
    expect(chart.courses.reduce((sum, course) => sum + course.rows, 0)).toBe(numbered.length);
  });

  it('tells of a node and a course what a map shows', () => {
    const { nodes, courses, zones, filters } = chartDocument(table, contoso.catalog, {
      from: 'cm01',
      to: 'dp02',
    });
    expect({ nodes, courses, zones, filters: filters.slice(0, 2) }).toMatchInlineSnapshot(`
      {
        "courses": [
          {
            "conversations": [
              "site-server-distribution-point",
            ],
            "filters": [
              "core",
            ],
            "flowCount": 1,
            "flows": [
              "site-server-distribution-point#sr7o6gutjy",
            ],
            "from": "datacenter/host/cm01",
            "id": "datacenter/host/cm01>campus/host/dp02",
            "phases": [
              "always",
            ],
            "rows": 3,
            "services": [
              {
                "name": "SMB",
                "ports": "445",
                "transport": "tcp",
              },
              {
                "name": "RPC endpoint mapper",
                "ports": "135",
                "transport": "tcp",
              },
              {
                "name": "RPC dynamic ports",
                "ports": "49152-65535",
                "transport": "tcp",
              },
            ],
            "to": "campus/host/dp02",
          },
        ],
        "filters": [
          {
            "dialect": "nftables",
            "name": "core",
            "zones": [
              "datacenter",
              "campus",
            ],
          },
          {
            "dialect": "nftables",
            "name": "perimeter",
            "zones": [
              "datacenter",
              "dmz",
              "internet",
            ],
          },
        ],
        "nodes": [
          {
            "addresses": [
              "10.20.9.5",
            ],
            "id": "campus/host/dp02",
            "kind": "host",
            "label": "dp02",
            "members": 1,
            "roles": [
              "distribution-point",
            ],
            "site": "P01",
            "zone": "campus",
          },
          {
            "addresses": [
              "10.10.2.10",
              "fd00:10:0:2::10",
            ],
            "id": "datacenter/host/cm01",
            "kind": "host",
            "label": "cm01",
            "members": 1,
            "roles": [
              "sms-provider",
              "site-server",
            ],
            "site": "P01",
            "zone": "datacenter",
          },
        ],
        "zones": [
          {
            "kind": "network",
            "name": "datacenter",
          },
          {
            "kind": "network",
            "name": "campus",
          },
          {
            "kind": "network",
            "name": "branch",
          },
          {
            "kind": "network",
            "name": "fabrikam",
          },
          {
            "kind": "network",
            "name": "dmz",
          },
          {
            "kind": "internet",
            "name": "internet",
          },
        ],
      }
    `);
  });

  it('leaves out what a filter doesn’t touch', () => {
    const chart = chartDocument(table, contoso.catalog, { end: 'mp01' });
    expectSound(chart);
    expect(chart.courses.every((course) => `${course.from} ${course.to}`.includes('mp01'))).toBe(true);
    expect(chart.nodes.length).toBeLessThan(chartDocument(table, contoso.catalog).nodes.length);
    expect(chartDocument(table, contoso.catalog, { end: 'nobody' })).toMatchObject({
      nodes: [],
      courses: [],
    });
  });

  it('stays sound whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const numbered = planTable(any, contoso.hierarchy);
        expectSound(chartDocument(numbered, contoso.catalog));
        expectSound(chartDocument(numbered, contoso.catalog, {}, 3));
      }),
    );
  });

  it('draws sites, then primaries, then zones where there are too many ends', () => {
    const { plan, hierarchy, catalog } = largePlan(0.01);
    const numbered = planTable(plan, hierarchy);
    const levels = [1500, 200, 50, 2].map((limit) => chartDocument(numbered, catalog, {}, limit));
    expect(levels.map((chart) => chart.aggregated)).toEqual(['site', 'site', 'primary', 'zone']);
    const ends = chartDocument(numbered, catalog, {}, 100_000);
    for (const chart of levels) {
      expectSound(chart);
      expect(chart.ends).toBe(ends.nodes.length);
      expect(chart.courses.reduce((sum, course) => sum + course.rows, 0)).toBe(numbered.length);
    }
  });

  it('looks into one site of many', () => {
    const { plan, hierarchy, catalog } = largePlan(0.01);
    const chart = chartDocument(planTable(plan, hierarchy), catalog, { site: 'P01' });
    expectSound(chart);
    expect(chart.aggregated).toBe('site');
    const own = chart.nodes.filter((node) => node.site === 'P01');
    expect(own.filter((node) => node.kind === 'site' || node.members > 1)).toEqual([]);
    expect(own.map((node) => node.label)).toEqual(expect.arrayContaining(['p01-mp1', 'p01-c1']));
    expect(chart.nodes.some((node) => node.kind === 'site')).toBe(true);
  });
});
