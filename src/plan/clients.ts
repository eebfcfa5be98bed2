import type { BoundaryGroup, ClientNetwork, ConsoleNetwork, Hierarchy, Site } from '../hierarchy/model.ts';
import { families } from './actors.ts';
import type { Endpoints } from './endpoints.ts';
import type { Endpoint } from './model.ts';

/** A network of clients with the boundary group and the site that it belongs to. */
export interface ClientActor {
  readonly network: ClientNetwork;
  readonly group: BoundaryGroup;
  readonly site: Site;
}

/** Client networks that the planner needn't tell apart: same boundary group, zone and settings. */
export interface ClientGroup {
  readonly sample: ClientActor;
  readonly endpoints: readonly Endpoint[];
  readonly zone: string;
}

export interface ConsoleGroup {
  readonly sample: ConsoleNetwork;
  readonly endpoints: readonly Endpoint[];
  readonly zone: string;
}

export interface Population {
  readonly all: readonly ClientGroup[];
  ofBoundaryGroup(name: string): readonly ClientGroup[];
  ofSite(code: string): readonly ClientGroup[];
  readonly consoles: readonly ConsoleGroup[];
}

/** Sorts client and console networks into groups. A boundary group's site must exist; reading has made sure. */
export function buildPopulation(hierarchy: Hierarchy, endpoints: Endpoints): Population {
  const sites = new Map(hierarchy.sites.map((s) => [s.code, s]));
  const boundaryGroups = new Map(hierarchy.boundaryGroups.map((g) => [g.name, g]));
  const groups = new Map<string, { sample: ClientActor; endpoints: Endpoint[]; zone: string }>();
  for (const network of hierarchy.clients) {
    const group = boundaryGroups.get(network.boundaryGroup);
    const site = group && sites.get(group.site);
    if (!group || !site) continue;
    for (const endpoint of endpoints.clients.get(network.name) ?? []) {
      const key = JSON.stringify([
        group.name,
        endpoint.zone,
        families(endpoint),
        network.settings,
        network.forest,
        network.domainJoined,
        network.internet,
        network.proxy ?? '',
      ]);
      const known = groups.get(key);
      if (known) known.endpoints.push(endpoint);
      else groups.set(key, { sample: { network, group, site }, endpoints: [endpoint], zone: endpoint.zone });
    }
  }
  const all = [...groups.values()];
  const byGroup = index(all, (g) => g.sample.group.name);
  const bySite = index(all, (g) => g.sample.site.code);
  return {
    all,
    ofBoundaryGroup: (name) => byGroup.get(name) ?? [],
    ofSite: (code) => bySite.get(code) ?? [],
    consoles: hierarchy.consoles.flatMap((sample) =>
      (endpoints.consoles.get(sample.name) ?? []).map((e) => ({ sample, endpoints: [e], zone: e.zone })),
    ),
  };
}

function index<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const value of values) {
    const list = map.get(key(value));
    if (list) list.push(value);
    else map.set(key(value), [value]);
  }
  return map;
}
