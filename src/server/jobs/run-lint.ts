import { findingsJsonChunks } from '../../report/findings-json.ts';
import { lintFindings } from '../../workspace/lint-findings.ts';
import type { ReadConfiguration } from '../../workspace/raise-text.ts';
import type { LintJob } from './job-input.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan lint --format json`. */
export async function runLint({ configurations, options }: LintJob, tell: Told): Promise<Work> {
  const work = new Work(2 * configurations.length + 1, tell);
  const texts: (ReadConfiguration | undefined)[] = [];
  for (const text of configurations) texts.push(await work.read(text, contextFor(options)));
  const findings = lintFindings(work.readable(texts), () => work.step('deciding'));
  return work.write(() => findingsJsonChunks(findings));
}
