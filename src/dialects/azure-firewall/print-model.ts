/** A policy of Azure Firewall to be printed. */
import type { Term } from '../lowering/term.ts';

interface Common {
  readonly name: string;
  readonly description: string;
  readonly sources: readonly string[];
  readonly term: Term;
}

export interface NewNetworkRule extends Common {
  readonly protocol: 'TCP' | 'UDP';
  readonly ports: readonly string[];
  /** Addresses or names, never both. */
  readonly destinations: readonly string[];
  readonly byName: boolean;
}

export interface NewApplicationRule extends Common {
  readonly protocols: readonly { readonly type: 'Http' | 'Https'; readonly port: number }[];
  readonly names: readonly string[];
}

export interface FirewallFile {
  readonly hierarchy: string;
  /** The filter's name. */
  readonly name: string;
  readonly policy: string;
  readonly group: string;
  readonly network: readonly NewNetworkRule[];
  readonly application: readonly NewApplicationRule[];
}
