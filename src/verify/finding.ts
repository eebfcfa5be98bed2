/** What verification says. A document of its own: `portolan/findings/1`, see schema/findings.schema.json. */
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Match } from '../net/match.ts';
import type { Packet } from '../net/packet.ts';
import type { Assumption } from '../policy/ruleset.ts';
import type { FindingCode } from './finding-codes.ts';

export type FindingKind =
  | 'missing'
  | 'excess'
  | 'shadowed'
  | 'redundant'
  | 'generalised'
  | 'mergeable'
  | 'too-wide'
  | 'never-matches'
  | 'unproven';

/** A line that takes part in a finding: one that blocks, one that covers, one that it depends on. */
export interface FindingLine {
  /** Absent for a default that is written nowhere. */
  readonly place?: Place;
  /** The line as written, or what the default is called. */
  readonly text: string;
  readonly note: string;
}

/** The chain to the left of a finding: whose conversation it concerns. */
export interface FindingOrigin {
  readonly flow: string;
  /** Catalog id. */
  readonly conversation: string;
  readonly title: string;
  /** Rows of the guide, as `guide <section> row <n>`, and other sources, as the catalog names them. */
  readonly sources: readonly string[];
  /** Why it is planned: settings and where they are written. */
  readonly reasons: readonly { readonly text: string; readonly place?: Place }[];
}

export interface Finding {
  /** Stable: see `finding-codes.ts`. */
  readonly code: FindingCode;
  readonly kind: FindingKind;
  readonly severity: 'error' | 'warning' | 'note';
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do next. */
  readonly help?: string;
  /** The filter or host whose configuration it is about, where a hierarchy is known. */
  readonly filter?: string;
  /** The rule set, as its people call it. */
  readonly ruleset?: string;
  /** The line that it is about; the first one that blocks, where something is missing. */
  readonly place?: Place;
  /** That line as written. */
  readonly text?: string;
  /** All lines that take part besides, in the order in which the filter asks them. */
  readonly lines: readonly FindingLine[];
  /** A packet that shows it. */
  readonly witness?: Packet;
  /** All packets concerned, as few products; absent where they are too many to be listed. */
  readonly packets?: readonly Match[];
  /** How many they are; for excess also how many the line permits in all that it decides about. */
  readonly size?: { readonly concerned: bigint; readonly permitted: bigint };
  /** The narrowest rules that would do instead of the line; empty where none is needed. */
  readonly instead?: readonly Match[];
  readonly origins: readonly FindingOrigin[];
}

/** What was looked at, for the report's head. */
export interface VerifiedPart {
  /** Filter or host; absent where no hierarchy is known. */
  readonly filter?: string;
  readonly dialect: string;
  readonly files: readonly string[];
  readonly rules: number;
}

/** What became of the flows of the plan, each over its whole way. */
export interface FlowTally {
  /** Permitted by every filter and host firewall on its way. */
  readonly permitted: number;
  /** Some of its packets are denied somewhere. */
  readonly blocked: number;
  readonly unproven: number;
  /** Nothing blocks it where it was looked at, but not all filters on its way were given. */
  readonly partly: number;
  /** Crosses none of the filters that were given. */
  readonly untouched: number;
}

export interface Findings {
  readonly hierarchy?: string;
  readonly parts: readonly VerifiedPart[];
  readonly flows?: FlowTally;
  /** What was taken for granted; absent where nothing was. */
  readonly assumed?: readonly Assumption[];
  readonly findings: readonly Finding[];
}
