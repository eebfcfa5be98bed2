import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES, type Language } from '../dialects/languages.ts';
import type { RaiseContext } from '../dialects/reader.ts';
import { raiseBytes } from '../workspace/raise-text.ts';
import { unknownName } from './args.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';

const MOST_FILES = 10_000;

export const CONFIG_ARGUMENT =
  'a configuration in a language that `portolan dialects` lists; - for standard input';

/**
 * Reads a configuration. What can't be read at all is a `UsageError`, or comes back as diagnostics alone.
 * @param dialect id of its language; found out from the text where it is left out.
 */
export async function readConfiguration(
  file: string,
  io: Io,
  context: RaiseContext,
  dialect?: string,
): ReturnType<typeof raiseBytes> {
  const name = file === '-' ? '<stdin>' : file.split(path.sep).join('/');
  const language = dialect === undefined ? undefined : knownLanguage(dialect);
  return raiseBytes(readBytes(file, io), name, context, language);
}

/** The files that are meant: a folder stands for everything in it. */
export function configurationFiles(argument: string): string[] {
  if (argument === '-') return [argument];
  try {
    if (!statSync(argument).isDirectory()) return [argument];
    const found = readdirSync(argument, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(argument, name))
      .filter((file) => !path.basename(file).startsWith('.') && statSync(file).isFile())
      .sort();
    if (found.length > MOST_FILES)
      throw new UsageError(`${argument} holds more than ${MOST_FILES.toLocaleString('en')} files`);
    if (found.length === 0) throw new UsageError(`${argument} holds no file`);
    return found;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`can't read ${argument}: ${systemCause(error)}`);
  }
}

function knownLanguage(dialect: string): Language {
  const language = LANGUAGES.find(({ id }) => id === dialect);
  if (language) return language;
  throw unknownName(
    'no configuration is read in the language',
    dialect,
    LANGUAGES.map(({ id }) => id),
  );
}

function readBytes(file: string, io: Io): Buffer {
  try {
    return file === '-' ? io.stdin() : readFileSync(file);
  } catch (error) {
    throw new UsageError(`can't read ${file === '-' ? 'standard input' : file}: ${systemCause(error)}`);
  }
}
