import type { Statement } from './ast.ts';

/** The parts of the grammar that everything else may hold: handed down, because files don't import in circles. */
export interface Grammar {
  /** Up to the bracket that closes them, or to the end of the text. */
  statements(c: Cursor, closer: '' | ')' | '}'): Statement[];
  statement(c: Cursor): Statement;
}

/** A place in a script that moves on while it is parsed. */
export interface Cursor {
  readonly text: string;
  readonly grammar: Grammar;
  at: number;
  depth: number;
  /** Characters that may still be read, again and again included: bounds the time for any text. */
  fuel: number;
  /** Once brackets were left open to the end of the text, only lines count. */
  bracketsAreLost: boolean;
}

/** Thrown inside of the parser only, and caught where the statement begins. */
class NotUnderstood extends Error {}
const NOT_UNDERSTOOD: NotUnderstood = new NotUnderstood('not understood');

export function fail(): never {
  throw NOT_UNDERSTOOD;
}

export function isFailure(error: unknown): boolean {
  return error === NOT_UNDERSTOOD;
}

const MAX_DEPTH = 60;

/** Runs a part of the grammar that may hold itself. */
export function nested<T>(c: Cursor, part: (c: Cursor) => T): T {
  if (c.depth >= MAX_DEPTH) fail();
  c.depth++;
  const result = part(c);
  c.depth--;
  return result;
}

export const NEWLINE = 10;
const CARRIAGE = 13;
export const BACKTICK = 96;

export function code(c: Cursor, ahead: number = 0): number {
  return c.text.charCodeAt(c.at + ahead);
}

export function isDigit(x: number): boolean {
  return x >= 48 && x <= 57;
}

export function isLetter(x: number): boolean {
  return (x >= 65 && x <= 90) || (x >= 97 && x <= 122);
}

/** Letters, digits, underscore, and everything beyond ASCII that isn't a quote, dash or space. */
export function isNameCharacter(x: number): boolean {
  return isLetter(x) || isDigit(x) || x === 95 || (x > 0xbf && !(x >= 0x2000 && x <= 0x206f));
}

export function isBlank(x: number): boolean {
  return x === 32 || x === 9 || x === 0xa0 || x === 11 || x === 12 || x === 0xfeff;
}

export function isLineEnd(x: number): boolean {
  return x === NEWLINE || x === CARRIAGE;
}

/** PowerShell takes typographic quotes for quotes. */
export function isSingleQuote(x: number): boolean {
  return x === 39 || (x >= 0x2018 && x <= 0x201b);
}

export function isDoubleQuote(x: number): boolean {
  return x === 34 || (x >= 0x201c && x <= 0x201e);
}

/** And dashes of any length for a hyphen. */
export function isDash(x: number): boolean {
  return x === 45 || (x >= 0x2013 && x <= 0x2015);
}

/** Goes past blanks, comments and continued lines, and past line ends where asked. */
export function skipBlanks(c: Cursor, lines: boolean): void {
  for (;;) {
    const x = code(c);
    if (isBlank(x) || (lines && isLineEnd(x))) c.at++;
    else if (x === BACKTICK && isLineEnd(code(c, 1))) skipContinuation(c);
    else if (x === 35) skipLine(c);
    else if (x === 60 && code(c, 1) === 35) skipComment(c);
    else return;
  }
}

function skipContinuation(c: Cursor): void {
  c.at += code(c, 1) === CARRIAGE && code(c, 2) === NEWLINE ? 3 : 2;
}

/** To the end of the line, not past it. */
export function skipLine(c: Cursor): void {
  while (c.at < c.text.length && !isLineEnd(code(c))) c.at++;
}

function skipComment(c: Cursor): void {
  const end = c.text.indexOf('#>', c.at + 2);
  if (end < 0) {
    c.fuel -= c.text.length - c.at;
    fail();
  }
  c.at = end + 2;
}

/** The word of letters that stands here, in lower case, without going past it. */
export function peekWord(c: Cursor): string {
  let end = c.at;
  while (isLetter(c.text.charCodeAt(end))) end++;
  const next = c.text.charCodeAt(end);
  if (isNameCharacter(next) || isDash(next)) return '';
  return c.text.slice(c.at, end).toLowerCase();
}

export function expect(c: Cursor, character: string): void {
  if (c.text[c.at] !== character) fail();
  c.at++;
}
