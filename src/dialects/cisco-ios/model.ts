/** The configuration of a router or switch with IOS, IOS-XE or NX-OS as text says it: names not looked up yet. */
import type { AddressRange, Family } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { ServiceTerm } from '../raising/object-groups.ts';
import type { Written } from '../source/lines.ts';

/** The two languages that are written so; they differ in some words and defaults. */
export type Flavour = 'ios' | 'nxos';

export type AddressTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'range'; readonly range: AddressRange }
  /** IPv4: the bits that are set in `wildcard` are not asked about. */
  | { readonly kind: 'wildcard'; readonly address: number; readonly wildcard: number }
  | { readonly kind: 'group'; readonly name: string };

export type PortsTerm =
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'group'; readonly name: string };

export type ProtocolTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'number'; readonly number: number }
  /** A service group of IOS: protocols with their ports. */
  | { readonly kind: 'group'; readonly name: string };

/** Type and code of an ICMP message; without a code any. */
export interface IcmpTerm {
  readonly type: number;
  readonly code?: number;
}

/** A flag of TCP that is asked for, set or not. */
export interface FlagTest {
  readonly flag: TcpFlag;
  readonly isSet: boolean;
}

export type TcpFlag = 'ack' | 'fin' | 'psh' | 'rst' | 'syn' | 'urg';

export interface FlagTerm {
  /** All of them must be so, or any one. */
  readonly match: 'all' | 'any';
  readonly tests: readonly FlagTest[];
}

export interface AccessRule {
  readonly kind: 'rule';
  readonly statement: Written;
  readonly sequence: number;
  readonly action: 'permit' | 'deny';
  /** Each is absent where the line could not be read so far: any packet then. */
  readonly protocol?: ProtocolTerm;
  readonly source?: AddressTerm;
  readonly sourcePorts?: PortsTerm;
  readonly destination?: AddressTerm;
  readonly destinationPorts?: PortsTerm;
  readonly icmp?: IcmpTerm;
  readonly flags?: FlagTerm;
  /** Only for fragments but the first. */
  readonly fragments: boolean;
  /** What is asked beside addresses, ports and flags. */
  readonly conditions: readonly Dependency[];
  readonly timeRange?: string;
  /** The reflexive list that gets an entry for the answers. */
  readonly reflect?: string;
  /** The words that were not understood, from the first of them to the end of the line. */
  readonly rest?: string;
}

export type AccessEntry =
  | AccessRule
  | {
      readonly kind: 'remark';
      readonly statement: Written;
      readonly sequence: number;
      readonly remark: string;
    }
  /** The entries of a reflexive list stand here. */
  | {
      readonly kind: 'evaluate';
      readonly statement: Written;
      readonly sequence: number;
      readonly name: string;
    }
  /** May permit and may deny. */
  | { readonly kind: 'unknown'; readonly statement: Written; readonly sequence: number };

export interface AccessList {
  readonly name: string;
  readonly family: Family;
  readonly statement: Written;
  /** Whether its entries say their numbers. */
  readonly isNumbered: boolean;
  /** In the order in which they are asked. */
  readonly entries: readonly AccessEntry[];
}

export type GroupMember =
  | { readonly kind: 'address'; readonly address: AddressTerm }
  | { readonly kind: 'service'; readonly service: ServiceTerm }
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'group'; readonly name: string };

export type GroupKind = 'network' | 'service' | 'port' | 'unknown';

export interface Group {
  readonly kind: GroupKind;
  readonly statement: Written;
  readonly members: readonly GroupMember[];
  /** Lines that were not understood. */
  readonly unknown: readonly Written[];
}

export interface Interface {
  readonly statement: Written;
  readonly name: string;
  /** Empty for the global routing table. */
  readonly vrf: string;
  /** Networks that it stands in. */
  readonly connected: readonly AddressRange[];
  readonly learnsDefault: boolean;
  readonly ipv6: boolean;
  readonly shutdown: boolean;
  /** A port of a switch: no networks of its own. */
  readonly isPort: boolean;
  readonly nat?: { readonly side: 'inside' | 'outside'; readonly statement: Written };
  /** Packets that a crypto map takes are encrypted, and its lists don't see them as they are. */
  readonly cryptoMap?: Written;
  readonly zone?: Written;
  readonly inspections: readonly { readonly name: string; readonly statement: Written }[];
  /** Policies that may drop: `service-policy input NAME`. */
  readonly policies: readonly { readonly name: string; readonly statement: Written }[];
}

export interface Route {
  readonly statement: Written;
  readonly vrf: string;
  readonly range: AddressRange;
  readonly interface?: string;
  readonly nextHop?: AddressRange;
  readonly metric: number;
}

export interface Binding {
  readonly statement: Written;
  readonly list: string;
  readonly family: Family;
  readonly direction: 'in' | 'out';
  readonly interface: string;
}

export interface IosConfig {
  readonly flavour: Flavour;
  readonly file: string;
  /** By family and name: `4 EDGE-IN`. */
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly bindings: readonly Binding[];
  /** Lists that something else than an interface names: a line, a route map, translation. */
  readonly usedElsewhere: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, Group>;
  /** By `interfaceKey`. */
  readonly interfaces: ReadonlyMap<string, Interface>;
  readonly routes: readonly Route[];
  /** A routing protocol: what stands behind an interface is not in the text alone. */
  readonly dynamicRouting?: Written;
  readonly timeRanges: ReadonlyMap<string, string>;
  readonly translations: readonly Written[];
  /** What each `ip inspect name` follows. */
  readonly inspections: ReadonlyMap<string, readonly string[]>;
  /** Policy maps with a class that drops. */
  readonly droppingPolicies: ReadonlySet<string>;
  /** What judges all packets beside the lists and is not read: VLAN filters, TrustSec. */
  readonly besides: readonly Written[];
  /** Statements that were not understood and could decide about any packet. */
  readonly doubts: readonly Written[];
}

/** The key of a list: IPv4 and IPv6 have names of their own. */
export function listKey(family: Family, name: string): string {
  return `${family} ${name}`;
}
