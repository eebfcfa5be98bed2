import { serialize } from 'node:v8';
import { printAsked } from '../../workspace/print-rules.ts';
import type { PrintJob } from './job-input.ts';
import { type Told, Work } from './work.ts';

/** Prints and proves the rules of one filter or host; what it makes is for the server alone, and no JSON. */
export async function runPrint({ hierarchy, asked }: PrintJob, tell: Told): Promise<Work> {
  const work = new Work(3, tell);
  const planned = work.plan(hierarchy);
  work.step('deciding');
  const file = printAsked(planned, asked);
  return work.write(() => [serialize(file)]);
}
