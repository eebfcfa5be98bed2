/** What is printed for an SRX: objects and policies by pairs of zones. */
import type { PortRange } from '../../net/ports.ts';
import type { Origin } from '../../policy/model.ts';

export type PrintedAddress =
  | {
      readonly kind: 'prefix' | 'fqdn';
      readonly name: string;
      readonly value: string;
      readonly about: string;
    }
  | {
      readonly kind: 'range';
      readonly name: string;
      readonly first: string;
      readonly last: string;
      readonly about: string;
    };

export interface PrintedSet {
  readonly name: string;
  readonly about: string;
  readonly members: readonly string[];
  /** Sets in it. */
  readonly sets: readonly string[];
}

export interface PrintedApplication {
  readonly name: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmp6' | 'esp';
  readonly port?: PortRange;
  /** An echo request. */
  readonly icmpType?: number;
  /** TFTP's answers come from other ports, which its ALG opens. */
  readonly alg?: 'tftp';
}

export interface PrintedPolicy {
  readonly name: string;
  readonly title: string;
  readonly time: string;
  readonly origins: readonly Origin[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly applications: readonly string[];
}

export interface PrintedContext {
  readonly from: string;
  readonly to: string;
  readonly policies: readonly PrintedPolicy[];
}

export interface SrxFile {
  readonly hierarchy: string;
  readonly name: string;
  readonly addresses: readonly PrintedAddress[];
  readonly addressSets: readonly PrintedSet[];
  readonly applications: readonly PrintedApplication[];
  readonly applicationSets: readonly PrintedSet[];
  readonly contexts: readonly PrintedContext[];
}
