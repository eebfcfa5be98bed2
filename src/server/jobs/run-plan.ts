import { loadCatalog } from '../../catalog/load.ts';
import { hierarchyState } from '../../workspace/hierarchy-state.ts';
import { revisionOf } from '../../workspace/own-files.ts';
import { packState } from '../../workspace/plan-frames.ts';
import type { PlanJob } from './job-input.ts';
import { type Told, Work } from './work.ts';

/** Reads and plans a hierarchy, whatever it says; what it makes is for the server alone, and no JSON. */
export async function runPlan({ hierarchy }: PlanJob, tell: Told): Promise<Work> {
  const work = new Work(2, tell);
  work.step('planning');
  const catalog = loadCatalog({ frozen: false });
  const bytes = Buffer.from(hierarchy.bytes);
  const state = hierarchyState(hierarchy.file, bytes, revisionOf(bytes), catalog);
  return work.write(() => packState(state, catalog));
}
