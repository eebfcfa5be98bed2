/** What a writer says that it saw: the revision that it changes, or that there is nothing yet. */
export interface Precondition {
  /** One of these must be the current one; `*`: any, but there must be one. */
  readonly match?: readonly string[];
  /** `*`: there must be none. */
  readonly noneMatch?: readonly string[];
}

/** Somebody else wrote in the meantime: nothing was stored. */
export class Conflict extends Error {
  /** What stands there now; nothing where there is no file. */
  readonly current: Buffer | undefined;
  readonly revision: string | undefined;

  constructor(current?: Buffer, revision?: string) {
    super('the file is not the one that was changed');
    this.name = 'Conflict';
    this.current = current;
    this.revision = revision;
  }
}

/** Whether the current revision, or its absence, is what the writer saw. */
export function holds({ match, noneMatch }: Precondition, revision: string | undefined): boolean {
  const isOneOf = (list: readonly string[]): boolean =>
    revision !== undefined && (list.includes('*') || list.includes(revision));
  return (match === undefined || isOneOf(match)) && (noneMatch === undefined || !isOneOf(noneMatch));
}
