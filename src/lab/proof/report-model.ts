/** What a test of a lab found. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Observation } from '../../plan/observation.ts';
import type { LabDialect } from '../dialects.ts';

/** Something that isn't as the plan has it. */
export interface LabFault {
  /** One sentence: who, to whom, on what, what was expected, and what was seen. */
  readonly says: string;
  readonly from: string;
  readonly to: string;
  readonly transport: string;
  readonly port: number;
  readonly flows: readonly string[];
  readonly filter?: string;
  readonly rule?: string;
}

export interface LabPhase {
  readonly id:
    | 'start'
    | 'baseline'
    | 'deny-all'
    | 'rules'
    | 'matrix'
    | 'drop'
    | 'broadcasts'
    | 'protocols'
    | 'ipsec'
    | 'mutations';
  /** What was done, for people. */
  readonly title: string;
  /** How many questions were asked, and how many answers were as they have to be. */
  readonly asked: number;
  readonly right: number;
  readonly faults: readonly LabFault[];
  readonly milliseconds: number;
}

export interface LabReport {
  readonly hierarchy: string;
  readonly tier: 'light' | 'full';
  readonly dialect: LabDialect;
  readonly hostFirewalls: boolean;
  readonly hosts: number;
  readonly filters: number;
  readonly phases: readonly LabPhase[];
  /** Planned, but not let through as it should be: destinations that a filter refuses, what travels inside of IPsec. */
  readonly expectedBlocked: readonly string[];
  /** What was taken away from the rules, and the planned conversations that must fail then. */
  readonly mutations: readonly { readonly says: string; readonly failing: readonly string[] }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly observations: readonly Observation[];
  readonly milliseconds: number;
}

/** Faults that a phase lists; it counts all. */
export const MOST_FAULTS = 200;
