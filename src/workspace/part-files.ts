const FAMILY = /\.v[46]$/;

/** What stands in a stored configuration: the file that was written last, and those that were written before. */
export interface StoredFiles {
  readonly file: string;
  readonly others?: readonly string[];
}

/**
 * The files that make up a stored configuration, in the order of their names: the one that was written last, and the
 * one of the other address family beside it (`branch.rules.v4`, `branch.rules.v6`). What else there is was there before.
 */
export function partFiles({ file, others = [] }: StoredFiles): readonly string[] {
  if (!FAMILY.test(file)) return [file];
  const stem = file.replace(FAMILY, '');
  return [file, ...others.filter((other) => FAMILY.test(other) && other.replace(FAMILY, '') === stem)].sort();
}
