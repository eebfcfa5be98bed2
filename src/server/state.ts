import { didYouMean } from '../diagnostics/didYouMean.ts';
import { diagnosticDocument } from '../report/json.ts';
import type { HierarchyState } from '../workspace/hierarchy-state.ts';
import type { Planned } from '../workspace/plan-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Problem } from './problem.ts';

/** A plan, and the revision of the hierarchy that it was made from. */
export interface PlannedState extends Planned {
  readonly revision: string;
  /** The document. */
  readonly source: { readonly file: string; readonly text: string };
}

/** The plan, or the problem that keeps it from being. */
export function plannedNow(workspace: Workspace): PlannedState {
  const { planned, revision, diagnostics, file, text = '' } = workspace.hierarchy();
  if (revision === undefined) throw new Problem(409, 'no-hierarchy', `The workspace has no ${file} yet.`);
  if (!planned) {
    const errors = diagnostics.filter((d) => d.severity === 'error').slice(0, 100);
    throw new Problem(409, 'hierarchy-invalid', 'The hierarchy has errors: there is no plan.', {
      diagnostics: errors.map(diagnosticDocument),
    });
  }
  return { ...planned, revision, source: { file, text } };
}

/** Whether there is a plan, and all that was found. */
export const isValid = ({ planned }: HierarchyState): boolean => planned !== undefined;

/** The name, if it is known; else a 404 that says what was probably meant. */
export function knownName(what: string, name: string, known: Iterable<string>): string {
  const names = new Set(known);
  if (names.has(name)) return name;
  const { help } = didYouMeanText(name, names);
  const detail = `There is no ${what} “${name.slice(0, 100)}”.`;
  throw new Problem(404, 'unknown-name', help === undefined ? detail : `${detail} ${help}`);
}

/** What was probably meant, as a sentence. */
export function didYouMeanText(name: string, known: Iterable<string>): { readonly help?: string } {
  const meant = didYouMean(name, known);
  return meant === undefined ? {} : { help: `Did you mean “${meant}”?` };
}
