/** What the process outside hands to the one that runs a lab, as one line of JSON; and what that one says. */
import type { LabModel } from '../model.ts';
import type { LoadableRules } from '../rules.ts';
import type { ServedHost } from '../services/service.ts';
import type { ServedBy } from './full-tier.ts';

export type Tier = 'light' | 'full';

export interface LabJob {
  readonly model: LabModel;
  readonly tier: Tier;
  /** For the full tier: who the hosts are to their servers, and a folder that outlives the lab. */
  readonly full?: { readonly hosts: readonly ServedHost[]; readonly cache: string };
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
      /** Of the full tier: who serves what. */
      readonly servers?: readonly ServedBy[];
    }
  | { readonly started: false; readonly error: string };
