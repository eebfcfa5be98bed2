/** How the lab's hosts and filters are joined, and the ways that their packets take. */
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Topology } from '../hierarchy/topology.ts';
import { INTERNET } from '../hierarchy/zoneIndex.ts';
import {
  contains,
  type Family,
  formatAddress,
  type Network,
  network,
  parseNetwork,
  toPrefixes,
} from '../net/network.ts';
import { Addresses, linkNetwork, prefixLength, smallestAround } from './addressing.ts';
import type { LabAddress, LabFilter, LabInterface, LabRoute, LabWire } from './model.ts';
import type { Inhabitant, PlacedAddress } from './population.ts';
import { type Sample, zonesOf } from './sample.ts';

export interface Wiring {
  readonly wires: readonly LabWire[];
  readonly filters: readonly LabFilter[];
  /** @param number of the host, for its hardware addresses */
  interfacesOf(inhabitant: Inhabitant, number: number): LabInterface[];
}

type Links = ReadonlyMap<string, ReadonlyMap<Family, string>>;

/** A filter's own addresses on the wire of a zone, by family: where packets that it passes on are sent to. */
type NextHop = (zone: string, filter: string) => ReadonlyMap<Family, string>;

/** Lays wires, and finds the next hop of every way between two of the sample's zones. */
export function wire(hierarchy: Hierarchy, topology: Topology, sample: Sample): Wiring {
  const occupied = zonesOf(sample.inhabitants);
  const filters = hierarchy.filters.filter((filter) => sample.filters.has(filter.name));
  const zones = [...new Set([...occupied, ...filters.flatMap((filter) => filter.between)])];
  // Without any filter, nothing is known of the ways between zones but that nothing stands on them.
  const isFlat = hierarchy.filters.length === 0;
  const wires: LabWire[] = isFlat
    ? [{ id: 'z0', zones }]
    : zones.map((zone, i) => ({ id: `z${i}`, zones: [zone] }));
  const wireOf = new Map(wires.flatMap(({ id, zones: on }) => on.map((zone) => [zone, id] as const)));
  const behind = networksBehind(hierarchy, sample, occupied);
  const links = linksOf(hierarchy, sample, filters);
  const nextHop: NextHop = (zone, filter) => links.get(linkKey(filter, zone)) ?? new Map();

  const interfacesOf = ({ addresses }: Inhabitant, number: number): LabInterface[] =>
    groupBy(addresses, (a) => (isFlat ? '' : a.zone)).map((own, i) => {
      const zone = own[0]?.zone ?? '';
      const placed = own.map((address) => withPrefix(address, behind));
      const routes = isFlat ? flatRoutes() : compact(hostRoutes(zone, topology, behind.networks, nextHop));
      // A second leg answers from its own address, whatever the first one would do.
      const fromOwn =
        i === 0
          ? routes
          : placed.flatMap((a) =>
              routes
                .filter((route) => route.family === a.family)
                .map((route) => ({ ...route, from: `${a.address}/${a.family === 4 ? 32 : 128}` })),
            );
      return {
        name: `eth${i}`,
        wire: wireOf.get(zone) ?? 'z0',
        mac: hardwareAddress('host', number, i),
        addresses: placed,
        routes: fromOwn,
      };
    });

  return {
    wires,
    interfacesOf,
    filters: filters.map((filter, number) =>
      labFilter(
        filter,
        number,
        filterRoutes(filter.name, [...occupied], topology, behind.networks, nextHop),
        {
          wireOf,
          behind,
          nextHop,
        },
      ),
    ),
  };
}

/** A filter with a leg on the wire of each zone that it stands between. */
function labFilter(
  { name: filter, between }: Hierarchy['filters'][number],
  number: number,
  routes: ReadonlyMap<string, readonly LabRoute[]>,
  {
    wireOf,
    behind,
    nextHop,
  }: { readonly wireOf: ReadonlyMap<string, string>; readonly behind: Behind; readonly nextHop: NextHop },
): LabFilter {
  return {
    id: `f${number}`,
    name: filter,
    interfaces: between.map(
      (zone, i): LabInterface => ({
        name: `eth${i}`,
        wire: wireOf.get(zone) ?? 'z0',
        mac: hardwareAddress('filter', number, i),
        addresses: [...nextHop(zone, filter)].map(
          ([family, address]): LabAddress => ({
            family,
            address,
            prefix: family === 4 ? 32 : 128,
            zone,
            endpoint: filter,
          }),
        ),
        routes: routes.get(zone) ?? [],
      }),
    ),
    broadcasts: between.flatMap((zone, i) =>
      (behind.broadcasts.get(zone) ?? []).map((address) => ({ interface: `eth${i}`, address })),
    ),
  };
}

