import { countSeverities } from '../report/diagnostics-json.ts';
import { diagnosticDocument } from '../report/json.ts';
import type { HierarchyState } from '../workspace/hierarchy-state.ts';

/** What is wrong with a hierarchy, and how much is planned of it. */
export function foundIn({ diagnostics, planned }: HierarchyState): object {
  return {
    diagnostics: diagnostics.map(diagnosticDocument),
    counts: countSeverities(diagnostics),
    ...(planned && { flows: planned.plan.flows.length }),
  };
}
