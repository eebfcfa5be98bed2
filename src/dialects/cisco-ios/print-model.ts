/** What is printed for a router or a switch: groups and two lists for each interface, with all names chosen. */
import type { Family, Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Rule } from '../../policy/model.ts';
import type { Flavour } from './model.ts';

export interface PrintedGroup {
  readonly name: string;
  readonly family: Family;
  readonly about: string;
  readonly networks: readonly Network[];
  /** Groups that stand before it. */
  readonly groups: readonly string[];
}

export interface PrintedPortGroup {
  readonly name: string;
  readonly ports: readonly PortRange[];
}

export type PrintedSide =
  | { readonly kind: 'any' }
  | { readonly kind: 'networks'; readonly networks: readonly Network[] }
  | { readonly kind: 'group'; readonly name: string };

export type PrintedPorts =
  | { readonly kind: 'ports'; readonly ports: readonly PortRange[] }
  | { readonly kind: 'group'; readonly name: string };

export interface PrintedEntry {
  readonly remarks: readonly string[];
  readonly transport: 'tcp' | 'udp' | 'icmp' | 'esp';
  readonly from: PrintedSide;
  readonly to: PrintedSide;
  /** Of the destination, in an answer of the source; none for ICMP and ESP. */
  readonly ports: PrintedPorts;
  readonly isReply: boolean;
  /** The rules that it says. */
  readonly rules: readonly Pick<Rule, 'id' | 'origins'>[];
}

export interface PrintedList {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  readonly entries: readonly PrintedEntry[];
}

export interface RouterFile {
  readonly flavour: Flavour;
  readonly name: string;
  readonly hierarchy: string;
  readonly groups: readonly PrintedGroup[];
  readonly portGroups: readonly PrintedPortGroup[];
  readonly lists: readonly PrintedList[];
}
