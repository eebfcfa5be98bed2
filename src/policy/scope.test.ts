import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hierarchyOf, net } from '../../test/rules/plan-kit.ts';
import type { Database, Filter, Hierarchy, Route, Site, Zone } from '../hierarchy/model.ts';
import { buildTopology, isWalkable } from '../hierarchy/topology.ts';
import { TCP } from '../net/match.ts';
import { formatAddress, type Network } from '../net/network.ts';
import { matchHolds, type Packet } from '../net/packet.ts';
import { crossingMatches, hostMatches } from './scope.ts';

interface Given {
  readonly zones: Readonly<Record<string, readonly string[]>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly routes?: readonly Route[];
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  readonly sites?: Hierarchy['sites'];
}

function given({ zones, filters, routes = [], hosts, sites = [] }: Given): Hierarchy {
  const entries = <T>(
    record: Readonly<Record<string, readonly string[]>>,
    make: (texts: readonly string[]) => T,
  ) => Object.fromEntries(Object.entries(record).map(([name, texts]) => [name, make(texts)]));
  return {
    ...hierarchyOf({
      filters: entries(filters, (between): Partial<Filter> => ({ between })),
      hosts: entries(hosts, (addresses) => ({ addresses: addresses.map(net) })),
      sites,
    }),
    zones: Object.entries(zones).map(([name, texts]): Zone => ({ name, networks: texts.map(net), at: {} })),
    routes,
    at: { zones: 0 },
  };
}

const listenerAt = (address: string, ...hosts: string[]): Site => {
  const listener = { name: 'sqlp01', networks: [net(address)] };
  const database: Database = { hosts, availabilityGroup: true, listener, at: {} };
  return { database } as unknown as Site;
};

const packet = (source: Network, destination: Network): Packet => ({
  family: source.family,
  source: source.first,
  destination: destination.first,
  protocol: TCP,
  sourcePort: 50_000,
  destinationPort: 445,
});

/** Pairs of addresses, of those given, that one of the matches holds. */
function heldBy(matches: ReturnType<typeof crossingMatches>, addresses: readonly Network[]): string[] {
  const held: string[] = [];
  for (const source of addresses) {
    for (const destination of addresses) {
      if (source.family !== destination.family) continue;
      const sent = packet(source, destination);
      if (matches.some((match) => matchHolds(match, sent))) held.push(`${source.text} > ${destination.text}`);
    }
  }
  return held;
}

/** The same by asking the topology about each pair. */
function crossingOf(hierarchy: Hierarchy, filter: string, addresses: readonly Network[]): string[] {
  const topology = buildTopology(hierarchy);
  const own = new Set([
    ...hierarchy.hosts.flatMap((host) => host.addresses.map((n) => n.text)),
    ...hierarchy.sites.flatMap((site) => site.database.listener?.networks.map((n) => n.text) ?? []),
  ]);
  const zoneOf = (address: Network): string => topology.zonesOf([address])[0]?.zone ?? '';
  const held: string[] = [];
  for (const source of addresses) {
    for (const destination of addresses) {
      if (source.family !== destination.family) continue;
      if (!own.has(source.text) && !own.has(destination.text)) continue;
      const path = topology.path(zoneOf(source), zoneOf(destination));
      const crosses =
        'error' in path
          ? path.ways.some((way) => way.includes(filter))
          : path.crossings.some((crossing) => crossing.filter === filter);
      if (crosses) held.push(`${source.text} > ${destination.text}`);
    }
  }
  return held;
}

const small = given({
  zones: {
    dc: ['10.10.0.0/16', 'fd00:10::/32'],
    campus: ['10.20.0.0/16', '10.30.0.0/16'],
    dmz: ['192.0.2.0/24'],
  },
  filters: { core: ['dc', 'campus'], edge: ['dc', 'dmz', 'internet'] },
  hosts: { cm01: ['10.10.0.1', 'fd00:10::1'], dc02: ['10.20.0.9'], sql01: ['10.10.0.3'] },
  sites: [listenerAt('10.10.0.5', 'cm01', 'sql01')],
});
const SAMPLES = [
  ...[
    '10.10.0.1',
    '10.10.0.3',
    '10.10.0.5',
    '10.10.7.7',
    '10.20.0.9',
    '10.20.0.8',
    '10.30.1.1',
    '192.0.2.77',
  ],
  ...['8.8.8.8', '0.0.0.0', '255.255.255.255', 'fd00:10::1', 'fd00:10::2', '2001:db8::1'],
].map(net);

