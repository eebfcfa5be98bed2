/**
 * A hierarchy document after reading: complete, cross-checked, every reference known to exist.
 * Optional fields are absent where the document leaves them out, so that the planner can tell a value
 * that somebody wrote (and where) from a default.
 */
import type { Network } from '../net/network.ts';
import type { PortRange, Transport } from '../net/ports.ts';

/**
 * Offsets into the document's text by dotted option name: `''` is the object's own name, `address`,
 * `ports.http`, `roles.distribution-point.pxe`. Resolve with `HierarchyDocument.place`.
 */
export type At = Readonly<Record<string, number>>;

/** When a temporary flow may exist; ISO dates, both included. */
export interface Window {
  readonly from?: string;
  readonly until?: string;
}

export interface Zone {
  readonly name: string;
  readonly networks: readonly Network[];
  readonly at: At;
}

export interface Filter {
  readonly name: string;
  /** Names of the zones it stands between; `internet` is the built-in zone of everything else. */
  readonly between: readonly string[];
  readonly dialect: string;
  /**
   * What to do with destinations known only by name where the language has no names:
   * `refuse` (default) prints none and says so, `any-address` opens the port to every address outside the zones.
   */
  readonly internetDestinations: 'refuse' | 'any-address';
  /**
   * What stands behind its own interfaces, by their names: no address behind two of them. Offsets are at
   * `interfaces.<name>`.
   */
  readonly interfaces?: ReadonlyMap<string, readonly Network[]>;
  readonly at: At;
}

/** A protocol with the ports of the side that answers. */
export interface OtherService {
  readonly transport: Transport | 'any';
  /** Empty: any. Only TCP and UDP have ports here. */
  readonly ports: readonly PortRange[];
}

/** Traffic besides Configuration Manager's. Nothing is planned for it; verification doesn't call it excess. */
export interface OtherTraffic {
  readonly name: string;
  readonly from: readonly Network[];
  readonly to: readonly Network[];
  readonly services: readonly OtherService[];
  /** The filters that may permit it; absent: all of them, and the hosts' own firewalls. */
  readonly filters?: readonly string[];
  readonly reason?: string;
  /** Last day on which it may be permitted; an ISO date. */
  readonly until?: string;
  readonly at: At;
}

/**
 * Hosts whose packets to each other travel inside of IPsec (ESP, in transport mode): a filter between them sees the
 * key exchange and ESP, and nothing of what is inside.
 */
export interface Protection {
  readonly name: string;
  readonly between: readonly Network[];
  readonly and: readonly Network[];
  readonly at: At;
}

/** An explicit way between two zones, for where the shortest one is ambiguous or not the real one; applies both ways. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly via: readonly string[];
  readonly at: At;
}

/** A filter on the way, and the zones on its two sides. */
export interface Crossing {
  readonly filter: string;
  readonly from: string;
  readonly to: string;
}

export type Communication = 'https' | 'enhanced-http' | 'http';

export interface SitePorts {
  readonly http?: number;
  readonly https?: number;
  readonly alternateHttp?: number;
  readonly alternateHttps?: number;
  readonly notification?: number;
  readonly wakeOnLan?: number;
}

/** A database on a SQL Server instance, alone or in an availability group. */
export interface Database {
  /** Hosts that hold it: one, or every replica of an availability group. */
  readonly hosts: readonly string[];
  /** The availability group's listener, where there is one. */
  readonly listener?: { readonly name: string; readonly networks: readonly Network[] };
  readonly availabilityGroup: boolean;
  /** Replicas stand behind an Azure load balancer. */
  readonly loadBalancer?: 'azure';
  /** Named instance. */
  readonly instance?: string;
  readonly port?: number;
  /** SQL Server Service Broker. */
  readonly broker?: number;
  /** Replica endpoint of the availability group. */
  readonly endpoint?: number;
  readonly at: At;
}

/** Client settings; a client network's own override those of its site. */
export interface ClientSettings {
  readonly peerCache?: boolean;
  readonly peerCacheDownloadPort?: number;
  readonly peerCacheBroadcastPort?: number;
  readonly wakeUpProxy?: boolean;
  readonly wakeUpProxyPort?: number;
  readonly wakeOnLanPort?: number;
  readonly deliveryOptimization?: boolean;
  readonly branchCache?: boolean;
  readonly remoteControl?: boolean;
  readonly remoteAssistance?: boolean;
  readonly remoteDesktop?: boolean;
  readonly remoteDiagnostics?: boolean;
  readonly deltaDownload?: boolean;
  readonly deltaDownloadPort?: number;
}

