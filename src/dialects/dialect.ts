/** The contract that every filter language fulfils. Style: text, the vendor's model and the neutral policy stay apart. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Family } from '../net/network.ts';
import type { Origin, Policy } from '../policy/model.ts';

/** What a language can do, as data: the shared lowering and the documentation read it. No code asks for a name. */
export interface Capabilities {
  /** Answers pass without a rule. Otherwise the lowering adds the way back. */
  readonly stateful: boolean;
  /** Rules for a firewall between networks, for one on a host, or both. */
  readonly kinds: readonly Policy['kind'][];
  /** Address families that one configuration holds. */
  readonly families: readonly Family[];
  /** One rule may hold IPv4 and IPv6 addresses. */
  readonly mixedFamilies: boolean;
  /** Any range of addresses, or prefixes only. */
  readonly addresses: 'ranges' | 'prefixes';
  readonly portRanges: boolean;
  readonly portLists: boolean;
  /** One rule may hold TCP and UDP, and ICMP beside them. */
  readonly mixedTransports: boolean;
  /** Names of destinations: none, whole host names, or also everything below a domain (`*.contoso.com`). */
  readonly fqdns: 'none' | 'exact' | 'wildcards';
  /** How dynamic RPC is expressed: by a keyword or helper, or by the literal range. */
  readonly dynamicRpc: 'keyword' | 'helper' | 'range';
  /** A rule may name any protocol of IP by its number; otherwise ESP can't be said. */
  readonly protocols: boolean;
  readonly programs: boolean;
  /** What a rule is bound to besides addresses: nothing, an interface that packets come in by, or a pair of zones. */
  readonly binding: 'none' | 'interface' | 'zones';
  /** Addresses and services that rules name, or that stand in the rules themselves. */
  readonly objects: 'named' | 'inline';
  /** The longest comment or description, in bytes of UTF-8; 0 where a rule has none. */
  readonly commentBytes: number;
  /** The longest name of a rule, an object or a group. */
  readonly nameLength: number;
  /** Limits of the vendor's that the lowering keeps by splitting rules and groups; absent where there is none. */
  readonly limits?: Limits;
}

export interface Limits {
  /** Addresses or objects on one side of a rule. */
  readonly networksPerSide?: number;
  /** Ports and ranges of one rule. */
  readonly portsPerRule?: number;
  readonly membersPerGroup?: number;
  /** Rules of one configuration: more can't be split, and are an error. */
  readonly rules?: number;
}

/** Which rule a printed line belongs to: the chain's link from line to rule. */
export interface LineOrigin {
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly origins: readonly Origin[];
}

export interface Printed {
  /** In `encoding`, where it is written to a file; a byte order mark is part of the text. */
  readonly text: string;
  readonly lines: readonly LineOrigin[];
}

/** `Model` is the language's own form: plain data, no strings assembled yet. */
export interface Dialect<Model> {
  readonly id: string;
  readonly title: string;
  readonly extension: string;
  /** How the text becomes a file; UTF-8 if left out. */
  readonly encoding?: 'utf16le';
  /**
   * Id of the reader that reads what is printed: it is read back and proven equal before anybody gets it. Absent for a
   * language that is a program, where tests run what is printed.
   */
  readonly reader?: string;
  readonly capabilities: Capabilities;
  /** Meaning only: neutral policy → the language's model. What can't be said comes back as diagnostics. */
  lower(policy: Policy): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] };
  /** Text only: deterministic, escaped for the language whatever names contain. */
  print(model: Model): Printed;
}
