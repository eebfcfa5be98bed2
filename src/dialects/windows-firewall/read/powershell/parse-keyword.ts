import type { Parameter, Statement } from './ast.ts';
import { type Cursor, code, expect, fail, isNameCharacter, nested, peekWord, skipBlanks } from './cursor.ts';
import { parseBlock, parseExpression } from './parse-expression.ts';
import { parseParameters, skipAttribute } from './parse-parameters.ts';
import { parseVariable } from './parse-string.ts';
import { skipStatement } from './skip-statement.ts';

/** Statements that begin with a word of their own; each is parsed from behind that word. */
export const KEYWORDS: Readonly<Record<string, (c: Cursor, start: number) => Statement>> = {
  if: parseIf,
  foreach: parseForeach,
  for: parseFor,
  while: parseWhile,
  do: parseDo,
  switch: parseSwitch,
  try: parseTry,
  function: parseFunction,
  filter: parseFunction,
  param: parseParam,
  return: parseLeave,
  exit: parseLeave,
  throw: parseLeave,
  break: parseLeave,
  continue: parseLeave,
  begin: parseNamedBlock,
  process: parseNamedBlock,
  end: parseNamedBlock,
};
/** The statements of `{ … }`. */
function block(c: Cursor): Statement[] {
  skipBlanks(c, true);
  expect(c, '{');
  const statements = c.grammar.statements(c, '}');
  expect(c, '}');
  return statements;
}

/** The statement of `( … )`. */
function condition(c: Cursor): Statement {
  skipBlanks(c, true);
  expect(c, '(');
  skipBlanks(c, true);
  const statement = c.grammar.statement(c);
  skipBlanks(c, true);
  expect(c, ')');
  return statement;
}

/** Whether a word follows, perhaps on the next line; goes past it if so, and stays where it was if not. */
function follows(c: Cursor, word: string): boolean {
  const before = c.at;
  skipBlanks(c, true);
  if (peekWord(c) === word) {
    c.at += word.length;
    return true;
  }
  c.at = before;
  return false;
}

function parseIf(c: Cursor, start: number): Statement {
  const clauses = [{ test: condition(c), body: block(c) }];
  while (follows(c, 'elseif')) clauses.push({ test: condition(c), body: block(c) });
  const otherwise = follows(c, 'else') ? block(c) : undefined;
  return { kind: 'if', clauses, ...(otherwise && { otherwise }), span: { start, end: c.at } };
}

function parseForeach(c: Cursor, start: number): Statement {
  expect(c, '(');
  skipBlanks(c, true);
  const variable = parseVariable(c);
  skipBlanks(c, true);
  if (variable.kind !== 'variable' || !follows(c, 'in')) fail();
  skipBlanks(c, true);
  const list = c.grammar.statement(c);
  skipBlanks(c, true);
  expect(c, ')');
  const body = block(c);
  const name = variable.kind === 'variable' ? variable.name : '';
  return { kind: 'foreach', variable: name, list, body, span: { start, end: c.at } };
}

function parseFor(c: Cursor, start: number): Statement {
  expect(c, '(');
  const from = c.at;
  while (code(c) !== 41) {
    skipStatement(c, c.at);
    if (Number.isNaN(code(c))) fail();
    if (code(c) !== 41) c.at++;
  }
  // What the three parts count is forgotten with the loop; they can't call a command.
  if (/[a-z]-[a-z]|&/i.test(c.text.slice(from, c.at))) fail();
  c.at++;
  return { kind: 'loop', body: block(c), span: { start, end: c.at } };
}

function parseWhile(c: Cursor, start: number): Statement {
  const test = condition(c);
  return { kind: 'loop', body: [test, ...block(c)], span: { start, end: c.at } };
}

function parseDo(c: Cursor, start: number): Statement {
  const body = block(c);
  if (!follows(c, 'while') && !follows(c, 'until')) fail();
  return { kind: 'loop', body: [...body, condition(c)], span: { start, end: c.at } };
}

function parseSwitch(c: Cursor, start: number): Statement {
  const body: Statement[] = [condition(c)];
  skipBlanks(c, true);
  expect(c, '{');
  for (;;) {
    skipBlanks(c, true);
    if (code(c) === 125) break;
    // The label decides which block runs; each may.
    if (code(c) === 123) parseBlock(c);
    else if (peekWord(c) !== '') c.at += peekWord(c).length;
    else parseExpression(c);
    body.push(...block(c));
    skipBlanks(c, true);
    if (code(c) === 59) c.at++;
  }
  c.at++;
  return { kind: 'loop', body, span: { start, end: c.at } };
}

function parseTry(c: Cursor, start: number): Statement {
  const body = block(c);
  const catches: Statement[] = [];
  while (follows(c, 'catch')) {
    skipBlanks(c, true);
    while (code(c) === 91) {
      skipAttribute(c);
      skipBlanks(c, true);
      if (code(c) === 44) c.at++;
      skipBlanks(c, true);
    }
    catches.push(...block(c));
  }
  const last = follows(c, 'finally') ? block(c) : [];
  return { kind: 'try', body, catches, last, span: { start, end: c.at } };
}

function parseFunction(c: Cursor, start: number): Statement {
  const from = c.at;
  while (isNameCharacter(code(c)) || code(c) === 45 || code(c) === 58) c.at++;
  if (c.at === from) fail();
  const name = c.text.slice(from, c.at).toLowerCase();
  skipBlanks(c, true);
  let parameters: Parameter[] = [];
  if (code(c) === 40) parameters = parseParameters(c);
  skipBlanks(c, true);
  const body = parseBlock(c);
  return {
    kind: 'function',
    name,
    body: { ...body, parameters: [...parameters, ...body.parameters] },
    span: { start, end: c.at },
  };
}

function parseParam(c: Cursor, start: number): Statement {
  return { kind: 'parameters', parameters: parseParameters(c), span: { start, end: c.at } };
}

/** `begin`, `process` and `end` of a script run once each: their statements stand for themselves. */
function parseNamedBlock(c: Cursor, start: number): Statement {
  return { kind: 'try', body: block(c), catches: [], last: [], span: { start, end: c.at } };
}

type Leave = Extract<Statement, { kind: 'leave' }>['how'];
const LEAVES: readonly Leave[] = ['return', 'exit', 'throw', 'break', 'continue'];

/** In any letters. */
function takeLeave(c: Cursor, start: number): Leave {
  const text = c.text.slice(start, start + 8).toLowerCase();
  return LEAVES.find((word) => text.startsWith(word)) ?? fail();
}

function parseLeave(c: Cursor, start: number): Statement {
  const how = LEAVES.find((word) => c.text.startsWith(word, start)) ?? takeLeave(c, start);
  // What is returned or thrown decides about no packet, unless it makes a rule on the way.
  c.at = start + how.length;
  skipBlanks(c, false);
  const x = code(c);
  if (!(Number.isNaN(x) || x === 59 || x === 10 || x === 13 || x === 125 || x === 41)) {
    const value = nested(c, c.grammar.statement);
    if (value.kind !== 'pipeline') fail();
    const failed = how === 'exit' && !/^0\b/.test(c.text.slice(value.span.start, value.span.end));
    return {
      kind: 'try',
      body: [value, { kind: 'leave', how: failed ? 'throw' : how, span: { start, end: c.at } }],
      catches: [],
      last: [],
      span: { start, end: c.at },
    };
  }
  return { kind: 'leave', how, span: { start, end: c.at } };
}