describe('crossingMatches', () => {
  it.each(['core', 'edge'])('%s of a small hierarchy', (filter) => {
    const found = heldBy(crossingMatches(small, filter), SAMPLES);
    expect(found).toEqual(crossingOf(small, filter, SAMPLES));
    expect(found.length).toBeGreaterThan(10);
  });

  it('holds what crosses, both ways, and not what stays in a zone or passes no host', () => {
    const found = heldBy(crossingMatches(small, 'core'), SAMPLES);
    expect(found).toContain('10.10.0.1 > 10.30.1.1');
    expect(found).toContain('10.30.1.1 > 10.10.0.5');
    expect(found).toContain('8.8.8.8 > 10.20.0.9');
    expect(found).toContain('10.10.7.7 > 10.20.0.9');
    expect(found).not.toContain('10.20.0.9 > 10.30.1.1');
    expect(found).not.toContain('10.10.7.7 > 10.20.0.8');
    expect(found).not.toContain('10.10.0.1 > 8.8.8.8');
  });

  it('is made of few products', () => {
    expect(crossingMatches(small, 'core')).toHaveLength(4);
    expect(crossingMatches(small, 'edge')).toHaveLength(2);
  });

  it('follows routes', () => {
    const ring = given({
      zones: { a: ['10.0.1.0/24'], b: ['10.0.2.0/24'], c: ['10.0.3.0/24'] },
      filters: { ab: ['a', 'b'], bc: ['b', 'c'], ac: ['a', 'c'] },
      routes: [{ from: 'a', to: 'c', via: ['ab', 'bc'], at: {} }],
      hosts: { h: ['10.0.1.1'] },
    });
    const addresses = ['10.0.1.1', '10.0.2.1', '10.0.3.1'].map(net);
    expect(heldBy(crossingMatches(ring, 'ac'), addresses)).toEqual([]);
    expect(heldBy(crossingMatches(ring, 'bc'), addresses)).toEqual([
      '10.0.1.1 > 10.0.3.1',
      '10.0.3.1 > 10.0.1.1',
    ]);
  });

  it('where no zone is declared, the internet is every address that is no host’s', () => {
    const network = { name: 'network', networks: ['0.0.0.0/0', '::/0'].map(net), at: { '': 0 } };
    const hierarchy: Hierarchy = {
      ...given({
        zones: {},
        filters: { f: ['network', 'internet'] },
        hosts: { h: ['10.0.0.1'], g: ['10.0.0.2'] },
      }),
      zones: [network],
      at: {},
    };
    const addresses = ['10.0.0.1', '10.0.0.2', '8.8.8.8', '10.0.0.3'].map(net);
    expect(heldBy(crossingMatches(hierarchy, 'f'), addresses)).toEqual([
      '10.0.0.1 > 8.8.8.8',
      '10.0.0.1 > 10.0.0.3',
      '10.0.0.2 > 8.8.8.8',
      '10.0.0.2 > 10.0.0.3',
      '8.8.8.8 > 10.0.0.1',
      '8.8.8.8 > 10.0.0.2',
      '10.0.0.3 > 10.0.0.1',
      '10.0.0.3 > 10.0.0.2',
    ]);
  });

  it('is empty where no host is near, and throws for a filter that isn’t there', () => {
    const empty = given({ zones: { a: ['10.0.0.0/8'] }, filters: { f: ['a', 'internet'] }, hosts: {} });
    expect(crossingMatches(empty, 'f')).toEqual([]);
    expect(() => crossingMatches(empty, 'g')).toThrow(TypeError);
  });

  it('is what the topology says about every pair of addresses, whatever the network', () => {
    const names = Array.from({ length: 12 }, (_, i) => `z${i}`);
    const zones = Object.fromEntries(names.map((name, i) => [name, [`10.0.${i}.0/24`, `10.1.${i}.0/24`]]));
    const addresses = names
      .flatMap((_, i) => [`10.0.${i}.1`, `10.0.${i}.9`, `10.1.${i}.1`])
      .concat('8.8.8.8', '172.16.0.1')
      .map(net);
    const ends = [...names, 'internet'];
    // Either one filter with many zones, or several with few.
    const filters = fc.oneof(
      fc.array(fc.uniqueArray(fc.constantFrom(...ends), { minLength: 2, maxLength: 4 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.uniqueArray(fc.constantFrom(...ends), { minLength: 10 }).map((list) => [list, ['z0', 'internet']]),
    );
    const hosts = fc.uniqueArray(fc.constantFrom(...addresses.map((n) => n.text)), { minLength: 1 });
    const via = fc.tuple(
      fc.constantFrom(...ends),
      fc.constantFrom(...ends),
      fc.array(fc.nat(5), { minLength: 1 }),
    );
    let held = 0;
    fc.assert(
      fc.property(filters, hosts, fc.array(via, { maxLength: 6 }), (betweens, own, ways) => {
        const named = Object.fromEntries(betweens.map((between, i) => [`f${i}`, between]));
        const bare = given({
          zones,
          filters: named,
          hosts: Object.fromEntries(own.map((text) => [text, [text]])),
        });
        const routes = ways
          .map(([from, to, list]) => ({ from, to, via: list.map((i) => `f${i % betweens.length}`), at: {} }))
          .filter((route) => isWalkable(route, bare.filters));
        const hierarchy = { ...bare, routes };
        for (const filter of Object.keys(named)) {
          const found = heldBy(crossingMatches(hierarchy, filter), addresses);
          expect(found).toEqual(crossingOf(hierarchy, filter, addresses));
          held += found.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(held).toBeGreaterThan(1_000);
  });

  it('stays small for thousands of zones with a host each', () => {
    const names = Array.from({ length: 4_000 }, (_, i) => `b${i}`);
    const subnet = (i: number, last: number): string => `10.${i >> 8}.${i & 255}.${last}`;
    const zones = Object.fromEntries(names.map((name, i) => [name, [`${subnet(i, 0)}/24`]]));
    const hosts = Object.fromEntries(names.map((name, i) => [`dp-${name}`, [subnet(i, 1)]]));
    const hub = given({ zones, filters: { core: [...names, 'internet'] }, hosts });
    const matches = crossingMatches(hub, 'core');
    const ranges = matches.reduce((sum, m) => sum + m.sources.length + m.destinations.length, 0);
    expect(ranges).toBeLessThan(250_000);
    const addresses = ['10.0.0.1', '10.0.0.2', '10.15.159.1', '10.7.7.1', '8.8.8.8'].map(net);
    expect(heldBy(matches, addresses)).toEqual(
      addresses.flatMap((from, i) =>
        addresses.flatMap((to, j) => {
          const apart = i !== j && !(i < 2 && j < 2);
          const host = from.text.endsWith('.1') || to.text.endsWith('.1');
          return apart && host ? [`${from.text} > ${to.text}`] : [];
        }),
      ),
    );
  });
});

describe('hostMatches', () => {
  const addresses = SAMPLES;

  it('holds what comes to a host and the listeners that it may answer on', () => {
    const own = new Set(['10.10.0.1', '10.10.0.5', 'fd00:10::1']);
    const pairs = (inward: boolean) =>
      addresses.flatMap((source) =>
        addresses.flatMap((destination) =>
          source.family === destination.family && own.has((inward ? destination : source).text)
            ? [`${source.text} > ${destination.text}`]
            : [],
        ),
      );
    expect(heldBy(hostMatches(small, 'cm01', 'in'), addresses)).toEqual(pairs(true));
    expect(heldBy(hostMatches(small, 'cm01', 'out'), addresses)).toEqual(pairs(false));
  });

  it('is one product, of the families that the host has', () => {
    const [match, ...more] = hostMatches(small, 'dc02', 'in');
    expect(more).toEqual([]);
    expect(match?.sources.map((n) => n.family)).toEqual([4]);
    expect(match?.destinations.map((n) => formatAddress(n.family, n.first))).toEqual(['10.20.0.9']);
  });

  it('is empty for a host without addresses, and throws for one that isn’t there', () => {
    const hierarchy = given({ zones: {}, filters: {}, hosts: { h: [] } });
    expect(hostMatches(hierarchy, 'h', 'in')).toEqual([]);
    expect(() => hostMatches(hierarchy, 'x', 'in')).toThrow(TypeError);
  });
});
