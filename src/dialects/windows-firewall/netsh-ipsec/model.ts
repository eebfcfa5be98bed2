/** A static IPsec policy as data: a filter list and a rule for each term. */
import type { Network } from '../../../net/network.ts';
import type { Term } from '../../lowering/term.ts';

export interface StaticFilter {
  readonly source: Network;
  readonly destination: Network;
  /** As netsh writes it: a name, or a number where it has none. */
  readonly protocol: 'TCP' | 'UDP' | 'ICMP' | '58';
  /** Absent: any, and for ICMP, which has none. */
  readonly port?: number;
}

export interface StaticRule {
  readonly term: Term;
  /** Each with the port of the end that is connected to, and mirrored. */
  readonly filters: readonly StaticFilter[];
}

export interface StaticPolicy {
  readonly host: string;
  readonly hierarchy: string;
  readonly rules: readonly StaticRule[];
}
