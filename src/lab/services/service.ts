/** What the full tier runs on a host of the lab: real servers, each in private folders below the lab's own. */
import type { ChildProcess } from 'node:child_process';
import type { PortRange, Transport } from '../../net/ports.ts';

/** A port that the plan needs somebody to listen on. */
export interface Listen {
  readonly transport: Exclude<Transport, 'icmp'>;
  readonly port: number;
  /** Ids of the catalog's services. */
  readonly services: readonly string[];
  /** The whole range, where this is its first or last port. */
  readonly range?: PortRange;
}

/** An association of IPsec that one of its ends starts. */
export interface IpsecStart {
  /** Names in the configuration. */
  readonly connection: string;
  readonly child: string;
  /** The conversation that it is for, by addresses. */
  readonly from: string;
  readonly to: string;
  readonly transport: Transport;
  /** Absent for ICMP. */
  readonly ports?: PortRange;
  /** The same, for people. */
  readonly says: string;
}

/** IPsec of one host. */
export interface LabIpsec {
  /** A swanctl.conf. */
  readonly configuration: string;
  readonly starts: readonly IpsecStart[];
}

/** A host as its servers see it. */
export interface ServedHost {
  /** Of its namespace. */
  readonly id: string;
  readonly name: string;
  /** Names that others reach it by, the best first; wildcards are left as they are. */
  readonly names: readonly string[];
  /** Active Directory forest; its realm is made of it. */
  readonly forest: string;
  /** Single addresses, IPv4 and IPv6. */
  readonly addresses: readonly string[];
  /** Role ids. */
  readonly roles: readonly string[];
  /** Dynamic RPC range, where it is narrower than Windows' default. */
  readonly rpc?: PortRange;
  /** Settings that answers depend on, as in the tasks of probes. */
  readonly hints: Readonly<Record<string, string>>;
  readonly listens: readonly Listen[];
  /** Networks from which computers ask it for an address or a boot file, in CIDR notation. */
  readonly boots?: readonly string[];
  /** What Portolan prints for it in the language of its proxy; web proxies only. */
  readonly proxyRules?: string;
  /** Only where some of its packets travel inside of IPsec. */
  readonly ipsec?: LabIpsec;
}

/**
 * Starts a program inside of the host's namespace and nowhere else: no shell, nothing inherited, standard input closed,
 * output and errors to the file. The process is the program, or becomes it: its id is in the namespace.
 */
export type SpawnIn = (command: string, args: readonly string[], log: string) => ChildProcess;

export interface ServiceContext {
  readonly spawn: SpawnIn;
  /** A new folder of this service on this host, below the lab's own. */
  readonly folder: string;
  /** What may be kept for the next lab: provisioned domains. */
  readonly cache: string;
  /** PEM. The chain ends at the lab's own authority. */
  readonly certificate: { readonly cert: string; readonly key: string; readonly authority: string };
  /** How long a server may take until its ports listen, in milliseconds. */
  readonly patience?: number;
}

export interface RunningService {
  readonly pid: number;
  /** The text of its log, or what it has of it: for people who ask why. */
  log(): string;
  /** Ends the server and all that it started, and waits for that. */
  stop(): Promise<void>;
}

/** A real server on a host: what it answers for, and how to start it. */
export interface LabService {
  /** Name of the program, for people: `samba`, `nginx`. */
  readonly program: string;
  readonly serves: readonly Listen[];
  /**
   * Resolves when all that it serves can be asked.
   * @throws {ServiceError} when the server can't be started.
   */
  start(context: ServiceContext): Promise<RunningService>;
}

/** A server of the full tier that doesn't come up; the message has the end of its log. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}
