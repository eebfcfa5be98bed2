import type { Body, Expression, Parameter, TableExpression } from './ast.ts';
import {
  type Cursor,
  code,
  expect,
  fail,
  isDash,
  isDigit,
  isDoubleQuote,
  isLetter,
  isLineEnd,
  isNameCharacter,
  isSingleQuote,
  nested,
  skipBlanks,
} from './cursor.ts';
import { parseDoubleQuoted, parseHereString, parseSingleQuoted, parseVariable } from './parse-string.ts';

/** An expression with its operators, taken from left to right: see `evaluate.ts` for what that leaves unknown. */
export function parseExpression(c: Cursor): Expression {
  let left = parseCommaList(c, parseUnary);
  for (;;) {
    skipBlanks(c, false);
    const operator = takeOperator(c);
    if (operator === undefined) return left;
    skipBlanks(c, true);
    left = { kind: 'binary', operator, left, right: parseCommaList(c, parseUnary) };
  }
}

function takeOperator(c: Cursor): string | undefined {
  const x = code(c);
  if (isDash(x) && isLetter(code(c, 1))) {
    const from = ++c.at;
    while (isLetter(code(c))) c.at++;
    return c.text.slice(from, c.at).toLowerCase();
  }
  if (x === 46 && code(c, 1) === 46) {
    c.at += 2;
    return '..';
  }
  // `=` behind it makes an assignment of it.
  const isSign = x === 43 || isDash(x) || x === 42 || x === 47 || x === 37;
  if (!isSign || code(c, 1) === 61) return undefined;
  c.at++;
  return isDash(x) ? '-' : c.text[c.at - 1];
}

/** One item, or several with commas between them. */
export function parseCommaList(c: Cursor, parseItem: (c: Cursor) => Expression): Expression {
  const first = parseItem(c);
  skipBlanks(c, false);
  if (code(c) !== 44) return first;
  const items = [first];
  while (code(c) === 44) {
    c.at++;
    skipBlanks(c, true);
    items.push(parseItem(c));
    skipBlanks(c, false);
  }
  return { kind: 'list', items };
}

export function parseUnary(c: Cursor): Expression {
  return nested(c, parseUnaryInside);
}

function parseUnaryInside(c: Cursor): Expression {
  skipBlanks(c, false);
  const x = code(c);
  if (x === 33) {
    c.at++;
    return { kind: 'unary', operator: 'not', of: parseUnary(c) };
  }
  if (x === 44) {
    c.at++;
    return { kind: 'list', items: [parseUnary(c)] };
  }
  if (isDash(x) || x === 43) return parseSigned(c, x);
  if (x === 91) return parseType(c);
  return parsePostfix(c, parsePrimary(c));
}

function parseSigned(c: Cursor, x: number): Expression {
  c.at++;
  if (code(c) === x) {
    c.at++;
    return { kind: 'unary', operator: x === 43 ? '++' : '--', of: parsePrimary(c) };
  }
  if (!isLetter(code(c))) return { kind: 'unary', operator: isDash(x) ? '-' : '+', of: parseUnary(c) };
  const from = c.at;
  while (isLetter(code(c))) c.at++;
  return { kind: 'unary', operator: c.text.slice(from, c.at).toLowerCase(), of: parseUnary(c) };
}

/** `[type]` alone, before `::`, or as a cast. */
function parseType(c: Cursor): Expression {
  const name = takeTypeName(c);
  if (code(c) === 58 && code(c, 1) === 58) return parsePostfix(c, { kind: 'type', name });
  skipBlanks(c, false);
  const x = code(c);
  const isOperand =
    x === 36 || x === 64 || x === 40 || x === 91 || isDigit(x) || isSingleQuote(x) || isDoubleQuote(x);
  return isOperand ? { kind: 'cast', type: name, of: parseUnary(c) } : { kind: 'type', name };
}

/** In lower case, without its brackets. */
function takeTypeName(c: Cursor): string {
  expect(c, '[');
  const from = c.at;
  let open = 1;
  while (open > 0) {
    const x = code(c);
    if (x === 91) open++;
    else if (x === 93) open--;
    else if (!isNameCharacter(x) && x !== 46 && x !== 44 && x !== 32) fail();
    c.at++;
  }
  return c.text
    .slice(from, c.at - 1)
    .toLowerCase()
    .replace(/^system\./, '');
}

const LONGEST_CHAIN = 50;

/** What follows an operand without a space: members, calls and indices. */
export function parsePostfix(c: Cursor, operand: Expression): Expression {
  let of = operand;
  for (let links = 0; links < LONGEST_CHAIN; links++) {
    const x = code(c);
    if (x === 46 && (isNameCharacter(code(c, 1)) || code(c, 1) === 34 || code(c, 1) === 39)) {
      c.at++;
      of = parseMember(c, of);
    } else if (x === 58 && code(c, 1) === 58) {
      c.at += 2;
      of = parseMember(c, of);
    } else if (x === 91) {
      c.at++;
      of = { kind: 'index', of, at: inBrackets(c, ']') };
    } else if ((x === 43 || x === 45) && code(c, 1) === x) {
      c.at += 2;
      return { kind: 'unary', operator: x === 43 ? '++' : '--', of };
    } else return of;
  }
  return fail();
}

