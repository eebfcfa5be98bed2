import path from 'node:path';
import type { Configuration } from './configurations.ts';
import { readOwnFile } from './own-files.ts';
import { MOST_BYTES } from './raise-text.ts';
import type { Workspace } from './workspace.ts';

/**
 * The files that make up a stored configuration, in the order of their names: the one that was written last, and the
 * one of the other address family beside it (`branch.rules.v4`, `branch.rules.v6`). What else there is was there before.
 */
export function partFiles({ file, others = [] }: Configuration): readonly string[] {
  const family = /\.v[46]$/;
  if (!family.test(file)) return [file];
  const stem = file.replace(family, '');
  return [file, ...others.filter((other) => family.test(other) && other.replace(family, '') === stem)].sort();
}

/** The same with their bytes. */
export function readParts(
  { folder }: Workspace,
  configuration: Configuration,
): { readonly file: string; readonly bytes: Buffer }[] {
  return partFiles(configuration).flatMap((file) => {
    const bytes = readOwnFile(path.join(folder, file), MOST_BYTES);
    return bytes ? [{ file, bytes }] : [];
  });
}
