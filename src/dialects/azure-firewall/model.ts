/** Policies of Azure Firewall as their people know them, whatever notation they stand in. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Written } from '../source/lines.ts';

/** One item of a side of a rule. */
export type AddressTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'range'; readonly range: AddressRange }
  /** A service tag: `AzureMonitor`. */
  | { readonly kind: 'tag'; readonly name: string }
  /** An IP group. */
  | { readonly kind: 'group'; readonly name: string }
  /** A name that the firewall itself resolves. */
  | { readonly kind: 'fqdn'; readonly name: string }
  | { readonly kind: 'unknown'; readonly text: string };

export type ServiceTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'protocol'; readonly number: number }
  | { readonly kind: 'unknown'; readonly text: string };

export type PortTerm =
  | { readonly kind: 'range'; readonly range: PortRange }
  | { readonly kind: 'unknown'; readonly text: string };

export interface FirewallRule extends Written {
  readonly kind: 'network' | 'application' | 'nat';
  readonly name: string;
  readonly protocols: readonly ServiceTerm[];
  readonly sources: readonly AddressTerm[];
  /** Of an application rule, none are every address. */
  readonly destinations: readonly AddressTerm[];
  readonly ports: readonly PortTerm[];
  /** Of an application rule, what is asked for: names, URLs, tags and categories. */
  readonly targets: readonly string[];
  /** Of a NAT rule, where packets are sent instead; the port as it is where none is said. */
  readonly translated?: {
    readonly to: AddressTerm;
    readonly port: PortTerm | undefined;
    readonly text: string;
  };
  /** Parts that were not understood, and what keeps the rule from being there for certain: after "depends on". */
  readonly doubts: readonly string[];
}

export interface RuleCollection extends Written {
  readonly name: string;
  /** Each of these absent where it was not understood. */
  readonly priority: number | undefined;
  readonly action: 'permit' | 'deny' | undefined;
  readonly rules: readonly FirewallRule[];
}

export interface CollectionGroup extends Written {
  readonly name: string;
  /** The policy that it belongs to; empty where nothing says. */
  readonly policy: string;
  readonly priority: number | undefined;
  readonly collections: readonly RuleCollection[];
}

export interface FirewallPolicy extends Written {
  readonly name: string;
  /** The policy that it inherits rules from. */
  readonly base?: string;
  /** What could hold more rules. */
  readonly doubts: readonly Written[];
}

export interface FirewallConfig {
  readonly kind: 'azure-firewall';
  readonly file: string;
  readonly policies: readonly FirewallPolicy[];
  readonly groups: readonly CollectionGroup[];
  readonly ipGroups: ReadonlyMap<string, readonly AddressRange[]>;
  /** What could hold more policies and groups. */
  readonly doubts: readonly Written[];
}
