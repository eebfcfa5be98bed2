/** A file for iptables-restore and ip6tables-restore as data. */
import type { Family, Network } from '../../net/network.ts';
import type { PortRange, Transport } from '../../net/ports.ts';
import type { Policy } from '../../policy/model.ts';
import type { Term } from '../lowering/term.ts';

/** What one option says about a side: any address, a list of networks, or one range that is no network. */
export type RestoreSide =
  | { readonly kind: 'any' }
  | { readonly kind: 'networks'; readonly networks: readonly Network[] }
  | { readonly kind: 'range'; readonly range: Network };

/** A line that accepts new connections for each source, destination and list of ports. */
export interface RestoreTerm {
  readonly term: Term;
  readonly family: Family;
  readonly sources: readonly RestoreSide[];
  readonly destinations: readonly RestoreSide[];
  readonly transport: Transport | 'esp';
  /** Each as many as one line can hold; one that is empty for ICMP, where echo requests are meant, and for ESP. */
  readonly lists: readonly (readonly PortRange[])[];
}

export interface RestoreChain {
  readonly builtIn: 'FORWARD' | 'INPUT' | 'OUTPUT';
  /** The chain that the planned rules stand in. */
  readonly name: string;
  readonly terms: readonly RestoreTerm[];
}

export interface RestoreFile {
  readonly kind: Policy['kind'];
  readonly hierarchy: string;
  /** The filter's or the host's name, as in the hierarchy. */
  readonly name: string;
  readonly chains: readonly RestoreChain[];
}
