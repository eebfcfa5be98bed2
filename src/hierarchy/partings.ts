import type { Hierarchy } from './model.ts';

/** Zones in parts: every two of different parts have the filter on the way between them. */
export type Parting = readonly (readonly string[])[];

type Network = Pick<Hierarchy, 'filters' | 'routes'>;

/**
 * Which zones a filter parts, as far as one of the two is among `sources`; together, these are the pairs of zones
 * whose `path` in the topology has the filter. Where several ways are equally short, each of them counts: packets may
 * take any. Routes are taken to be walkable.
 *
 * Most networks are trees: without the filter, they fall apart, and that is the answer. Only where zones remain
 * joined that the filter joins, too, distances are compared, for each of the sources there.
 */
export function partingsOf(network: Network, filterName: string, sources: ReadonlySet<string>): Parting[] {
  const graph = graphOf(network);
  const filter = graph.filters.get(filterName);
  if (filter === undefined) return [];
  const parts = componentsWithout(graph, filter);
  const joined = new Set(graph.zonesOf[filter]);
  const partOf = new Map<number, number>();
  const rings = new Set<number>();
  for (const [number, part] of parts.entries()) {
    for (const zone of part) partOf.set(zone, number);
    if (part.filter((zone) => joined.has(zone)).length > 1) rings.add(number);
  }
  const beyond = distances(graph, [...joined]);
  const routes = routesOf(network, filterName, graph);
  const alike = new Map<string, { readonly sources: number[]; readonly reached: Reached }>();
  for (const name of sources) {
    const zone = graph.zones.get(name);
    const part = zone === undefined ? undefined : partOf.get(zone);
    if (zone === undefined || part === undefined) continue;
    const reached = new Reached(graph.names.length);
    if (rings.has(part)) addNearest(zone, parts[part] ?? [], beyond, graph, reached);
    for (const [other, crosses] of routes.get(zone) ?? []) {
      if (partOf.get(other) !== part) continue;
      if (crosses) reached.add(other);
      else reached.delete(other);
    }
    reached.delete(zone);
    if (reached.size === 0) continue;
    // With themselves added, zones of equal sets are in each other's: the filter parts them from one another.
    reached.add(zone);
    const key = reached.key();
    const group = alike.get(key);
    if (group) group.sources.push(zone);
    else alike.set(key, { sources: [zone], reached });
  }
  const named = (zones: readonly number[]): string[] => zones.map((zone) => graph.names[zone] as string);
  const partings: Parting[] = parts.length > 1 ? [parts.map(named)] : [];
  for (const { sources: own, reached } of alike.values()) {
    for (const zone of own) reached.delete(zone);
    const others = reached.list();
    partings.push([...own.map((zone) => named([zone])), ...(others.length > 0 ? [named(others)] : [])]);
  }
  return partings;
}

/** Adds the zones of a part to which no way is shorter than one over the filter. */
function addNearest(
  zone: number,
  part: readonly number[],
  beyond: Int32Array,
  graph: Graph,
  reached: Reached,
): void {
  const ways = distances(graph, [zone]);
  for (const other of part) {
    // Over the filter it is as far as from both to the filter's zones, and one more for the filter itself.
    if (ways[other] === (beyond[zone] as number) + (beyond[other] as number) + 1) reached.add(other);
  }
}

/** Zones and filters by number. */
interface Graph {
  readonly names: readonly string[];
  readonly zones: ReadonlyMap<string, number>;
  readonly filters: ReadonlyMap<string, number>;
  readonly zonesOf: readonly (readonly number[])[];
  readonly filtersOf: readonly (readonly number[])[];
}