export interface Site {
  readonly code: string;
  readonly type: 'central' | 'primary' | 'secondary';
  readonly parent?: string;
  /** Active site server. */
  readonly server: string;
  readonly passiveServer?: string;
  /** Host of the relocated content library share. */
  readonly contentLibrary?: string;
  readonly database: Database;
  readonly communication?: Communication;
  readonly ports: SitePorts;
  readonly wakeOnLan?: 'off' | 'traditional' | 'peer';
  /** `true` without dates; a window bounds it. */
  readonly clientPush?: boolean | Window;
  /** Other ways to install clients that need ports of their own. */
  readonly clientInstallation: readonly (
    | 'update-point'
    | 'share'
    | 'software-distribution'
    | 'group-policy'
  )[];
  /** Remote database installation of this site: opens the install-time ports for the window. */
  readonly installation?: Window;
  /** Gather data from another hierarchy. */
  readonly migration?: {
    readonly window: Window;
    readonly provider: string;
    readonly database: Database;
    readonly at: At;
  };
  /** The site server maintains the WSUS databases (index and obsolete-update clean-up). */
  readonly wsusMaintenance?: boolean;
  readonly networkDiscovery?: readonly ('snmp' | 'dhcp' | 'ping')[];
  /** Hosts with shares that clients use (client source, Endpoint Protection definitions). */
  readonly fileShares: readonly string[];
  /** Other forests that the site server discovers and publishes to, besides its own. */
  readonly discoversForests: readonly string[];
  /** Secondary sites to which this one also replicates files directly. */
  readonly fileReplication: readonly string[];
  readonly clientSettings: ClientSettings;
  readonly at: At;
}

/** One role on a host with its options, flat by dotted name: `pxe`, `multicast`, `ports.http`. */
export interface RoleInstance {
  readonly role: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly at: At;
}
export type OptionValue = string | number | boolean | readonly string[] | Window | Database;

export interface Host {
  readonly name: string;
  readonly fqdn?: string;
  readonly addresses: readonly Network[];
  /** Absent for hosts that belong to no site (domain controllers, proxies, …). */
  readonly site?: string;
  readonly forest: string;
  readonly os: 'windows' | 'linux';
  /** Language of its own firewall, where it isn't the usual one of its operating system. */
  readonly dialect?: string;
  readonly roles: readonly RoleInstance[];
  /** Dynamic RPC range, where narrower than Windows' default. */
  readonly rpc?: readonly PortRange[];
  /** "Require the site server to initiate connections to this site system". */
  readonly siteInitiated?: boolean;
  /** Accepts internet-based clients; its installation needs ports of its own. */
  readonly internetFacing?: boolean;
  readonly installation?: Window;
  /** Host with the proxy role through which this host's internet flows go. */
  readonly proxy?: string;
  readonly at: At;
}

export interface ClientNetwork {
  readonly name: string;
  readonly subnets: readonly Network[];
  readonly boundaryGroup: string;
  readonly forest: string;
  /** `workgroup`: not joined to a domain. */
  readonly domainJoined: boolean;
  /** Reach the site only through a cloud management gateway. */
  readonly internet: boolean;
  /** Devices besides Windows clients, as role ids. */
  readonly devices?: readonly ('mac-computer' | 'mobile-device')[];
  readonly proxy?: string;
  readonly settings: ClientSettings;
  readonly at: At;
}

export interface BoundaryGroup {
  readonly name: string;
  /** Assigned site. */
  readonly site: string;
  /** Hosts, or names of cloud management gateways. Empty: those of the site. */
  readonly siteSystems: readonly string[];
  readonly fallback: readonly { readonly to: string; readonly after?: number; readonly at: At }[];
  /** Not written in the document: the one that is made where no boundary group is declared. */
  readonly implicit: boolean;
  readonly at: At;
}

export interface ConsoleNetwork {
  readonly name: string;
  readonly subnets: readonly Network[];
  /** Sites it administers. */
  readonly sites: readonly string[];
  readonly forest: string;
  readonly proxy?: string;
  readonly at: At;
}

export interface Gateway {
  readonly name: string;
  /** The service name that clients use. */
  readonly service: string;
  readonly deployment: 'scale-set' | 'classic';
  readonly instances: number;
  readonly content: boolean;
  readonly cloud: 'public' | 'usgov';
  /** Clients authenticate with Microsoft Entra ID. */
  readonly entra: boolean;
  readonly at: At;
}

export interface CloudDistributionPoint {
  readonly name: string;
  readonly service: string;
  readonly at: At;
}

/** Documented ports that are not needed in general: all off unless switched on. */
export interface Options {
  readonly rpcUdp135?: boolean;
  readonly ldapsUdp?: boolean;
  readonly legacyRpcRange?: boolean;
  readonly netbios?: boolean;
  readonly consoleDynamicRpc?: boolean;
  readonly stateMigrationDynamicRpc?: boolean;
  readonly reportingCallsBack?: boolean;
  readonly teredo?: boolean;
  readonly globalCatalogTls?: boolean;
  readonly tftpReplies?: boolean;
}

export interface Hierarchy {
  readonly name: string;
  /** Product version as a number, 2509. */
  readonly version: number;
  /** Whether systems reach the internet at all. */
  readonly internet: 'direct' | 'none';
  /** Devices or users joined to Microsoft Entra ID are managed. */
  readonly entra: boolean;
  readonly options: Options;
  readonly zones: readonly Zone[];
  readonly filters: readonly Filter[];
  readonly routes: readonly Route[];
  readonly sites: readonly Site[];
  readonly hosts: readonly Host[];
  readonly clients: readonly ClientNetwork[];
  readonly boundaryGroups: readonly BoundaryGroup[];
  readonly consoles: readonly ConsoleNetwork[];
  readonly gateways: readonly Gateway[];
  readonly cloudDistributionPoints: readonly CloudDistributionPoint[];
  readonly otherTraffic: readonly OtherTraffic[];
  readonly ipsec: readonly Protection[];
  readonly at: At;
}
