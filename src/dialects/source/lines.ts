/** Where a statement stands in a text, for every language that is read. */
import type { Place } from '../../diagnostics/diagnostic.ts';

/** A statement as it stands in the text. */
export interface Written {
  /** Up to the end of its first line. */
  readonly place: Place;
  /** Offsets of its first character and after its last one. */
  readonly span: { readonly start: number; readonly end: number };
  /** On one line, cut where it is long. */
  readonly text: string;
}

/** A text with the starts of its lines, to turn offsets into places. */
export interface Lines {
  readonly text: string;
  readonly file: string;
  readonly starts: readonly number[];
}

export function linesOf(text: string, file: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { text, file, starts };
}

/** The place of a span, up to the end of its first line. */
export function placeOf({ text, file, starts }: Lines, start: number, end: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const next = starts[low + 1];
  let lineEnd = next === undefined ? text.length : next - 1;
  if (text.charCodeAt(lineEnd - 1) === 13) lineEnd--;
  const length = Math.max(0, Math.min(end, lineEnd) - start);
  return { file, line: low + 1, column: start - (starts[low] ?? 0) + 1, length };
}

const LONGEST = 200;

export function writtenAt(lines: Lines, start: number, end: number): Written {
  return { place: placeOf(lines, start, end), span: { start, end }, text: oneLine(lines.text, start, end) };
}

/** A statement on one line, cut where it is long. */
function oneLine(text: string, start: number, end: number): string {
  const part = text.slice(start, Math.min(end, start + LONGEST * 4));
  const line = /[^\S ]| {2}|^ | $/.test(part) ? part.replace(/\s+/g, ' ').trim() : part;
  const cut = line.length > LONGEST || end > start + LONGEST * 4;
  return cut ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

/** The blanks at the start of the line of an offset, where nothing else stands before it. */
export function indentAt({ text }: Lines, start: number): string | undefined {
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  return from === 0 || text[from - 1] === '\n' ? text.slice(from, start) : undefined;
}
