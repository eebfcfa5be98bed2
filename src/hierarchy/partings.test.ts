import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter, Route } from './model.ts';
import { type Parting, partingsOf } from './partings.ts';
import { buildTopology, isWalkable } from './topology.ts';

const filter = (name: string, between: readonly string[]): Filter => ({
  name,
  between,
  dialect: 'nftables',
  internetDestinations: 'refuse',
  at: {},
});

/** Both orders of every two zones of different parts, as far as one of them is asked about. */
function pairsOf(partings: readonly Parting[], sources: ReadonlySet<string>): string[] {
  const pairs = new Set<string>();
  for (const parts of partings) {
    for (const [i, part] of parts.entries()) {
      for (const [j, other] of parts.entries()) {
        if (i === j) continue;
        for (const from of part)
          for (const to of other) if (sources.has(from) || sources.has(to)) pairs.add(`${from} ${to}`);
      }
    }
  }
  return [...pairs].sort();
}

/** The same by asking the topology for every way. */
function pairsByWay(
  filters: readonly Filter[],
  routes: readonly Route[],
  name: string,
  zones: readonly string[],
  sources: ReadonlySet<string>,
): string[] {
  const topology = buildTopology({ zones: [], filters, routes });
  const pairs: string[] = [];
  for (const from of zones) {
    for (const to of zones) {
      if (!sources.has(from) && !sources.has(to)) continue;
      const path = topology.path(from, to);
      // The topology names no more ways than that, and so not every filter on one.
      if ('error' in path) fc.pre(path.ways.length < 8);
      const crosses =
        'error' in path
          ? path.ways.some((way) => way.includes(name))
          : path.crossings.some((crossing) => crossing.filter === name);
      if (crosses) pairs.push(`${from} ${to}`);
    }
  }
  return pairs.sort();
}

describe('partingsOf', () => {
  it('a filter of a tree parts it, however many zones there are', () => {
    const branches = Array.from({ length: 5_000 }, (_, i) => filter(`f${i}`, [`b${i}`, 'core']));
    const zones = new Set(branches.map(({ between }) => between[0] as string));
    const partings = partingsOf({ filters: branches, routes: [] }, 'f17', zones);
    expect(partings.map((parts) => parts.map((part) => part.length))).toEqual([[1, 5_000]]);
    expect(partings[0]?.[0]).toEqual(['b17']);
  });

  it('zones of a ring that the filter parts from one another stay one parting', () => {
    const names = Array.from({ length: 300 }, (_, i) => `b${i}`);
    const filters = [
      filter('core', names),
      ...names.map((name) => filter(`breakout-${name}`, [name, 'internet'])),
    ];
    const partings = partingsOf({ filters, routes: [] }, 'core', new Set(names));
    expect(partings.map((parts) => parts.length)).toEqual([300]);
  });

  it('an unknown filter parts nothing', () => {
    expect(partingsOf({ filters: [filter('f', ['a', 'b'])], routes: [] }, 'g', new Set(['a']))).toEqual([]);
  });

  it('is what the topology’s ways say, whatever the network', () => {
    const zones = ['a', 'b', 'c', 'd', 'e', 'f', 'internet'];
    const between = fc.uniqueArray(fc.constantFrom(...zones), { minLength: 2, maxLength: 4 });
    const network = fc.record({
      betweens: fc.array(between, { minLength: 1, maxLength: 7 }),
      ways: fc.array(
        fc.tuple(fc.constantFrom(...zones), fc.constantFrom(...zones), fc.array(fc.nat(6), { maxLength: 4 })),
        { maxLength: 12 },
      ),
      sources: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1 }),
    });
    let parted = 0;
    let routed = 0;
    fc.assert(
      fc.property(network, ({ betweens, ways, sources }) => {
        const filters = betweens.map((list, i) => filter(`f${i}`, list));
        const routes = ways
          .map(
            ([from, to, via]): Route => ({ from, to, via: via.map((i) => `f${i % filters.length}`), at: {} }),
          )
          .filter((route) => route.via.length > 0 && isWalkable(route, filters));
        routed += routes.length;
        const asked = new Set(sources);
        for (const { name } of filters) {
          const found = pairsOf(partingsOf({ filters, routes }, name, asked), asked);
          expect(found).toEqual(pairsByWay(filters, routes, name, zones, asked));
          parted += found.length;
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(parted, routed)).toBeGreaterThan(200);
  });
});
