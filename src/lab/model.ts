/**
 * A lab as data: what network namespaces there are, what stands in each, and how they are joined. Plain JSON, so that
 * it can be handed to the process that builds it. Namespaces and interfaces are numbered: names of a hierarchy are
 * never part of a command or a path.
 */
import type { Family } from '../net/network.ts';
import type { PortRange } from '../net/ports.ts';
import type { EndpointKind } from '../plan/model.ts';

export interface LabAddress {
  readonly family: Family;
  readonly address: string;
  /** Length of the prefix that the host believes to be on its wire. */
  readonly prefix: number;
  /** The subnet's, where the prefix doesn't say it. */
  readonly broadcast?: string;
  /** Zone that the address stands in. */
  readonly zone: string;
  /** Name of the endpoint that it belongs to: the host's own, a listener's, a network's. */
  readonly endpoint: string;
}

/** A way to a network; without `via` it is on the wire itself. `unreachable` where no way is known. */
export interface LabRoute {
  readonly family: Family;
  /** A prefix, or `default`. */
  readonly to: string;
  readonly via?: string;
  readonly unreachable?: true;
  /** Only for packets from this prefix. */
  readonly from?: string;
}

export interface LabInterface {
  /** `eth0`, `eth1`, … */
  readonly name: string;
  /** The bridge that it is plugged into. */
  readonly wire: string;
  /** Hardware address: its own in the whole lab. */
  readonly mac: string;
  readonly addresses: readonly LabAddress[];
  readonly routes: readonly LabRoute[];
}

/** A port that a host listens on, because a planned flow leads there. */
export interface LabPort {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  /** Catalog services, sorted. */
  readonly services: readonly string[];
  /** The whole range, where this is its first or last port. */
  readonly range?: PortRange;
}

export interface LabHost {
  /** Name of its namespace: `h0`, `h1`, … */
  readonly id: string;
  readonly kind: Exclude<EndpointKind, 'listener'>;
  /** Name in the hierarchy: of the host, of the network of clients or consoles, of the service on the internet. */
  readonly name: string;
  /** What people call it here: the name, with a number or zone behind it where several stand for one network. */
  readonly label: string;
  /** Names that others reach it by; of a wildcard's, one: see `nameFor`. */
  readonly fqdns: readonly string[];
  /** Role ids, sorted. */
  readonly roles: readonly string[];
  /** Settings that its services answer by, as checks have them: the site's code, the instance, the domain. */
  readonly hints: Readonly<Record<string, string>>;
  readonly interfaces: readonly LabInterface[];
  readonly ports: readonly LabPort[];
}

/** All addresses of a host, of both families. */
export function addressesOf({ interfaces }: Pick<LabHost, 'interfaces'>): string[] {
  return interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address));
}

export interface LabFilter {
  /** Name of its namespace: `f0`, `f1`, … */
  readonly id: string;
  readonly name: string;
  readonly interfaces: readonly LabInterface[];
  /** Subnets' own broadcast addresses that it delivers when asked to, by interface: Wake on LAN. */
  readonly broadcasts: readonly { readonly interface: string; readonly address: string }[];
}

/** A zone's wire: a bridge, and nothing else. */
export interface LabWire {
  /** `z0`, `z1`, … */
  readonly id: string;
  /** Zones on it: one, unless no filter is declared. */
  readonly zones: readonly string[];
}

export interface LabModel {
  readonly hierarchy: string;
  readonly wires: readonly LabWire[];
  readonly hosts: readonly LabHost[];
  readonly filters: readonly LabFilter[];
  /** What of the hierarchy isn't here, in sentences: a large one is sampled. */
  readonly leftOut: readonly string[];
}
