import type { Finding } from '../../../diagnostics/codes.ts';
import type { AddressRange } from '../../../net/network.ts';
import type { Ruleset } from '../../../policy/ruleset.ts';
import type { Case } from './case.ts';
import type { ReadNftSet, ReadNftSpan } from './model.ts';

/** Where a match is asked: what it can name, and what is known there. */
export interface Situation {
  /** The table's sets and maps. */
  readonly sets: ReadonlyMap<string, ReadNftSet>;
  /** The protocols that the table's helpers follow, by the helpers' names. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly interfaces: ReadonlyMap<string, readonly AddressRange[]>;
  /** Whether a packet has an interface of that way at this hook. */
  readonly ways: Readonly<Record<'in' | 'out', 'known' | 'none' | 'unsure'>>;
  /** Which way packets take that are asked about here. */
  readonly hook: Ruleset['hook'];
  /** Whether any rule may change where packets go to. */
  readonly translates: boolean;
  /** A piece of the configuration, on one line. */
  readonly quote: (span: ReadNftSpan) => string;
  /** A named set's cases, for each way in which rules use it. */
  readonly cache: Map<ReadNftSet, Map<string, readonly Case[]>>;
  /** Reports at the place of the rule that is asked; the same finding once. */
  readonly report: (code: 'PT8001' | 'PT8002' | 'PT8003' | 'PT8005' | 'PT8006', finding: Finding) => void;
}
