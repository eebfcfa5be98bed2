import { repairJson } from '../../report/repair.ts';
import { repairConfiguration } from '../../workspace/repair-configuration.ts';
import type { RepairJob } from './job-input.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan repair --format json`: the edited text, a unified diff, and what the edits were proven to mend. */
export async function runRepair({ hierarchy, target, options }: RepairJob, tell: Told): Promise<Work> {
  const work = new Work(4, tell);
  const planned = work.plan(hierarchy);
  const context = contextFor(options, planned, target.target);
  const [read] = work.readable([await work.read(target, context)]);
  if (!read) throw new TypeError('nothing was read');
  work.step('deciding');
  const report = repairConfiguration(read, context, planned, target.target);
  return work.write(() => [repairJson(report)]);
}
