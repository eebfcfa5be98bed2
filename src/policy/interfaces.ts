import type { Filter, Hierarchy } from '../hierarchy/model.ts';
import { outsideOf } from '../hierarchy/outside.ts';
import { buildTopology } from '../hierarchy/topology.ts';
import { INTERNET } from '../hierarchy/zoneIndex.ts';
import { contains, type Network } from '../net/network.ts';
import type { Flow } from '../plan/model.ts';
import type { Interface } from './model.ts';

/**
 * What stands behind each of a filter's interfaces: as the hierarchy says it, or else an interface for each zone that
 * the filter touches, named after it, with the zones further away behind the one that the way to them leads through.
 * `flows` are those that cross the filter.
 */
export function interfacesOf(
  hierarchy: Hierarchy,
  filter: Filter,
  flows: readonly Flow[],
): readonly Interface[] {
  if (filter.interfaces) return [...filter.interfaces].map(([name, networks]) => ({ name, networks }));
  const zones = new Map<string, readonly Network[]>(hierarchy.zones.map((z) => [z.name, z.networks]));
  zones.set(INTERNET, outsideOf(hierarchy));
  const behind = new Map(filter.between.map((zone) => [zone, new Set([zone])]));
  const { path } = buildTopology(hierarchy);
  for (const zone of zones.keys()) {
    for (const other of filter.between) {
      const way = path(zone, other);
      const crossing = 'crossings' in way ? way.crossings.find((c) => c.filter === filter.name) : undefined;
      if (crossing) behind.get(crossing.from)?.add(zone);
    }
  }
  // Where ways are declared by routes, the one that a flow really takes counts, too.
  for (const { path: crossings, from, to } of flows) {
    const crossing = crossings.find((c) => c.filter === filter.name);
    if (!crossing) continue;
    for (const end of from) behind.get(crossing.from)?.add(end.zone);
    for (const end of to) behind.get(crossing.to)?.add(end.zone);
  }
  return [...behind].map(([name, inside]) => ({
    name,
    networks: [...inside].flatMap((zone) => zones.get(zone) ?? []),
  }));
}

/** The name of the first interface behind which the first of some networks stands. */
export function interfaceTo(
  networks: readonly Network[],
  interfaces: readonly Interface[],
): string | undefined {
  const [first] = networks;
  return first && interfaces.find((side) => side.networks.some((n) => contains(n, first)))?.name;
}
