import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { LANGUAGES, type Language, mostLikely } from '../dialects/languages.ts';
import type { DialectReader, RaiseContext } from '../dialects/reader.ts';
import type { Configuration } from '../policy/ruleset.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

/** A filter's configuration as it was read. */
export interface ReadConfiguration {
  readonly file: string;
  readonly text: string;
  /** How the text was written. */
  readonly encoding: TextEncoding;
  readonly reader: DialectReader;
  /** The language's own form. */
  readonly config: unknown;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

/** The longest configuration that is read, in bytes. */
export const MOST_BYTES: number = 64 * 1024 * 1024;

/**
 * Reads a configuration; diagnostics alone come back where it can't be read at all.
 * @param name as diagnostics name it.
 * @param language found out from the text where it is left out.
 */
export async function raiseBytes(
  bytes: Buffer,
  name: string,
  context: RaiseContext,
  language?: Language,
): Promise<ReadConfiguration | { readonly diagnostics: readonly Diagnostic[] }> {
  const place = { file: name, line: 1, column: 1, length: 0 };
  if (bytes.length > MOST_BYTES) {
    const message = `${name} has ${Math.ceil(bytes.length / 1024 / 1024)} MB`;
    return { diagnostics: [diagnostic('PT8006', { message, place })] };
  }
  const decoded = decodeText(bytes);
  if (!decoded) return { diagnostics: [diagnostic('PT8012', { message: `${name} is no text`, place })] };
  const { text, encoding } = decoded;
  if (text.trim() === '')
    return { diagnostics: [diagnostic('PT8007', { message: `${name} is empty`, place })] };
  const found = language ?? mostLikely(LANGUAGES, text, name);
  if (!found) {
    const finding = diagnostic('PT8008', {
      message: `nobody knows what language ${name} is in`,
      place,
      help: `Say it with --dialect: ${LANGUAGES.map(({ id }) => id).join(', ')}`,
    });
    return { diagnostics: [finding] };
  }
  return { ...raiseText(text, name, context, await found.load()), encoding };
}

/** As `raiseBytes`, for a text that is at hand, in a language that is known. */
export function raiseText(
  text: string,
  name: string,
  context: RaiseContext,
  reader: DialectReader,
): Omit<ReadConfiguration, 'encoding'> {
  const parsed = reader.parse(text, name, context);
  const raised = reader.raise(parsed.config, context);
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  const { configuration } = raised;
  if (configuration.rulesets.length === 0 && !diagnostics.some((d) => d.severity === 'error')) {
    const place = { file: name, line: 1, column: 1, length: 0 };
    diagnostics.push(diagnostic('PT8007', { message: `${name} has no rules that judge packets`, place }));
  }
  return { file: name, text, reader, config: parsed.config, configuration, diagnostics };
}
