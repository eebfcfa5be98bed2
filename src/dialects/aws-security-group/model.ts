/** Security groups as their people know them, whatever notation they stand in. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Written } from '../source/lines.ts';

export type Direction = 'ingress' | 'egress';

/** One end of a rule; the other one is whoever has the group. */
export type Peer =
  | { readonly kind: 'range'; readonly range: AddressRange }
  /** Members of another group, or of the same one. */
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** Ports of TCP and UDP, types and codes of ICMP. */
export type ServiceTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'protocol'; readonly number: number }
  | { readonly kind: 'ports'; readonly number: number; readonly ports: PortRange }
  /** Absent: any. */
  | { readonly kind: 'icmp'; readonly number: number; readonly type?: number; readonly code?: number }
  | { readonly kind: 'unknown'; readonly text: string };

export interface SecurityRule extends Written {
  readonly direction: Direction;
  readonly service: ServiceTerm;
  readonly peer: Peer;
  readonly name?: string;
  /** Parts that were not understood, and what keeps the rule from being there for certain: after "depends on". */
  readonly doubts: readonly string[];
}

export interface SecurityGroup extends Written {
  /** Its name, or its id where it has none. */
  readonly name: string;
  /** Everything that rules and people may call it by. */
  readonly names: readonly string[];
  readonly rules: readonly SecurityRule[];
  /** What could hold more rules. */
  readonly doubts: readonly Written[];
}

export interface AwsConfig {
  readonly kind: 'aws-security-group';
  readonly file: string;
  readonly text: string;
  readonly groups: readonly SecurityGroup[];
  /** Prefix lists that the text holds, by id or address. */
  readonly prefixLists: ReadonlyMap<string, readonly AddressRange[]>;
  /** What could hold more groups. */
  readonly doubts: readonly Written[];
  /** Where the text stops being its notation: what stands before it may be cut off, too. */
  readonly fault?: Written;
}
