/** What is printed for an ASA: objects, groups and a list for each interface, with all names chosen. */
import type { Family, Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Rule } from '../../policy/model.ts';

export interface PrintedObject {
  readonly name: string;
  readonly value:
    | { readonly kind: 'network'; readonly network: Network }
    | { readonly kind: 'fqdn'; readonly fqdn: string };
}

export interface PrintedGroup {
  readonly name: string;
  readonly about: string;
  readonly objects: readonly string[];
  /** Groups that stand before it. */
  readonly groups: readonly string[];
}

export interface PrintedService {
  readonly transport: 'tcp' | 'udp' | 'icmp' | 'icmp6' | 'esp';
  /** A port or range; of ICMP the request for an echo is meant. */
  readonly ports?: PortRange;
}

export interface PrintedServiceGroup {
  readonly name: string;
  readonly services: readonly PrintedService[];
}

export type PrintedSide =
  | { readonly kind: 'any'; readonly family: Family }
  | { readonly kind: 'object' | 'group'; readonly name: string };

export type PrintedServices =
  | { readonly kind: 'one'; readonly service: PrintedService }
  | { readonly kind: 'group'; readonly name: string };

export interface PrintedEntry {
  readonly remarks: readonly string[];
  readonly services: PrintedServices;
  readonly from: PrintedSide;
  readonly to: PrintedSide;
  /** The rules that it says. */
  readonly rules: readonly Pick<Rule, 'id' | 'origins'>[];
}

export interface PrintedList {
  readonly name: string;
  readonly interface: string;
  readonly entries: readonly PrintedEntry[];
}

export interface AsaFile {
  readonly name: string;
  readonly hierarchy: string;
  readonly objects: readonly PrintedObject[];
  readonly groups: readonly PrintedGroup[];
  readonly serviceGroups: readonly PrintedServiceGroup[];
  readonly lists: readonly PrintedList[];
  /** Answers of TFTP servers, which come from a port of their choice, are followed and need no entry. */
  readonly inspectsTftp: boolean;
}
