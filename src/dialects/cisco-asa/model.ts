/** An ASA's configuration as text says it: plain data with places, names not looked up yet. */
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { ServiceTerm } from '../raising/object-groups.ts';

export interface Statement {
  readonly place: Place;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

export type AddressTerm =
  | { readonly kind: 'any'; readonly family?: 4 | 6 }
  | { readonly kind: 'range'; readonly range: AddressRange }
  /** An address that `name` gives a name to, with the mask as written; a single host without one. */
  | { readonly kind: 'alias'; readonly name: string; readonly mask?: string }
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string }
  /** The address of one of the ASA's own interfaces. */
  | { readonly kind: 'interface'; readonly name: string }
  | { readonly kind: 'fqdn'; readonly name: string; readonly family?: 4 | 6 };

export type PortsTerm =
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'group'; readonly name: string };

export type IcmpTerm =
  | { readonly kind: 'type'; readonly type: number; readonly code?: number }
  | { readonly kind: 'group'; readonly name: string };

export type ProtocolTerm =
  | { readonly kind: 'any' }
  | { readonly kind: 'number'; readonly number: number }
  /** A protocol group, a service group or a service object. */
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string };

/** Who else must be who: only for such packets does an entry hold. */
export interface Identity {
  readonly kind: 'user' | 'security' | 'application';
  readonly text: string;
}

export interface AccessRule {
  readonly kind: 'rule';
  readonly statement: Statement;
  readonly action: 'permit' | 'deny';
  /** Each is absent where the line could not be read so far: any packet then. */
  readonly protocol?: ProtocolTerm | undefined;
  readonly source?: AddressTerm | undefined;
  readonly sourcePorts?: PortsTerm | undefined;
  readonly destination?: AddressTerm | undefined;
  readonly destinationPorts?: PortsTerm | undefined;
  readonly icmp?: IcmpTerm | undefined;
  /** Interfaces that the source and the destination stand behind, where the entry says so. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The rule of an access control policy that the entry is part of, and whether it passes by all inspection. */
  readonly policy?: { readonly id: string; readonly isTrusted: boolean } | undefined;
  readonly identities: readonly Identity[];
  readonly inactive: boolean;
  readonly timeRange?: string | undefined;
  /** The words that were not understood, from the first of them to the end of the line. */
  readonly rest?: string | undefined;
  /**
   * What `show access-list` says that the entry consists of; only where the text doesn't define the groups that it
   * names. Stands for all the rest then.
   */
  readonly expansion?: readonly AccessRule[] | undefined;
}

export type AccessEntry =
  | AccessRule
  | { readonly kind: 'remark'; readonly statement: Statement; readonly remark: string }
  /** May permit and may deny. */
  | { readonly kind: 'unknown'; readonly statement: Statement };

export interface AccessList {
  readonly name: string;
  /** In the order in which they are asked; `line N` of an ASA is the position here, remarks counted. */
  readonly entries: readonly AccessEntry[];
}

export interface NetworkObject {
  readonly statement: Statement;
  readonly members: readonly AddressTerm[];
  /** Lines that were not understood. */
  readonly unknown: readonly Statement[];
}

export interface ServiceObject {
  readonly statement: Statement;
  readonly members: readonly ServiceTerm[];
  readonly unknown: readonly Statement[];
}

export type GroupKind = 'network' | 'service' | 'protocol' | 'icmp-type' | 'identity' | 'unknown';

export type GroupMember =
  | { readonly kind: 'address'; readonly address: AddressTerm }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'service'; readonly service: ServiceTerm }
  | { readonly kind: 'service-object'; readonly name: string }
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'protocol'; readonly protocol: PortRange }
  | { readonly kind: 'icmp'; readonly type: number };

export interface Group {
  readonly kind: GroupKind;
  readonly statement: Statement;
  /** Of a service group that holds ports only. */
  readonly transport?: 'tcp' | 'udp' | 'tcp-udp';
  readonly members: readonly GroupMember[];
  readonly unknown: readonly Statement[];
}

