/** What the command's exit code says. */
export const EXIT = {
  /** All went well, and nothing was found. */
  fine: 0,
  /** It ran, and found something. */
  findings: 1,
  /** It was called in a way that it doesn't know, or on something that it can't read or write. */
  usage: 2,
  /** A bug of Portolan. */
  internal: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The call can't be carried out as it is; the message says what to change. Ends with `EXIT.usage`. */
export class UsageError extends Error {
  /** What to do next. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.name = 'UsageError';
    this.help = help;
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'it is there already',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EINVAL: 'the name is not possible here',
  ERR_INVALID_ARG_VALUE: 'the name is not possible here',
};

/** Why the system refused, in words; errors that it didn't raise are passed on as they are. */
export function systemCause(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') throw error;
  return CAUSES[code] ?? `the system says ${code}`;
}
