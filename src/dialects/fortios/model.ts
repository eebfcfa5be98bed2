/** A FortiOS configuration as text says it: tables of entries with settings, names not looked up yet. */
import type { Rule } from '../../policy/model.ts';
import type { Span } from '../raising/reasons.ts';
import type { Lines } from '../source/lines.ts';

export type { Span };

/** `set KEY VALUE…`, with what `append` and `unselect` made of it. */
export interface Setting extends Span {
  readonly key: string;
  readonly values: readonly string[];
}

/** What stands between `edit NAME` and `next`. */
export interface Entry extends Span {
  readonly kind: 'entry';
  readonly name: string;
  readonly settings: ReadonlyMap<string, Setting>;
  /** `config` within the entry. */
  readonly blocks: ReadonlyMap<string, Table>;
  /** Lines in it that are no statement of FortiOS', or that stand where none may. */
  readonly unread: readonly Span[];
}

/** A line between entries that was not understood: it may have been one. */
export interface Stray extends Span {
  readonly kind: 'stray';
}

/** What stands between `config PATH` and `end`. */
export interface Table extends Span {
  readonly path: string;
  /** In the order of the device: that of the text, with what `move` changed. */
  readonly rows: readonly (Entry | Stray)[];
  /** Of a table that is no list: `config system settings`. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly blocks: ReadonlyMap<string, Table>;
}

/** A virtual firewall; the only one has no name where the text says none. */
export interface Vdom {
  readonly name: string;
  readonly tables: ReadonlyMap<string, Table>;
}

export interface FortiConfig {
  readonly file: string;
  readonly lines: Lines;
  /** `7.2` as 702; absent where the text doesn't say it. */
  readonly version?: number;
  /** In `config global`, or without a virtual domain around. */
  readonly global: ReadonlyMap<string, Table>;
  /** At least one; without `config vdom` its tables are the same as `global`. */
  readonly vdoms: readonly Vdom[];
  /** Statements that were not understood and could decide about any packet. */
  readonly doubts: readonly Span[];
  /** Where the text ends within a table. */
  readonly cut?: Span;
}

/** What is printed: tables in the order in which they are to be loaded. */
export interface Script {
  /** What a person must know to load it, a line each. */
  readonly header: readonly string[];
  readonly tables: readonly ScriptTable[];
}

export interface ScriptTable {
  readonly path: string;
  readonly entries: readonly ScriptEntry[];
}

export interface ScriptEntry {
  /** A number stands without quotes. */
  readonly name: string | number;
  readonly settings: readonly ScriptSetting[];
  /** The rules that it is printed for. */
  readonly rules: readonly Rule[];
}

export interface ScriptSetting {
  readonly key: string;
  /** Strings stand in quotes, words and numbers don't. */
  readonly values: readonly (string | { readonly word: string })[];
}
