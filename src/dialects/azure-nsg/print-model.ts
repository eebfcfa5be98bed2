/** A network security group to be printed. */
import type { Policy } from '../../policy/model.ts';
import type { Term } from '../lowering/term.ts';
import type { NsgDirection } from './model.ts';

export interface NewNsgRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: NsgDirection;
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | 'Esp' | '*';
  /** One at least; `*` for everything. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
  /** Absent for the rule at the end. */
  readonly term?: Term;
}

export interface NsgFile {
  readonly kind: Policy['kind'];
  readonly hierarchy: string;
  /** The filter's or the host's name. */
  readonly name: string;
  /** The group's own name. */
  readonly group: string;
  readonly rules: readonly NewNsgRule[];
}
