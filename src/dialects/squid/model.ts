/** An allow-list of Squid as data: access lists, and lines that allow what matches all that they name. */
import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Term } from '../lowering/term.ts';

export type SquidAcl =
  | {
      readonly name: string;
      readonly type: 'src';
      readonly networks: readonly Network[];
      readonly about: string;
    }
  | { readonly name: string; readonly type: 'port'; readonly ports: readonly PortRange[] }
  /** Whole host names. */
  | { readonly name: string; readonly type: 'dstdomain'; readonly names: readonly string[] }
  /** Names with `*`. */
  | { readonly name: string; readonly type: 'dstdom_regex'; readonly names: readonly string[] };

export interface SquidAllow {
  /** HTTP is fetched, anything else is asked for with CONNECT. */
  readonly connect: boolean;
  /** Names of access lists, all of which have to match. */
  readonly acls: readonly string[];
}

export interface SquidRule {
  readonly term: Term;
  readonly allows: readonly SquidAllow[];
}

export interface SquidFile {
  readonly proxy: string;
  readonly hierarchy: string;
  /** In the order in which they are first used. */
  readonly acls: readonly SquidAcl[];
  readonly rules: readonly SquidRule[];
}
