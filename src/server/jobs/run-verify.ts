import type { Configuration } from '../../policy/ruleset.ts';
import { findingsJsonChunks } from '../../report/findings-json.ts';
import { separately, together, verifyEach } from '../../verify/verify.ts';
import type { TargetName } from '../../workspace/raise-context.ts';
import type { ReadConfiguration } from '../../workspace/raise-text.ts';
import type { TargetText, VerifyJob } from './job-input.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan verify --format json`. */
export async function runVerify(job: VerifyJob, tell: Told): Promise<Work> {
  const { hierarchy, targets, options } = job;
  const names = new Set(targets.map(({ target }) => keyOf(target)));
  const work = new Work(1 + targets.length + names.size + 1, tell);
  const planned = work.plan(hierarchy);
  const read: (ReadConfiguration | undefined)[] = [];
  for (const text of targets) read.push(await work.read(text, contextFor(options, planned, text.target)));
  const each = verifyEach({
    ...planned,
    targets: gathered(targets, work.readable(read)),
    onTarget: () => work.step('deciding'),
  });
  if (job.separately) {
    const documents = separately(planned, each).map(findingsJsonChunks);
    work.keep(each.map(({ target: { kind, name } }, i) => ({ kind, name, chunks: documents[i] ?? [] })));
  }
  return work.write(() => findingsJsonChunks(together(planned, each)));
}

const keyOf = ({ kind, name }: TargetName): string => `${kind} ${name}`;

/** The configurations of each filter and host, in the order in which they were first given. */
function gathered(
  targets: readonly TargetText[],
  read: readonly ReadConfiguration[],
): (TargetName & { configurations: Configuration[] })[] {
  const gatheredTargets = new Map<string, TargetName & { configurations: Configuration[] }>();
  for (const [i, { target }] of targets.entries()) {
    const { kind, name } = target;
    const found = gatheredTargets.get(keyOf(target)) ?? { kind, name, configurations: [] };
    found.configurations.push(...read.slice(i, i + 1).map(({ configuration }) => configuration));
    gatheredTargets.set(keyOf(target), found);
  }
  return [...gatheredTargets.values()];
}
