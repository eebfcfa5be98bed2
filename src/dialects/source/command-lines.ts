/**
 * What a terminal shows of a device whose commands stand one a line: the words of each line, without the prompts and
 * the pager that a copy of a session holds.
 */
import type { Written } from './lines.ts';

/** One line of the text, without prompt and pager. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Offsets of the first word's start and the last word's end. */
  readonly start: number;
  readonly end: number;
  /** Columns before the first word, from 0. */
  readonly column: number;
  /** Blanks before the first word; an indented line belongs to the block above it. */
  readonly indent: number;
  readonly words: readonly string[];
  /** The whole text that the line is from. */
  readonly source: string;
}

const LINE_FEED = 10;
const SPACE = 32;
const PAGER = '<--- More --->';
/** What a person types at a prompt to see something: no statement. */
const SHOWN =
  /^(sh|sho|show|ter|terminal|pager|exit|end|quit|conf|configure|en|enable|disable|wr|write|more|changeto)$/;
const LONGEST_TEXT = 200;

/** The lines that hold a word, in order. */
export function* commandLinesOf(text: string): Generator<Line> {
  const paged = text.includes(PAGER);
  let number = 0;
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from);
    const to = feed < 0 ? text.length : feed;
    number++;
    const line = readLine(text, from, to, number, paged);
    if (line) yield line;
    from = to + 1;
  }
}

function readLine(text: string, from: number, to: number, number: number, paged: boolean): Line | undefined {
  const origin = paged ? afterPager(text, from, to) : from;
  let start = origin;
  if (text.charCodeAt(start) === 0xfeff) start++;
  while (start < to && text.charCodeAt(start) <= SPACE) start++;
  let end = to;
  while (end > start && text.charCodeAt(end - 1) <= SPACE) end--;
  if (start === end) return undefined;
  const words = wordsOf(text, start, end);
  const line = { number, start, end, column: start - from, indent: start - origin, words, source: text };
  const prompt = promptLength(words[0] ?? '');
  return prompt > 0 ? withoutPrompt(text, line, prompt) : line;
}

/** A terminal wipes the pager's words with blanks between two carriage returns; the line stands behind them. */
function afterPager(text: string, from: number, to: number): number {
  const mark = text.lastIndexOf('--->', to);
  if (mark < from) return from;
  let at = mark + 4;
  let start = at;
  while (at < to && text.charCodeAt(at) <= SPACE) {
    if (text.charCodeAt(at) === 13) start = at + 1;
    at++;
  }
  return start;
}

function wordsOf(text: string, start: number, end: number): string[] {
  const words: string[] = [];
  let at = start;
  while (at < end) {
    let stop = at;
    while (stop < end && text.charCodeAt(stop) > SPACE) stop++;
    words.push(text.slice(at, stop));
    while (stop < end && text.charCodeAt(stop) <= SPACE && text.charCodeAt(stop) !== LINE_FEED) stop++;
    at = stop;
  }
  return words;
}

/** How long the prompt at the start of a line is: `fw01/pri/act(config)#`, `r1>`, also `r1#show`; 0 without one. */
function promptLength(word: string): number {
  const mark = word.search(/[#>]/);
  if (mark < 1) return 0;
  if (mark === word.length - 1) return word.length;
  return /^[A-Za-z][\w.:/@-]*(?:\([\w-]+\))?$/.test(word.slice(0, mark)) &&
    /^[a-z\d]/.test(word.slice(mark + 1))
    ? mark + 1
    : 0;
}

function withoutPrompt(text: string, line: Line, length: number): Line | undefined {
  const { start, end, column } = line;
  let from = start + length;
  while (from < end && text.charCodeAt(from) <= SPACE) from++;
  const words = wordsOf(text, from, end);
  const [command] = words;
  if (command === undefined || SHOWN.test(command)) return undefined;
  return { ...line, start: from, column: column + from - start, indent: 0, words };
}

/** The line with one blank between words: mostly a piece of the text as it is. */
function onOneLine({ source, start, end, words }: Line): string {
  let length = words.length - 1;
  for (const word of words) length += word.length;
  const text = source.slice(start, end);
  return length === text.length && !/[\0-\x1f]/.test(text) ? text : words.join(' ');
}

/** The whole line as a statement. */
export function statementOf(file: string, line: Line): Written {
  const { number, start, end, column } = line;
  const text = onOneLine(line);
  return {
    place: { file, line: number, column: column + 1, length: end - start },
    span: { start, end },
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text,
  };
}
