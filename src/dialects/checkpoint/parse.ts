import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CpConfig } from './model.ts';
import { parseJson } from './parse-json.ts';
import { parseScript } from './parse-script.ts';

/** Answers of the management API, or a script that makes objects and rules. */
export function parse(text: string, file: string): { config: CpConfig; diagnostics: readonly Diagnostic[] } {
  return isJson(text) ? parseJson(text, file) : parseScript(text, file);
}

/** Prompts may stand before the first answer; a script has its commands before any bracket. */
function isJson(text: string): boolean {
  const bracket = text.search(/[[{]/);
  if (bracket < 0) return false;
  return !/^[ \t]*mgmt(?:_cli)? [^\n]*\b(?:add|set|delete) /m.test(text.slice(0, bracket));
}
