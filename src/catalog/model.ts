/**
 * The port catalog's documents, as read from `catalog/*.yaml`: who talks to whom, on what, when, and who says so.
 * Plain frozen data; the planner evaluates it, nothing in it is code.
 */
import type { Transport } from '../net/ports.ts';

/** Where a fact was read. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly repository: string;
  readonly path: string;
  readonly commit?: string;
  /** The page's own date, ISO 8601 and as exact as known: `2025-12-08`, `2006-02`, `2021`; `undated` where it has none. */
  readonly date: string;
  readonly note?: string;
}

export type RoleKind = 'site-system' | 'client' | 'console' | 'infrastructure' | 'cloud' | 'internet';

/** What a host, a network of clients or a cloud service does. */
export interface Role {
  readonly id: string;
  readonly title: string;
  /** Other spellings that the hierarchy document accepts, e.g. `mp`. */
  readonly aliases: readonly string[];
  readonly kind: RoleKind;
  readonly lifecycle?: Lifecycle;
  readonly note?: string;
}

/** A protocol on a port. */
export interface Service {
  readonly id: string;
  /** The protocol's usual name, as a firewall engineer would write it. */
  readonly name: string;
  readonly transport: Transport;
  /**
   * Default ports: `445`, `63000-64000`; for ICMP `echo-request`.
   * Empty where there is no default: whoever uses the service names the setting that holds the port.
   */
  readonly ports: string;
  /** Other ports that documentation prints for it, e.g. 80 for WSUS on the default web site. */
  readonly alternatives?: readonly string[];
  /** Ports are handed out by the endpoint mapper: dialects with a helper or keyword for it use that. */
  readonly rpc?: 'dynamic' | 'endpoint-mapper';
  /** Sent to a broadcast or multicast address on the subnet: routers don't forward it by themselves. */
  readonly cast?: 'broadcast' | 'multicast';
  readonly note?: string;
}

/** A fact of a hierarchy that conditions and ports refer to. */
export interface Setting {
  /** Dotted, with its subject first: `site.ports.http`, `responder.pxe`, `clients.peerCache`. */
  readonly id: string;
  readonly title: string;
  readonly default: string | number | boolean | null;
  readonly values?: readonly (string | number | boolean)[];
  /** Which of Configuration Manager's dialogues or files changes it: a key of `changedWith`. */
  readonly configurableBy?: string;
  readonly note?: string;
}

/** `configurableBy` key → where an administrator changes such a port. */
export interface PortConfiguration {
  readonly id: string;
  readonly title: string;
  readonly where: string;
}

/**
 * A condition over one setting. Conditions of a list must all hold.
 * `is`/`not` compare with one value, `in` with several; exactly one of them is given.
 */
export interface Condition {
  readonly setting: string;
  readonly is?: string | number | boolean;
  readonly not?: string | number | boolean;
  readonly in?: readonly (string | number | boolean)[];
}

export type Phase = 'always' | 'install' | 'migration' | 'on-demand';

/** How initiator and responder instances find each other; each name is one function of the planner. */
export const PAIRINGS = [
  'same-site',
  'site-database',
  'parent-child',
  'active-passive',
  'content-library',
  'pull-source',
  'boundary-group',
  'assigned-site',
  'same-subnet',
  'same-boundary-group',
  'console',
  'forest',
  'network-service',
  'internet',
  'cloud',
  'wsus-upstream',
  'wsus-database',
  'warehouse-database',
  'database-replica',
  'availability-group',
  'migration',
  'exchange',
  'file-share',
  'issuing-ca',
  'network-discovery',
  'admin-service',
  'everywhere',
] as const;
export type Pairing = (typeof PAIRINGS)[number];

/** Product versions as numbers: 2403, 2509. `null` in a YAML file means unknown and is left out here. */
export interface Lifecycle {
  readonly status: 'current' | 'deprecated' | 'removed';
  /** First version that has it. */
  readonly since?: number;
  /** First version in which it is deprecated. */
  readonly deprecated?: number;
  /** First version that no longer has it: planned only for older ones. */
  readonly removed?: number;
  readonly note?: string;
}

