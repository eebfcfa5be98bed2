/** `iptables-save` as its lines say it: tables, chains and rules with their options; nothing decided yet. */
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';

/** One option of a rule with what it was given. */
export interface IptablesOption {
  /** The long name without dashes: `source`, `dport`, `jump`; aliases and short forms are resolved. */
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
  /** The match (`-m`) or target (`-j`) before it, for an option that isn't known by its name alone. */
  readonly of: string;
}

export interface IptablesRule {
  readonly table: string;
  readonly chain: string;
  /** With `-I`, a rule stands before those that were there. */
  readonly command: 'append' | 'insert' | 'replace';
  readonly options: readonly IptablesOption[];
  readonly place: Place;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

export interface IptablesPolicy {
  readonly action: string;
  readonly text: string;
  readonly place: Place;
}

export interface IptablesChain {
  readonly name: string;
  /** Absent for chains that are made by people, and where the file doesn't say. */
  readonly policy?: IptablesPolicy;
  /** Where it is first named. */
  readonly place: Place;
  readonly rules: readonly IptablesRule[];
}

/** A line that is no rule, chain, table or comment. */
export interface UnreadLine {
  readonly text: string;
  readonly place: Place;
  readonly span: { readonly start: number; readonly end: number };
}

export interface IptablesTable {
  readonly name: string;
  readonly place: Place;
  readonly chains: ReadonlyMap<string, IptablesChain>;
  readonly unread: readonly UnreadLine[];
}

/** What the kernel gets of a file for one family. */
export interface IptablesPart {
  readonly family: Family;
  readonly tables: ReadonlyMap<string, IptablesTable>;
}

export interface IptablesConfig {
  readonly file: string;
  /** One, or two for a file that marks lines with `-4` and `-6`. */
  readonly parts: readonly IptablesPart[];
}
