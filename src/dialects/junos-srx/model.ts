/** An SRX's configuration as its text says it: plain data with places, names not looked up yet. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Lines, Written } from '../source/lines.ts';

export type Form = 'set' | 'curly';

export interface Policy {
  readonly name: string;
  readonly statement: Written;
  /** Zones that a global policy asks for; absent: any. */
  readonly fromZones?: readonly string[];
  readonly toZones?: readonly string[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly sourceExcluded: boolean;
  readonly destinationExcluded: boolean;
  readonly applications: readonly string[];
  /** What must be true beside the packet. */
  readonly conditions: readonly Dependency[];
  readonly action: 'permit' | 'deny' | 'unknown';
  /** Services that look into what is permitted, by their keywords. */
  readonly inspections: readonly string[];
  /** From a group that is applied to the place. */
  readonly isInherited: boolean;
}

/** The policies of one pair of zones; of all pairs where there are no zones. */
export interface Context {
  readonly from: string;
  readonly to: string;
  readonly policies: readonly Policy[];
}

export type AddressTerm =
  | { readonly kind: 'ranges'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'fqdn'; readonly name: string; readonly families: readonly (4 | 6)[] }
  /** May hold any of these. */
  | { readonly kind: 'unclear'; readonly ranges: readonly AddressRange[]; readonly text: string };

export interface AddressObject {
  readonly statement: Written;
  readonly terms: readonly AddressTerm[];
}

export interface AddressSet {
  readonly statement: Written;
  readonly addresses: readonly string[];
  readonly sets: readonly string[];
  readonly unknown: readonly Written[];
}

export interface AddressBook {
  readonly name: string;
  readonly addresses: ReadonlyMap<string, AddressObject>;
  readonly sets: ReadonlyMap<string, AddressSet>;
}

/** What an application or one of its terms matches. */
export interface ServiceTerm {
  readonly protocols: readonly PortRange[];
  /** Absent: any. */
  readonly source?: PortRange;
  readonly destination?: PortRange;
  /** What else decides: a number of RPC, or what was not understood. */
  readonly conditions: readonly Dependency[];
}

export interface Application {
  readonly statement: Written;
  readonly terms: readonly ServiceTerm[];
  readonly unknown: readonly Written[];
}

export interface ApplicationSet {
  readonly statement: Written;
  readonly applications: readonly string[];
  readonly sets: readonly string[];
  readonly unknown: readonly Written[];
}

export interface Zone {
  readonly name: string;
  readonly statement: Written;
  /** `ge-0/0/0.0`. */
  readonly interfaces: readonly string[];
  readonly hasHostTraffic: boolean;
}

/** A logical interface with addresses. */
export interface Interface {
  readonly name: string;
  readonly connected: readonly AddressRange[];
  /** Gets its address, and the default route, from a server. */
  readonly learnsDefault: boolean;
  readonly disabled: boolean;
  /** A packet filter that is not read, which may drop what policies permit. */
  readonly filter?: Written;
}

export interface Route {
  readonly statement: Written;
  readonly range: AddressRange;
  /** Addresses or names of interfaces; empty where it leads nowhere. */
  readonly nextHops: readonly string[];
  readonly isClear: boolean;
}

/** Translation of destinations, which comes before policies. */
export interface Translation {
  readonly statement: Written;
  /** Absent: any. */
  readonly ranges?: readonly AddressRange[];
  /** Zones that the packets come in by; absent: any. */
  readonly fromZones?: readonly string[];
}

/** One firewall: the whole device, or one of its logical systems or tenants. */
export interface System {
  /** Absent for the device itself. */
  readonly name?: string;
  readonly contexts: readonly Context[];
  readonly global: readonly Policy[];
  readonly defaultPolicy: 'permit' | 'deny' | 'unknown';
  readonly defaultStatement?: Written;
  readonly globalBook: AddressBook | undefined;
  /** By zone: its own book, or the one attached to it. */
  readonly books: ReadonlyMap<string, AddressBook>;
  /** Zones to which more than one book is attached. */
  readonly contested: ReadonlySet<string>;
  /** Written in the zone itself, as before Junos 11.2. */
  readonly hasZoneBooks: boolean;
  readonly zones: readonly Zone[];
  readonly applications: ReadonlyMap<string, Application>;
  readonly applicationSets: ReadonlyMap<string, ApplicationSet>;
  readonly interfaces: ReadonlyMap<string, Interface>;
  readonly routes: readonly Route[];
  /** A routing protocol or several tables: what stands behind an interface is not in the text alone. */
  readonly dynamicRouting?: Written;
  readonly routingInstances?: Written;
  readonly translations: readonly Translation[];
  readonly sourceTranslation?: Written;
  readonly feeds: ReadonlySet<string>;
  /** What happens to IPv6, where the text says it. */
  readonly ipv6: 'flow' | 'drop' | 'unknown' | 'default';
  readonly ipv6Statement?: Written;
  readonly followsTftp: boolean;
}

export interface SrxConfig {
  readonly kind: 'junos-srx';
  readonly form: Form;
  /** Statements were moved by commands, so that their order is not that of the text. */
  readonly isMoved: boolean;
  readonly lines: Lines;
  readonly system: System;
  /** Others with policies of their own. */
  readonly others: readonly Written[];
  /** Left out because they are switched off. */
  readonly inactive: readonly Written[];
  /** Statements that could decide about any packet. */
  readonly doubts: readonly Written[];
}