export interface Interface {
  readonly statement: Statement;
  readonly name?: string;
  readonly level?: { readonly value: number; readonly statement: Statement };
  /** Networks that it stands in, and its own addresses in them. */
  readonly connected: readonly AddressRange[];
  readonly own: readonly AddressRange[];
  /** Gets its address, and the default route, from a server. */
  readonly learnsDefault: boolean;
  /** Gets its IPv4 address from a server. */
  readonly learnsAddress: boolean;
  readonly ipv6: boolean;
  readonly shutdown: boolean;
  readonly managementOnly?: Statement;
  /** A member of a bridge group has no networks of its own. */
  readonly bridgeGroup?: string;
  /** `no forward interface`: the other VLAN of an ASA 5505 that nothing may be started to. */
  readonly notTo?: { readonly hardware: string; readonly statement: Statement };
  /** `BVI1`, `GigabitEthernet0/0`. */
  readonly hardware: string;
}

export interface Route {
  readonly statement: Statement;
  readonly interface: string;
  readonly range: AddressRange;
  readonly metric: number;
}

export interface Binding {
  readonly statement: Statement;
  readonly list: string;
  readonly direction: 'in' | 'out' | 'global' | 'control-plane';
  /** Absent for `global`. */
  readonly interface?: string;
}

/** What the modular policy framework says about one inspection. */
export interface Inspection {
  readonly statement: Statement;
  readonly policyMap: string;
  readonly classMap: string;
}

/** An entry of a crypto map: a list says what goes into its tunnel, or it takes in a dynamic map. */
export interface CryptoEntry {
  /** `map NAME` or `dynamic-map NAME`. */
  readonly map: string;
  readonly statement: Statement;
  readonly list?: string;
  readonly dynamic?: string;
}

/** What the text says about tunnels. */
export interface Vpn {
  /** Whether packets out of a tunnel pass by the access lists. */
  readonly bypass: boolean;
  readonly entries: readonly CryptoEntry[];
  /** The crypto maps of each interface. */
  readonly maps: ReadonlyMap<string, ReadonlySet<string>>;
  /** Interfaces that clients connect to. */
  readonly clients: ReadonlySet<string>;
  readonly pools: readonly { readonly statement: Statement; readonly range: AddressRange }[];
  readonly filters: readonly Statement[];
}

export interface AsaConfig {
  readonly file: string;
  /** Major version; absent where the text doesn't say it. */
  readonly version?: number;
  /** A Firewall Services Module, whose levels permit nothing. */
  readonly needsLists: boolean;
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly bindings: readonly Binding[];
  /** Lists that something else than a binding names: a VPN, a class, a route map. */
  readonly usedElsewhere: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, AddressRange>;
  readonly objects: ReadonlyMap<string, NetworkObject>;
  readonly services: ReadonlyMap<string, ServiceObject>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
  /** A routing protocol: what stands behind an interface is not in the text alone. */
  readonly dynamicRouting?: Statement;
  readonly timeRanges: ReadonlyMap<string, string>;
  readonly sameSecurity: { readonly inter: boolean; readonly intra: boolean };
  readonly translations: readonly Statement[];
  /** Before 8.3 lists saw translated addresses. */
  readonly oldTranslations: readonly Statement[];
  /** `inspect dcerpc`, with the policies that are in force. */
  readonly dcerpc: readonly Inspection[];
  /** `inspect tftp`. */
  readonly tftp: readonly Inspection[];
  readonly servicePolicies: ReadonlySet<string>;
  /** Those of them that are in force at every interface. */
  readonly globalPolicies: ReadonlySet<string>;
  /** Classes that see every protocol on its usual port. */
  readonly usualClasses: ReadonlySet<string>;
  /** Classes that cannot see TCP 135. */
  readonly otherClasses: ReadonlySet<string>;
  readonly vpn: Vpn;
  /** Statements that were not understood and could decide about any packet. */
  readonly doubts: readonly Statement[];
}
