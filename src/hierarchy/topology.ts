import type { Network } from '../net/network.ts';
import type { Crossing, Filter, Hierarchy, Route } from './model.ts';
import { createZoneIndex, type ZonePart } from './zoneIndex.ts';

/** Filters crossed in order; or why there is no such way, with the ways that are equally short. */
export type Path =
  | { readonly crossings: readonly Crossing[] }
  | { readonly error: 'none' | 'ambiguous'; readonly ways: readonly (readonly string[])[] };

export interface Topology {
  /** Splits a set of networks by zone; what no zone holds is in `internet`. */
  readonly zonesOf: (networks: readonly Network[]) => readonly ZonePart[];
  /**
   * The way between two zones: the declared route, otherwise the one with the fewest filters if there is just one
   * such. Inside a zone, and where no filter is declared at all, nothing is crossed.
   */
  readonly path: (from: string, to: string) => Path;
}

type TopologyInput = Pick<Hierarchy, 'zones' | 'filters' | 'routes'>;

const NO_CROSSINGS: Path = Object.freeze({ crossings: Object.freeze([]) });
const MAX_WAYS = 8;

export function buildTopology({ zones, filters, routes }: TopologyInput): Topology {
  const byName = new Map(filters.map((filter) => [filter.name, filter]));
  const filtersAt = new Map<string, Filter[]>();
  for (const filter of filters) {
    for (const zone of filter.between) {
      const list = filtersAt.get(zone);
      if (list) list.push(filter);
      else filtersAt.set(zone, [filter]);
    }
  }
  const known = new Map<string, Map<string, Path>>();
  const find = (from: string, to: string): Path => {
    if (from === to || filters.length === 0) return NO_CROSSINGS;
    for (const route of routes) {
      const forward = route.from === from && route.to === to;
      if (!forward && !(route.from === to && route.to === from)) continue;
      const via = route.via.flatMap((name) => byName.get(name) ?? []);
      const walked = walk(from, to, forward ? via : via.reverse());
      return walked ? { crossings: walked } : { error: 'none', ways: [] };
    }
    return shortest(from, to, filtersAt);
  };
  return {
    zonesOf: createZoneIndex(zones),
    path: (from, to) => {
      let row = known.get(from);
      if (!row) {
        row = new Map();
        known.set(from, row);
      }
      let path = row.get(to);
      if (!path) {
        path = find(from, to);
        row.set(to, path);
      }
      return path;
    },
  };
}

/** Whether a route's filters lead from one end to the other. */
export function isWalkable(route: Route, filters: readonly Filter[]): boolean {
  const byName = new Map(filters.map((filter) => [filter.name, filter]));
  return (
    walk(
      route.from,
      route.to,
      route.via.flatMap((name) => byName.get(name) ?? []),
    ) !== undefined
  );
}

/** The zones between the filters of a way; where several would do, the first that the filters list. */
function walk(from: string, to: string, via: readonly Filter[]): Crossing[] | undefined {
  if (via.length === 0) return [];
  // Step by step the zones that can be reached, each with the zone before it.
  const steps: Map<string, string>[] = [];
  let front: readonly string[] = [from];
  for (const filter of via) {
    const reached = new Map<string, string>();
    for (const zone of front) {
      if (!filter.between.includes(zone)) continue;
      for (const beyond of filter.between)
        if (beyond !== zone && !reached.has(beyond)) reached.set(beyond, zone);
    }
    steps.push(reached);
    front = [...reached.keys()];
  }
  const crossings: Crossing[] = [];
  let zone = to;
  for (let i = via.length - 1; i >= 0; i--) {
    const before = steps[i]?.get(zone);
    const filter = via[i]?.name;
    if (before === undefined || filter === undefined) return undefined;
    crossings.unshift({ filter, from: before, to: zone });
    zone = before;
  }
  return crossings;
}

interface Front {
  readonly zone: string;
  readonly ways: readonly (readonly Crossing[])[];
}

/** Ways by their filters: two differ if their filters do; over which zones they lead makes no difference. */
type Found = Map<string, readonly Crossing[]>;

/**
 * Breadth first over the zones, all shortest ways at once. Where the same filters can be crossed over different
 * zones, the first in the document's order is taken.
 */
function shortest(from: string, to: string, filtersAt: ReadonlyMap<string, readonly Filter[]>): Path {
  const goals = new Set(filtersAt.get(to));
  let front: readonly Front[] = [{ zone: from, ways: [[]] }];
  const seen = new Set([from]);
  while (front.length > 0) {
    // First whether one more filter leads there: a filter of thousands of zones need not be spread out for that.
    const arrived: Found = new Map();
    for (const { zone, ways } of front) {
      for (const filter of filtersAt.get(zone) ?? [])
        if (goals.has(filter)) add(arrived, ways, filter, zone, to);
    }
    const [only] = arrived.values();
    if (only && arrived.size === 1) return { crossings: only };
    if (only) {
      return {
        error: 'ambiguous',
        ways: [...arrived.values()].map((way) => way.map((crossing) => crossing.filter)),
      };
    }
    const next = new Map<string, Found>();
    for (const { zone, ways } of front) {
      for (const filter of filtersAt.get(zone) ?? []) {
        for (const beyond of filter.between) {
          // A zone with a single filter leads nowhere else.
          if (seen.has(beyond) || (filtersAt.get(beyond)?.length ?? 0) < 2) continue;
          const found: Found = next.get(beyond) ?? new Map();
          next.set(beyond, found);
          add(found, ways, filter, zone, beyond);
        }
      }
    }
    for (const zone of next.keys()) seen.add(zone);
    front = [...next].map(([zone, found]) => ({ zone, ways: [...found.values()] }));
  }
  return { error: 'none', ways: [] };
}

function add(
  found: Found,
  ways: readonly (readonly Crossing[])[],
  filter: Filter,
  from: string,
  to: string,
): void {
  for (const way of ways) {
    const longer = [...way, { filter: filter.name, from, to }];
    const key = JSON.stringify(longer.map((crossing) => crossing.filter));
    // More than a handful of ways is ambiguous enough; listing all could take forever.
    if (!found.has(key) && found.size < MAX_WAYS) found.set(key, longer);
  }
}
