/** What is printed for pfSense and OPNsense. */
import type { Origin } from '../../policy/model.ts';

export interface PrintedAlias {
  readonly name: string;
  readonly type: 'host' | 'network' | 'port';
  /** Addresses, networks, names of hosts, ports or other aliases. */
  readonly entries: readonly string[];
  readonly about: string;
}

export interface PrintedRule {
  readonly id: string;
  readonly title: string;
  readonly time: string;
  readonly origins: readonly Origin[];
  readonly interface: string;
  readonly ipprotocol: 'inet' | 'inet6' | 'inet46';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'ipv6-icmp' | 'esp';
  /** An echo request. */
  readonly icmp: boolean;
  /** Absent: any. */
  readonly source?: string;
  readonly destination?: string;
  /** A port, a range or an alias. */
  readonly port?: string;
}

export interface PfFile {
  readonly hierarchy: string;
  readonly name: string;
  readonly aliases: readonly PrintedAlias[];
  readonly rules: readonly PrintedRule[];
}
