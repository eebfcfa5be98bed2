import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../catalog/model.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { announcer, type Change, type Entry } from './changes.ts';
import { dialectOfFile, FOLDERS, languageOf, type Owner, ownPath, stemOf } from './configuration-files.ts';
import {
  type Configuration,
  configurationsOf,
  type OwnedConfiguration,
  readFacts,
} from './configurations.ts';
import type { HierarchyState } from './hierarchy-state.ts';
import { type DocumentBytes, hierarchyStates, type PlanAside } from './hierarchy-states.ts';
import { keptByStamp } from './kept-by-stamp.ts';
import {
  type FreshObservations,
  type KeptObservations,
  NO_OBSERVATIONS,
  observationsFile,
  readKeptObservations,
  storeObservations,
} from './observations.ts';
import {
  beginFile,
  makeOwnFolder,
  readOwnFile,
  readOwnHead,
  removeLeftovers,
  removeOwnFile,
  revisionOf,
} from './own-files.ts';
import { HEAD, type Place, type PresentFile, placeFor } from './place-configuration.ts';
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
  /** The hierarchy as it is on disk now; planned once for each state of the file, and here if `ready` was not waited for. */
  hierarchy(): HierarchyState;
  /** Until the hierarchy is planned elsewhere, where that takes long; nothing where there is nothing to wait for. */
  ready(): Promise<void> | undefined;
  /** As `hierarchy`, of a text that is stored nowhere. */
  check(text: string): HierarchyState;
  /** Stores a text, whatever it says; a `Conflict` if it isn't the expected one that it replaces. */
  storeHierarchy(text: string, precondition: Precondition): Promise<HierarchyState>;
  /** What a filter or host is configured with now; nothing where that isn't known. */
  configuration(owner: Owner): Configuration | undefined;
  /** Those of all filters and hosts that have one, in the order of the hierarchy. */
  configurations(): readonly OwnedConfiguration[];
  /** With its bytes; of several files the one that is named, else the one that was written last. */
  readConfiguration(
    owner: Owner,
    file?: string,
  ): { readonly bytes: Buffer; readonly configuration: Configuration } | undefined;
  /** Begins to take in a configuration, piece by piece. */
  beginConfiguration(owner: Owner): NewConfiguration;
  /** Removes it with all of its parts, or the file of it that is named; whether there was one. */
  removeConfiguration(owner: Owner, precondition: Precondition, file?: string): boolean;
  /** What verification last said of the stored configurations. */
  results(): VerifyResults;
  /** What was seen of the plan's flows on the network. */
  observations(): KeptObservations;
  addObservations(fresh: FreshObservations): void;
  /** Tells of each change of a file, by whomever; the answer ends that. */
  subscribe(listener: (change: Change) => void): () => void;
  close(): void;
}

/** A configuration that is being taken in. */
export interface NewConfiguration {
  write(bytes: Uint8Array): void;
  /** Stores it; nothing where it is empty or no text. No other file than the one that it replaces is touched. */
  commit(precondition: Precondition, said?: Said): Promise<Configuration | undefined>;
  discard(): void;
}

/** What is said of a configuration; found out from its text and from what is there, where it isn't. */
export interface Said {
  readonly dialect?: string | undefined;
  /** Its file below the workspace's folder. */
  readonly file?: string | undefined;
}

/** A file is called so that it would be taken for something else. */
export class Misnamed extends Error {
  /** How a name that fits would begin. */
  readonly fitting: string | undefined;

  constructor(file: string, fitting?: string) {
    super(`the name ${file} doesn’t fit`);
    this.name = 'Misnamed';
    this.fitting = fitting;
  }
}

export interface WorkspaceOptions {
  readonly catalog: Catalog;
  /** The time in milliseconds. */
  readonly now?: () => number;
  /** Where a large hierarchy is planned; here if absent. */
  readonly planAside?: PlanAside;
}

/**
 * Opens a workspace: a folder, or a hierarchy document in one. What a killed process left unfinished is removed.
 * Throws what the system says where there is no such folder.
 */
