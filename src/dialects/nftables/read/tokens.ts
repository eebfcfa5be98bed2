/** The text as tokens: numbers in flat arrays, since a rule set may have millions of them. */
export const WORD = 1;
export const STRING = 2;
export const MARK = 3;
export const NEWLINE = 4;
export const SEMICOLON = 5;
export const END = 6;

const IN_WORD = 1;
const SPACE = 2;
const CLASS: Uint8Array = new Uint8Array(128);
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:-*@$')
  CLASS[c.charCodeAt(0)] = IN_WORD;
for (const c of ' \t\r\f\v\0\\') CLASS[c.charCodeAt(0)] = SPACE;

const LF = 10;
const QUOTE = 34;
const HASH = 35;
const COLON = 58;
const BACKSLASH = 92;

/**
 * A text cut into words, strings and marks, leaving out spaces, comments and continued line ends. Never fails: what
 * nft has no token for becomes a mark of one character. A string that is not closed ends with its line. Lines are cut
 * when they are asked for, since rules of the usual form are read without tokens.
 */
export class Tokens {
  readonly text: string;
  /** How many were cut so far; the last one of all is `END`. */
  count = 0;
  kinds: Uint8Array = new Uint8Array(1024);
  starts: Uint32Array = new Uint32Array(1024);
  /** Offsets in the text; a string's quotes belong to it. */
  ends: Uint32Array = new Uint32Array(1024);
  #at: number;
  #done = false;

  /** @param from offset where the first token is looked for. */
  constructor(text: string, from = 0) {
    this.text = text;
    this.#at = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  }

  /** Cuts whole lines until there is a token of this number, or the end. */
  fill(number: number): void {
    while (this.count <= number && !this.#done) this.#cutLine();
  }

  /** Takes the text from where cutting stopped up to `end` for one word; `start` is where it begins. */
  takeAsWord(start: number, end: number): void {
    this.#push(WORD, start, end);
    this.#at = end;
  }

  #cutLine(): void {
    const { text } = this;
    let at = this.#at;
    while (at < text.length) {
      const c = text.charCodeAt(at);
      const kind = c < 128 ? (CLASS[c] ?? 0) : IN_WORD;
      if (kind === SPACE) at += c === BACKSLASH ? continued(text, at) : 1;
      else if (kind === IN_WORD) {
        const end = wordEnd(text, at);
        this.#push(isMark(c, end - at) ? MARK : WORD, at, end);
        at = end;
      } else if (c === LF) {
        this.#push(NEWLINE, at, at + 1);
        this.#at = at + 1;
        return;
      } else if (c === HASH) at = lineEnd(text, at);
      else at = this.#cutOther(c, at);
    }
    this.#push(END, text.length, text.length);
    this.#done = true;
  }

  #cutOther(c: number, at: number): number {
    const { text } = this;
    const end = c === QUOTE ? stringEnd(text, at) : at + markLength(text, at, c);
    const isString = c === QUOTE && text.charCodeAt(end - 1) === QUOTE && end - at > 1;
    this.#push(isString ? STRING : c === 59 ? SEMICOLON : MARK, at, end);
    return end;
  }

  #push(kind: number, start: number, end: number): void {
    if (this.count === this.kinds.length) {
      const room = 2 * this.count;
      this.kinds = grown(this.kinds, new Uint8Array(room));
      this.starts = grown(this.starts, new Uint32Array(room));
      this.ends = grown(this.ends, new Uint32Array(room));
    }
    this.kinds[this.count] = kind;
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** How much a backslash takes with it: the line end behind it. */
function continued(text: string, at: number): number {
  const skip = text.charCodeAt(at + 1) === 13 ? 2 : 1;
  return text.charCodeAt(at + skip) === LF ? skip + 1 : 1;
}

/** `.`, `:`, `-`, `*` and `/` alone are operators. */
const isMark = (c: number, length: number): boolean =>
  length === 1 && (c === 46 || c === COLON || c === 45 || c === 42 || c === 47);

function wordEnd(text: string, start: number): number {
  let end = start;
  let firstColon = -1;
  let colons = 0;
  let hexadecimal = true;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c < 128 && CLASS[c] !== IN_WORD) break;
    if (c === COLON) {
      if (colons++ === 0) firstColon = end;
    } else if (hexadecimal && !isInAddress(c)) hexadecimal = false;
  }
  if (colons === 0) return end;
  if (colons > 1 && hexadecimal) {
    const dangling = text.charCodeAt(end - 1) === COLON && text.charCodeAt(end - 2) !== COLON;
    return dangling ? end - 1 : end;
  }
  return firstColon === start ? start + 1 : firstColon;
}

/** Digits, a to f, and what stands in `fd00::1/64` or `fd00::1-fd00::9`. */
const isInAddress = (c: number): boolean =>
  (c >= 45 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) return at + 1;
    if (c === LF) return at;
  }
  return text.length;
}

/** `==`, `!=`, `<=`, `>=`, `<<` and `>>` are one mark. */
function markLength(text: string, at: number, c: number): number {
  const next = text.charCodeAt(at + 1);
  if ((c === 61 || c === 33 || c === 60 || c === 62) && next === 61) return 2;
  return (c === 60 || c === 62) && next === c ? 2 : 1;
}
