import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DialectReader, RaiseContext } from '../dialects/reader.ts';
import type { Configuration } from '../policy/ruleset.ts';
import type { TextEncoding } from './text-encoding.ts';

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

/** Reads a configuration's text in a language that is known. */
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
