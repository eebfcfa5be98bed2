/** A host's connection security rules as data: one entry per call of New-NetIPsecRule. */
import type { Network } from '../../../net/network.ts';
import type { Term } from '../../lowering/term.ts';

export interface IpsecRule {
  /** Unique on the host. */
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP' | 'ICMPv4' | 'ICMPv6';
  /** Whose the ports are: the host's own where others connect to it. */
  readonly side: 'local' | 'remote';
  /** Absent: any, and for ICMP, which has none. */
  readonly ports?: readonly number[];
  readonly local: readonly Network[];
  readonly remote: readonly Network[];
  readonly term: Term;
}

export interface IpsecScript {
  readonly host: string;
  readonly hierarchy: string;
  readonly rules: readonly IpsecRule[];
}
