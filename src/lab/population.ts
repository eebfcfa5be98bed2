/** Who stands in the lab: a host for each of the hierarchy's, and one or two for each network and internet service. */
import { listenersOf } from '../hierarchy/listeners.ts';
import type { Database, Hierarchy } from '../hierarchy/model.ts';
import type { Topology } from '../hierarchy/topology.ts';
import { INTERNET } from '../hierarchy/zoneIndex.ts';
import { type Family, formatAddress, type Network } from '../net/network.ts';
import { buildEndpoints, type Endpoints } from '../plan/endpoints.ts';
import type { Endpoint, Plan } from '../plan/model.ts';
import { type Addresses, isSendable, outsideNetwork } from './addressing.ts';
import type { LabHost } from './model.ts';

/** An address before it is known how long its prefix is. */
export interface PlacedAddress {
  readonly family: Family;
  readonly address: string;
  readonly zone: string;
  readonly endpoint: string;
  /** Subnet that it was picked from, where it stands for one. */
  readonly subnet?: Network;
}

export interface Inhabitant extends Pick<LabHost, 'kind' | 'name' | 'label' | 'fqdns' | 'roles'> {
  readonly addresses: readonly PlacedAddress[];
  /** What it is alike to: of a large hierarchy, some of each kind are taken. */
  readonly alike: string;
}

export interface Population {
  readonly inhabitants: readonly Inhabitant[];
  readonly leftOut: readonly string[];
}

/** Subnets of one family that a host stands in for its network; more only cost time. */
const SUBNETS = 4;

/** Everybody, before any sampling. */
export function populationOf(
  hierarchy: Hierarchy,
  plan: Plan,
  topology: Topology,
  addresses: Addresses,
): Population {
  const endpoints = buildEndpoints(hierarchy, topology);
  const outside = outsidePlaces(hierarchy, addresses);
  const { within, leftOut } = networksOf(hierarchy, plan, endpoints, { addresses, outside });
  const inhabitants = [...hostsOf(hierarchy, endpoints, leftOut), ...within];
  const named = new Set(inhabitants.map((one) => one.name));
  for (const [name, fqdns] of internetNames(plan)) {
    // Clients that come from anywhere are ends by name, too.
    if (named.has(name)) continue;
    inhabitants.push({
      kind: 'internet',
      name,
      label: name,
      fqdns,
      roles: [],
      addresses: outside(name),
      alike: JSON.stringify(['internet', name]),
    });
  }
  return { inhabitants, leftOut };
}

/** Each host of the hierarchy, with the addresses of listeners that answer on it. */
function hostsOf(hierarchy: Hierarchy, endpoints: Endpoints, leftOut: string[]): Inhabitant[] {
  const roles = rolesOf(hierarchy);
  const listeners = new Map(listenersOf(hierarchy).map((listener) => [listener.name, listener]));
  return hierarchy.hosts.map((host): Inhabitant => {
    const own = placesOf(endpoints.hosts.get(host.name) ?? [], leftOut);
    for (const listener of listeners.values()) {
      // The group's listener answers on one replica at a time.
      if (listener.hosts[0] === host.name)
        own.push(...placesOf(endpoints.make('listener', listener.name, listener.networks), leftOut));
    }
    const hostRoles = [...(roles.get(host.name) ?? [])].sort();
    return {
      kind: 'host',
      name: host.name,
      label: host.name,
      fqdns: host.fqdn === undefined ? [] : [host.fqdn],
      roles: hostRoles,
      addresses: own,
      alike: JSON.stringify(['host', host.site ?? '', hostRoles, own.map((a) => a.zone)]),
    };
  });
}

/** One or two for each network of clients or consoles, in each zone that it has a part in. */
function networksOf(
  hierarchy: Hierarchy,
  plan: Plan,
  endpoints: Endpoints,
  { addresses, outside }: { readonly addresses: Addresses; outside(name: string): PlacedAddress[] },
): { readonly within: readonly Inhabitant[]; readonly leftOut: string[] } {
  const within: Inhabitant[] = [];
  const leftOut: string[] = [];
  const talking = talkingWithin(plan);
  const add = (kind: 'clients' | 'consoles', name: string, roles: readonly string[]): void => {
    const parts = endpoints[kind].get(name) ?? [];
    for (const part of parts) {
      const zone = parts.length > 1 ? `@${part.zone}` : '';
      const count = talking.has(name) ? 2 : 1;
      for (let number = 1; number <= count; number++) {
        const places =
          part.networks.length > 0 ? inSubnets(part, addresses, number === 1 ? leftOut : []) : outside(name);
        if (places.length === 0) continue;
        within.push({
          kind,
          name,
          label: `${name}${zone}${number > 1 ? `/${number}` : ''}`,
          fqdns: [],
          roles: [...roles].sort(),
          addresses: places,
          alike: JSON.stringify([kind, part.zone, number]),
        });
      }
    }
  };
  for (const { name, devices } of hierarchy.clients) add('clients', name, ['client', ...(devices ?? [])]);
  for (const { name } of hierarchy.consoles) add('consoles', name, ['configuration-manager-console']);
  return { within, leftOut };
}

