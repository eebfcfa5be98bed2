import { loadCatalog } from '../../catalog/load.ts';
import { hierarchyState } from '../../workspace/hierarchy-state.ts';
import { revisionOf } from '../../workspace/own-files.ts';
import { foundIn } from '../found.ts';
import type { CheckJob } from './job-input.ts';
import { type Told, Work } from './work.ts';

/** What is wrong with a hierarchy document, whatever it says. */
export async function runCheck({ hierarchy }: CheckJob, tell: Told): Promise<Work> {
  const work = new Work(2, tell);
  work.step('planning');
  const bytes = Buffer.from(hierarchy.bytes);
  const state = hierarchyState(hierarchy.file, bytes, revisionOf(bytes), loadCatalog({ frozen: false }));
  return work.write(() => [JSON.stringify(foundIn(state))]);
}
