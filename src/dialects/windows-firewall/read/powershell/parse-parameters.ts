import type { Parameter } from './ast.ts';
import { type Cursor, code, expect, fail, isDoubleQuote, isSingleQuote, skipBlanks } from './cursor.ts';
import { parseUnary } from './parse-expression.ts';
import { parseDoubleQuoted, parseSingleQuoted, parseVariable } from './parse-string.ts';

/** The parameters between the brackets of `param( … )`. */
export function parseParameters(c: Cursor): Parameter[] {
  expect(c, '(');
  const parameters: Parameter[] = [];
  skipBlanks(c, true);
  while (code(c) !== 41) {
    parameters.push(parseParameter(c));
    skipBlanks(c, true);
    if (code(c) === 44) {
      c.at++;
      skipBlanks(c, true);
    } else if (code(c) !== 41) fail();
  }
  c.at++;
  return parameters;
}

function parseParameter(c: Cursor): Parameter {
  let mandatory = false;
  let type: string | undefined;
  while (code(c) === 91) {
    const from = c.at;
    skipAttribute(c);
    const text = c.text.slice(from, c.at);
    if (text.includes('(')) mandatory ||= /mandatory(?!\s*=\s*\$false)/i.test(text);
    else type = text.slice(1, -1).toLowerCase();
    skipBlanks(c, true);
  }
  const variable = parseVariable(c);
  if (variable.kind !== 'variable') fail();
  skipBlanks(c, true);
  const common = { name: variable.name, mandatory, ...(type !== undefined && { type }) };
  if (code(c) !== 61) return common;
  c.at++;
  skipBlanks(c, true);
  return { ...common, initial: parseUnary(c) };
}

/** `[Parameter(Mandatory = $true)]`: its brackets and what is in them. */
export function skipAttribute(c: Cursor): void {
  expect(c, '[');
  let open = 1;
  while (open > 0) {
    const x = code(c);
    if (Number.isNaN(x)) fail();
    if (x === 91 || x === 40 || x === 123) open++;
    else if (x === 93 || x === 41 || x === 125) open--;
    if (isSingleQuote(x)) parseSingleQuoted(c);
    else if (isDoubleQuote(x)) parseDoubleQuoted(c);
    else c.at++;
  }
}
