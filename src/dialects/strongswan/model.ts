/** A swanctl.conf as data: a connection for each pair of an own address and a peer, with what it carries. */
import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Term } from '../lowering/term.ts';

export interface SwanSelector {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'ipv6-icmp';
  readonly localPorts?: PortRange;
  readonly remotePorts?: PortRange;
}

export interface SwanChild {
  readonly name: string;
  readonly selector: SwanSelector;
  readonly term: Term;
}

export interface SwanConnection {
  readonly name: string;
  readonly local: Network;
  /** One address, or any number of networks. */
  readonly remote: readonly Network[];
  readonly peers: string;
  readonly children: readonly SwanChild[];
}

export interface SwanFile {
  readonly host: string;
  readonly hierarchy: string;
  readonly connections: readonly SwanConnection[];
}
