/** Firewall rules to be printed. */
import type { Policy } from '../../policy/model.ts';
import type { Term } from '../lowering/term.ts';
import type { Direction } from './model.ts';

export interface NewEntry {
  readonly protocol: 'tcp' | 'udp' | 'esp' | 'all';
  /** Empty for all of them. */
  readonly ports: readonly string[];
}

export interface NewGcpRule {
  readonly name: string;
  readonly description: string;
  readonly direction: Direction;
  readonly priority: number;
  readonly action: 'allow' | 'deny';
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly entries: readonly NewEntry[];
  /** Absent for the rules at the end. */
  readonly term?: Term;
}

export interface GcpFile {
  readonly kind: Policy['kind'];
  readonly hierarchy: string;
  /** The filter's or the host's name. */
  readonly name: string;
  readonly rules: readonly NewGcpRule[];
}
