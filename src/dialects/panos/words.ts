import type { Span } from './tree.ts';

/** A word of set commands or of the brace format. */
export interface Word extends Span {
  readonly text: string;
  /** It stood in quotes: then it is no sign. */
  readonly quoted: boolean;
  /** The line ends behind it. */
  readonly last: boolean;
}

/** A quoted text may run over several lines; one that runs further is one without its closing quote. */
const MOST_QUOTED = 8192;
const LINE_FEED = 10;

/**
 * The words of a text from an offset up to the end of the line on which the last of them ends. Quotes hold blanks and
 * line ends, and know no escapes; signs (`[`, `]`, and in the brace format `{`, `}`, `;`) are words of their own.
 */
export function wordsAt(
  text: string,
  from: number,
  signs: string,
): { readonly words: readonly Word[]; readonly next: number; readonly open?: number } {
  const words: Word[] = [];
  let open: number | undefined;
  let at = from;
  while (at < text.length && (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xfeff)) {
    if (text.charCodeAt(at) === LINE_FEED) return { words, next: at + 1 };
    at++;
  }
  // What tools and people write for each other has no quotes.
  if (text[at] === '#' || text[at] === '!') {
    const end = lineEnd(text, at);
    const feed = text.indexOf('\n', end);
    return { words, next: feed < 0 ? text.length : feed + 1 };
  }
  const add = (start: number, end: number, inner: string, quoted: boolean): void => {
    words.push({ text: inner, start, end, quoted, last: false });
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) break;
    if (code <= 32 || code === 0xfeff) {
      at++;
      continue;
    }
    const sign = text[at] ?? '';
    if (signs.includes(sign)) {
      add(at, at + 1, sign, false);
      at++;
    } else if (sign === '"' || sign === "'") {
      const close = text.indexOf(sign, at + 1);
      if (close < 0 || close - at > MOST_QUOTED) {
        open ??= at;
        const end = lineEnd(text, at);
        add(at, end, text.slice(at + 1, end), true);
        at = end;
      } else {
        add(at, close + 1, text.slice(at + 1, close), true);
        at = close + 1;
      }
    } else {
      let end = at + 1;
      while (end < text.length && text.charCodeAt(end) > 32 && !signs.includes(text[end] ?? '')) end++;
      add(at, end, text.slice(at, end), false);
      at = end;
    }
  }
  const tail = words.at(-1);
  if (tail) words[words.length - 1] = { ...tail, last: true };
  return { words, next: at + 1, ...(open !== undefined && { open }) };
}

/** Where the line of an offset ends, before its line feed. */
function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
