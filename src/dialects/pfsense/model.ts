/** A configuration of pfSense or OPNsense as its XML says it: plain data with places, names not looked up yet. */
import type { AddressRange } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Lines, Written } from '../source/lines.ts';

export type Product = 'pfsense' | 'opnsense';

/** One side of a rule. */
export interface End {
  /** Absent: any address. Several where the product takes lists. */
  readonly names?: readonly string[];
  /** All but these. */
  readonly not: boolean;
  /** A port, a range or a name; absent: any. */
  readonly port?: string;
}

export interface Rule {
  readonly statement: Written;
  readonly name: string;
  /** Of the new kind in OPNsense, which goes before the old ones of its class. */
  readonly isModel: boolean;
  readonly action: 'pass' | 'block' | 'match' | 'unknown';
  readonly isFloating: boolean;
  /** Whether it decides at once; a rule that doesn't may be overruled by later ones. */
  readonly quick: boolean | 'unclear';
  /** Interfaces and groups of them; none: every interface. */
  readonly interfaces: readonly string[];
  /** All interfaces but these. */
  readonly interfaceNot: boolean;
  readonly direction: 'in' | 'out' | 'any';
  readonly families: readonly (4 | 6)[];
  /** In lower case; absent: any. */
  readonly protocol?: string;
  /** Of ICMP for IPv4, of ICMP for IPv6; absent: any. */
  readonly icmpTypes?: readonly string[];
  readonly icmp6Types?: readonly string[];
  readonly source: End;
  readonly destination: End;
  readonly conditions: readonly Dependency[];
  /** Of the new kind: where it stands in its class. */
  readonly sequence: number;
}

export interface Alias {
  readonly statement: Written;
  readonly type: string;
  readonly entries: readonly string[];
  readonly isDisabled: boolean;
}

export interface Interface {
  readonly key: string;
  readonly statement: Written;
  /** As people see it. */
  readonly description: string;
  readonly device: string;
  readonly connected: readonly AddressRange[];
  readonly own: readonly AddressRange[];
  /** Addresses that it has besides. */
  readonly virtual: readonly AddressRange[];
  /** Gets its address, and the default route, from a server. */
  readonly learnsDefault: boolean;
  readonly gateways: readonly string[];
  readonly blocksPrivate: boolean;
  readonly blocksBogons: boolean;
}

/** Translation of destinations, which comes before the rules. */
export interface Translation {
  readonly statement: Written;
  readonly interfaces: readonly string[];
  readonly destination: End;
}

export interface PfConfig {
  readonly kind: 'pfsense';
  readonly product: Product;
  readonly lines: Lines;
  /** A whole configuration, to which the product adds its own rules. */
  readonly isWhole: boolean;
  readonly allowsIpv6: boolean;
  readonly blocksLinkLocal: boolean;
  readonly rules: readonly Rule[];
  readonly disabled: number;
  readonly aliases: ReadonlyMap<string, Alias>;
  /** Whether an entry of any alias takes addresses away. */
  readonly hasExceptions: boolean;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /** Members of each group of interfaces. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By name: the interface and the address of each. */
  readonly gateways: ReadonlyMap<string, { readonly interface: string; readonly isDefault: boolean }>;
  readonly routes: readonly { readonly range: AddressRange; readonly gateway: string }[];
  readonly translations: readonly Translation[];
  readonly outboundTranslation?: Written;
  /** Statements that could decide about any packet. */
  readonly doubts: readonly Written[];
}
