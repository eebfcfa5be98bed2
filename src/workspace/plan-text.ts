import type { Catalog } from '../catalog/model.ts';
import { type Diagnostic, hasErrors, type Place } from '../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { readHierarchy } from '../hierarchy/read.ts';
import type { Plan } from '../plan/model.ts';
import { planFlows } from '../plan/plan.ts';

/** The name that a hierarchy has in its folder. */
export const HIERARCHY_FILE = 'hierarchy.yaml';

export interface TextFile {
  /** As diagnostics name it. */
  readonly file: string;
  readonly text: string;
}

/** A hierarchy as far as it could be read. */
export interface Reading {
  readonly source: TextFile;
  readonly catalog: Catalog;
  readonly hierarchy?: Hierarchy;
  readonly diagnostics: readonly Diagnostic[];
  readonly place: (offset: number, length?: number) => Place;
}

/** A hierarchy without errors, and its plan. */
export interface Planned {
  readonly hierarchy: Hierarchy;
  readonly catalog: Catalog;
  readonly plan: Plan;
}

/** Reads and checks a text; never throws, whatever it is. */
export function readText(source: TextFile, catalog: Catalog): Reading {
  return { source, catalog, ...readHierarchy(source.text, source.file, catalog) };
}

/** Plans what was read. All that was found comes back; no plan where errors stand in the way. */
export function planReading({ catalog, hierarchy, diagnostics, place }: Reading): {
  readonly planned?: Planned;
  readonly diagnostics: readonly Diagnostic[];
} {
  const plan = hierarchy && !hasErrors(diagnostics) ? planFlows({ hierarchy, place }, catalog) : undefined;
  const all = [...diagnostics, ...(plan?.diagnostics ?? [])];
  const isFine = hierarchy && plan && !hasErrors(plan.diagnostics);
  return { ...(isFine && { planned: { hierarchy, catalog, plan } }), diagnostics: all };
}
