/** The contract that every filter language fulfils. Style: text, the vendor's model and the neutral policy stay apart. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Origin, Policy } from '../policy/model.ts';

/** What a language can do, as data: the shared lowering and the documentation read it. */
export interface Capabilities {
  readonly stateful: boolean;
  /** Rules for a firewall between networks, for one on a host, or both. */
  readonly kinds: readonly Policy['kind'][];
  readonly portRanges: boolean;
  readonly portLists: boolean;
  /** One rule may hold TCP and UDP. */
  readonly mixedTransports: boolean;
  readonly fqdns: boolean;
  /** How dynamic RPC is expressed: by a keyword or helper, or by the literal range. */
  readonly dynamicRpc: 'keyword' | 'helper' | 'range';
  readonly programs: boolean;
  readonly commentBytes: number;
  readonly nameLength: number;
}

/** Which rule a printed line belongs to: the chain's link from line to rule. */
export interface LineOrigin {
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly origins: readonly Origin[];
}

export interface Printed {
  readonly text: string;
  readonly lines: readonly LineOrigin[];
}

/** `Model` is the language's own form: plain data, no strings assembled yet. */
export interface Dialect<Model> {
  readonly id: string;
  readonly title: string;
  readonly extension: string;
  readonly capabilities: Capabilities;
  /** Meaning only: neutral policy → the language's model. What can't be said comes back as diagnostics. */
  lower(policy: Policy): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] };
  /** Text only: deterministic, escaped for the language whatever names contain. */
  print(model: Model): Printed;
}
