/** Firewall rules of VPC networks as their people know them, whatever notation they stand in. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Written } from '../source/lines.ts';

export type Direction = 'INGRESS' | 'EGRESS';

export type AddressTerm =
  | { readonly kind: 'range'; readonly range: AddressRange }
  | { readonly kind: 'unknown'; readonly text: string };

/** Machines that have a network tag, or run as a service account. */
export interface Machines {
  readonly kind: 'tag' | 'account';
  readonly name: string;
}

export type ServiceTerm =
  | { readonly kind: 'any' }
  /** Any port where there are none. */
  | { readonly kind: 'protocol'; readonly number: number; readonly ports: readonly PortRange[] }
  | { readonly kind: 'unknown'; readonly text: string };

export interface GcpRule extends Written {
  readonly name: string;
  /** The last part of its network's name. */
  readonly network: string;
  /** Absent where it was not understood. */
  readonly direction: Direction | undefined;
  readonly priority: number | undefined;
  readonly action: 'allow' | 'deny' | undefined;
  readonly services: readonly ServiceTerm[];
  readonly sources: readonly AddressTerm[];
  readonly sourceMachines: readonly Machines[];
  readonly destinations: readonly AddressTerm[];
  /** The machines that it is for; all of the network where there are none. */
  readonly targets: readonly Machines[];
  readonly disabled: boolean;
  /** Parts that were not understood, and what keeps the rule from being there for certain: after "depends on". */
  readonly doubts: readonly string[];
}

export interface GcpConfig {
  readonly kind: 'gcp-firewall';
  readonly file: string;
  readonly text: string;
  readonly rules: readonly GcpRule[];
  /** What could hold more rules. */
  readonly doubts: readonly Written[];
}
