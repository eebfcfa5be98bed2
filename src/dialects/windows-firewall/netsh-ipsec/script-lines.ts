/** The lines of a file for `netsh -f`, which no shell takes apart first. */
import { type Lines, type Written, writtenAt } from '../../source/lines.ts';

export interface ScriptLine {
  readonly words: readonly string[];
  readonly at: Written;
  /** A quote stands in quotes, or one has no partner. */
  readonly isUnclear: boolean;
}

/** Lines without comments and blank ones. */
export function* scriptLinesOf(lines: Lines): Generator<ScriptLine> {
  const { text, starts } = lines;
  for (const [i, start] of starts.entries()) {
    const end = (starts[i + 1] ?? text.length + 1) - 1;
    const line = text.slice(start, end).replace(/^\ufeff/, ' ');
    const body = line.trim();
    if (body === '' || body.startsWith('#')) continue;
    const from = start + line.indexOf(body);
    yield { ...wordsOf(body), at: writtenAt(lines, from, from + body.length) };
  }
}

function wordsOf(line: string): Pick<ScriptLine, 'words' | 'isUnclear'> {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  let isUnclear = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (character === '"') {
      isUnclear ||= line[at - 1] === '\\';
      isQuoted = !isQuoted;
      word ??= '';
    } else if (!isQuoted && character <= ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return { words, isUnclear: isUnclear || isQuoted };
}
