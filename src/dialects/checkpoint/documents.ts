import type { Span } from './model.ts';

/** A text's documents, one after the other, and what stands between them. */
export interface Documents {
  readonly documents: readonly Span[];
  readonly between: readonly Span[];
}

const OPEN: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSE: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Finds where JSON documents start and end by their brackets; those in strings don't count. */
export function documentsOf(text: string): Documents {
  const documents: Span[] = [];
  const between: Span[] = [];
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    if (!OPEN.has(text.charCodeAt(at))) continue;
    noteBetween(text, end, at, between);
    end = endOf(text, at);
    documents.push({ start: at, end });
    at = end - 1;
  }
  noteBetween(text, end, text.length, between);
  return { documents, between };
}

function noteBetween(text: string, start: number, end: number, between: Span[]): void {
  const part = text.slice(start, end);
  const blank = part.length - part.trimStart().length;
  const length = part.trim().replace(/^[\ufeff,]+$/, '').length;
  if (length > 0) between.push({ start: start + blank, end: start + blank + part.trim().length });
}

function endOf(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isString = false;
    } else if (code === QUOTE) isString = true;
    else if (OPEN.has(code)) depth++;
    else if (CLOSE.has(code) && --depth <= 0) return at + 1;
  }
  return text.length;
}
