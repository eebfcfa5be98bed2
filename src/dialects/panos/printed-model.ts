/** The rules of one filter in PAN-OS' own form, before they are text. */
import type { Rule } from '../../policy/model.ts';

export interface PrintedAddress {
  readonly name: string;
  readonly kind: 'ip-netmask' | 'ip-range' | 'fqdn';
  readonly value: string;
  readonly description: string;
}

export interface PrintedGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly description: string;
}

export interface PrintedService {
  readonly name: string;
  readonly transport: 'tcp' | 'udp';
  readonly ports: string;
}

export interface PrintedRule {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly application: readonly string[];
  readonly service: readonly string[];
  readonly description: string;
  /** The neutral rules that it says. */
  readonly says: readonly Pick<Rule, 'id' | 'origins'>[];
}

export interface PanosRules {
  readonly name: string;
  readonly hierarchy: string;
  readonly addresses: readonly PrintedAddress[];
  readonly addressGroups: readonly PrintedGroup[];
  readonly services: readonly PrintedService[];
  readonly serviceGroups: readonly PrintedGroup[];
  /** In the order in which they are asked. */
  readonly rules: readonly PrintedRule[];
}