function inBrackets(c: Cursor, closer: string): Expression {
  skipBlanks(c, true);
  const inside = nested(c, parseExpression);
  skipBlanks(c, true);
  expect(c, closer);
  return inside;
}

function parseMember(c: Cursor, of: Expression): Expression {
  let name: string;
  if (isSingleQuote(code(c)) || isDoubleQuote(code(c))) {
    const quoted = isSingleQuote(code(c)) ? parseSingleQuoted(c) : parseDoubleQuoted(c);
    name = quoted.kind === 'text' ? quoted.text : fail();
  } else {
    const from = c.at;
    while (isNameCharacter(code(c))) c.at++;
    if (from === c.at) fail();
    name = c.text.slice(from, c.at);
  }
  if (code(c) !== 40) return { kind: 'member', of, name: name.toLowerCase() };
  c.at++;
  skipBlanks(c, true);
  if (code(c) === 41) {
    c.at++;
    return { kind: 'call', of, name: name.toLowerCase(), given: [] };
  }
  const given = inBrackets(c, ')');
  return { kind: 'call', of, name: name.toLowerCase(), given: given.kind === 'list' ? given.items : [given] };
}

/** What can stand in a command's argument as well: everything that begins with a sign of its own. */
export function parsePrimary(c: Cursor): Expression {
  const x = code(c);
  if (isSingleQuote(x)) return parseSingleQuoted(c);
  if (isDoubleQuote(x)) return parseDoubleQuoted(c);
  if (x === 36) return code(c, 1) === 40 ? parseOutput(c, 2, false) : parseVariable(c);
  if (x === 40) return parseOutput(c, 1, false);
  if (x === 64) return parseAt(c);
  if (x === 123) return { kind: 'code', body: parseBlock(c) };
  if (isDigit(x)) return parseNumber(c);
  return fail();
}

function parseAt(c: Cursor): Expression {
  const next = code(c, 1);
  if (next === 40) return parseOutput(c, 2, true);
  if (next === 123) return nested(c, parseTable);
  if (isSingleQuote(next) || isDoubleQuote(next)) return parseHereString(c);
  return fail();
}

function parseOutput(c: Cursor, opening: number, asList: boolean): Expression {
  c.at += opening;
  const statements = nested(c, (inner) => inner.grammar.statements(inner, ')'));
  expect(c, ')');
  return { kind: 'output', statements, asList };
}

/** `{ param( … ) statements }`. */
export function parseBlock(c: Cursor): Body {
  expect(c, '{');
  const statements = nested(c, (inner) => inner.grammar.statements(inner, '}'));
  expect(c, '}');
  const parameters: Parameter[] = [];
  const rest = statements.filter((statement) => {
    if (statement.kind === 'parameters') parameters.push(...statement.parameters);
    return statement.kind !== 'parameters';
  });
  return { parameters, statements: rest };
}

/** Decimal numbers; other forms (`0x50`, `1kb`, `1.5`) are not understood. */
function parseNumber(c: Cursor): Expression {
  const from = c.at;
  while (isDigit(code(c))) c.at++;
  const next = code(c);
  if (isNameCharacter(next) || (next === 46 && isDigit(code(c, 1))) || c.at - from > 15) fail();
  const text = c.text.slice(from, c.at);
  return { kind: 'number', value: Number(text), text };
}

function parseTable(c: Cursor): TableExpression {
  const start = c.at;
  c.at += 2;
  const entries: TableExpression['entries'][number][] = [];
  for (;;) {
    skipSeparators(c);
    if (code(c) === 125) break;
    const key = parseKey(c);
    skipBlanks(c, false);
    expect(c, '=');
    skipBlanks(c, true);
    entries.push({ key, value: nested(c, (inner) => inner.grammar.statement(inner)) });
    skipBlanks(c, false);
    const x = code(c);
    if (x !== 59 && x !== 125 && !isLineEnd(x)) fail();
  }
  c.at++;
  return { kind: 'table', entries, span: { start, end: c.at } };
}

function skipSeparators(c: Cursor): void {
  skipBlanks(c, true);
  while (code(c) === 59) {
    c.at++;
    skipBlanks(c, true);
  }
}

function parseKey(c: Cursor): Expression {
  const from = c.at;
  if (isNameCharacter(code(c))) {
    while (isNameCharacter(code(c)) || code(c) === 45) c.at++;
    return { kind: 'text', text: c.text.slice(from, c.at) };
  }
  return parsePostfix(c, parsePrimary(c));
}
