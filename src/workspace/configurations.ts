import { statSync } from 'node:fs';
import path from 'node:path';
import type { Hierarchy } from '../hierarchy/model.ts';
import {
  dialectOfFile,
  FOLDERS,
  filesByStem,
  type Owner,
  type OwnerKind,
  stemOf,
} from './configuration-files.ts';
import { readOwnFile, revisionOf } from './own-files.ts';
import { partFiles } from './part-files.ts';

/** A stored configuration of a filter or host. */
export interface Configuration {
  /** Below the workspace's folder, with `/`. */
  readonly file: string;
  /** The language that its name says, or that its text looks like. */
  readonly dialect?: string;
  readonly bytes: number;
  readonly revision: string;
  /** Other files of the same owner, which were written before this one. */
  readonly others?: readonly string[];
  /** Where it stands in several files, a file for each address family: all of them. */
  readonly parts?: readonly string[];
}

/** What is told of a file without keeping its bytes. */
type FileFacts = Pick<Configuration, 'dialect' | 'bytes' | 'revision'>;

/** Reads what is told of a file; `stem` says how much of its name is its owner's. */
export function readFacts(file: string, stem: string, most: number): FileFacts | undefined {
  const bytes = readOwnFile(file, most);
  if (!bytes) return undefined;
  const dialect = dialectOfFile(path.basename(file), stem, bytes);
  return { bytes: bytes.length, revision: revisionOf(bytes), ...(dialect !== undefined && { dialect }) };
}

export interface OwnedConfiguration {
  readonly owner: Owner;
  readonly configuration: Configuration;
}

/** The configurations of those owners that have one: of each the file with its name that was written last. */
export function configurationsOf(
  folder: string,
  owners: Iterable<Owner>,
  hierarchy: Hierarchy,
  facts: (file: string, stem: string) => FileFacts | undefined,
): OwnedConfiguration[] {
  const files: Partial<Record<OwnerKind, ReadonlyMap<string, readonly string[]>>> = {};
  const found: OwnedConfiguration[] = [];
  for (const owner of owners) {
    const below = FOLDERS[owner.kind];
    const stem = stemOf(owner, hierarchy);
    if (stem === undefined) continue;
    files[owner.kind] ??= filesByStem(path.join(folder, below), owner.kind, hierarchy);
    const [last, ...others] = lastFirst(path.join(folder, below), files[owner.kind]?.get(stem) ?? []);
    const known = last === undefined ? undefined : facts(path.join(folder, below, last), stem);
    if (last === undefined || !known) continue;
    found.push({ owner, configuration: configurationIn(below, last, others, known) });
  }
  return found;
}

function configurationIn(
  folder: string,
  last: string,
  before: readonly string[],
  facts: FileFacts,
): Configuration {
  const file = `${folder}/${last}`;
  const others = before.map((name) => `${folder}/${name}`);
  const parts = partFiles({ file, others });
  return {
    file,
    ...facts,
    ...(others.length > 0 && { others }),
    ...(parts.length > 1 && { parts }),
  };
}

function lastFirst(folder: string, names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const written = (name: string): number =>
    statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return names
    .map((name) => ({ name, at: written(name) }))
    .sort((a, b) => b.at - a.at)
    .map(({ name }) => name);
}
