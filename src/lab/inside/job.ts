/** What the process outside hands to the one that runs a lab, as one line of JSON; and what that one says. */
import type { LabModel } from '../model.ts';
import type { LoadableRules } from '../rules.ts';

export type Tier = 'light' | 'full';

export interface LabJob {
  readonly model: LabModel;
  readonly tier: Tier;
  readonly rules: readonly LoadableRules[];
  /** The lab stays when whoever started it is gone. */
  readonly detached: boolean;
}

/** The answer, when everything listens; or why not. */
export type LabStarted =
  | {
      readonly started: true;
      readonly milliseconds: number;
      readonly listeners: number;
      readonly notes: readonly string[];
    }
  | { readonly started: false; readonly error: string };
