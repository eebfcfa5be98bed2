import type { ClientNetwork, Hierarchy, Host } from '../hierarchy/model.ts';
import type { Topology } from '../hierarchy/topology.ts';
import type { Network } from '../net/network.ts';
import type { Endpoint, EndpointKind } from './model.ts';

/** The ends of a hierarchy by name; one that stands in several zones has an endpoint in each. */
export interface Endpoints {
  readonly hosts: ReadonlyMap<string, readonly Endpoint[]>;
  readonly clients: ReadonlyMap<string, readonly Endpoint[]>;
  readonly consoles: ReadonlyMap<string, readonly Endpoint[]>;
  /** An end that isn't in the document's lists: a listener, a subnet of a client network. */
  make(kind: EndpointKind, name: string, networks: readonly Network[], at?: number): readonly Endpoint[];
}

/** Makes the endpoints of everything that has addresses. */
export function buildEndpoints(hierarchy: Hierarchy, topology: Topology): Endpoints {
  const make: Endpoints['make'] = (kind, name, networks, at) =>
    topology.zonesOf(networks).map((part) => ({
      kind,
      name,
      zone: part.zone,
      networks: part.networks,
      fqdns: [],
      ...(at !== undefined && { at }),
    }));
  const ofHost = (host: Host): Endpoint[] =>
    make('host', host.name, host.addresses, host.at['']).map((e) => ({
      ...e,
      owner: host.name,
      os: host.os,
    }));
  // Clients that come from anywhere have no subnets: they are known as the internet is.
  const ofClients = (clients: ClientNetwork): readonly Endpoint[] => {
    const at = clients.at[''];
    return clients.subnets.length === 0 && clients.internet
      ? [{ ...internetEndpoint(clients.name, []), ...(at !== undefined && { at }) }]
      : make('clients', clients.name, clients.subnets, at);
  };
  return {
    hosts: new Map(hierarchy.hosts.map((h) => [h.name, ofHost(h)])),
    clients: new Map(hierarchy.clients.map((c) => [c.name, ofClients(c)])),
    consoles: new Map(hierarchy.consoles.map((c) => [c.name, make('consoles', c.name, c.subnets, c.at[''])])),
    make,
  };
}

/** An end on the internet, known by its names only. */
export function internetEndpoint(name: string, fqdns: readonly string[]): Endpoint {
  return { kind: 'internet', name, zone: 'internet', networks: [], fqdns };
}
