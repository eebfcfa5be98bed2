import type { Place } from '../../diagnostics/diagnostic.ts';

/** A line of the file, without the blanks around it. */
export interface Statement {
  readonly place: Place;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

const LONGEST = 200;
const BLANKS = /[\s]+/g;

/** The line from `start` to `end`, with its place; `lineStart` is where its first column stands. */
export function statement(
  source: string,
  file: string,
  at: { readonly line: number; readonly lineStart: number; readonly start: number; readonly end: number },
): Statement {
  const { line, lineStart, start, end } = at;
  return {
    place: { file, line, column: start - lineStart + 1, length: end - start },
    span: { start, end },
    text: oneLine(source.slice(start, Math.min(end, start + 4 * LONGEST))),
  };
}

function oneLine(written: string): string {
  const plain = !written.includes('  ') && !written.includes('\t');
  const text = plain ? written : written.replace(BLANKS, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
