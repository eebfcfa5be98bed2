import type { Phase } from '../catalog/model.ts';
import { selectFlows } from '../plan/select.ts';
import { policyJsonChunks } from '../report/policy-json.ts';
import type { Planned } from '../workspace/plan-text.ts';
import { everyTarget, printRules } from '../workspace/print-rules.ts';
import { rulesZip } from './rules-zip.ts';

/** The rules of every filter, host and web proxy: as `portolan rules --all` writes them into a folder, or as one document. */
export function rulesPieces(
  of: 'policy' | 'zip',
  planned: Pick<Planned, 'plan' | 'hierarchy'>,
  phases: readonly Phase[] | undefined,
): Iterable<string | Uint8Array> {
  const { plan, hierarchy } = planned;
  const part = phases ? selectFlows(plan, { phases }) : plan;
  const printed = printRules(part, hierarchy, everyTarget(hierarchy));
  return of === 'zip' ? rulesZip(printed) : policyJsonChunks(printed);
}
