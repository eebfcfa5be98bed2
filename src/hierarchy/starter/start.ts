import type { Catalog } from '../../catalog/model.ts';
import { readHierarchy } from '../read.ts';
import type { StarterForm, StarterProblem } from './form.ts';
import { starterProblems } from './problems.ts';
import { writeStarter } from './write.ts';

export interface StarterResult {
  /** The document, also while problems are left: it shows what the form makes. */
  readonly text: string;
  /** Empty: the document reads without errors. */
  readonly problems: readonly StarterProblem[];
}

/**
 * Makes a first hierarchy from the guided form. What the form itself can't know (an address of two hosts, zones that
 * overlap) is found by reading the document, and said at the field that the line came from.
 */
export function startHierarchy(form: StarterForm, catalog: Pick<Catalog, 'roles'>): StarterResult {
  const { text, fields } = writeStarter(form);
  const problems = starterProblems(form);
  if (problems.length > 0) return { text, problems };
  const { diagnostics } = readHierarchy(text, 'hierarchy.yaml', catalog);
  return {
    text,
    problems: diagnostics
      .filter((d) => d.severity === 'error')
      .map(({ message, help, expected, place }) => {
        const hint = help ?? (expected === undefined ? undefined : `Expected: ${expected}`);
        return {
          field: fields[(place?.line ?? 0) - 1] ?? '',
          message: message.charAt(0).toUpperCase() + message.slice(1),
          ...(hint !== undefined && { help: hint }),
        };
      }),
  };
}
