import { describe, expect, it } from 'vitest';
import { bundleCourses, bundleForDisplay } from './bundle.ts';
import { bandPath, courseLine } from './course-path.ts';
import type { ChartCourse, ChartDocument, ChartNode } from './document.ts';
import { excessCourses } from './excess.ts';
import { findOnChart } from './find.ts';
import { placeLabels } from './labels.ts';
import { layoutInput } from './layout-input.ts';
import { neighbour } from './neighbour.ts';
import { packScene, placeScene } from './place.ts';
import { rankZones } from './rank.ts';
import { arrange } from './scene.ts';
import { readChartSearch, readViewpoint, writeViewpoint } from './search.ts';
import { gravest, stateOf } from './states.ts';

const node = (zone: string, label: string, more: Partial<ChartNode> = {}): ChartNode => ({
  id: `${zone}/${more.kind ?? 'host'}/${label}`,
  kind: 'host',
  label,
  zone,
  roles: [],
  addresses: [],
  members: 1,
  ...more,
});

const course = (from: ChartNode, to: ChartNode, filters: string[], ports = '443'): ChartCourse => ({
  id: `${from.id}>${to.id}`,
  from: from.id,
  to: to.id,
  filters,
  flows: [`flow ${from.label} ${to.label}`],
  flowCount: 1,
  rows: 1,
  services: [{ name: 'HTTPS', transport: 'tcp', ports }],
  phases: ['always'],
  conversations: [],
});

const cm = node('dc', 'cm01', { site: 'P01', roles: ['site-server'], addresses: ['10.0.0.10'] });
const mp = node('dc', 'mp01', { site: 'P01', roles: ['management-point'], addresses: ['10.0.0.31'] });
const hq = node('campus', 'hq', { kind: 'clients', addresses: ['10.20.0.0/20'] });
const cloud = node('internet', 'Azure', { kind: 'internet' });
const chart: ChartDocument = {
  zones: [
    { name: 'dc', kind: 'network' },
    { name: 'campus', kind: 'network' },
    { name: 'internet', kind: 'internet' },
  ],
  filters: [
    { name: 'core', dialect: 'nftables', zones: ['dc', 'campus'] },
    { name: 'edge', dialect: 'nftables', zones: ['dc', 'internet'] },
  ],
  nodes: [cm, mp, hq, cloud],
  courses: [
    course(hq, mp, ['core']),
    course(cm, hq, ['core'], '135, 49152-65535'),
    course(cm, mp, []),
    course(hq, cloud, ['core', 'edge']),
  ],
  roles: [],
  ends: 4,
};

describe('levels', () => {
  it('bundles both directions between zones, each with its own courses', () => {
    const { bundles } = bundleForDisplay(chart.courses, arrange(chart, 'hierarchy'), 'hierarchy', undefined);
    expect(bundles.map((b) => [b.a, b.b, b.filters, b.forward.length, b.backward.length])).toEqual([
      ['zone:campus', 'zone:dc', ['core'], 1, 1],
      ['zone:campus', 'zone:internet', ['core', 'edge'], 1, 0],
    ]);
  });

  it('shows the hosts of an opened group beside the others', () => {
    const scene = arrange(chart, 'sites', 'group:dc:site:P01');
    const { bundles } = bundleForDisplay(chart.courses, scene, 'sites', undefined);
    expect(bundles.map((b) => [b.a, b.b])).toEqual(
      [
        ['dc/host/mp01', 'group:campus:clients'],
        ['dc/host/cm01', 'group:campus:clients'],
        ['dc/host/cm01', 'dc/host/mp01'],
        ['group:campus:clients', 'group:internet:internet'],
      ].map(([a = '', b = '']) => (a < b ? [a, b] : [b, a])),
    );
  });

  it('turns the way of a course round with its ends', () => {
    const back = { ...course(cloud, hq, ['edge', 'core']) };
    const [bundle] = bundleCourses([back], (id) => id);
    expect(bundle).toMatchObject({ a: hq.id, b: cloud.id, filters: ['core', 'edge'], forward: [] });
  });

  it('draws the rest between groups where there are too many lines, and the selected host exactly', () => {
    const many = Array.from({ length: 500 }, (_, i) => node('dc', `h${i}`, { site: 'P01' }));
    const large = { ...chart, nodes: [...many, hq, cloud] };
    const courses = many.flatMap((host) => [course(host, hq, ['core']), course(host, cloud, ['edge'])]);
    const scene = arrange(large, 'hosts');
    const selected = many[7]?.id;
    const { bundles, coarse } = bundleForDisplay(courses, scene, 'hosts', selected);
    expect(coarse).toBe(true);
    expect(bundles.filter((b) => b.a === selected || b.b === selected)).toHaveLength(2);
    expect(bundles).toHaveLength(4);
    expect(bundles.flatMap((b) => [...b.forward, ...b.backward])).toHaveLength(courses.length);
  });
});

