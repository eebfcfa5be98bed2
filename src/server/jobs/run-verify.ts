import type { Configuration } from '../../policy/ruleset.ts';
import { findingsJsonChunks } from '../../report/findings-json.ts';
import { findingsJunitChunks } from '../../report/findings-junit.ts';
import { findingsMarkdownChunks } from '../../report/findings-markdown.ts';
import { findingsSarifChunks } from '../../report/findings-sarif.ts';
import type { Findings } from '../../verify/finding.ts';
import { separately, together, verifyEach } from '../../verify/verify.ts';
import type { TargetName } from '../../workspace/raise-context.ts';
import type { ReadConfiguration } from '../../workspace/raise-text.ts';
import type { TargetText, VerifyJob } from './job-input.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan verify --format json`, or another of its formats. */
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
  return work.write(() => written(together(planned, each), job.as));
}

/** In the form that was asked for; what is no JSON is told as a JSON text. */
function* written(findings: Findings, as: VerifyJob['as']): Generator<string> {
  const { form, version = '' } = as ?? {};
  switch (form) {
    case undefined:
      yield* findingsJsonChunks(findings);
      return;
    case 'sarif':
      yield* findingsSarifChunks(findings, { version });
      return;
    case 'junit':
      yield JSON.stringify([...findingsJunitChunks(findings)].join(''));
      return;
    case 'markdown':
      yield JSON.stringify([...findingsMarkdownChunks(findings, { all: true })].join(''));
      return;
    default:
      throw new TypeError(`findings have no form ${form satisfies never}`);
  }
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
