import type { Expression } from './ast.ts';
import {
  BACKTICK,
  type Cursor,
  code,
  expect,
  fail,
  isDoubleQuote,
  isLetter,
  isLineEnd,
  isNameCharacter,
  isSingleQuote,
  NEWLINE,
  nested,
} from './cursor.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `'…'`, where a doubled quote stands for one and nothing else is special. */
export function parseSingleQuoted(c: Cursor): Expression {
  let text = '';
  let from = ++c.at;
  for (;;) {
    if (c.at >= c.text.length) fail();
    if (isSingleQuote(code(c))) {
      text += c.text.slice(from, c.at);
      if (!isSingleQuote(code(c, 1))) break;
      text += c.text[c.at + 1];
      c.at += 2;
      from = c.at;
    } else c.at++;
  }
  c.at++;
  return { kind: 'text', text };
}

/** `"…"`, where variables and `$( … )` are put in. */
export function parseDoubleQuoted(c: Cursor): Expression {
  c.at++;
  const parts = new Parts();
  while (!isDoubleQuote(code(c)) || isDoubleQuote(code(c, 1))) {
    if (c.at >= c.text.length) fail();
    if (isDoubleQuote(code(c))) {
      parts.add('"');
      c.at += 2;
    } else parseStringPart(c, parts);
  }
  c.at++;
  return parts.whole();
}

/** `@'` or `@"`, a line end, the lines, and `'@` or `"@` at the start of a line. */
export function parseHereString(c: Cursor): Expression {
  const double = isDoubleQuote(code(c, 1));
  c.at += 2;
  while (code(c) === 32 || code(c) === 9) c.at++;
  if (code(c) === 13) c.at++;
  if (code(c) !== NEWLINE) fail();
  const found = c.text.indexOf(double ? '\n"@' : "\n'@", c.at);
  if (found < 0) {
    c.fuel -= c.text.length - c.at;
    fail();
  }
  const end = c.text.charCodeAt(found - 1) === 13 && found - 1 > c.at ? found - 1 : found;
  c.at++;
  const parts = new Parts();
  if (!double) parts.add(c.text.slice(c.at, Math.max(end, c.at)));
  while (double && c.at < end) parseStringPart(c, parts);
  c.at = found + 3;
  return parts.whole();
}

/** One character, escape or variable of a string in double quotes or of a bare word. */
export function parseStringPart(c: Cursor, parts: Parts): void {
  const x = code(c);
  if (x === BACKTICK) {
    const next = c.text[c.at + 1] ?? fail();
    // `u{…} is newer than Windows PowerShell, which takes it for a "u".
    if (next === 'u') fail();
    parts.add(ESCAPES.get(next) ?? next);
    c.at += 2;
  } else if (x === 36 && code(c, 1) === 40) {
    c.at += 2;
    const statements = nested(c, (inner) => inner.grammar.statements(inner, ')'));
    expect(c, ')');
    parts.put({ kind: 'output', statements, asList: false });
  } else if (x === 36 && startsVariable(c)) parts.put(parseVariable(c));
  else {
    const from = c.at++;
    while (c.at < c.text.length && isPlain(code(c))) c.at++;
    parts.add(c.text.slice(from, c.at));
  }
}

/** Characters that mean themselves in strings and in bare words. */
const isPlain = (x: number): boolean => isLetter(x) || (x >= 48 && x <= 57) || x === 45 || x === 46;

/** Collects the parts of a string. */
export class Parts {
  private readonly parts: Expression[] = [];
  private text = '';

  add(text: string): void {
    this.text += text;
  }

  put(part: Expression): void {
    this.close();
    this.parts.push(part);
  }

  whole(): Expression {
    if (this.parts.length === 0) return { kind: 'text', text: this.text };
    this.close();
    return { kind: 'joined', parts: this.parts };
  }

  private close(): void {
    if (this.text !== '') this.parts.push({ kind: 'text', text: this.text });
    this.text = '';
  }
}

function startsVariable(c: Cursor): boolean {
  const x = code(c, 1);
  return isNameCharacter(x) || x === 123 || x === 63 || x === 36 || x === 94;
}

const SCOPES: ReadonlySet<string> = new Set(['local', 'private', 'variable', 'using']);

/** `$name`, `$script:name`, `$env:NAME`, `${any name}`. */
export function parseVariable(c: Cursor): Expression {
  if (code(c) !== 36) fail();
  c.at++;
  if (code(c) === 123) return parseBraced(c);
  if (code(c) === 63 || code(c) === 36 || code(c) === 94) {
    c.at++;
    return { kind: 'variable', name: c.text.slice(c.at - 1, c.at) };
  }
  const from = c.at;
  while (isNameCharacter(code(c))) c.at++;
  if (c.at === from) fail();
  const first = c.text.slice(from, c.at).toLowerCase();
  if (code(c) !== 58 || !isNameCharacter(code(c, 1))) return { kind: 'variable', name: first };
  const rest = ++c.at;
  while (isNameCharacter(code(c))) c.at++;
  const name = c.text.slice(rest, c.at).toLowerCase();
  if (first === 'script' || first === 'global') return { kind: 'variable', name, outer: true };
  return { kind: 'variable', name: SCOPES.has(first) ? name : `${first}:${name}` };
}

function parseBraced(c: Cursor): Expression {
  const from = ++c.at;
  while (code(c) !== 125) {
    if (c.at >= c.text.length || isLineEnd(code(c)) || code(c) === BACKTICK) fail();
    c.at++;
  }
  return { kind: 'variable', name: c.text.slice(from, c.at++).toLowerCase() };
}
