/** A Check Point policy as text says it: layers of rules and the objects that they name, nothing looked up yet. */
import type { Policy, Rule } from '../../policy/model.ts';
import type { Span } from '../raising/reasons.ts';
import type { Lines } from '../source/lines.ts';

export type { Span };

/** What a field holds. */
export type Value = string | number | boolean | null | readonly Value[] | Fields;
export type Fields = ReadonlyMap<string, Value>;

/** A host, a network, a group, a service, an action: whatever rules name. */
export interface CpObject {
  /** In scripts the name. */
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly fields: Fields;
  readonly at: Span;
}

export interface CpRule {
  readonly kind: 'rule';
  readonly name: string;
  readonly number?: number;
  readonly fields: Fields;
  readonly at: Span;
  /** Statements about it that were not understood. */
  readonly unread: readonly Span[];
}

/** Where rules may be missing: a page that isn't there, or a statement that was not understood. */
export interface Gap {
  readonly kind: 'gap';
  readonly at: Span;
  readonly why: string;
}

export interface Layer {
  /** In scripts the name. */
  readonly uid: string;
  readonly name: string;
  readonly rows: readonly (CpRule | Gap)[];
  readonly at: Span;
}

export interface CpConfig {
  readonly file: string;
  readonly lines: Lines;
  readonly form: 'json' | 'script';
  readonly objects: ReadonlyMap<string, CpObject>;
  readonly byName: ReadonlyMap<string, CpObject>;
  readonly layers: readonly Layer[];
  /** Uids of the layers of a package, in their order, where the text holds one. */
  readonly ordered?: readonly string[];
  /** Statements that were not understood and could decide about any packet. */
  readonly doubts: readonly Span[];
}

/** What is printed: commands of `mgmt_cli` in the order in which they are to be run. */
export interface Script {
  readonly policy: Pick<Policy, 'name' | 'hierarchy'>;
  readonly layer: string;
  readonly section: string;
  readonly commands: readonly Command[];
}

export interface Command {
  readonly verb: 'add';
  readonly type: string;
  readonly fields: readonly (readonly [key: string, value: string | number | boolean])[];
  /** The rules that it is printed for. */
  readonly rules: readonly Rule[];
}
