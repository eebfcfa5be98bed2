import type { Command, Expression, Statement } from './ast.ts';
import {
  type Cursor,
  code,
  fail,
  type Grammar,
  isDigit,
  isDoubleQuote,
  isFailure,
  isNameCharacter,
  isSingleQuote,
  nested,
  peekWord,
  skipBlanks,
} from './cursor.ts';
import { parseCommand } from './parse-command.ts';
import { parseExpression } from './parse-expression.ts';
import { KEYWORDS } from './parse-keyword.ts';
import { skipAttribute } from './parse-parameters.ts';
import { skipStatement } from './skip-statement.ts';

const GRAMMAR: Grammar = { statements: parseStatements, statement: parseStatement };

/** A whole script. Never throws; what isn't understood is a statement of that kind. */
export function parseScript(text: string): Statement[] {
  const c: Cursor = {
    text,
    at: 0,
    depth: 0,
    fuel: 10_000 + text.length * 5,
    grammar: GRAMMAR,
    bracketsAreLost: false,
  };
  const statements: Statement[] = [];
  while (c.at < text.length) {
    for (const statement of parseStatements(c, '')) statements.push(statement);
    // A bracket that closes nothing.
    if (c.at < text.length) statements.push({ kind: 'not-understood', span: { start: c.at, end: ++c.at } });
  }
  return statements;
}

function parseStatements(c: Cursor, closer: '' | ')' | '}'): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    const start = c.at;
    const { depth } = c;
    try {
      skipBlanks(c, true);
      const x = code(c);
      if (Number.isNaN(x) || x === 125 || x === 41 || x === 93) return statements;
      if (x === 59) c.at++;
      else statements.push(parseWhole(c));
    } catch (error) {
      if (!isFailure(error)) throw error;
      c.depth = depth;
      statements.push(notUnderstood(c, start, closer));
    }
  }
}

/** One statement, and nothing else behind it on its line. */
function parseWhole(c: Cursor): Statement {
  const statement = parseStatement(c);
  skipBlanks(c, false);
  const x = code(c);
  const ends = Number.isNaN(x) || x === 59 || x === 10 || x === 13 || x === 125 || x === 41;
  if (!ends && !BLOCKS.has(statement.kind)) fail();
  return statement;
}

/** Behind the bracket that closes a block another statement may follow. */
const BLOCKS: ReadonlySet<Statement['kind']> = new Set([
  'if',
  'foreach',
  'loop',
  'try',
  'function',
  'parameters',
]);

function notUnderstood(c: Cursor, from: number, closer: string): Statement {
  c.fuel -= Math.max(c.at - from, 1);
  let start = from;
  while (start < c.text.length && c.text.charCodeAt(start) <= 32) start++;
  if (c.fuel < 0) c.at = c.text.length;
  else skipStatement(c, start);
  c.fuel -= c.at - start;
  // Not even one character: a bracket that doesn't belong here. The block around it must not end there.
  if (c.at === start && closer === '') c.at++;
  return { kind: 'not-understood', span: { start, end: Math.min(c.at, c.text.length) } };
}

const REFUSED: ReadonlySet<string> = new Set([
  'trap',
  'class',
  'enum',
  'using',
  'data',
  'workflow',
  'parallel',
]);

function parseStatement(c: Cursor): Statement {
  const start = c.at;
  const word = peekWord(c);
  if (word !== '') {
    const keyword = Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
    if (keyword) {
      c.at += word.length;
      skipBlanks(c, true);
      return nested(c, (inner) => keyword(inner, start));
    }
    if (REFUSED.has(word)) fail();
  }
  if (code(c) === 91 && isAttribute(c)) return nested(c, parseStatement);
  return parsePipelineOrAssignment(c, start);
}

/** Attributes of a script stand before its `param`: goes past one. */
function isAttribute(c: Cursor): boolean {
  const start = c.at;
  skipAttribute(c);
  skipBlanks(c, true);
  if (c.text.slice(start, c.at).includes('(') && (code(c) === 91 || peekWord(c) === 'param')) return true;
  c.at = start;
  return false;
}

function parsePipelineOrAssignment(c: Cursor, start: number): Statement {
  const first = parseElement(c);
  if (first.kind !== 'command') {
    const operator = takeAssignment(c);
    if (operator !== undefined) {
      if (!['variable', 'member', 'index', 'cast'].includes(first.kind)) fail();
      skipBlanks(c, true);
      const value = nested(c, parseStatement);
      return { kind: 'assign', target: first, operator, value, span: { start, end: c.at } };
    }
  }
  const elements: (Command | Expression)[] = [first];
  let end = c.at;
  for (;;) {
    skipBlanks(c, false);
    if (code(c) !== 124 || code(c, 1) === 124) break;
    c.at++;
    skipBlanks(c, true);
    elements.push(parseElement(c));
    end = c.at;
  }
  return { kind: 'pipeline', elements, span: { start, end } };
}

function takeAssignment(c: Cursor): string | undefined {
  skipBlanks(c, false);
  const x = c.text[c.at] ?? '';
  if (x === '=' && c.text[c.at + 1] !== '=') {
    c.at++;
    return '=';
  }
  if (!'+-*/%'.includes(x) || x === '' || c.text[c.at + 1] !== '=') return undefined;
  c.at += 2;
  return `${x}=`;
}

function parseElement(c: Cursor): Command | Expression {
  const x = code(c);
  const isExpression =
    x === 36 ||
    x === 64 ||
    x === 40 ||
    x === 91 ||
    x === 123 ||
    x === 33 ||
    x === 44 ||
    x === 45 ||
    x === 43 ||
    isSingleQuote(x) ||
    isDoubleQuote(x) ||
    (isDigit(x) && !isNameCharacter(code(c, 1))) ||
    (isDigit(x) && isDigit(code(c, 1)));
  return isExpression ? parseExpression(c) : parseCommand(c);
}
