import { differenceJsonChunks } from '../../report/difference-json.ts';
import { compareConfigurations } from '../../verify/compare.ts';
import { comparePlans } from '../../verify/compare-plans.ts';
import type { CompareConfigurationsJob, CompareHierarchiesJob } from './job-input.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan diff --format json`: what becomes permitted and denied, or has to be opened and may be closed. */
export async function runCompare(
  job: CompareConfigurationsJob | CompareHierarchiesJob,
  tell: Told,
): Promise<Work> {
  return job.what === 'hierarchies' ? hierarchies(job, tell) : configurations(job, tell);
}

function hierarchies({ before, after }: CompareHierarchiesJob, tell: Told): Work {
  const work = new Work(4, tell);
  const [old, now] = [work.plan(before), work.plan(after)];
  work.step('deciding');
  const report = comparePlans({ name: before.file, plan: old.plan }, { name: after.file, plan: now.plan });
  return work.write(() => differenceJsonChunks(report));
}

async function configurations(
  { hierarchy, before, after, options }: CompareConfigurationsJob,
  tell: Told,
): Promise<Work> {
  const work = new Work(hierarchy ? 5 : 4, tell);
  const planned = hierarchy && work.plan(hierarchy);
  const context = contextFor(options, planned);
  const texts = [await work.read(before, context), await work.read(after, context)];
  const [old, now] = work.readable(texts).map(({ configuration }) => configuration);
  if (!old || !now) throw new TypeError('nothing was read');
  work.step('deciding');
  const report = compareConfigurations([old], [now], planned?.plan);
  return work.write(() => differenceJsonChunks(report));
}
