/** An nftables configuration as it is written: names, values and places, none of them understood yet. */
import type { Place } from '../../../diagnostics/diagnostic.ts';
import type { Match } from '../../../net/match.ts';
import type { StateSet } from '../../../net/state.ts';

export type ReadNftFamily = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';

/** A statement's place: `start` and `end` are offsets in the text. */
export interface ReadNftSpan {
  readonly start: number;
  readonly end: number;
}

export type ReadNftValue =
  | { readonly kind: 'word'; readonly text: string }
  /** In quotes. */
  | { readonly kind: 'string'; readonly text: string }
  /** `a,b` or `a | b`. */
  | { readonly kind: 'list'; readonly items: readonly ReadNftValue[] }
  | { readonly kind: 'concatenation'; readonly items: readonly ReadNftValue[] }
  | { readonly kind: 'set'; readonly elements: readonly ReadNftElement[] }
  /** `@name`: a set or map of the table. */
  | { readonly kind: 'reference'; readonly name: string }
  /** `$name`, with what was defined when it was used. */
  | { readonly kind: 'variable'; readonly name: string; readonly value: ReadNftValue | undefined };

export interface ReadNftElement {
  readonly key: ReadNftValue;
  /** What a map maps it to. */
  readonly verdict?: ReadNftVerdict;
  readonly value?: ReadNftValue;
}

export type ReadNftVerdict =
  | {
      readonly kind: 'reject';
      /** What the answer is made of, where it says which packets can get one: nft refuses no others then. */
      readonly answer?: 'icmp' | 'icmpv6' | 'tcp';
    }
  | { readonly kind: 'accept' | 'drop' | 'return' | 'continue' | 'queue' | 'synproxy' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** `is`: none was written, which for a set of flags means "has one of them". */
export type ReadNftOperator = 'is' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '!';

/** `ip saddr`, `ct state`, `meta iifname`: always with its head, in one spelling. */
export type ReadNftSelector = string;

export type ReadNftPart =
  | {
      readonly kind: 'match';
      readonly selectors: readonly ReadNftSelector[];
      readonly operator: ReadNftOperator;
      readonly mask?: ReadNftValue;
      readonly value: ReadNftValue;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'vmap';
      readonly selectors: readonly ReadNftSelector[];
      readonly map: ReadNftValue;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'verdict'; readonly verdict: ReadNftVerdict }
  /** Decides nothing: `counter`, `log`, `meta mark set 1`. */
  | { readonly kind: 'remark'; readonly what: 'comment' | 'counter' | 'offload' | 'other' }
  /** `ct helper set "name"`: what answers the connection may come from another port. */
  | { readonly kind: 'helper'; readonly name: string }
  /** Something beside the packet decides whether what follows is reached. */
  | {
      readonly kind: 'condition';
      readonly on: 'rate' | 'not-understood' | 'other';
      readonly text: string;
    }
  /** Later rules see another packet than the one that came. `ends`: nothing behind it in its chain is asked. */
  | {
      readonly kind: 'change';
      readonly what: 'address' | 'tracking';
      readonly ends: boolean;
      readonly text: string;
    }
  /** `verdict`: how the statement ends, where that is all that it could decide. */
  | { readonly kind: 'unknown'; readonly verdict?: ReadNftVerdict; readonly text: string };

/** What a rule of the simplest form says: its verdict on packets that nothing but their numbers decides about. */
export interface ReadNftPlain {
  readonly match: Match;
  readonly states: StateSet;
  readonly verdict: 'accept' | 'drop';
  readonly comment: string | undefined;
}

export interface ReadNftRule {
  /** Where the rule could be read at once; its parts say the same. */
  readonly plain?: ReadNftPlain;
  readonly parts: readonly ReadNftPart[];
  readonly span: ReadNftSpan;
  readonly place: Place;
  readonly comment?: string | undefined;
  /** Written as a command (`add rule …`) instead of inside its chain: what stands before the rule. */
  readonly command?: string;
  /** It stands somewhere else in its chain, before a rule that has only a number in the kernel. */
  readonly displaced?: true;
}

export interface ReadNftBase {
  readonly type: string;
  readonly hook: string;
  readonly devices: readonly string[];
  /** Absent where it could not be read. */
  readonly priority: number | undefined;
  readonly place: Place;
}

export interface ReadNftPolicy {
  readonly verdict: 'accept' | 'drop';
  readonly place: Place;
}

export interface ReadNftChain {
  readonly name: string;
  readonly place: Place;
  base?: ReadNftBase;
  policy?: ReadNftPolicy;
  rules: ReadNftRule[];
}

export interface ReadNftSet {
  readonly name: string;
  readonly place: Place;
  /** The kernel changes it while it runs: elements come by rules or leave by time. */
  changing: boolean;
  elements: ReadNftElement[];
}

export interface ReadNftTable {
  readonly family: ReadNftFamily;
  readonly name: string;
  readonly place: Place;
  dormant: boolean;
  readonly chains: Map<string, ReadNftChain>;
  readonly sets: Map<string, ReadNftSet>;
  /** Protocols over UDP that helpers of these names follow, in whatever family the table judges. */
  readonly helpers: Map<string, string>;
}

/** A statement outside of all chains that could change any of them. */
export interface ReadNftUnknown {
  readonly place: Place;
  readonly span: ReadNftSpan;
  readonly text: string;
}

export interface ReadNft {
  readonly file: string;
  readonly text: string;
  /** Absent: as people write it. */
  readonly form?: 'json';
  readonly tables: readonly ReadNftTable[];
  readonly unknown: readonly ReadNftUnknown[];
  /** Includes that were taken to be empty. */
  readonly assumed: readonly ReadNftUnknown[];
}
