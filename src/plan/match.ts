/** What a pairing gives the planner: two sides that a conversation joins, and why. */
import type { Conversation } from '../catalog/model.ts';
import type { Hierarchy, Host } from '../hierarchy/model.ts';
import type { PortRange } from '../net/ports.ts';
import type { Cast, Group } from './actors.ts';
import type { ClientGroup, ConsoleGroup, Population } from './clients.ts';
import type { Endpoints } from './endpoints.ts';
import type { Endpoint } from './model.ts';
import type { Scope, SettingsContext } from './settings.ts';

/** A reason before its place is looked up. */
export interface ReasonSeed {
  readonly text: string;
  readonly at?: number;
}

/** One side of a match: endpoints of one zone. */
export interface Side {
  readonly endpoints: readonly Endpoint[];
  readonly zone: string;
  readonly owners?: ReadonlySet<string>;
  /** Dynamic RPC range of the hosts on this side, where narrowed. */
  readonly rpc?: readonly PortRange[];
  readonly rpcAt?: number;
}

/** Initiator and responder of a conversation that have found each other. */
export interface Match {
  readonly initiator: Side;
  readonly responder: Side;
  readonly scope: Scope;
  readonly reasons: readonly ReasonSeed[];
  /** The pairing gives both orders itself: no reverse flow is to be made. */
  readonly symmetric?: boolean;
  /** Ports of a web proxy that stands in for the destination: they replace the services' own. */
  readonly proxyPort?: number;
  /** The destination that the proxy stands in for. */
  readonly beyond?: Endpoint;
}

export interface PairingContext extends SettingsContext {
  readonly hierarchy: Hierarchy;
  readonly cast: Cast;
  readonly population: Population;
  readonly endpoints: Endpoints;
  readonly hosts: ReadonlyMap<string, Host>;
}

/** Finds the ends of a conversation; yields in the document's order. */
export type PairingFunction = (context: PairingContext, conversation: Conversation) => Iterable<Match>;

export function hostSide(group: Group): Side {
  const { host } = group.sample;
  const rpcAt = host.at.rpc;
  return {
    endpoints: group.endpoints,
    zone: group.zone,
    owners: group.owners,
    ...(host.rpc && { rpc: host.rpc }),
    ...(rpcAt !== undefined && { rpcAt }),
  };
}

export function networkSide(group: ClientGroup | ConsoleGroup): Side {
  return { endpoints: group.endpoints, zone: group.zone };
}
