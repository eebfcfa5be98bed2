import type { BoundaryGroup, Hierarchy, Host, RoleInstance, Site } from '../hierarchy/model.ts';
import type { Endpoints } from './endpoints.ts';
import type { Endpoint } from './model.ts';

/** One role on one host. */
export interface Actor {
  readonly host: Host;
  readonly instance: RoleInstance;
  /** The site it works for; absent for what belongs to no site. */
  readonly site?: Site;
}

/**
 * Actors that the planner needn't tell apart: same role, site and zone, same options, same families.
 * Whatever holds for the sample holds for all, so that a site's thousands of distribution points are planned at once.
 */
export interface Group {
  readonly sample: Actor;
  readonly endpoints: readonly Endpoint[];
  /** Owners of the endpoints. */
  readonly owners: ReadonlySet<string>;
  readonly zone: string;
}

/** Every actor of the hierarchy, findable by role, by site and by host. */
export interface Cast {
  ofRole(role: string): readonly Actor[];
  inSite(role: string, site: string): readonly Actor[];
  /** Those of a site that don't face the internet; all of them where every one does. */
  insideSite(role: string, site: string): readonly Actor[];
  onHost(role: string, host: string): Actor | undefined;
  /** The site systems of a role that a boundary group names. */
  namedBy(group: BoundaryGroup, role: string): readonly Actor[];
  /** Any role: the host itself, for conversations of every host. */
  allHosts(): readonly Actor[];
  /** Sorts actors into groups, in the order of their first members. */
  group(actors: readonly Actor[]): readonly Group[];
}

const NO_ROLE: RoleInstance = Object.freeze({
  role: 'any',
  options: Object.freeze({}),
  at: Object.freeze({}),
});
const NONE: readonly never[] = Object.freeze([]);

/** Finds the cast of a hierarchy. Site servers and database servers follow from the sites, the others from the hosts. */
export function buildCast(hierarchy: Hierarchy, endpoints: Endpoints): Cast {
  const sites = new Map(hierarchy.sites.map((s) => [s.code, s]));
  const hosts = new Map(hierarchy.hosts.map((h) => [h.name, h]));
  const byRole = new Map<string, Actor[]>();
  const bySite = new Map<string, Actor[]>();
  const byHost = new Map<string, Actor>();

  const add = (actor: Actor): void => {
    const { role } = actor.instance;
    push(byRole, role, actor);
    if (actor.site) push(bySite, `${role} ${actor.site.code}`, actor);
    const key = `${role} ${actor.host.name}`;
    if (!byHost.has(key)) byHost.set(key, actor);
  };
  for (const host of hierarchy.hosts) {
    const site = host.site === undefined ? undefined : sites.get(host.site);
    for (const instance of host.roles) {
      if (instance.role === 'site-server' || instance.role === 'sql-server') continue;
      add({ host, instance, ...(site && { site }) });
    }
  }
  for (const site of hierarchy.sites) {
    for (const name of [site.server, site.passiveServer]) addNamed(name, 'site-server', site);
    for (const name of site.database.hosts) addNamed(name, 'sql-server', site);
  }
  function addNamed(name: string | undefined, role: string, site: Site): void {
    const host = name === undefined ? undefined : hosts.get(name);
    if (!host) return;
    const instance = host.roles.find((r) => r.role === role) ?? { ...NO_ROLE, role };
    add({ host, instance, site });
  }
  const all = hierarchy.hosts.map((host): Actor => ({ host, instance: NO_ROLE }));
  // The same lists are asked for by one conversation after the other.
  const grouped = new WeakMap<readonly Actor[], readonly Group[]>();
  const group = (actors: readonly Actor[]): readonly Group[] => {
    let groups = grouped.get(actors);
    if (!groups) {
      groups = groupActors(actors, endpoints);
      grouped.set(actors, groups);
    }
    return groups;
  };
  const inside = new Map<string, readonly Actor[]>();
  const named = new Map<BoundaryGroup, Map<string, readonly Actor[]>>();

  return {
    ofRole: (role) => byRole.get(role) ?? NONE,
    inSite: (role, site) => bySite.get(`${role} ${site}`) ?? NONE,
    insideSite: (role, site) => {
      const key = `${role} ${site}`;
      let actors = inside.get(key);
      if (!actors) {
        const all = bySite.get(key) ?? NONE;
        actors = all.filter((a) => a.host.internetFacing !== true);
        if (actors.length === 0) actors = all;
        inside.set(key, actors);
      }
      return actors;
    },
    onHost: (role, host) => byHost.get(`${role} ${host}`),
    allHosts: () => all,
    namedBy: (boundaryGroup, role) => {
      const byName = named.get(boundaryGroup) ?? new Map<string, readonly Actor[]>();
      named.set(boundaryGroup, byName);
      const known = byName.get(role);
      if (known) return known;
      const actors = boundaryGroup.siteSystems.flatMap((name) => byHost.get(`${role} ${name}`) ?? []);
      byName.set(role, actors);
      return actors;
    },
    group,
  };
}

/** An actor for a host that takes part by being named somewhere, whatever roles it lists. */
export function namedActor(host: Host, role: string, site?: Site): Actor {
  const instance = host.roles.find((r) => r.role === role) ?? { ...NO_ROLE, role };
  return { host, instance, ...(site && { site }) };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function groupActors(actors: readonly Actor[], endpoints: Endpoints): Group[] {
  const groups = new Map<
    string,
    { sample: Actor; endpoints: Endpoint[]; owners: Set<string>; zone: string }
  >();
  for (const actor of actors) {
    for (const endpoint of endpoints.hosts.get(actor.host.name) ?? []) {
      const key = `${endpoint.zone} ${families(endpoint)} ${signature(actor)}`;
      const group = groups.get(key);
      if (!group) {
        groups.set(key, {
          sample: actor,
          endpoints: [endpoint],
          owners: new Set([actor.host.name]),
          zone: endpoint.zone,
        });
      } else if (!group.owners.has(actor.host.name)) {
        group.endpoints.push(endpoint);
        group.owners.add(actor.host.name);
      }
    }
  }
  return [...groups.values()];
}

/** Address families that an endpoint has, as a bit set: 1 for IPv4, 2 for IPv6. */
export function families(endpoint: Endpoint): number {
  let mask = 0;
  for (const n of endpoint.networks) mask |= n.family === 4 ? 1 : 2;
  return mask;
}

const signatures = new WeakMap<RoleInstance['options'], string>();

function signature({ host, instance, site }: Actor): string {
  // A host as such, whatever it does: only what every host has counts.
  if (instance === NO_ROLE) return `any ${host.forest} ${host.os}`;
  let options = signatures.get(instance.options);
  if (options === undefined) {
    options = JSON.stringify(instance.options);
    signatures.set(instance.options, options);
  }
  const rpc = host.rpc ? host.rpc.map((r) => `${r.first}-${r.last}`).join() : '';
  const window = host.installation ? JSON.stringify(host.installation) : '';
  return `${instance.role} ${site?.code ?? ''} ${host.siteInitiated ?? ''} ${host.internetFacing ?? ''} ${rpc} ${window} ${
    host.proxy ?? ''
  } ${host.forest} ${host.os} ${options}`;
}
