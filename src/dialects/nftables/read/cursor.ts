import type { Place } from '../../../diagnostics/diagnostic.ts';
import type { ReadNftSpan } from './model.ts';
import { END, MARK, NEWLINE, SEMICOLON, STRING, type Tokens, WORD } from './tokens.ts';

/** Longest text of a statement that is kept. */
const LONGEST = 200;

/** Reads tokens one after the other. Everything here is cheap: it runs for each token of a configuration. */
export class Cursor {
  at = 0;
  readonly #tokens: Tokens;
  readonly #lines: readonly number[];
  readonly #file: string;

  constructor(tokens: Tokens, file: string) {
    this.#tokens = tokens;
    this.#file = file;
    this.#lines = lineStarts(tokens.text);
  }

  kind(ahead = 0): number {
    // First the number: to find it, more may be cut, which can move the tokens to other arrays.
    const number = this.#number(ahead);
    return this.#tokens.kinds[number] ?? END;
  }

  /** The number of a token; behind the last one there is the end, again and again. */
  #number(ahead: number): number {
    const i = this.at + ahead;
    if (i < this.#tokens.count) return i;
    this.#tokens.fill(i);
    return Math.min(i, this.#tokens.count - 1);
  }

  /** The text of a token; a string comes without its quotes. */
  text(ahead = 0): string {
    const i = this.#number(ahead);
    const start = this.#tokens.starts[i] ?? 0;
    const end = this.#tokens.ends[i] ?? 0;
    return this.#tokens.kinds[i] === STRING
      ? this.#tokens.text.slice(start + 1, end - 1)
      : this.#tokens.text.slice(start, end);
  }

  /** Whether the next token is this word or mark. */
  is(text: string, ahead = 0): boolean {
    const i = this.at + ahead;
    if (i >= this.#tokens.count) this.#tokens.fill(i);
    if (i >= this.#tokens.count) return false;
    const start = this.#tokens.starts[i] ?? 0;
    const kind = this.#tokens.kinds[i];
    return (
      (kind === WORD || kind === MARK || kind === SEMICOLON) &&
      (this.#tokens.ends[i] ?? 0) - start === text.length &&
      this.#tokens.text.startsWith(text, start)
    );
  }

  /** Takes the next token if it is this word or mark. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  /** Takes a word or a string. */
  name(): string | undefined {
    if (this.kind() !== WORD && this.kind() !== STRING) return undefined;
    const name = this.text();
    this.at++;
    return name;
  }

  /** At the end of a statement: of its line, a semicolon, the closing brace around it, or the text. */
  atEnd(): boolean {
    const kind = this.kind();
    return kind === NEWLINE || kind === SEMICOLON || kind === END || (kind === MARK && this.is('}'));
  }

  skipNewlines(): void {
    while (this.kind() === NEWLINE) this.at++;
  }

  skipSemicolons(): void {
    while (this.kind() === SEMICOLON) this.at++;
  }

  skipSeparators(): void {
    while (this.kind() === NEWLINE || this.kind() === SEMICOLON) this.at++;
  }

  /** Goes to the end of the statement, over whole blocks in braces. */
  skipStatement(): void {
    let depth = 0;
    for (;;) {
      const kind = this.kind();
      if (kind === END || (depth === 0 && this.atEnd())) return;
      if (kind === MARK && this.is('{')) depth++;
      else if (kind === MARK && this.is('}')) depth--;
      this.at++;
    }
  }

  /** Goes behind the brace that closes the one that stands here. */
  skipBlock(): void {
    let depth = 0;
    do {
      if (this.kind() === END) return;
      if (this.is('{')) depth++;
      else if (this.is('}')) depth--;
      this.at++;
    } while (depth > 0);
  }

  /** Offset of the next token. */
  start(): number {
    if (this.at >= this.#tokens.count) this.#tokens.fill(this.at);
    return this.#tokens.starts[this.at] ?? this.#tokens.text.length;
  }

  /** Offset behind the last token that was taken. */
  end(): number {
    if (this.at > this.#tokens.count) this.#tokens.fill(this.at - 1);
    return this.at > 0 ? (this.#tokens.ends[this.at - 1] ?? 0) : 0;
  }

  /** Where the next line begins, if nothing of it was cut into tokens yet; else -1. */
  freshLine(): number {
    const { kinds, ends, count } = this.#tokens;
    const last = count - 1;
    return this.at >= last && kinds[last] === NEWLINE ? (ends[last] ?? -1) : -1;
  }

  /** Goes on behind a statement that was read without tokens, from a fresh line. */
  passBy({ start, end }: ReadNftSpan): void {
    this.#tokens.takeAsWord(start, end);
    this.at = this.#tokens.count;
  }

  /** What was taken since an offset, on one line. */
  since(start: number): string {
    return oneLine(this.#tokens.text, start, this.end());
  }

  place({ start, end }: ReadNftSpan): Place {
    const { text } = this.#tokens;
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const next = this.#lines[low + 1];
    let last = next === undefined ? end : Math.min(end, next - 1);
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    return {
      file: this.#file,
      line: low + 1,
      column: start - (this.#lines[low] ?? 0) + 1,
      length: Math.max(0, last - start),
    };
  }
}

const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** White space other than single spaces. */
const RAGGED = /[\\\t\n\v\f\r]| {2}/;

/** As `oneLine`, of a rule with single spaces in a line of its own, of which only the comment may hold others. */
export function plainLine(text: string, start: number, end: number, comment: string | undefined): string {
  const isPlain = end - start <= LONGEST && (comment === undefined || !RAGGED.test(comment));
  return isPlain ? text.slice(start, end) : oneLine(text, start, end);
}

/** A piece of text with all white space made single, at most so long. */
export function oneLine(text: string, start: number, end: number): string {
  const cut = end - start > 4 * LONGEST;
  const piece = text.slice(start, cut ? start + 4 * LONGEST : end);
  const line = RAGGED.test(piece)
    ? piece
        .replace(/\\\r?\n/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : piece;
  return line.length > LONGEST || cut ? `${line.slice(0, LONGEST - 1)}…` : line;
}
