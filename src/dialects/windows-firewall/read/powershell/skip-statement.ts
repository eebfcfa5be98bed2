import {
  BACKTICK,
  type Cursor,
  code,
  isDoubleQuote,
  isLineEnd,
  isSingleQuote,
  NEWLINE,
  skipLine,
} from './cursor.ts';

const OPENING: ReadonlySet<number> = new Set([40, 91, 123]);
const CLOSING: ReadonlySet<number> = new Set([41, 93, 125]);

/**
 * Goes to the end of a statement that was not understood: the end of the line or `;` where no bracket is open, or
 * the bracket that closes the block around it. Where brackets never close, the statement is one line.
 */
export function skipStatement(c: Cursor, start: number): void {
  c.at = start;
  if (!c.bracketsAreLost) {
    if (skipBalanced(c)) return;
    c.bracketsAreLost = true;
  }
  c.fuel -= c.at - start;
  c.at = start;
  skipLine(c);
}

/** @returns false at the end of the text with a bracket still open. */
function skipBalanced(c: Cursor): boolean {
  const { text } = c;
  let open = 0;
  while (c.at < text.length) {
    const x = code(c);
    if (open === 0 && (isLineEnd(x) || x === 59)) return true;
    if (OPENING.has(x)) open++;
    else if (CLOSING.has(x) && --open < 0) return true;
    skipToken(c, x);
  }
  return open === 0;
}

function skipToken(c: Cursor, x: number): void {
  if (x === BACKTICK) c.at += code(c, 1) === 13 && code(c, 2) === NEWLINE ? 3 : 2;
  else if (x === 64 && (isSingleQuote(code(c, 1)) || isDoubleQuote(code(c, 1)))) skipHereString(c);
  else if (isSingleQuote(x)) skipQuoted(c, isSingleQuote);
  else if (isDoubleQuote(x)) skipQuoted(c, isDoubleQuote);
  else if (x === 35) skipLine(c);
  else if (x === 60 && code(c, 1) === 35) skipTo(c, '#>');
  else c.at++;
}

function skipTo(c: Cursor, end: string): void {
  const found = c.text.indexOf(end, c.at + 2);
  c.at = found < 0 ? c.text.length : found + end.length;
}

function skipHereString(c: Cursor): void {
  skipTo(c, isSingleQuote(code(c, 1)) ? "\n'@" : '\n"@');
}

function skipQuoted(c: Cursor, isQuote: (x: number) => boolean): void {
  const double = isQuote === isDoubleQuote;
  c.at++;
  while (c.at < c.text.length && !isQuote(code(c))) c.at += double && code(c) === BACKTICK ? 2 : 1;
  c.at++;
}
