import path from 'node:path';
import type { Configuration } from './configurations.ts';
import { readOwnFile } from './own-files.ts';
import { partFiles } from './part-files.ts';
import { MOST_BYTES } from './raise-text.ts';
import type { Workspace } from './workspace.ts';

/** The files that make up a stored configuration, with their bytes. */
export function readParts(
  { folder }: Workspace,
  configuration: Configuration,
): { readonly file: string; readonly bytes: Buffer }[] {
  return partFiles(configuration).flatMap((file) => {
    const bytes = readOwnFile(path.join(folder, file), MOST_BYTES);
    return bytes ? [{ file, bytes }] : [];
  });
}
