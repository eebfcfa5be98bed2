import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../catalog/model.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { announcer, type Change, type Entry } from './changes.ts';
import {
  dialectOfFile,
  FOLDERS,
  fileNameFor,
  languageOf,
  type Owner,
  stemOf,
} from './configuration-files.ts';
import {
  type Configuration,
  configurationsOf,
  type OwnedConfiguration,
  readFacts,
} from './configurations.ts';
import { type HierarchyState, hierarchyState } from './hierarchy-state.ts';
import { keptByStamp } from './kept-by-stamp.ts';
import {
  beginFile,
  makeOwnFolder,
  readOwnFile,
  removeLeftovers,
  removeOwnFile,
  revisionOf,
} from './own-files.ts';
import { HIERARCHY_FILE } from './plan-text.ts';
import { Conflict, holds, type Precondition } from './precondition.ts';
import { MOST_BYTES } from './raise-text.ts';
import { intakeOf, isNoText } from './take-in.ts';
import { NO_RESULTS, readResults, resultsFile, type VerifyResults } from './verify-results.ts';

/** As much as a hierarchy document may have. */
const MOST_HIERARCHY: number = 16 * 1024 * 1024;

/** A folder of plain files: the hierarchy, and the configurations that filters and hosts have now. */
export interface Workspace {
  /** What its folder is called. */
  readonly name: string;
  readonly folder: string;
  /** Name of the hierarchy's file in the folder. */
  readonly file: string;
  /** The hierarchy as it is on disk now; planned once for each state of the file. */
  hierarchy(): HierarchyState;
  /** As `hierarchy`, of a text that is stored nowhere. */
  check(text: string): HierarchyState;
  /** Stores a text, whatever it says; a `Conflict` if it isn't the expected one that it replaces. */
  storeHierarchy(text: string, precondition: Precondition): HierarchyState;
  /** What a filter or host is configured with now; nothing where that isn't known. */
  configuration(owner: Owner): Configuration | undefined;
  /** Those of all filters and hosts that have one, in the order of the hierarchy. */
  configurations(): readonly OwnedConfiguration[];
  /** With its bytes. */
  readConfiguration(
    owner: Owner,
  ): { readonly bytes: Buffer; readonly configuration: Configuration } | undefined;
  /** Begins to take in a configuration, piece by piece. */
  beginConfiguration(owner: Owner): NewConfiguration;
  /** Removes it; whether there was one. */
  removeConfiguration(owner: Owner, precondition: Precondition): boolean;
  /** What verification last said of the stored configurations. */
  results(): VerifyResults;
  /** Tells of each change of a file, by whomever; the answer ends that. */
  subscribe(listener: (change: Change) => void): () => void;
  close(): void;
}

/** A configuration that is being taken in. */
export interface NewConfiguration {
  write(bytes: Uint8Array): void;
  /** Stores it. In which language it is, is found out where it isn't said; nothing where it is empty or no text. */
  commit(precondition: Precondition, dialect?: string): Configuration | undefined;
  discard(): void;
}

export interface WorkspaceOptions {
  readonly catalog: Catalog;
  /** The time in milliseconds. */
  readonly now?: () => number;
}

/** How many texts are kept planned. */
const KEPT = 4;

/**
 * Opens a workspace: a folder, or a hierarchy document in one. What a killed process left unfinished is removed.
 * Throws what the system says where there is no such folder.
 */