interface Behind {
  /** Prefixes of each zone that addresses of the lab lie in. */
  readonly networks: ReadonlyMap<string, readonly Network[]>;
  /** Subnets of clients and consoles, and the zones' own networks. */
  readonly subnets: readonly Network[];
  /** Broadcast addresses of subnets by zone; none that is somebody's own. */
  readonly broadcasts: ReadonlyMap<string, readonly string[]>;
  /** Whether somebody in the lab has an address. */
  isTaken(family: Family, address: bigint): boolean;
}

function networksBehind(hierarchy: Hierarchy, sample: Sample, occupied: ReadonlySet<string>): Behind {
  const networks = new Map<string, Network[]>();
  const subnets = new Map<string, Network>();
  const broadcasts = new Map<string, string[]>();
  const all = sample.inhabitants.flatMap((one) => one.addresses);
  const taken = new Set(all.map((a) => addressKey(a.family, addressOf(a).first)));
  const isTaken = (family: Family, address: bigint): boolean => taken.has(addressKey(family, address));
  const add = (zone: string, found: Network): void => {
    const list = networks.get(zone) ?? [];
    networks.set(zone, list);
    if (!list.some((n) => n.text === found.text)) list.push(found);
  };
  for (const { name, networks: own } of hierarchy.zones) {
    if (!occupied.has(name)) continue;
    const addresses = all.filter((a) => a.zone === name).map(addressOf);
    for (const declared of own) {
      // A range is several prefixes; those without anybody are left out.
      for (const prefix of toPrefixes(declared))
        if (addresses.some((address) => contains(prefix, address))) add(name, prefix);
    }
  }
  for (const { zone, subnet } of all) {
    if (subnet === undefined) continue;
    if (zone === INTERNET)
      for (const prefix of toPrefixes(subnet))
        if (all.some((a) => a.zone === zone && contains(prefix, addressOf(a)))) add(zone, prefix);
    if (subnets.has(subnet.text)) continue;
    subnets.set(subnet.text, subnet);
    if (zone === INTERNET || subnet.family === 6 || subnet.last - subnet.first < 3n) continue;
    if (isTaken(4, subnet.last)) continue;
    // Of subnets in each other the last addresses may be the same.
    const known = new Set(broadcasts.get(zone));
    broadcasts.set(zone, [...known.add(formatAddress(4, subnet.last))]);
  }
  return { networks, subnets: [...subnets.values(), ...[...networks.values()].flat()], broadcasts, isTaken };
}

const addressKey = (family: Family, address: bigint): string => `${family} ${address}`;

function addressOf({ family, address }: PlacedAddress): Network {
  const parsed = parseNetwork(address);
  if ('error' in parsed) throw new TypeError(`${address} of IPv${family} is no address`);
  return parsed;
}

/** The prefix of the smallest subnet around an address; never one so wide that everything were on the wire. */
function withPrefix({ subnet, ...placed }: PlacedAddress, { subnets, isTaken }: Behind): LabAddress {
  const { family } = placed;
  const address = addressOf(placed);
  const around = subnet ?? smallestAround(address, subnets);
  const [usual, widest, single] = family === 4 ? [24, 8, 32] : [64, 16, 128];
  const length = around ? prefixLength(around) : single;
  const prefix = length < widest ? usual : length;
  const size = 1n << BigInt(single - prefix);
  const first = address.first - (address.first % size);
  // A subnet's first and last address are nobody's in IPv4. Where the hierarchy says otherwise, no prefix may make them
  // the whole subnet's: the kernel would take them for broadcasts.
  const last = first + size - 1n;
  const hasEdge = family === 4 && size > 2n && [first, last].some((edge) => isTaken(4, edge));
  if (!hasEdge) return { ...placed, prefix };
  return { ...placed, prefix: single, ...(!isTaken(4, last) && { broadcast: formatAddress(4, last) }) };
}

