import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CpConfig } from './model.ts';
import { parseJson } from './parse-json.ts';
import { parseScript } from './parse-script.ts';

/** Answers of the management API, or a script that makes objects and rules. */
export function parse(text: string, file: string): { config: CpConfig; diagnostics: readonly Diagnostic[] } {
  return isJson(text) ? parseJson(text, file) : parseScript(text, file);
}

/** Answers start with a bracket, or stand behind the commands that ask for them. */
function isJson(text: string): boolean {
  if (/^\s*[[{]/.test(text)) return true;
  return /[[{]/.test(text) && !/^[ \t]*mgmt(?:_cli)? [^\n]*\b(?:add|set|delete) /m.test(text);
}