export function openWorkspace(place: string, { catalog, now = Date.now }: WorkspaceOptions): Workspace {
  const { folder, file } = located(place);
  for (const part of [folder, ...Object.values(FOLDERS).map((name) => path.join(folder, name))])
    removeLeftovers(part, now());
  const target = path.join(folder, file);
  const planned = new Map<string, HierarchyState>();

  const plan = (bytes: Buffer | undefined, revision: string | undefined): HierarchyState => {
    const known = revision === undefined ? undefined : planned.get(revision);
    if (known) return known;
    const state = hierarchyState(file, bytes, revision, catalog);
    if (revision === undefined) return state;
    const oldest = planned.keys().next().value;
    if (planned.size >= KEPT && oldest !== undefined) planned.delete(oldest);
    planned.set(revision, state);
    return state;
  };
  const readHierarchy = keptByStamp((name) => {
    const bytes = readOwnFile(name, MOST_HIERARCHY);
    return bytes && plan(bytes, revisionOf(bytes));
  }, now);
  const hierarchy = (): HierarchyState => readHierarchy(target) ?? plan(undefined, undefined);
  const facts = keptByStamp((file: string, stem: string) => readFacts(file, stem, MOST_BYTES), now);
  const configuration = (owner: Owner): Configuration | undefined => {
    const model = hierarchy().hierarchy;
    return model && configurationsOf(folder, [owner], model, facts)[0]?.configuration;
  };
  const configurations = (): readonly OwnedConfiguration[] => {
    const model = hierarchy().hierarchy;
    return model ? configurationsOf(folder, ownersOf(model), model, facts) : [];
  };

  const readKept = keptByStamp(() => readResults(folder), now);
  const changes = announcer(folder, () => {
    const revisions = new Map<string, Entry>();
    const { revision } = hierarchy();
    revisions.set('hierarchy', {
      what: 'hierarchy',
      name: file,
      ...(revision !== undefined && { revision }),
    });
    for (const { owner, configuration: found } of configurations())
      revisions.set(`${owner.kind} ${owner.name}`, {
        what: owner.kind,
        name: owner.name,
        revision: found.revision,
      });
    return revisions;
  });

  const required = (
    precondition: Precondition,
    current: () => Buffer | undefined,
    revision?: string,
  ): void => {
    if (!holds(precondition, revision)) throw new Conflict(current(), revision);
  };

  return {
    name: path.basename(folder),
    folder,
    file,
    hierarchy,
    check: (text) => {
      const bytes = Buffer.from(text);
      return plan(bytes, revisionOf(bytes));
    },
    storeHierarchy(text, precondition) {
      const bytes = Buffer.from(text);
      const next = beginFile(folder, MOST_HIERARCHY);
      try {
        next.write(bytes);
        // Whoever wrote last is asked for as late as can be: right before the new file takes the place.
        const current = readOwnFile(target, MOST_HIERARCHY);
        required(precondition, () => current, current && revisionOf(current));
        next.commit(target);
      } finally {
        next.discard();
      }
      changes.look();
      return plan(bytes, revisionOf(bytes));
    },
    configuration,
    configurations,
    readConfiguration(owner) {
      const found = configuration(owner);
      const bytes = found && readOwnFile(path.join(folder, found.file), MOST_BYTES);
      return found && bytes && { bytes, configuration: { ...found, revision: revisionOf(bytes) } };
    },
    beginConfiguration(owner) {
      const own = path.join(folder, FOLDERS[owner.kind]);
      makeOwnFolder(own);
      const next = beginFile(own, MOST_BYTES);
      const intake = intakeOf(next);
      return {
        write: intake.write,
        discard: next.discard,
        commit(precondition, dialect) {
          try {
            const head = intake.head();
            if (isNoText(head)) return undefined;
            const model = hierarchy().hierarchy;
            const stem = model && stemOf(owner, model);
            // The hierarchy changed under it: there is no such filter or host any more.
            if (stem === undefined) throw new Conflict();
            const before = configuration(owner);
            required(precondition, () => undefined, before?.revision);
            const language = dialect ?? languageOf(head, stem) ?? usualDialect(owner, model as Hierarchy);
            const name = fileNameFor(stem, head, language);
            const { bytes } = next;
            next.commit(path.join(own, name));
            const stored = `${FOLDERS[owner.kind]}/${name}`;
            if (before && before.file !== stored) removeOwnFile(path.join(folder, before.file));
            changes.look();
            const known = dialectOfFile(name, stem, head);
            return {
              file: stored,
              bytes,
              revision: intake.revision(),
              ...(known !== undefined && { dialect: known }),
            };
          } finally {
            next.discard();
          }
        },
      };
    },
    removeConfiguration(owner, precondition) {
      const found = configuration(owner);
      required(precondition, () => undefined, found?.revision);
      const isRemoved = found !== undefined && removeOwnFile(path.join(folder, found.file));
      changes.look();
      return isRemoved;
    },
    results: () => readKept(resultsFile(folder)) ?? NO_RESULTS,
    subscribe: changes.subscribe,
    close: changes.close,
  };
}

/** The folder without links in it, and the name of the hierarchy's file there. */
function located(place: string): { readonly folder: string; readonly file: string } {
  const real = realpathSync(place);
  if (statSync(real).isDirectory()) return { folder: real, file: HIERARCHY_FILE };
  return { folder: path.dirname(real), file: path.basename(real) };
}

/** Filters and hosts of a hierarchy. */
function* ownersOf(hierarchy: Hierarchy): Generator<Owner> {
  for (const { name } of hierarchy.filters) yield { kind: 'filter', name };
  for (const { name } of hierarchy.hosts) yield { kind: 'host', name };
}

function usualDialect({ kind, name }: Owner, hierarchy: Hierarchy): string | undefined {
  return (kind === 'filter' ? hierarchy.filters : hierarchy.hosts).find((o) => o.name === name)?.dialect;
}
