import { quote } from '../schema/values.ts';
import { buildTopology, isWalkable } from '../topology.ts';
import { INTERNET } from '../zoneIndex.ts';
import { type Draft, placeOf } from './draft.ts';

/** Beyond this many zones, only the planner looks for ambiguous ways: it asks for those that are needed. */
const MOST_ZONES = 64;

/** Filters and routes: can every zone with hosts be reached, and by one way only? */
export function checkWays({ hierarchy, report }: Draft): void {
  const { filters, routes, zones } = hierarchy;
  const joined = new Map<string, number>();
  for (const route of routes) {
    const key = JSON.stringify([route.from, route.to].sort());
    const first = joined.get(key);
    if (first !== undefined) {
      report('PT5012', placeOf(route, 'from'), {
        message: `there is a route between ${route.from} and ${route.to} already`,
        related: [{ message: 'the first one', offset: first }],
      });
    } else joined.set(key, placeOf(route, 'from'));
    if (isWalkable(route, filters)) continue;
    report('PT5011', placeOf(route, 'via'), {
      message: `the route from ${route.from} to ${route.to} can’t be walked over ${route.via.join(', ')}`,
      help: 'each filter has to stand between the zone before it and the zone after it',
    });
  }
  if (filters.length === 0) return;

  const topology = buildTopology(hierarchy);
  const populated = new Set<string>();
  for (const host of hierarchy.hosts)
    for (const { zone } of topology.zonesOf(host.addresses)) populated.add(zone);
  for (const { subnets } of [...hierarchy.clients, ...hierarchy.consoles]) {
    for (const { zone } of topology.zonesOf(subnets)) populated.add(zone);
  }
  const places = zones.filter((zone) => populated.has(zone.name) && zone.name !== INTERNET);
  if (places.length < 2) return;
  for (const zone of places) {
    if (filters.some((filter) => filter.between.includes(zone.name))) continue;
    report('PT5009', placeOf(zone), {
      message: `no filter leads to the zone ${quote(zone.name)}, which holds hosts`,
      help: 'add it to the `between` of a filter',
    });
  }
  if (places.length > MOST_ZONES) return;
  for (const [i, from] of places.entries()) {
    for (const to of places.slice(i + 1)) {
      const path = topology.path(from.name, to.name);
      if (!('error' in path) || path.error !== 'ambiguous') continue;
      report('PT5010', placeOf(to), {
        message: `there are ${path.ways.length} equally short ways from ${from.name} to ${to.name}: ${path.ways.map((way) => way.join(', ')).join('; or ')}`,
        help: `say which one is taken: \`routes: [{ from: ${from.name}, to: ${to.name}, via: [${(path.ways[0] ?? []).join(', ')}] }]\``,
      });
    }
  }
}