/** Locally administered (the second bit of the first byte, IEEE 802), and each once. */
function hardwareAddress(kind: 'host' | 'filter', number: number, leg: number): string {
  const bytes = [2, kind === 'host' ? 1 : 2, number >> 8, number & 255, leg >> 8, leg & 255];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/**
 * The same ways in fewer routes: where no route leads to everything else, the most used way does. What no way leads to
 * has a route that says so.
 */
function compact(routes: readonly LabRoute[]): LabRoute[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = routes.filter((route) => route.family === family);
    if (own.some(({ to, from }) => to === 'default' && from === undefined)) return own;
    const counts = new Map<string, number>();
    for (const { via, from } of own)
      if (via !== undefined && from === undefined) counts.set(via, (counts.get(via) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    if (most === undefined) return own;
    const rest = own.filter(({ via, from }) => via !== most || from !== undefined);
    return [...rest, { family, to: 'default', via: most }];
  });
}

const flatRoutes = (): LabRoute[] => [
  { family: 4, to: 'default' },
  { family: 6, to: 'default' },
];

function hostRoutes(
  zone: string,
  topology: Topology,
  networks: ReadonlyMap<string, readonly Network[]>,
  nextHop: NextHop,
): LabRoute[] {
  const routes: LabRoute[] = [];
  for (const [beyond, prefixes] of networks) {
    const path = topology.path(zone, beyond);
    const first = 'crossings' in path ? path.crossings[0] : undefined;
    const isOnWire = beyond === zone;
    for (const { family, text } of prefixes) {
      const to = beyond === INTERNET && !isOnWire ? 'default' : text;
      if (isOnWire) routes.push({ family, to });
      else if (!first) routes.push({ family, to, unreachable: true });
      else {
        const via = nextHop(zone, first.filter).get(family);
        if (via !== undefined) routes.push({ family, to, via });
      }
    }
  }
  return routes;
}

/** A filter's routes by the zone of the interface that they leave by. */
function filterRoutes(
  filter: string,
  zones: readonly string[],
  topology: Topology,
  networks: ReadonlyMap<string, readonly Network[]>,
  nextHop: NextHop,
): ReadonlyMap<string, readonly LabRoute[]> {
  const routes = new Map<string, LabRoute[]>();
  for (const to of zones) {
    // Where the way on depends on where a packet comes from, the internet's is everybody's, and others say so.
    const ways = new Map<
      string,
      { readonly out: string; readonly next: string | undefined; readonly from: string[] }
    >();
    for (const from of zones.toSorted((a, b) => Number(b === INTERNET) - Number(a === INTERNET))) {
      const path = topology.path(from, to);
      if (!('crossings' in path)) continue;
      const at = path.crossings.findIndex((crossing) => crossing.filter === filter);
      const crossing = path.crossings[at];
      if (!crossing) continue;
      const next = path.crossings[at + 1]?.filter;
      const key = JSON.stringify([crossing.to, next]);
      const way = ways.get(key) ?? { out: crossing.to, next, from: [] };
      ways.set(key, way);
      way.from.push(from);
    }
    for (const [n, { out, next, from }] of [...ways.values()].entries()) {
      const list = routes.get(out) ?? [];
      routes.set(out, list);
      const sources = n === 0 ? [undefined] : from.flatMap((zone) => networks.get(zone) ?? []);
      for (const prefix of networks.get(to) ?? []) {
        const via = next === undefined ? undefined : nextHop(out, next).get(prefix.family);
        if (next !== undefined && via === undefined) continue;
        for (const source of sources) {
          if (source && source.family !== prefix.family) continue;
          list.push({
            family: prefix.family,
            to: to === INTERNET ? 'default' : prefix.text,
            ...(via !== undefined && { via }),
            ...(source && { from: source.text }),
          });
        }
      }
    }
  }
  return routes;
}

const linkKey = (filter: string, zone: string): string => JSON.stringify([filter, zone]);

/** An address of each family for each leg of each filter. */
function linksOf(hierarchy: Hierarchy, sample: Sample, filters: Hierarchy['filters']): Links {
  const own = [
    ...(hierarchy.at.zones === undefined ? [] : hierarchy.zones.flatMap((zone) => zone.networks)),
    ...sample.inhabitants.flatMap((one) => one.addresses.map((a) => a.subnet ?? addressOf(a))),
  ];
  const pools = ([4, 6] as const).map((family) => {
    const { first, last } = linkNetwork(family, own);
    return { family, pool: network(family, first, last) };
  });
  const addresses = new Addresses([]);
  const links = new Map<string, Map<Family, string>>();
  for (const { name, between } of filters) {
    for (const zone of between) {
      const link = new Map<Family, string>();
      for (const { family, pool } of pools) {
        const address = addresses.next(pool);
        if (address !== undefined) link.set(family, address);
      }
      links.set(linkKey(name, zone), link);
    }
  }
  return links;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return [...groups.values()];
}