function placesOf(endpoints: readonly Endpoint[], leftOut: string[]): PlacedAddress[] {
  return endpoints.flatMap(({ name, zone, networks }) =>
    networks.flatMap((own) => {
      const address = formatAddress(own.family, own.first);
      if (isSendable(own)) return { family: own.family, address, zone, endpoint: name };
      leftOut.push(`${name}: no packet is sent to ${address} over a wire`);
      return [];
    }),
  );
}

/** An address in each of a network's subnets, up to a few of each family. */
function inSubnets(part: Endpoint, addresses: Addresses, leftOut: string[]): PlacedAddress[] {
  const places: PlacedAddress[] = [];
  for (const family of [4, 6] as const) {
    const own = part.networks.filter((n) => n.family === family);
    for (const subnet of own.slice(0, SUBNETS)) {
      const address = addresses.next(subnet);
      if (address === undefined)
        leftOut.push(`${part.name}: ${subnet.text} has no free address that a host can have`);
      else places.push({ family, address, zone: part.zone, endpoint: part.name, subnet });
    }
    if (own.length > SUBNETS)
      leftOut.push(`${part.name}: ${own.length - SUBNETS} of ${own.length} subnets of IPv${family}`);
  }
  return places;
}

/** Client networks that have flows to themselves: those need two. */
function talkingWithin(plan: Plan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { from, to } of plan.flows) {
    const clients = new Set(from.filter((e) => e.kind === 'clients').map((e) => e.name));
    for (const { name } of to) if (clients.has(name)) names.add(name);
  }
  return names;
}

/** Services on the internet that flows lead to, with all names that any flow knows them by. */
function internetNames(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const { from, to } of plan.flows) {
    for (const { kind, name, fqdns } of [...from, ...to]) {
      if (kind !== 'internet') continue;
      const known = names.get(name) ?? new Set();
      names.set(name, known);
      for (const fqdn of fqdns) known.add(fqdn);
    }
  }
  return new Map([...names].map(([name, fqdns]) => [name, [...fqdns]]));
}

function outsidePlaces(hierarchy: Hierarchy, addresses: Addresses): (name: string) => PlacedAddress[] {
  const declared = hierarchy.at.zones === undefined ? [] : hierarchy.zones.flatMap((zone) => zone.networks);
  const ends = [
    ...hierarchy.hosts.flatMap((host) => host.addresses),
    ...hierarchy.clients.flatMap((clients) => clients.subnets),
    ...hierarchy.consoles.flatMap((consoles) => consoles.subnets),
  ];
  const networks = ([4, 6] as const).map((family) => outsideNetwork(family, [...declared, ...ends]));
  return (name) =>
    networks.flatMap((network) => {
      const address = addresses.next(network);
      return address === undefined
        ? []
        : { family: network.family, address, zone: INTERNET, endpoint: name, subnet: network };
    });
}

/** Role ids of every host: those that it lists, and those that follow from the sites and their databases. */
function rolesOf(hierarchy: Hierarchy): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = new Map<string, Set<string>>(hierarchy.hosts.map((host) => [host.name, new Set()]));
  const add = (host: string | undefined, role: string): void => {
    if (host !== undefined) roles.get(host)?.add(role);
  };
  const addDatabase = (database: Database): void => {
    for (const host of database.hosts) add(host, 'sql-server');
  };
  for (const site of hierarchy.sites) {
    add(site.server, 'site-server');
    add(site.passiveServer, 'site-server');
    addDatabase(site.database);
    for (const host of site.fileShares) add(host, 'file-share-server');
  }
  for (const host of hierarchy.hosts) {
    for (const { role, options } of host.roles) {
      add(host.name, role);
      for (const value of Object.values(options))
        if (typeof value === 'object' && 'hosts' in value) addDatabase(value);
    }
  }
  return roles;
}
