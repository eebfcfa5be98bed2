import { readdirSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES, mostLikely } from '../dialects/languages.ts';
import { DIALECTS } from '../dialects/registry.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Family } from '../net/network.ts';
import { isOwnFolder } from './own-files.ts';
import { uniqueFileNames } from './safe-file-name.ts';
import { decodeText } from './text-encoding.ts';

/** Whose configuration it is. */
export type OwnerKind = 'filter' | 'host';

export interface Owner {
  readonly kind: OwnerKind;
  readonly name: string;
}

/** Folders of a workspace, by whose configurations they hold. */
export const FOLDERS: Readonly<Record<OwnerKind, string>> = { filter: 'filters', host: 'hosts' };

/** The name that an owner's files begin with; the same as in what `portolan rules --all` writes. */
export function stemOf({ kind, name }: Owner, hierarchy: Hierarchy): string | undefined {
  return stemsOf(kind, hierarchy).get(name);
}

const stemsKept = new WeakMap<Hierarchy, Partial<Record<OwnerKind, ReadonlyMap<string, string>>>>();

/** By name, for all of a kind. */
function stemsOf(kind: OwnerKind, hierarchy: Hierarchy): ReadonlyMap<string, string> {
  const kept = stemsKept.get(hierarchy) ?? {};
  stemsKept.set(hierarchy, kept);
  kept[kind] ??= newStems((kind === 'filter' ? hierarchy.filters : hierarchy.hosts).map(({ name }) => name));
  return kept[kind];
}

function newStems(names: readonly string[]): ReadonlyMap<string, string> {
  const files = uniqueFileNames(names);
  return new Map(names.map((name, i) => [name, files[i] as string]));
}

/** The files of each stem: `core.nft`, `core.cisco-asa.cfg` of `core`. The longest stem that fits has it. */
export function filesByStem(folder: string, kind: OwnerKind, hierarchy: Hierarchy): Map<string, string[]> {
  const byLower = new Map([...stemsOf(kind, hierarchy).values()].map((stem) => [stem.toLowerCase(), stem]));
  const found = new Map<string, string[]>();
  if (!isOwnFolder(folder)) return found;
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.startsWith('.')) continue;
    const stem = stemOfFile(name.toLowerCase(), byLower);
    if (stem !== undefined) found.set(stem, [...(found.get(stem) ?? []), name]);
  }
  return found;
}

/** The filter or host that a file is named after, as those of a workspace are: its stem, and any ending. */
export function ownerOfFile(
  file: string,
  kind: OwnerKind,
  hierarchy: Hierarchy,
): { readonly name: string; readonly stem: string } | undefined {
  const stems = stemsOf(kind, hierarchy);
  const byLower = new Map([...stems.values()].map((stem) => [stem.toLowerCase(), stem]));
  const found = stemOfFile(file.toLowerCase(), byLower);
  for (const [name, stem] of stems) if (stem === found) return { name, stem };
  return undefined;
}

/**
 * The path below a workspace's folder of a file that may hold an owner's configuration, named with or without the
 * folder; nothing where it is no such name.
 */
export function ownPath({ kind, name }: Owner, file: string, hierarchy: Hierarchy): string | undefined {
  const folder = `${FOLDERS[kind]}/`;
  const own = file.startsWith(folder) ? file.slice(folder.length) : file;
  const isSafe = /^[\w-][\w.-]{0,199}$/.test(own) && !own.endsWith('.');
  return isSafe && ownerOfFile(own, kind, hierarchy)?.name === name ? folder + own : undefined;
}

function stemOfFile(name: string, stems: ReadonlyMap<string, string>): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const stem = stems.get(name.slice(0, end));
    if (stem !== undefined) return stem;
  }
  return undefined;
}

/** As much of a text as is looked at to find out its language. */
export const LOOKED_AT: number = 4 * 1024 * 1024;

/** The beginning of a text; nothing where the bytes are none. */
export function textOf(bytes: Buffer, most: number): string | undefined {
  // A character may be cut in two at the end of what is looked at: a few bytes less do.
  for (let cut = 0; cut < 4; cut++) {
    const text = decodeText(bytes.subarray(0, Math.min(bytes.length, most - cut)))?.text;
    if (text !== undefined || bytes.length < most - cut) return text;
  }
  return undefined;
}

/** The language that a text looks like; nothing where it looks like none, or is no text. */
export function languageOf(bytes: Buffer, file: string): string | undefined {
  const text = textOf(bytes, LOOKED_AT);
  return text === undefined ? undefined : mostLikely(LANGUAGES, text, file)?.id;
}

/** The language that a file is in: what its name says (`core.cisco-ios.cfg`), else what its text looks like. */
export function dialectOfFile(name: string, stem: string, bytes: Buffer): string | undefined {
  const said = name.slice(stem.length + 1).split('.')[0];
  return LANGUAGES.some(({ id }) => id === said) ? said : languageOf(bytes, name);
}

/**
 * A name for a configuration; says its language only where the text alone would be taken for another one.
 * @param family where there may be a file for each.
 */
export function fileNameFor(
  stem: string,
  bytes: Buffer,
  dialect: string | undefined,
  family?: Family,
): string {
  const extension = extensionOf(dialect) + (family === undefined ? '' : `.v${family}`);
  const plain = `${stem}.${extension}`;
  return dialect === undefined || dialectOfFile(plain, stem, bytes) === dialect
    ? plain
    : `${stem}.${dialect}.${extension}`;
}

function extensionOf(dialect: string | undefined): string {
  const found = [...DIALECTS.values()].find(({ id, reader }) => (reader ?? id) === dialect);
  return path.posix.basename(found?.extension ?? 'txt');
}
