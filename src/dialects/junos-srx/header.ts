import { visible } from '../plain-text.ts';
import type { SrxFile } from './print-model.ts';

/** What a person has to know before loading the file. */
export function headerOf({ hierarchy, name }: SrxFile, load: string): readonly string[] {
  return [
    `Rules for the filter "${visible(name)}" of the hierarchy "${visible(hierarchy)}", made by Portolan from its plan.`,
    '',
    'Permitted is what the plan needs across this filter. Everything else stays as it is: the zones of the',
    'policies must exist, and new policies stand behind those that are there. One that denies more before them is',
    'passed with: insert security policies from-zone A to-zone B policy NEW before policy OLD',
    'Answers of TFTP pass by its ALG (alg tftp), which is on unless it was disabled. Objects are in the global',
    'address book, beside which zones can have none of their own. IPv6 passes where flows are made of it: security',
    'forwarding-options family inet6 mode flow-based.',
    '',
    `try        configure exclusive; ${load} FILE; show | compare; commit check`,
    'apply      commit confirmed 10, and commit once it is right',
    'take back  rollback 1; commit',
  ];
}
