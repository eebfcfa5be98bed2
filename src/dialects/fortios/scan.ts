import type { Span } from './model.ts';

/** A line, or several where a string runs over their ends. */
export interface Statement extends Span {
  readonly words: readonly string[];
  /** The text ends within a string. */
  readonly isOpen: boolean;
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const BACKSLASH = 92;

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === RETURN;

/**
 * Reads a text statement by statement. Words are parted by blanks; strings stand in quotes and may hold line ends; a
 * backslash takes the next character as it is. A line that starts with `#` is a comment.
 */
export function scan(text: string, take: (statement: Statement) => void): void {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === NEWLINE) {
      at++;
      continue;
    }
    if (code === HASH) {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline + 1;
      continue;
    }
    at = readStatement(text, at, take);
  }
}

function readStatement(text: string, start: number, take: (statement: Statement) => void): number {
  const words: string[] = [];
  let at = start;
  let end = start;
  let isOpen = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) break;
    if (isBlank(code)) {
      at++;
      continue;
    }
    const word = readWord(text, at);
    words.push(word.text);
    at = word.end;
    end = at;
    isOpen = word.isOpen;
  }
  take({ words, start, end, isOpen });
  return at;
}

function readWord(text: string, start: number): { text: string; end: number; isOpen: boolean } {
  let word = '';
  let at = start;
  let from = start;
  let quote = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      word += text.slice(from, at);
      from = at + 1;
      at++;
    } else if (quote !== 0) {
      if (code !== quote) continue;
      word += text.slice(from, at);
      from = at + 1;
      quote = 0;
    } else if (code === QUOTE || code === APOSTROPHE) {
      word += text.slice(from, at);
      from = at + 1;
      quote = code;
    } else if (code === NEWLINE || isBlank(code)) break;
  }
  const end = Math.min(at, text.length);
  return { text: word + text.slice(from, end), end, isOpen: quote !== 0 };
}
