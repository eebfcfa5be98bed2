/** What the rules of a base chain come to, and what is shared while they are worked out. */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { FilterRule } from '../../../policy/ruleset.ts';
import type { Case } from './case.ts';
import type { ReadNft, ReadNftChain, ReadNftRule } from './model.ts';

/** A rule after which packets may look different. */
export interface Change {
  readonly cases: readonly Case[];
  readonly rule: ReadNftRule;
  readonly what: 'address' | 'tracking';
  readonly text: string;
}

/** Packets whose connections a helper follows, at their place among the rules. */
export interface Helped {
  readonly protocol: string;
  /** How many rules come before. */
  readonly behind: number;
  readonly rules: readonly FilterRule[];
}

export interface Flat {
  readonly rules: readonly FilterRule[];
  readonly changes: readonly Change[];
  readonly helped: readonly Helped[];
}

/** What is shared by all chains of one configuration. */
export interface Flattening {
  readonly config: ReadNft;
  readonly diagnostics: Diagnostic[];
  /** Findings that were reported already. */
  readonly reported: Set<string>;
  /** Chains that some packet may come to. */
  readonly visited: Set<ReadNftChain>;
  /** What may still be done before the configuration is too large. */
  readonly budget: { rules: number; ranges: number; work: number };
}