function graphOf({ filters, routes }: Network): Graph {
  const zones = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = zones.get(name);
    if (known !== undefined) return known;
    zones.set(name, zones.size);
    return zones.size - 1;
  };
  const zonesOf = filters.map((filter) => filter.between.map(numberOf));
  for (const { from, to } of routes) for (const end of [from, to]) numberOf(end);
  const filtersOf = Array.from(zones, (): number[] => []);
  for (const [filter, between] of zonesOf.entries())
    for (const zone of between) filtersOf[zone]?.push(filter);
  return {
    names: [...zones.keys()],
    zones,
    filters: new Map(filters.map((filter, number) => [filter.name, number])),
    zonesOf,
    filtersOf,
  };
}

/** The zones that remain joined without the filter, for each part that the filter touches. */
function componentsWithout({ zonesOf, filtersOf }: Graph, filter: number): number[][] {
  const seenFilters = new Set([filter]);
  const seen = new Set<number>();
  const parts: number[][] = [];
  for (const start of zonesOf[filter] ?? []) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (let next = 0; next < part.length; next++) {
      for (const step of filtersOf[part[next] as number] ?? []) {
        if (seenFilters.has(step)) continue;
        seenFilters.add(step);
        for (const zone of zonesOf[step] ?? []) {
          if (seen.has(zone)) continue;
          seen.add(zone);
          part.push(zone);
        }
      }
    }
    parts.push(part);
  }
  return parts;
}

/** How many filters stand between the nearest of some zones and every other; -1 where no way leads. */
function distances({ names, zonesOf, filtersOf }: Graph, from: readonly number[]): Int32Array {
  const far = new Int32Array(names.length).fill(-1);
  const seenFilters = new Uint8Array(zonesOf.length);
  for (const zone of from) far[zone] = 0;
  const queue = [...from];
  for (let next = 0; next < queue.length; next++) {
    const zone = queue[next] as number;
    for (const filter of filtersOf[zone] ?? []) {
      if (seenFilters[filter] === 1) continue;
      seenFilters[filter] = 1;
      for (const other of zonesOf[filter] ?? []) {
        if (far[other] !== -1) continue;
        far[other] = (far[zone] as number) + 1;
        queue.push(other);
      }
    }
  }
  return far;
}

/** By zone: whether the declared way to another zone has the filter; the first route of a pair counts. */
function routesOf(
  { routes }: Network,
  filterName: string,
  { zones }: Graph,
): ReadonlyMap<number, ReadonlyMap<number, boolean>> {
  const declared = new Map<number, Map<number, boolean>>();
  for (const { from, to, via } of routes) {
    const [one, other] = [zones.get(from), zones.get(to)];
    if (one === undefined || other === undefined) continue;
    for (const [start, end] of [
      [one, other],
      [other, one],
    ] as const) {
      const ends = declared.get(start) ?? new Map<number, boolean>();
      declared.set(start, ends);
      if (!ends.has(end)) ends.set(end, via.includes(filterName));
    }
  }
  return declared;
}

/** A set of zones that can be compared. */
class Reached {
  readonly #bits: Uint16Array;
  size = 0;

  constructor(zones: number) {
    this.#bits = new Uint16Array((zones >> 4) + 1);
  }

  add(zone: number): void {
    const word = this.#bits[zone >> 4] as number;
    if (word & (1 << (zone & 15))) return;
    this.#bits[zone >> 4] = word | (1 << (zone & 15));
    this.size++;
  }

  delete(zone: number): void {
    const word = this.#bits[zone >> 4] as number;
    if (!(word & (1 << (zone & 15)))) return;
    this.#bits[zone >> 4] = word & ~(1 << (zone & 15));
    this.size--;
  }

  /** The same for equal sets only. */
  key(): string {
    let key = '';
    for (let at = 0; at < this.#bits.length; at += 4096)
      key += String.fromCharCode(...this.#bits.subarray(at, at + 4096));
    return key;
  }

  list(): number[] {
    const zones: number[] = [];
    for (const [index, word] of this.#bits.entries()) {
      for (let bit = 0; bit < 16; bit++) if (word & (1 << bit)) zones.push(index * 16 + bit);
    }
    return zones;
  }
}