export interface ConversationService {
  readonly service: string;
  /** Setting that holds the actual ports; the service's default is used where it is not set. */
  readonly ports?: string;
  readonly when: readonly Condition[];
  readonly phase?: Phase;
  /** Documented, but not needed in general: planned only where `when` holds, and says why. */
  readonly optional: boolean;
  /** For two-way conversations: whether the port is open on the responder only or on both. */
  readonly listener: 'responder' | 'both';
  readonly configurableBy?: string;
  /** In own words: when the port is used. */
  readonly condition?: string;
  readonly note?: string;
  readonly inGuide: boolean;
  readonly inMicrosoft: boolean;
  /** Microsoft's own port table lists it. */
  readonly inPortsPage: boolean;
}

/** Sources that contradict each other. Both stay. */
export interface Conflict {
  readonly id: string;
  readonly about: string;
  readonly positions: readonly { readonly source: string; readonly says: string }[];
  /** The source followed, or `neither`. */
  readonly followed: string;
  readonly why: string;
}

export interface GuideRow {
  /** Table id in `catalog/guide.yaml`. */
  readonly table: string;
  /** Row number in that table, from 1. */
  readonly row: number;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly initiator: string;
  readonly responder: string;
  readonly direction: 'one-way' | 'two-way';
  readonly directionSource?: string;
  readonly directionNote?: string;
  readonly pairing: Pairing;
  readonly when: readonly Condition[];
  /** Two-way only: what must hold besides `when` for the responder to start talking. */
  readonly reverseWhen: readonly Condition[];
  readonly phase: Phase;
  readonly services: readonly ConversationService[];
  readonly purpose: string;
  readonly notes?: string;
  readonly lifecycle: Lifecycle;
  readonly guide: readonly GuideRow[];
  readonly microsoft?: { readonly section: string; readonly anchor?: string };
  /** Where the fact comes from: Microsoft's ports page, another page, or inferred by us. */
  readonly basis: string;
  readonly sources: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** What the guide gets wrong or leaves out, and the like. */
  readonly differences: readonly string[];
  /** Ids of the fact list's entries that this conversation carries. */
  readonly entries: readonly string[];
}

/** "These ports can be configured, those can't": the guide's first table. */
export interface ConfigurabilityStatement {
  readonly id: string;
  readonly configurable: string;
  readonly notConfigurable: string;
  readonly guide: GuideRow;
  readonly sources: readonly string[];
  readonly differences: readonly string[];
  /** Conversations the two halves speak of. */
  readonly configurableConversations: readonly string[];
  readonly notConfigurableConversations: readonly string[];
}

/** The guide's last table: a port of discovery and publishing, without endpoints of its own. */
export interface DiscoveryPort {
  readonly id: string;
  readonly title: string;
  readonly guide: GuideRow;
  readonly services: readonly {
    readonly service: string;
    readonly optional: boolean;
    readonly note?: string;
  }[];
  /** The conversation that carries it. */
  readonly conversation: string;
  readonly sources: readonly string[];
  readonly differences: readonly string[];
}

export interface InternetEndpoint {
  readonly id: string;
  /** A role, or one of `ENDPOINT_OWNERS`. */
  readonly role: string;
  readonly feature: string;
  /** Host name; `*` stands for one or more labels, `<...>` for something site-specific. */
  readonly pattern: string;
  readonly path?: string;
  readonly scheme?: 'http' | 'https';
  /** Ports as text, absent where the page states none. */
  readonly ports?: string;
  readonly portsBasis: 'stated' | 'scheme' | 'inferred' | 'not-stated';
  readonly cloud: 'public' | 'usgov';
  readonly lifecycle: string;
  readonly note?: string;
  readonly source: string;
  /** Further sources that list it. */
  readonly alsoIn?: readonly string[];
}

/** What Microsoft's list of host names speaks of besides roles: nothing in particular, and devices of another product. */
export const ENDPOINT_OWNERS = ['unspecified', 'intune-managed-device'] as const;

export interface ExternalList {
  readonly role: string;
  readonly feature: string;
  readonly see: string;
}

export interface GuideTable {
  readonly id: string;
  readonly title: string;
  readonly rows: number;
}

export interface Catalog {
  readonly sources: ReadonlyMap<string, Source>;
  readonly guide: readonly GuideTable[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly services: ReadonlyMap<string, Service>;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly portConfigurations: ReadonlyMap<string, PortConfiguration>;
  readonly conversations: readonly Conversation[];
  readonly statements: readonly ConfigurabilityStatement[];
  readonly discoveryPorts: readonly DiscoveryPort[];
  readonly endpoints: readonly InternetEndpoint[];
  readonly externalLists: readonly ExternalList[];
}
