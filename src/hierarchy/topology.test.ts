import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, type Network, network, parseNetwork } from '../net/network.ts';
import type { Filter, Route, Zone } from './model.ts';
import { buildTopology, type Path } from './topology.ts';

const at = { '': 0 };
const net = (text: string): Network => {
  const parsed = parseNetwork(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
};
const zone = (name: string, ...networks: string[]): Zone => ({ name, networks: networks.map(net), at });
const filter = (name: string, ...between: string[]): Filter => ({
  name,
  between,
  dialect: 'nftables',
  internetDestinations: 'refuse',
  at,
});
const route = (from: string, to: string, ...via: string[]): Route => ({ from, to, via, at });
const path = (filters: readonly Filter[], from: string, to: string, routes: readonly Route[] = []): Path =>
  buildTopology({ zones: [], filters, routes }).path(from, to);

describe('zonesOf', () => {
  const { zonesOf } = buildTopology({
    zones: [zone('a', '10.0.0.0/9', 'fd00::/16'), zone('b', '10.128.0.0/9', '192.0.2.0/24')],
    filters: [],
    routes: [],
  });
  const names = (...texts: string[]) =>
    zonesOf(texts.map(net)).map((part) => [part.zone, part.networks.map((n) => n.text)]);

  it('finds the zone of an address in either family', () => {
    expect(names('10.1.2.3')).toEqual([['a', ['10.1.2.3']]]);
    expect(names('fd00::1')).toEqual([['a', ['fd00::1']]]);
  });
  it('calls internet what no zone holds', () => {
    expect(names('8.8.8.8', '2001:db8::1')).toEqual([['internet', ['8.8.8.8', '2001:db8::1']]]);
  });
  it('splits a network at the borders of zones', () => {
    expect(names('192.0.1.0-192.0.2.9')).toEqual([
      ['internet', ['192.0.1.0/24']],
      ['b', ['192.0.2.0-192.0.2.9']],
    ]);
  });
  it('nothing is lost, doubled or put in a wrong zone', () => {
    const small = fc
      .tuple(fc.nat(255), fc.nat(255))
      .map(([a, b]) => network(4, BigInt(Math.min(a, b)), BigInt(Math.max(a, b))));
    fc.assert(
      fc.property(fc.array(small, { maxLength: 6 }), small, (networks, asked) => {
        // Disjoint zones: each takes what those before it left.
        const owner = new Map<bigint, string>();
        const zones: Zone[] = networks.map((n, i) => {
          const own: Network[] = [];
          for (let a = n.first; a <= n.last; a++)
            if (!owner.has(a)) owner.set(a, `z${i}`) && own.push(network(4, a, a));
          return { name: `z${i}`, networks: own, at };
        });
        const parts = buildTopology({ zones, filters: [], routes: [] }).zonesOf([asked]);
        for (let a = asked.first; a <= asked.last; a++) {
          const holding = parts.filter((p) => p.networks.some((n) => contains(n, network(4, a, a))));
          expect(holding.map((p) => p.zone)).toEqual([owner.get(a) ?? 'internet']);
        }
      }),
    );
  });
});

describe('path', () => {
  const tree = [
    filter('core', 'dc', 'campus'),
    filter('edge', 'dc', 'dmz', 'internet'),
    filter('wan', 'campus', 'branch'),
  ];

  it('crosses nothing inside a zone, or where there are no filters', () => {
    expect(path(tree, 'dc', 'dc')).toEqual({ crossings: [] });
    expect(path([], 'dc', 'campus')).toEqual({ crossings: [] });
  });
  it('takes the way with the fewest filters, and knows both sides of each', () => {
    expect(path(tree, 'branch', 'internet')).toEqual({
      crossings: [
        { filter: 'wan', from: 'branch', to: 'campus' },
        { filter: 'core', from: 'campus', to: 'dc' },
        { filter: 'edge', from: 'dc', to: 'internet' },
      ],
    });
  });
  it('is the same way back', () => {
    const there = path(tree, 'branch', 'dmz');
    const back = path(tree, 'dmz', 'branch');
    if ('error' in there || 'error' in back) throw new Error('no way');
    expect(back.crossings).toEqual(
      there.crossings.map((c) => ({ filter: c.filter, from: c.to, to: c.from })).reverse(),
    );
  });
  it('reports where there is none', () => {
    expect(path(tree, 'dc', 'lab')).toEqual({ error: 'none', ways: [] });
    expect(path([filter('core', 'dc', 'campus')], 'dc', 'internet')).toEqual({ error: 'none', ways: [] });
  });
  it('reports ways that are equally short, and not the longer ones', () => {
    const ring = [
      filter('a', 'x', 'y'),
      filter('b', 'y', 'z'),
      filter('c', 'x', 'w'),
      filter('d', 'w', 'z'),
      filter('e', 'w', 'y'),
    ];
    expect(path(ring, 'x', 'z')).toEqual({
      error: 'ambiguous',
      ways: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
  });
  it('two filters side by side are ambiguous', () => {
    expect(path([filter('a', 'x', 'y'), filter('b', 'x', 'y')], 'x', 'y')).toMatchObject({
      error: 'ambiguous',
    });
  });
  it('the same filters over different zones are one way', () => {
    const wide = [filter('a', 'x', 'm', 'n'), filter('b', 'm', 'n', 'y')];
    expect(path(wide, 'x', 'y')).toEqual({
      crossings: [
        { filter: 'a', from: 'x', to: 'm' },
        { filter: 'b', from: 'm', to: 'y' },
      ],
    });
  });
  it('a filter of thousands of zones takes no longer than the zones it has', () => {
    const zones = Array.from({ length: 5_000 }, (_, i) => `branch${i}`);
    const { path: ask } = buildTopology({
      zones: [],
      filters: [filter('wan', 'dc', ...zones), filter('edge', 'dc', 'internet')],
      routes: [],
    });
    for (const name of zones) {
      expect(ask(name, 'internet')).toEqual({
        crossings: [
          { filter: 'wan', from: name, to: 'dc' },
          { filter: 'edge', from: 'dc', to: 'internet' },
        ],
      });
    }
  });
  it('a route decides, and holds both ways', () => {
    const pair = [filter('a', 'x', 'y'), filter('b', 'x', 'y')];
    expect(path(pair, 'x', 'y', [route('x', 'y', 'b')])).toEqual({
      crossings: [{ filter: 'b', from: 'x', to: 'y' }],
    });
    expect(path(pair, 'y', 'x', [route('x', 'y', 'b')])).toEqual({
      crossings: [{ filter: 'b', from: 'y', to: 'x' }],
    });
  });
  it('a route finds its zones even where the first choice is a dead end', () => {
    const filters = [
      filter('a', 'x', 'm', 'n'),
      filter('b', 'm', 'n'),
      filter('c', 'n', 'y'),
      filter('d', 'm', 'y'),
    ];
    expect(path(filters, 'x', 'y', [route('x', 'y', 'a', 'b', 'd')])).toEqual({
      crossings: [
        { filter: 'a', from: 'x', to: 'n' },
        { filter: 'b', from: 'n', to: 'm' },
        { filter: 'd', from: 'm', to: 'y' },
      ],
    });
  });
  it('a route over filters that do not lead there is no way', () => {
    expect(path(tree, 'dc', 'branch', [route('dc', 'branch', 'edge')])).toEqual({ error: 'none', ways: [] });
  });
});
