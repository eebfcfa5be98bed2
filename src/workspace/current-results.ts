import type { KeptResult } from '../report/kept-result.ts';
import { partFiles } from './part-files.ts';
import type { Workspace } from './workspace.ts';

/** Whether a result is about the hierarchy and the configuration as they are now. */
export function isCurrentResult(
  workspace: Workspace,
  { kind, name, hierarchy, revision }: KeptResult,
): boolean {
  if (workspace.hierarchy().revision !== hierarchy) return false;
  const configuration = workspace.configuration({ kind, name });
  if (!configuration) return false;
  // A part that was changed is the one that was written last, whose revision is asked here.
  const revisions = revision.split(', ');
  return revisions.includes(configuration.revision) && revisions.length === partFiles(configuration).length;
}
