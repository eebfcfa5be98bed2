/** What a job works on: all of it, as texts, so that it needs no files and nobody can change it meanwhile. */
import type { Phase } from '../../catalog/model.ts';
import type { Ruleset } from '../../policy/ruleset.ts';
import type { Wanted } from '../../probe/choose.ts';
import type { RulesAsked } from '../../workspace/print-rules.ts';
import type { TargetName } from '../../workspace/raise-context.ts';

/** A text as it came, with the name that findings have for it. */
export interface JobText {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ConfigurationText extends JobText {
  /** Id of its language; found out from the text where it is left out. */
  readonly dialect?: string;
}

export interface TargetText extends ConfigurationText {
  readonly target: TargetName;
}

export interface ReadingOptions {
  /** An interface with the name of a zone leads there. */
  readonly zoneInterfaces?: boolean;
  /** Files that an include with a wildcard names are empty. */
  readonly emptyIncludes?: boolean;
}

export interface VerifyJob {
  readonly kind: 'verify';
  readonly hierarchy: JobText;
  /** A filter in several files stands here several times. */
  readonly targets: readonly TargetText[];
  readonly options: ReadingOptions;
  /** Also say it of each filter and host by itself. */
  readonly separately?: true;
  /** In another form than the document's own, with the version of the program that says so. */
  readonly as?: { readonly form: FindingsForm; readonly version: string };
}

/** Forms of findings besides their own: for code scanning, pipelines and tickets. */
export const FINDINGS_FORMS = ['sarif', 'junit', 'markdown'] as const;
export type FindingsForm = (typeof FINDINGS_FORMS)[number];

export interface LintJob {
  readonly kind: 'lint';
  readonly configurations: readonly ConfigurationText[];
  readonly options: ReadingOptions;
}

export interface RepairJob {
  readonly kind: 'repair';
  readonly hierarchy: JobText;
  readonly target: TargetText;
  readonly options: ReadingOptions;
}

export interface CompareConfigurationsJob {
  readonly kind: 'compare';
  readonly what: 'configurations';
  /** Names the conversations that packets belong to. */
  readonly hierarchy?: JobText;
  readonly before: ConfigurationText;
  readonly after: ConfigurationText;
  readonly options: ReadingOptions;
}

export interface CompareHierarchiesJob {
  readonly kind: 'compare';
  readonly what: 'hierarchies';
  readonly before: JobText;
  readonly after: JobText;
}

export interface ExplainJob {
  readonly kind: 'explain';
  readonly configuration: ConfigurationText;
  /** Whose configuration it is: with it, what the hierarchy says of its interfaces holds. */
  readonly target?: TargetName;
  readonly hierarchy?: JobText;
  readonly packet: string;
  /** Each that the configuration has rules for, where it is left out. */
  readonly way?: Ruleset['hook'];
  readonly state: 'new' | 'established';
  readonly options: ReadingOptions;
}

/** Nobody asks for it by name: the server does, while a request waits. */
export interface CheckJob {
  readonly kind: 'check';
  readonly hierarchy: JobText;
}

/** The same for its plan, which the server then has as its own. */
export interface PlanJob {
  readonly kind: 'plan';
  readonly hierarchy: JobText;
}

/** The same for the rules of one filter or host. */
export interface PrintJob {
  readonly kind: 'print';
  readonly hierarchy: JobText;
  readonly asked: RulesAsked;
}

/** Asks what the plan says that this machine asks, and nothing else. */
export interface ProbeJob {
  readonly kind: 'probe';
  readonly hierarchy: JobText;
  readonly wanted: Wanted;
  /** What isn't asked again, by `questionKey`. */
  readonly answered?: readonly string[];
  readonly pace: { readonly concurrency?: number; readonly rate?: number; readonly timeout?: number };
}

/** Proves the printed rules with packets, in a lab of the hierarchy. */
export interface LabTestJob {
  readonly kind: 'lab';
  readonly hierarchy: JobText;
}

/** A document that is too large for one piece: all rules, as JSON or as files in a zip. */
export interface PiecesJob {
  readonly kind: 'pieces';
  readonly of: 'policy' | 'zip';
  readonly hierarchy: JobText;
  readonly phases?: readonly Phase[];
}

export type JobInput =
  | VerifyJob
  | LintJob
  | RepairJob
  | CompareConfigurationsJob
  | CompareHierarchiesJob
  | ExplainJob
  | CheckJob
  | PlanJob
  | PrintJob
  | ProbeJob
  | LabTestJob;
