/** Which of a large hierarchy's hosts and filters are taken into the lab. */
import { IMPLICIT_ZONE } from '../hierarchy/outside.ts';
import type { Topology } from '../hierarchy/topology.ts';
import type { Inhabitant } from './population.ts';

export interface Sample {
  readonly inhabitants: readonly Inhabitant[];
  /** Names of the filters between them. */
  readonly filters: ReadonlySet<string>;
  readonly leftOut: readonly string[];
}

/**
 * As many as fit, some of each kind: first one of all that are alike, then a second, and so on. The filters on the
 * ways between them count, too.
 * @param most how many namespaces there may be in all.
 */
export function sampleOf(everybody: readonly Inhabitant[], topology: Topology, most: number): Sample {
  const order = byTurns(everybody);
  let count = Math.min(order.length, most);
  let filters = filtersBetween(order.slice(0, count), topology);
  while (count + filters.size > most && count > 1) {
    count = Math.max(1, count - Math.max(1, Math.ceil((count + filters.size - most) / 2)));
    filters = filtersBetween(order.slice(0, count), topology);
  }
  const taken = new Set(order.slice(0, count));
  const missing = everybody.filter((one) => !taken.has(one));
  return {
    inhabitants: everybody.filter((one) => taken.has(one)),
    filters,
    leftOut: missing.length === 0 ? [] : [leftOutText(missing, everybody.length)],
  };
}

/** One of each kind after the other. */
function byTurns(everybody: readonly Inhabitant[]): Inhabitant[] {
  const groups = new Map<string, Inhabitant[]>();
  for (const one of everybody) {
    const group = groups.get(one.alike);
    if (group) group.push(one);
    else groups.set(one.alike, [one]);
  }
  const order: Inhabitant[] = [];
  for (let turn = 0; order.length < everybody.length; turn++)
    for (const group of groups.values()) if (turn < group.length) order.push(group[turn] as Inhabitant);
  return order;
}

function filtersBetween(inhabitants: readonly Inhabitant[], topology: Topology): Set<string> {
  const zones = [...zonesOf(inhabitants)];
  const filters = new Set<string>();
  for (const from of zones) {
    for (const to of zones) {
      const path = topology.path(from, to);
      if ('crossings' in path) for (const { filter } of path.crossings) filters.add(filter);
    }
  }
  return filters;
}

/** Zones that somebody stands in. */
export function zonesOf(inhabitants: readonly Inhabitant[]): Set<string> {
  const zones = new Set(inhabitants.flatMap((one) => one.addresses.map((address) => address.zone)));
  if (zones.size === 0) zones.add(IMPLICIT_ZONE);
  return zones;
}

function leftOutText(missing: readonly Inhabitant[], all: number): string {
  const names = missing.slice(0, 8).map((one) => one.label);
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : '';
  return `${missing.length} of ${all} hosts and networks: ${names.join(', ')}${more}`;
}
