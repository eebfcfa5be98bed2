import type { Match } from '../net/match.ts';
import type { Packet } from '../net/packet.ts';
import type { FindingLine, FindingOrigin } from './finding.ts';

/** Packets whose fate changes, and what decides about them before and after. */
export interface Change {
  /** `perhaps-…`: one of the sides depends on something that isn't part of a packet, or wasn't understood. */
  readonly kind: 'permitted' | 'denied' | 'perhaps-permitted' | 'perhaps-denied';
  /** The way of the packets, for configurations. */
  readonly hook?: 'forward' | 'in' | 'out';
  readonly packets: readonly Match[];
  readonly size: bigint;
  readonly witness: Packet;
  /** Lines of the old and of the new configuration that decide, in order. */
  readonly before: readonly FindingLine[];
  readonly after: readonly FindingLine[];
  /** Whose conversations they are, where a hierarchy is known. */
  readonly origins: readonly FindingOrigin[];
}

/** A conversation with an end that is known by name only, so that it has no packets to be compared. */
export interface NamedChange {
  readonly kind: 'permitted' | 'denied';
  /** `tcp/443 campus > *.manage.microsoft.com`. */
  readonly text: string;
  readonly origins: readonly FindingOrigin[];
}

/** The difference between two configurations or two plans: `portolan/difference/1`. */
export interface DifferenceReport {
  readonly kind: 'configurations' | 'plans';
  readonly before: string;
  readonly after: string;
  /** Empty where both mean the same. */
  readonly changes: readonly Change[];
  /** Of plans: what is newly needed, or no longer, towards and from names. */
  readonly named: readonly NamedChange[];
  /** Why something could not be compared. */
  readonly undecided: readonly string[];
}
