/** What a probe has to find out: one flow, from one end to the other, on one port. */

import type { Phase } from '../catalog/model.ts';
import type { Window } from '../hierarchy/model.ts';
import type { PortRange, Transport } from '../net/ports.ts';

export interface TaskEnd {
  /** Endpoint's name: host, client or console network, listener, cloud service. */
  readonly name: string;
  /** The host that stands behind it, where it is one. */
  readonly host?: string;
  /** A single address; absent where only names are known, or where the end is a subnet. */
  readonly address?: string;
  /** The subnet that the end is, in CIDR notation. */
  readonly subnet?: string;
  /** Names to ask for (TLS, HTTP, Kerberos), the best first; the only way to an end without an address. */
  readonly fqdns: readonly string[];
  /** Role ids, sorted. */
  readonly roles: readonly string[];
}

export interface ProbeTask {
  /** Stable: made of the flow's id, the service, both ends and the port. */
  readonly id: string;
  readonly flow: string;
  readonly conversation: string;
  readonly reverse: boolean;
  /** Id of the catalog's service, and its name for people. */
  readonly service: string;
  readonly serviceName: string;
  readonly transport: Transport;
  /** The port to ask; for a range its first, and `range` has all of it. Absent for ICMP. */
  readonly port?: number;
  readonly range?: PortRange;
  readonly cast?: 'broadcast' | 'multicast';
  readonly from: TaskEnd;
  readonly to: TaskEnd;
  readonly phase: Phase;
  readonly window?: Window;
  /** The web proxy that the flow goes through is `to`; these destinations lie beyond it. */
  readonly beyond?: readonly string[];
  /** Filters on the way, in order. */
  readonly path: readonly string[];
  /** Settings that a check needs, by name: the site code, the SQL instance, whether TLS is on, the virtual directory. */
  readonly hints: Readonly<Record<string, string>>;
}
