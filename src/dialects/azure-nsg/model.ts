/** Network security groups as their people know them, whatever notation they stand in. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Written } from '../source/lines.ts';

export type NsgDirection = 'Inbound' | 'Outbound';

/** One item of a side of a rule. */
export type AddressTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'range'; readonly range: AddressRange }
  /** `VirtualNetwork`, `Storage.WestEurope`. */
  | { readonly kind: 'tag'; readonly name: string }
  /** An application security group: those network cards that are members. */
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'unknown'; readonly text: string };

export type PortTerm =
  | { readonly kind: 'range'; readonly range: PortRange }
  | { readonly kind: 'unknown'; readonly text: string };

export type ProtocolTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'unknown'; readonly text: string };

export interface NsgRule extends Written {
  readonly name: string;
  /** Each of these absent where it was not understood. */
  readonly priority: number | undefined;
  readonly direction: NsgDirection | undefined;
  readonly access: 'Allow' | 'Deny' | undefined;
  readonly protocol: ProtocolTerm;
  readonly sources: readonly AddressTerm[];
  readonly destinations: readonly AddressTerm[];
  readonly sourcePorts: readonly PortTerm[];
  readonly destinationPorts: readonly PortTerm[];
  /** Parts that were not understood, and what keeps the rule from being there for certain: after "depends on". */
  readonly doubts: readonly string[];
}

export interface NsgGroup extends Written {
  readonly name: string;
  /** Names of the subnets and network cards that it is associated with. */
  readonly attachedTo: readonly string[];
  /** One of all that the packets of one network card meet. */
  readonly ofOneCard?: true;
  readonly rules: readonly NsgRule[];
  /** What Azure puts behind all rules, where the text says it. */
  readonly defaults: readonly NsgRule[];
  /** What could hold more rules. */
  readonly doubts: readonly Written[];
}

export interface NsgConfig {
  readonly kind: 'azure-nsg';
  readonly form: 'json' | 'bicep' | 'terraform';
  readonly file: string;
  readonly text: string;
  readonly groups: readonly NsgGroup[];
  /** What could hold more groups. */
  readonly doubts: readonly Written[];
}