export function openWorkspace(
  place: string,
  { catalog, now = Date.now, planAside }: WorkspaceOptions,
): Workspace {
  const { folder, file } = located(place);
  const folders = [...Object.values(FOLDERS), path.dirname(observationsFile(''))];
  for (const part of [folder, ...folders.map((name) => path.join(folder, name))])
    removeLeftovers(part, now());
  const target = path.join(folder, file);
  const states = hierarchyStates(file, catalog, planAside);
  const readDocument = keptByStamp((name): DocumentBytes | undefined => {
    const bytes = readOwnFile(name, MOST_HIERARCHY);
    return bytes && { bytes, revision: revisionOf(bytes) };
  }, now);
  const hierarchy = (): HierarchyState => states.stored(readDocument(target));
  const ready = (): Promise<void> | undefined => states.ready(readDocument(target));
  const facts = keptByStamp((file: string, stem: string) => readFacts(file, stem, MOST_BYTES), now);
  const configuration = (owner: Owner): Configuration | undefined => {
    const model = hierarchy().hierarchy;
    return model && configurationsOf(folder, [owner], model, facts)[0]?.configuration;
  };
  const stemNow = (owner: Owner): string | undefined => {
    const model = hierarchy().hierarchy;
    return model && stemOf(owner, model);
  };
  /** Of the file that is named, else of the one that was written last: it changes with each of them. */
  const revisionNow = (owner: Owner, file: string | undefined): string | undefined => {
    if (file === undefined) return configuration(owner)?.revision;
    return facts(path.join(folder, file), stemNow(owner) ?? '')?.revision;
  };
  const presentFiles = (owner: Owner): PresentFile[] => {
    const found = configuration(owner);
    return (found ? filesOf(found) : []).flatMap((file) => {
      const full = path.join(folder, file);
      const head = readOwnHead(full, HEAD);
      const known = facts(full, stemNow(owner) ?? '');
      return head && known ? [{ name: path.basename(file), dialect: known.dialect, head }] : [];
    });
  };
  const configurations = (): readonly OwnedConfiguration[] => {
    const model = hierarchy().hierarchy;
    return model ? configurationsOf(folder, ownersOf(model), model, facts) : [];
  };

  const readKept = keptByStamp(() => readResults(folder), now);
  const readSeen = keptByStamp(() => readKeptObservations(folder), now);
  const observations = (): KeptObservations => readSeen(observationsFile(folder)) ?? NO_OBSERVATIONS;
  const entries = (): ReadonlyMap<string, Entry> => {
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
    const seen = observations().revision;
    if (seen !== NO_OBSERVATIONS.revision)
      revisions.set('observations', {
        what: 'observations',
        name: path.basename(observationsFile(folder)),
        revision: seen,
      });
    return revisions;
  };
  const changes = announcer(folder, entries, ready);

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
    ready,
    check: (text) => {
      const bytes = Buffer.from(text);
      return states.of({ bytes, revision: revisionOf(bytes) });
    },
    async storeHierarchy(text, precondition) {
      const bytes = Buffer.from(text);
      const document = { bytes, revision: revisionOf(bytes) };
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
      await states.ready(document);
      return states.of(document);
    },
    configuration,
    configurations,
    readConfiguration(owner, file) {
      const found = configuration(owner);
      const name = file ?? found?.file;
      if (!found || name === undefined || !filesOf(found).includes(name)) return undefined;
      const bytes = readOwnFile(path.join(folder, name), MOST_BYTES);
      const known = bytes && facts(path.join(folder, name), stemNow(owner) ?? '');
      return (
        known && { bytes, configuration: { ...found, ...known, file: name, revision: revisionOf(bytes) } }
      );
    },
    beginConfiguration(owner) {
      const own = path.join(folder, FOLDERS[owner.kind]);
      makeOwnFolder(own);
      const next = beginFile(own, MOST_BYTES);
      const intake = intakeOf(next);
      return {
        write: intake.write,
        discard: next.discard,
        async commit(precondition, { dialect, file } = {}) {
          try {
            const head = intake.head();
            if (isNoText(head)) return undefined;
            const stem = stemNow(owner);
            const model = hierarchy().hierarchy;
            // The hierarchy changed under it: there is no such filter or host any more.
            if (stem === undefined || !model) throw new Conflict();
            const named = file === undefined ? undefined : path.posix.basename(file);
            if (file !== undefined && ownPath(owner, file, model) !== file) throw new Misnamed(file);
            // Whoever reads it later knows its name and text only.
            if (named !== undefined && dialect !== undefined && dialectOfFile(named, stem, head) !== dialect)
              throw new Misnamed(file ?? '', `${stem}.${dialect}.`);
            const language = dialect ?? languageOf(head, named ?? stem) ?? usualDialect(owner, model);
            const place: Place =
              named !== undefined
                ? { name: named }
                : await placeFor(stem, head, language, presentFiles(owner));
            required(precondition, () => undefined, revisionNow(owner, file));
            const { bytes } = next;
            next.commit(path.join(own, place.name));
            if (place.replaces !== undefined && place.replaces !== place.name)
              removeOwnFile(path.join(own, place.replaces));
            changes.look();
            const stored = `${FOLDERS[owner.kind]}/${place.name}`;
            const now = configuration(owner);
            const others = now ? filesOf(now).filter((other) => other !== stored) : [];
            const known = dialectOfFile(place.name, stem, head);
            return {
              file: stored,
              bytes,
              revision: intake.revision(),
              ...(known !== undefined && { dialect: known }),
              ...(others.length > 0 && { others }),
              ...(now?.parts?.includes(stored) && { parts: now.parts }),
            };
          } finally {
            next.discard();
          }
        },
      };
    },
    removeConfiguration(owner, precondition, file) {
      const found = configuration(owner);
      required(precondition, () => undefined, revisionNow(owner, file));
      const files = file === undefined ? (found?.parts ?? (found ? [found.file] : [])) : [file];
      const removed = files.map((name) => removeOwnFile(path.join(folder, name)));
      changes.look();
      return removed.includes(true);
    },
    results: () => readKept(resultsFile(folder)) ?? NO_RESULTS,
    observations,
    addObservations(fresh) {
      storeObservations(folder, fresh);
      changes.look();
    },
    subscribe: changes.subscribe,
    close: changes.close,
  };
}

/** All files of an owner, the one that was written last first. */
const filesOf = ({ file, others = [] }: Configuration): string[] => [file, ...others];

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
