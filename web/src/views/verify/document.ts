/** Results of jobs, as their schemas in `schema/` have them; what is not shown is left out. */
import type { Place } from '../../../../src/diagnostics/diagnostic.ts';
import type {
  FindingKind,
  FindingLine,
  FindingOrigin,
  FlowTally,
  Finding as Judged,
  VerifiedPart,
} from '../../../../src/verify/finding.ts';

/** Kinds of findings in the order in which they are looked at, and what each means to whoever has it. */
export const FINDING_KINDS = [
  {
    id: 'missing',
    word: 'Missing',
    about: 'The hierarchy needs packets that the configuration does not permit.',
  },
  {
    id: 'excess',
    word: 'Excess',
    about: 'Packets are permitted to or from hosts of the hierarchy that nothing needs.',
  },
  {
    id: 'unproven',
    word: 'Unproven',
    about: 'It counts neither as permitted nor as denied: look at the lines it depends on.',
  },
  {
    id: 'shadowed',
    word: 'Shadowed',
    about: 'Lines before it decide all of its packets, so it does nothing.',
  },
  { id: 'redundant', word: 'Redundant', about: 'Without the line, the same is decided about every packet.' },
  { id: 'too-wide', word: 'Too wide', about: 'It permits so much that nobody can say what it is for.' },
  { id: 'never-matches', word: 'Without any packet', about: 'What the line asks for contradicts itself.' },
  {
    id: 'generalised',
    word: 'Generalised',
    about: 'A later line of another action matches all of it and more.',
  },
  { id: 'mergeable', word: 'Mergeable', about: 'Lines that stand for one thing are easier to keep as one.' },
] as const satisfies readonly { id: FindingKind; word: string; about: string }[];

/** What the report writes as text of its own. */
interface Written {
  readonly text: string;
}

/** As `src/report/findings-json.ts` writes it: packets as text, large numbers as decimal strings. */
export interface Finding extends Omit<Judged, 'witness' | 'packets' | 'size' | 'instead'> {
  readonly title: string;
  readonly fingerprint: string;
  readonly witness?: Written;
  readonly packets?: readonly Written[];
  readonly size?: { readonly concerned: string; readonly permitted: string };
  readonly instead?: readonly Written[];
}

export interface FindingsDocument {
  readonly format: 'portolan/findings/1';
  readonly parts: readonly VerifiedPart[];
  readonly flows?: FlowTally;
  readonly counts: Readonly<Record<Finding['severity'], number>>;
  readonly findings: readonly Finding[];
}

export interface RepairDocument {
  readonly format: 'portolan/repair/1';
  readonly file: string;
  readonly patch?: string;
  readonly edits: readonly object[];
  readonly mended: readonly { readonly code: string; readonly message: string; readonly place?: Place }[];
  readonly left: readonly {
    readonly code: string;
    readonly message: string;
    readonly why: string;
    readonly place?: Place;
  }[];
  readonly text: string;
}

export interface Change {
  readonly kind: 'permitted' | 'denied' | 'perhaps-permitted' | 'perhaps-denied';
  readonly hook?: 'forward' | 'in' | 'out';
  readonly witness: Written;
  readonly packets: readonly Written[];
  readonly size: string;
  readonly before: readonly FindingLine[];
  readonly after: readonly FindingLine[];
  readonly origins: readonly FindingOrigin[];
}

export interface DifferenceDocument {
  readonly format: 'portolan/difference/1';
  readonly kind: 'configurations' | 'plans';
  readonly undecided: readonly string[];
  readonly named: readonly {
    readonly kind: 'permitted' | 'denied';
    readonly text: string;
    readonly origins: readonly FindingOrigin[];
  }[];
  readonly changes: readonly Change[];
}
