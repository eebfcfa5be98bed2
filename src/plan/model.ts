/** The plan: every flow that the hierarchy needs, grouped, with its reasons. */
import type { Conversation, Phase, Service } from '../catalog/model.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { Crossing, Window } from '../hierarchy/model.ts';
import type { Network } from '../net/network.ts';
import type { PortRange, Transport } from '../net/ports.ts';

export type EndpointKind = 'host' | 'clients' | 'consoles' | 'listener' | 'internet';

/** One end of a flow: everything of one name that stands in one zone. Compare by identity. */
export interface Endpoint {
  readonly kind: EndpointKind;
  /** Unique among the hierarchy's hosts, client and console networks, listeners and cloud services. */
  readonly name: string;
  readonly zone: string;
  /** Addresses or subnets; empty where only names are known. */
  readonly networks: readonly Network[];
  /** Host names, for internet destinations. */
  readonly fqdns: readonly string[];
  /** Where the document says so; absent for internet destinations. */
  readonly at?: number;
  /** The host that answers on it, for hosts. A flow between two ends of one owner needs no network. */
  readonly owner?: string;
  readonly os?: 'windows' | 'linux';
}

/** Why something is planned: a setting's value and where it was written, or a rule of the catalog. */
export interface Reason {
  readonly text: string;
  readonly setting?: string;
  readonly value?: string;
  /** Absent where the value is a default. */
  readonly place?: Place;
}

export interface FlowService {
  readonly service: Service;
  readonly transport: Transport;
  /** Destination ports; empty for ICMP. */
  readonly ports: readonly PortRange[];
  readonly phase: Phase;
  readonly window?: Window;
  readonly reasons: readonly Reason[];
}

/**
 * A planned conversation between two groups of endpoints: each of `from` starts talking to each of `to` on each
 * service, except an endpoint to its own owner. All of `from` stand in one zone, and all of `to`.
 */
export interface Flow {
  /** Stable: made of the conversation, the direction and the names of its ends. */
  readonly id: string;
  readonly conversation: Conversation;
  /** The responder of a two-way conversation starts. */
  readonly reverse: boolean;
  readonly from: readonly Endpoint[];
  readonly to: readonly Endpoint[];
  readonly services: readonly FlowService[];
  /** To a web proxy: the destinations that it goes on to for `from`, in flows of its own of the same conversation. */
  readonly beyond?: readonly Endpoint[];
  /** Filters crossed, in order; empty inside a zone. */
  readonly path: readonly Crossing[];
  /** What made the conversation apply to these ends; shared by its services. */
  readonly reasons: readonly Reason[];
}

export interface Plan {
  readonly hierarchy: string;
  readonly version: number;
  readonly flows: readonly Flow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One line of the plan as a firewall team wants it: one network to one network on one service. */
export interface FlowRow {
  readonly flow: Flow;
  readonly service: FlowService;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Absent where the end is known by name only. */
  readonly source?: Network;
  readonly destination?: Network;
}
