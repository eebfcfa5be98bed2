import type { Catalog } from '../catalog/model.ts';
import { type HierarchyState, hierarchyState } from './hierarchy-state.ts';

/** A hierarchy document as it stands on disk. */
export interface DocumentBytes {
  readonly bytes: Buffer;
  readonly revision: string;
}

/** Plans elsewhere what would take long here. */
export interface PlanAside {
  /** Bytes from which on a document is planned there. */
  readonly from: number;
  /** Nothing comes back where it can't be done there. */
  plan(file: string, document: DocumentBytes): Promise<HierarchyState | undefined>;
}

/** How many texts are kept planned besides the stored one. */
const KEPT = 4;

/** The states of a hierarchy's texts: each is planned once, as long as it is kept. */
export interface HierarchyStates {
  /** Of the stored document: it stays until another one is stored. */
  stored(document: DocumentBytes | undefined): HierarchyState;
  /** Of another text. */
  of(document: DocumentBytes): HierarchyState;
  /** Plans the stored document elsewhere if that takes long here; nothing to wait for is the usual answer. */
  ready(document: DocumentBytes | undefined): Promise<void> | undefined;
}

export function hierarchyStates(file: string, catalog: Catalog, aside?: PlanAside): HierarchyStates {
  const known = new Map<string, HierarchyState>();
  const pending = new Map<string, Promise<void>>();
  let last: HierarchyState | undefined;

  const keep = (revision: string, state: HierarchyState): void => {
    const oldest = known.keys().next().value;
    if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
    known.set(revision, state);
  };
  const of = ({ bytes, revision }: DocumentBytes): HierarchyState => {
    if (last?.revision === revision) return last;
    const found = known.get(revision);
    if (found) return found;
    const state = hierarchyState(file, bytes, revision, catalog);
    keep(revision, state);
    return state;
  };
  const planAside = async (document: DocumentBytes, by: PlanAside): Promise<void> => {
    const state = await by.plan(file, document);
    // Otherwise it is planned here, when it is asked for.
    if (state) keep(document.revision, state);
  };
  return {
    of,
    stored(document) {
      if (!document) return hierarchyState(file, undefined, undefined, catalog);
      last = of(document);
      return last;
    },
    ready(document) {
      if (!document || !aside || document.bytes.length < aside.from) return undefined;
      const { revision } = document;
      if (last?.revision === revision || known.has(revision)) return undefined;
      const running =
        pending.get(revision) ?? planAside(document, aside).finally(() => pending.delete(revision));
      pending.set(revision, running);
      return running;
    },
  };
}