describe('what is permitted beyond the plan', () => {
  const found = (
    from: { zone: string; name?: string },
    to: { zone: string; name?: string },
    filter = 'core',
  ) => ({
    filter,
    code: 'PT9101',
    message: 'line 7 permits more than the plan',
    from: { ...from, address: '10.20.0.9' },
    to: { ...to, address: '10.0.0.31' },
    service: 'tcp/445',
  });

  it('is drawn between its ends, and colours the planned course of the same ends', () => {
    const beyond = excessCourses(
      [found({ zone: 'campus', name: 'hq' }, { zone: 'dc', name: 'mp01' })],
      chart,
    );
    const { bundles } = bundleForDisplay(
      [...chart.courses, ...beyond],
      arrange(chart, 'hosts'),
      'hosts',
      undefined,
    );
    const together = bundles.find((bundle) => bundle.excess > 0);
    expect(together).toMatchObject({ flows: 1, excess: 1, filters: ['core'] });
    expect(stateOf([...(together?.forward ?? []), ...(together?.backward ?? [])], new Map())).toBe('excess');
  });

  it('ends in the zone where the address is nobody’s', () => {
    const beyond = excessCourses([found({ zone: 'campus' }, { zone: 'internet' }, 'edge')], chart);
    for (const level of ['hosts', 'sites', 'hierarchy'] as const) {
      const { bundles } = bundleForDisplay(beyond, arrange(chart, level), level, undefined);
      expect(bundles.map(({ a, b }) => [a, b])).toEqual([['zone:campus', 'zone:internet']]);
    }
  });

  it('is left out where it was found in another configuration than today’s', () => {
    const old = { ...found({ zone: 'campus' }, { zone: 'dc' }), stale: true as const };
    expect(excessCourses([old], chart)).toEqual([]);
  });
});

describe('layout', () => {
  it('places the internet outermost and inner zones on the other side', () => {
    expect([...rankZones(arrange(chart, 'hosts'))]).toEqual([
      ['dc', 0],
      ['campus', -1],
      ['internet', 2],
    ]);
  });

  it('gives everything a box of its own, inside of its zone', () => {
    const scene = arrange(chart, 'hosts');
    const layout = placeScene(scene);
    const cards = chart.nodes.map((one) => layout.get(one.id));
    expect(cards.every(Boolean)).toBe(true);
    for (const [i, a] of cards.entries()) {
      const zone = layout.get(`zone:${chart.nodes[i]?.zone}`);
      if (!a || !zone) continue;
      expect(a.x >= zone.x && a.x + a.width <= zone.x + zone.width).toBe(true);
      expect(a.y >= zone.y && a.y + a.height <= zone.y + zone.height).toBe(true);
      for (const b of cards.slice(i + 1)) {
        const apart =
          b === undefined ||
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  it('gives ELK zones and filters only, each filter from the inner zone outwards', () => {
    const scene = arrange(chart, 'hosts');
    const graph = layoutInput(scene, packScene(scene), 'RIGHT');
    expect(graph.children?.map((child) => child.id)).toEqual([
      'zone:dc',
      'zone:campus',
      'zone:internet',
      'filter:core',
      'filter:edge',
    ]);
    expect(graph.edges?.map(({ sources, targets }) => [...sources, ...targets])).toEqual([
      ['filter:core', 'zone:dc'],
      ['zone:campus', 'filter:core'],
      ['zone:dc', 'filter:edge'],
      ['filter:edge', 'zone:internet'],
    ]);
  });

  it('leads the arrow keys to the nearest card ahead', () => {
    const at = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
    const layout = new Map([
      ['a', at(0, 0)],
      ['b', at(100, 5)],
      ['c', at(40, 90)],
    ]);
    expect(neighbour(layout, layout.keys(), 'a', 'right')).toBe('b');
    expect(neighbour(layout, layout.keys(), 'a', 'down')).toBe('c');
    expect(neighbour(layout, layout.keys(), 'a', 'left')).toBeUndefined();
  });

  it('runs a line through its filters', () => {
    const at = (x: number) => ({ x, y: 0, width: 10, height: 20 });
    expect(courseLine([at(0), at(100), at(200)])?.path).toBe(
      'M10,10C55,10 55,10 100,10M110,10C155,10 155,10 200,10',
    );
    expect(courseLine([at(0)])).toBeUndefined();
  });

  it('draws a line from top to bottom where zones stand below one another', () => {
    const at = (x: number, y: number) => ({ x, y, width: 20, height: 10 });
    expect(courseLine([at(0, 0), at(0, 100)], 0, true)?.path).toBe('M10,10C10,55 10,55 10,100');
    expect(bandPath(at(0, 0), at(0, 100), true)).toBe('M10,5C10,53 10,53 10,100');
    // What stands beside is still met at its side.
    expect(courseLine([at(0, 0), at(100, 0)], 0, true)?.path).toBe('M20,5C60,5 60,5 100,5');
  });

  it('leaves out words that have no place', () => {
    const wish = { texts: ['12 · tcp/443', '12'], places: [{ x: 0, y: 0 }] };
    const wall = { x: 20, y: -50, width: 100, height: 100 };
    expect(placeLabels([wish, wish], [wall])).toEqual([{ x: 0, y: 0, words: '12' }, undefined]);
  });
});

describe('search', () => {
  it('finds hosts by name and address, and courses by port', () => {
    const labels = (text: string) => findOnChart(chart, text).map((found) => found.label);
    expect(labels('mp')).toEqual(['mp01']);
    expect(labels('10.0.0.')).toEqual(['cm01', 'mp01']);
    expect(labels('site server')).toEqual(['cm01']);
    expect(labels('tcp/50000')).toEqual(['Port 50000']);
    expect(labels('nothing of the kind')).toEqual([]);
  });

  it('keeps what the address says, and drops what it can’t use', () => {
    expect(
      readChartSearch({ level: 'sites', view: 'pie', inside: '1', zone: 'dc', select: 'zone:dc' }),
    ).toEqual({
      level: 'sites',
      inside: true,
      zone: 'dc',
      select: 'zone:dc',
    });
    const view = { x: -120, y: 40, zoom: 0.5 };
    expect(readViewpoint(writeViewpoint(view))).toEqual(view);
    expect(readViewpoint('1,2')).toBeUndefined();
    expect(readViewpoint('1,2,NaN')).toBeUndefined();
  });
});

it('shows the gravest state of several flows', () => {
  expect(gravest(['proven', 'missing', 'planned'])).toBe('missing');
  expect(gravest(['proven', 'planned'])).toBe('planned');
  expect(gravest([])).toBe('planned');
});
