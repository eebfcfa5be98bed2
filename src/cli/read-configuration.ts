import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { LANGUAGES, type Language, mostLikely } from '../dialects/languages.ts';
import type { RaiseContext } from '../dialects/reader.ts';
import { type ReadConfiguration, raiseText } from '../workspace/raise-text.ts';
import { decodeText } from '../workspace/text-encoding.ts';
import { unknownName } from './args.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';

const MOST_BYTES = 64 * 1024 * 1024;
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
): Promise<ReadConfiguration | { readonly diagnostics: readonly Diagnostic[] }> {
  const name = file === '-' ? '<stdin>' : file.split(path.sep).join('/');
  const place = { file: name, line: 1, column: 1, length: 0 };
  const bytes = readBytes(file, io);
  if (bytes.length > MOST_BYTES) {
    const message = `${name} has ${Math.ceil(bytes.length / 1024 / 1024)} MB`;
    return { diagnostics: [diagnostic('PT8006', { message, place })] };
  }
  const decoded = decodeText(bytes);
  if (!decoded) return { diagnostics: [diagnostic('PT8012', { message: `${name} is no text`, place })] };
  const { text, encoding } = decoded;
  const language = dialect === undefined ? mostLikely(LANGUAGES, text, name) : knownLanguage(dialect);
  if (text.trim() === '')
    return { diagnostics: [diagnostic('PT8007', { message: `${name} is empty`, place })] };
  if (!language) {
    const finding = diagnostic('PT8008', {
      message: `nobody knows what language ${name} is in`,
      place,
      help: `Say it with --dialect: ${LANGUAGES.map(({ id }) => id).join(', ')}`,
    });
    return { diagnostics: [finding] };
  }
  return { ...raiseText(text, name, context, await language.load()), encoding };
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
