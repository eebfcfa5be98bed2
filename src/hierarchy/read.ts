import type { Catalog } from '../catalog/model.ts';
import { type Diagnostic, hasErrors, type Place } from '../diagnostics/diagnostic.ts';
import { checkHierarchy } from './checks/hierarchy.ts';
import type { Hierarchy } from './model.ts';
import { resolveHierarchy } from './resolve/hierarchy.ts';
import { createScope } from './resolve/scope.ts';
import { documentShape } from './schema/document.ts';
import { readSource } from './schema/source.ts';
import type { WrittenDocument } from './schema/written.ts';

export interface HierarchyReading {
  /** Absent if there is an error. */
  readonly hierarchy?: Hierarchy;
  /** Everything that is wrong, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Resolves an offset of the model's `at`. Without a length, the word that stands there is meant. */
  readonly place: (offset: number, length?: number) => Place;
}

/**
 * Reads and checks a hierarchy document. Never throws, whatever the text is; warnings and notes don't keep the
 * hierarchy back. `file` is only a name for places; of the catalog, the roles are used.
 */
export function readHierarchy(text: string, file: string, catalog: Pick<Catalog, 'roles'>): HierarchyReading {
  const shape = documentShape(catalog.roles);
  let written: WrittenDocument | undefined;
  const source = readSource(text, file, (root, reading) => {
    written = shape.read(root, reading, root.start);
  });
  let hierarchy: Hierarchy | undefined;
  // The tree of nodes is gone by now: it takes most of the memory.
  if (written && !source.broken()) {
    const scope = createScope(written, catalog.roles, source);
    hierarchy = resolveHierarchy(scope);
    checkHierarchy(hierarchy, catalog.roles, source.report, scope.uncertain);
  }
  const diagnostics = source.problems();
  return {
    ...(hierarchy && !hasErrors(diagnostics) && { hierarchy }),
    diagnostics,
    place: source.place,
  };
}
