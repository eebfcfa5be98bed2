/**
 * A filter's configuration in neutral form, as somebody wrote it: ordered rules, a set of packets each, every one with
 * its place in the text. `Policy` (model.ts) is what a filter must let pass; this is what one does let pass.
 */
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Match } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import type { StateSet } from '../net/state.ts';

/**
 * Something beside the packet that decides whether a rule matches. Such a rule may match and may not: what it would
 * permit counts as neither allowed nor denied, but as `depends on …`.
 */
export interface Dependency {
  readonly kind:
    | 'interface'
    | 'schedule'
    | 'user'
    | 'application'
    /** Only traffic of one program; `value` is its path. */
    | 'program'
    /** Only traffic of one Windows service; `value` is its name. */
    | 'windows-service'
    | 'security'
    | 'rate'
    | 'name'
    | 'translation'
    /** Part of the line was not understood. */
    | 'not-understood'
    | 'other';
  /** After "depends on": `the schedule "worktime"`, `"iifname \"eth0\"", which was not understood`. */
  readonly text: string;
  readonly value?: string;
}

/** A line that leads to a rule: a jump into its chain, a group that it names. */
export interface Via {
  readonly place: Place;
  readonly text: string;
}

export interface FilterRule {
  /** `unknown`: the line was understood so little that it may permit and may deny what it matches. */
  readonly action: 'permit' | 'deny' | 'unknown';
  /**
   * The packets that it matches, as a union of products; none where it never matches. Where a part was not
   * understood (a dependency says so), these are all packets that it could match.
   */
  readonly matches: readonly Match[];
  readonly states: StateSet;
  /** Empty where the rule matches exactly `matches`, always. */
  readonly depends: readonly Dependency[];
  /** Where the rule stands; `length` covers it up to the end of its first line. */
  readonly place: Place;
  /** Offsets in the text of the whole statement, from its first character to after its last one. */
  readonly span: { readonly start: number; readonly end: number };
  /** The statement as written, on one line. */
  readonly text: string;
  /** The name, number or comment by which the filter's people know it. */
  readonly name?: string;
  /** For filters with numbered priorities; the lowest number is asked first. */
  readonly priority?: number;
  /** How one gets to the rule from the start of the rule set, outermost first. */
  readonly via?: readonly Via[];
}

/** What decides where no rule matches. */
export interface Otherwise {
  readonly action: 'permit' | 'deny' | 'unknown';
  readonly text: string;
  /** Absent for a default that is written nowhere. */
  readonly place?: Place;
}

export type RuleOrder =
  /** The first rule that matches decides. */
  | 'first-match'
  /** As before, after sorting by priority; among rules of one priority a deny goes first. */
  | 'priority'
  /** A deny that matches wins, wherever it stands, but over rules with a priority below 0. */
  | 'block-beats-allow'
  /** There are permits only. */
  | 'allow-only';

/** One list of rules that packets are judged by. */
export interface Ruleset {
  /** As its people call it: `chain inet filter forward`, `access-list OUTSIDE`, `inbound rules`. */
  readonly name: string;
  /** Which packets come here: those sent through, to the host itself, or from it. */
  readonly hook: 'forward' | 'in' | 'out';
  readonly order: RuleOrder;
  /**
   * Whether packets of a connection pass once its first packet was permitted, without being judged. Otherwise the
   * rules say themselves which states they mean, and answers need a rule.
   */
  readonly stateful: boolean;
  /**
   * Set where a rule's states are a question about the packet's own flags (`established`): the filter remembers no
   * connections, so that it can't tell an answer in UDP from any other packet.
   */
  readonly flagsOnly?: true;
  readonly rules: readonly FilterRule[];
  readonly otherwise: Otherwise;
  /** The packets that are judged here; all others pass by. Absent: all are. */
  readonly scope?: readonly Match[];
}

/** A line whose effect was taken for granted, because whoever asked said so. */
export interface Assumption {
  readonly place: Place;
  /** The line as written. */
  readonly text: string;
}

/** For which packets answers from ports of the server's choice pass by themselves. */
export interface Following {
  /** `tftp` */
  readonly protocol: string;
  readonly hook: Ruleset['hook'];
  /** In order: those of `permit` are followed, and what any other matches first is not, or not for certain. */
  readonly rules: readonly FilterRule[];
}

/** A filter's whole configuration: a packet passes if every rule set of its hook permits it. */
export interface Configuration {
  readonly dialect: string;
  readonly file: string;
  /** In the order in which packets meet them. */
  readonly rulesets: readonly Ruleset[];
  /** Address families that the configuration speaks of; what it does to another one is not known. Absent: both. */
  readonly families?: readonly Family[];
  /** Protocols whose answers from ports of their choice the filter follows by itself: `tftp`. */
  readonly follows?: readonly string[];
  /** The same where it does so for some packets only. */
  readonly following?: readonly Following[];
  /** Includes that were taken to be empty. */
  readonly assumed?: readonly Assumption[];
}
