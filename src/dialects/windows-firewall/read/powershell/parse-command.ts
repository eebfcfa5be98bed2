import type { Argument, Command, Expression } from './ast.ts';
import {
  type Cursor,
  code,
  fail,
  isBlank,
  isDash,
  isDigit,
  isDoubleQuote,
  isLetter,
  isLineEnd,
  isNameCharacter,
  isSingleQuote,
  skipBlanks,
} from './cursor.ts';
import { parseCommaList, parsePostfix, parsePrimary } from './parse-expression.ts';
import { Parts, parseStringPart } from './parse-string.ts';

/** A command with its arguments: `New-NetFirewallRule -DisplayName 'x' -LocalPort 80,443 @more`. */
export function parseCommand(c: Cursor): Command {
  const start = c.at;
  const name = parseName(c);
  const given: Argument[] = [];
  let end = c.at;
  for (;;) {
    skipBlanks(c, false);
    if (isEndOfCommand(code(c))) break;
    const argument = parseArgument(c);
    if (argument) given.push(argument);
    end = c.at;
  }
  return { kind: 'command', ...(name !== undefined && { name }), given, span: { start, end } };
}

/** Behind `&` and `.` the name may be an expression, which is called whatever it is. */
function parseName(c: Cursor): string | undefined {
  const called = code(c) === 38 || (code(c) === 46 && isBlank(code(c, 1)));
  if (called) {
    c.at++;
    skipBlanks(c, false);
  }
  const word = parseArgumentItem(c);
  if (word.kind === 'text') return word.text;
  return called ? undefined : fail();
}

function isEndOfCommand(x: number): boolean {
  return (
    Number.isNaN(x) || isLineEnd(x) || x === 59 || x === 124 || x === 125 || x === 41 || x === 38 || x === 93
  );
}

function parseArgument(c: Cursor): Argument | undefined {
  const x = code(c);
  if (isDash(x) && isLetter(code(c, 1))) return parseParameter(c);
  if (x === 64 && isNameCharacter(code(c, 1))) {
    const from = ++c.at;
    while (isNameCharacter(code(c))) c.at++;
    return { kind: 'splat', name: c.text.slice(from, c.at).toLowerCase() };
  }
  if (x === 62 || ((isDigit(x) || x === 42) && code(c, 1) === 62)) {
    skipRedirection(c);
    return undefined;
  }
  return { kind: 'value', value: parseCommaList(c, parseArgumentItem) };
}

function parseParameter(c: Cursor): Argument {
  const from = ++c.at;
  while (isNameCharacter(code(c))) c.at++;
  const name = c.text.slice(from, c.at).toLowerCase();
  if (code(c) !== 58) return { kind: 'parameter', name };
  c.at++;
  skipBlanks(c, false);
  return { kind: 'parameter', name, value: parseCommaList(c, parseArgumentItem) };
}

/** `2>$null`, `>> file`, `2>&1`. */
function skipRedirection(c: Cursor): void {
  c.at++;
  while (code(c) === 62) c.at++;
  if (code(c) === 38) {
    c.at += 2;
    return;
  }
  skipBlanks(c, false);
  parseArgumentItem(c);
}

function parseArgumentItem(c: Cursor): Expression {
  const x = code(c);
  const isSigned = x === 36 || x === 40 || x === 64 || x === 123 || isSingleQuote(x) || isDoubleQuote(x);
  if (!isSigned) return parseBareWord(c);
  const item = parsePostfix(c, parsePrimary(c));
  // `"a"b` and `$x/24` are one argument made of both.
  return isWordEnd(code(c)) ? item : joined(item, parseBareWord(c));
}

function joined(first: Expression, rest: Expression): Expression {
  return { kind: 'joined', parts: [first, ...(rest.kind === 'joined' ? rest.parts : [rest])] };
}

function isWordEnd(x: number): boolean {
  return (
    Number.isNaN(x) ||
    isBlank(x) ||
    isLineEnd(x) ||
    x === 44 ||
    x === 59 ||
    x === 124 ||
    x === 38 ||
    x === 40 ||
    x === 41 ||
    x === 123 ||
    x === 125
  );
}

/** A word without quotes: `Any`, `10.0.0.0/8`, `C:\Windows\x.exe`, `$base/24`. */
function parseBareWord(c: Cursor): Expression {
  const from = c.at;
  const parts = new Parts();
  while (!isWordEnd(code(c))) {
    if (isSingleQuote(code(c)) || isDoubleQuote(code(c))) parts.put(parsePrimary(c));
    else parseStringPart(c, parts);
  }
  if (c.at === from) fail();
  return parts.whole();
}
