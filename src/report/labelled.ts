import { visible } from '../diagnostics/visible.ts';
import { wrap } from './display-width.ts';

/** Columns of the words before the texts. */
const LABEL = 9;

/** A word and what stands behind it; the word is written once for entries that follow each other. */
export type Entry = readonly [label: string, text: string];

/** How much of a list is told, and how one gets to see the rest. */
export interface Limit {
  readonly most: number;
  readonly hint: string;
}

/** Entries below each other, the texts wrapped beside their words; `paint` may colour the words. */
export function labelledLines(
  entries: readonly Entry[],
  width: number,
  paint: (label: string) => string = (label) => label,
): string[] {
  let before = '';
  return entries.flatMap(([key, text]) => {
    const label = (key === before ? '' : key).padEnd(LABEL);
    before = key;
    return wrap(visible(text), width - LABEL - 2).map(
      (line, i) => `  ${i === 0 ? paint(label) : ' '.repeat(LABEL)}${line}`,
    );
  });
}

/** The same for readers that wrap by themselves: each word is written. */
export function unwrappedLines(entries: readonly Entry[]): string[] {
  return entries.map(([key, text]) => `${key.padEnd(LABEL)}${visible(text)}`);
}

/** Entries of one word, as many as are told, and how many more there are. */
export function listEntries(label: string, texts: readonly string[], { most, hint }: Limit): Entry[] {
  const shown = texts.slice(0, most).map((text): Entry => [label, text]);
  const more = texts.length - shown.length;
  return more > 0 ? [...shown, [label, `… and ${more} more${hint}`]] : shown;
}
