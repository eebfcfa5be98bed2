/** A configuration of PAN-OS as its text says it: plain data with places, names not looked up yet. */
import type { Written } from '../source/lines.ts';

export type RuleType = 'universal' | 'intrazone' | 'interzone';

/** Something beside addresses and services that a rule asks for. */
export interface Condition {
  readonly kind: 'schedule' | 'user' | 'other';
  /** After "depends on". */
  readonly text: string;
  readonly value?: string;
}

export interface SecurityRule {
  readonly name: string;
  readonly written: Written;
  readonly type: RuleType;
  /** As written; each is empty where the text doesn't say it. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly application: readonly string[];
  readonly service: readonly string[];
  readonly negateSource: boolean;
  readonly negateDestination: boolean;
  readonly action: 'permit' | 'deny' | 'unknown';
  readonly disabled: boolean;
  readonly conditions: readonly Condition[];
  /** What of it was not understood. */
  readonly strangers: readonly Written[];
  /** Values are missing: it may match more than it seems to. */
  readonly torn: boolean;
}

/** `intrazone-default` or `interzone-default`, changed by hand. */
export interface DefaultRule {
  readonly written: Written;
  readonly action: 'permit' | 'deny' | 'unknown';
  /** It says an action: only then does it change what there is. */
  readonly says: boolean;
}

interface Named {
  readonly written: Written;
  /** What of it was not understood. */
  readonly strangers: readonly Written[];
}

export interface AddressObject extends Named {
  readonly kind: 'ip-netmask' | 'ip-range' | 'ip-wildcard' | 'fqdn' | 'unknown';
  readonly value: string;
  readonly tags: readonly string[];
}

export interface AddressGroup extends Named {
  readonly members: readonly string[];
  /** The filter of a dynamic group. */
  readonly filter?: string;
}

export interface ServiceObject extends Named {
  readonly parts: readonly {
    readonly protocol: 'tcp' | 'udp' | 'sctp';
    readonly port?: string;
    readonly sourcePort?: string;
  }[];
}

export interface MemberGroup extends Named {
  readonly members: readonly string[];
}

/** An application that somebody defined: by a protocol, an ICMP type or signatures. */
export interface Application extends Named {
  readonly ports: readonly string[];
  readonly icmp?: { readonly version: 4 | 6; readonly type: string; readonly code?: string };
  /** The IP protocol that it is. */
  readonly protocol?: string;
}

export interface Objects {
  readonly addresses: ReadonlyMap<string, AddressObject>;
  readonly addressGroups: ReadonlyMap<string, AddressGroup>;
  readonly services: ReadonlyMap<string, ServiceObject>;
  readonly serviceGroups: ReadonlyMap<string, MemberGroup>;
  readonly applications: ReadonlyMap<string, Application>;
  readonly applicationGroups: ReadonlyMap<string, MemberGroup>;
  /** Names that stand for what is not in the text. */
  readonly applicationFilters: ReadonlySet<string>;
  readonly externalLists: ReadonlySet<string>;
  /** With the addresses that somebody says. */
  readonly regions: ReadonlyMap<string, MemberGroup>;
}

/** A rule of address translation, as far as it decides in which zone a destination is looked for. */
export interface Translation {
  readonly written: Written;
  readonly name: string;
  /** The addresses that are exchanged on the way in; names as in security rules. */
  readonly destinations: readonly string[];
}

export interface Rulebase {
  readonly rules: readonly SecurityRule[];
  /** Rules that ask somebody to sign in first, as rules that deny unless that was done. */
  readonly signIn: readonly SecurityRule[];
  readonly intrazone?: DefaultRule;
  readonly interzone?: DefaultRule;
  readonly translations: readonly Translation[];
  /** Where something else than routes decides where packets leave. */
  readonly forwarding: readonly Written[];
}

export interface Zone {
  readonly name: string;
  readonly written: Written;
  readonly interfaces: readonly string[];
  /** It leads to other virtual systems. */
  readonly external: boolean;
}

/** One place where objects and rules are: a virtual system, a device group, or what all of them share. */
export interface Scope {
  readonly kind: 'vsys' | 'device-group' | 'shared' | 'pushed';
  readonly name: string;
  readonly objects: Objects;
  readonly pre: Rulebase;
  readonly local: Rulebase;
  readonly post: Rulebase;
  readonly zones: readonly Zone[];
  /** The device group that this one is in. */
  readonly parent?: string;
}

export interface Interface {
  readonly name: string;
  /** With prefix length, or the name of an address object. */
  readonly addresses: readonly string[];
  readonly learnsDefault: boolean;
  /** Gets its address from a server. */
  readonly learnsAddress: boolean;
}

export interface Route {
  readonly written: Written;
  readonly router: string;
  readonly destination: string;
  readonly interface?: string;
  readonly nexthop?: string;
  /** It leads to another router, or nowhere. */
  readonly elsewhere: boolean;
  readonly metric: number;
}

export interface PanosConfig {
  readonly file: string;
  readonly form: 'set' | 'xml' | 'braces';
  readonly vsys: readonly Scope[];
  readonly deviceGroups: readonly Scope[];
  readonly shared: Scope;
  /** What Panorama has put on the firewall, by the virtual system. */
  readonly pushed: ReadonlyMap<string, Scope>;
  readonly pushedShared: Scope;
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
  /** A routing protocol that is switched on. */
  readonly dynamicRouting?: Written;
  readonly routers: readonly string[];
  /** Wildcard masks are matched in the order of the rules. */
  readonly wildcardsTopDown: boolean;
  /** IPv6 packets are not judged by rules at all. */
  readonly withoutIpv6: boolean;
  /** Statements that were not understood and could decide about any packet. */
  readonly doubts: readonly Written[];
}
