/** A security group to be printed. */
import type { Family } from '../../net/network.ts';
import type { Term } from '../lowering/term.ts';
import type { Direction } from './model.ts';

export interface NewRuleOfGroup {
  /** For languages that name rules: letters, digits and underscores. */
  readonly name: string;
  readonly description: string;
  readonly direction: Direction;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | '50';
  /** Ports, or ICMP's type and code, where -1 is every code; absent where the protocol has neither. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly family: Family;
  readonly cidr: string;
  readonly term: Term;
}

export interface GroupFile {
  readonly hierarchy: string;
  /** The host's name. */
  readonly name: string;
  /** The group's own name, and as a name of a resource. */
  readonly group: string;
  readonly resource: string;
  readonly description: string;
  readonly rules: readonly NewRuleOfGroup[];
}
