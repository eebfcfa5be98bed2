/**
 * Reads YAML as most hierarchies are written, several times faster than the parser of the whole language: block maps
 * and lists, flow maps and lists, texts of one line with and without quotes, comments. Whatever else stands in the
 * text, and whatever is wrong with it, is left to that parser, and nothing is read here. What comes out is the same.
 */
import type { YamlList, YamlMap, YamlNode, YamlPair, YamlText } from './node.ts';

/** The tree of a text that is plain throughout; absent for every other. */
export function readPlainYaml(text: string): YamlMap | undefined {
  return new PlainYaml(text).read();
}

const [NEWLINE, RETURN, SPACE, QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON] = [
  10, 13, 32, 34, 35, 39, 44, 45, 58,
];
const [BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [92, 91, 93, 123, 125];

/** Deeper ones are left to the other parser. */
const DEEPEST = 30;
/** A key is no longer than 1,024 characters (YAML 1.2.2, section 7.4.2). */
const LONGEST_KEY = 1000;

class PlainYaml {
  readonly #text: string;
  #at = 0;
  /** Of the line on which block content stands: its column. */
  #column = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): YamlMap | undefined {
    if (!this.#toContent()) return undefined;
    const root = this.#blockMap(this.#column, undefined);
    return root && this.#at === this.#text.length ? root : undefined;
  }

  /** From the start of a line to the first character that is neither white space nor comment; false at the end. */
  #toContent(): boolean {
    const text = this.#text;
    let lineStart = this.#at;
    for (;;) {
      let at = lineStart;
      while (text.charCodeAt(at) === SPACE) at++;
      const c = text.charCodeAt(at);
      if (c === HASH) at = this.#lineEnd(at);
      else if (c === RETURN && text.charCodeAt(at + 1) === NEWLINE) at++;
      else if (c !== NEWLINE) {
        this.#at = at;
        this.#column = at - lineStart;
        return at < text.length;
      }
      if (at >= text.length) {
        this.#at = text.length;
        return false;
      }
      lineStart = at + 1;
    }
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }

  /** Past the rest of a line, in which only a comment may stand, to the next content. */
  #endLine(): boolean {
    const text = this.#text;
    const from = this.#at;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) === HASH && at > from) at = this.#lineEnd(at);
    else if (text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === NEWLINE) at++;
    if (at < text.length && text.charCodeAt(at) !== NEWLINE) return false;
    this.#at = Math.min(at + 1, text.length);
    this.#toContent();
    return true;
  }

  /** Whether content stands here, and where: at the end of the text there is none. */
  #indent(): number {
    return this.#at < this.#text.length ? this.#column : -1;
  }

  /** A map whose keys stand in one column; its first key may be read already. */
  #blockMap(column: number, first: YamlText | undefined): YamlMap | undefined {
    const items: YamlPair[] = [];
    let key = first ?? this.#key();
    const start = key?.start ?? 0;
    let end = start;
    for (;;) {
      if (!key) return undefined;
      const value = this.#valueOfKey(column);
      if (!value) return undefined;
      items.push({ key, value });
      end = value.end;
      const next = this.#indent();
      if (next > column) return undefined;
      if (next < column) break;
      key = this.#key();
    }
    return { kind: 'map', items, start, end };
  }

  /** A key and the colon behind it. */
  #key(): YamlText | undefined {
    const key = this.#scalar(false);
    return key && this.#takeColon(key) ? key : undefined;
  }

  #takeColon(key: YamlText): boolean {
    if (this.#text.charCodeAt(this.#at) !== COLON || key.end !== this.#at) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next !== SPACE && next !== NEWLINE && next !== RETURN) return false;
    this.#at++;
    return key.end - key.start < LONGEST_KEY;
  }

  /** What stands behind a key's colon, on the same line or below; up to the next content. */
  #valueOfKey(column: number): YamlNode | undefined {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === SPACE) at++;
    const c = text.charCodeAt(at);
    if (c !== HASH && c !== NEWLINE && c !== RETURN && at < text.length) {
      this.#at = at;
      const value = this.#inline(column);
      return value && this.#endLine() ? value : undefined;
    }
    if (!this.#endLine()) return undefined;
    const below = this.#indent();
    const isList = text.charCodeAt(this.#at) === DASH;
    if (below < column || (below === column && !isList)) return undefined;
    if (++this.#depth > DEEPEST) return undefined;
    const value = isList ? this.#blockList(below) : this.#blockMap(below, undefined);
    this.#depth--;
    return value;
  }

  #blockList(column: number): YamlList | undefined {
    const text = this.#text;
    const items: YamlNode[] = [];
    const start = this.#at;
    let end = start;
    while (this.#indent() === column && text.charCodeAt(this.#at) === DASH) {
      const dash = this.#at;
      let at = dash + 1;
      if (text.charCodeAt(at) !== SPACE) return undefined;
      while (text.charCodeAt(at) === SPACE) at++;
      this.#at = at;
      const item = this.#listItem(column + at - dash);
      if (!item) return undefined;
      items.push(item);
      end = item.end;
    }
    return this.#indent() > column ? undefined : { kind: 'list', items, start, end };
  }

  /** Behind a dash: a value of this line, or a map that begins on it. */
  #listItem(column: number): YamlNode | undefined {
    const value = this.#inline(column - 1);
    if (!value) return undefined;
    if (value.kind === 'text' && this.#text.charCodeAt(this.#at) === COLON) {
      return this.#takeColon(value) ? this.#blockMap(column, value) : undefined;
    }
    return this.#endLine() ? value : undefined;
  }

  /** A value that begins here and ends on this line, or with the bracket that closes it. */
  #inline(column: number): YamlNode | undefined {
    const c = this.#text.charCodeAt(this.#at);
    return c === OPEN_LIST || c === OPEN_MAP ? this.#flow(column) : this.#scalar(false);
  }

  /** `{ a: b }` or `[a, b]`; further lines of it stand behind the column. */
  #flow(column: number): YamlMap | YamlList | undefined {
    if (++this.#depth > DEEPEST) return undefined;
    const text = this.#text;
    const start = this.#at;
    const isMap = text.charCodeAt(start) === OPEN_MAP;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const pairs: YamlPair[] = [];
    const nodes: YamlNode[] = [];
    this.#at++;
    for (;;) {
      if (!this.#skipInFlow(column)) return undefined;
      if (text.charCodeAt(this.#at) === close) break;
      const node = isMap ? this.#flowPair(pairs, column) : this.#flowItem(nodes, column);
      if (!node || !this.#skipInFlow(column)) return undefined;
      const c = text.charCodeAt(this.#at);
      if (c === close) break;
      if (c !== COMMA) return undefined;
      this.#at++;
    }
    const end = ++this.#at;
    this.#depth--;
    return isMap ? { kind: 'map', items: pairs, start, end } : { kind: 'list', items: nodes, start, end };
  }

  #flowPair(pairs: YamlPair[], column: number): boolean {
    const key = this.#scalar(true);
    if (!key || !this.#takeColon(key)) return false;
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    const value = this.#flowValue(column);
    if (!value) return false;
    pairs.push({ key, value });
    return true;
  }

  #flowItem(nodes: YamlNode[], column: number): boolean {
    const value = this.#flowValue(column);
    if (!value) return false;
    nodes.push(value);
    return true;
  }

  #flowValue(column: number): YamlNode | undefined {
    const c = this.#text.charCodeAt(this.#at);
    return c === OPEN_LIST || c === OPEN_MAP ? this.#flow(column) : this.#scalar(true);
  }

  /** White space, line ends and comments between brackets. */
  #skipInFlow(column: number): boolean {
    const text = this.#text;
    let lineStart = -1;
    let at = this.#at;
    for (;;) {
      const from = at;
      while (text.charCodeAt(at) === SPACE) at++;
      const c = text.charCodeAt(at);
      // Not even at the start of a line is a comment one without white space before it, says the other parser.
      if (c === HASH && at === from) return false;
      if (c === HASH) at = this.#lineEnd(at);
      else if (c === RETURN && text.charCodeAt(at + 1) === NEWLINE) at++;
      if (text.charCodeAt(at) !== NEWLINE) break;
      lineStart = ++at;
    }
    this.#at = at;
    return lineStart < 0 || at - lineStart > column;
  }

  #scalar(inFlow: boolean): YamlText | undefined {
    const c = this.#text.charCodeAt(this.#at);
    return c === QUOTE || c === APOSTROPHE ? this.#quoted(c) : this.#plain(inFlow);
  }

  /** A text in quotes on one line, without escapes. */
  #quoted(quote: number): YamlText | undefined {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    for (let c = text.charCodeAt(at); c !== quote; c = text.charCodeAt(++at))
      if (c === BACKSLASH || !isPrintable(c)) return undefined;
    // Doubled, it would stand for itself.
    if (text.charCodeAt(++at) === quote) return undefined;
    this.#at = at;
    return { kind: 'text', text: text.slice(start + 1, at - 1), plain: false, start, end: at };
  }

  /** A text without quotes. It ends before a comment, before the colon of a key and, between brackets, before these. */
  #plain(inFlow: boolean): YamlText | undefined {
    const text = this.#text;
    const start = this.#at;
    if (!isPlainStart(text.charCodeAt(start))) return undefined;
    let end = start + 1;
    for (let at = end; ; at++) {
      const c = text.charCodeAt(at);
      if (c === SPACE) continue;
      // Behind white space only: elsewhere it is part of the text.
      if (c === HASH && at > end) break;
      if (c === COLON && isEndOfKey(text.charCodeAt(at + 1), inFlow)) {
        // White space before the colon is rare enough.
        if (at > end) return undefined;
        break;
      }
      if (inFlow && (c === COMMA || c === CLOSE_LIST || c === CLOSE_MAP)) break;
      if (inFlow && (c === OPEN_LIST || c === OPEN_MAP)) return undefined;
      if (c === NEWLINE || c === RETURN || at >= text.length) break;
      if (!isPrintable(c)) return undefined;
      end = at + 1;
    }
    this.#at = end;
    return { kind: 'text', text: text.slice(start, end), plain: true, start, end };
  }
}

/** Behind a colon: whether it ends a key, or something that nobody but the other parser can tell. */
function isEndOfKey(c: number, inFlow: boolean): boolean {
  if (Number.isNaN(c) || c === SPACE || c === NEWLINE || c === RETURN) return true;
  return inFlow && (c === COMMA || c === OPEN_LIST || c === CLOSE_LIST || c === OPEN_MAP || c === CLOSE_MAP);
}

/** A letter, a digit or an underscore: no character that means something at the start of a value. */
function isPlainStart(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 48 && c <= 57) ||
    (c >= 65 && c <= 90) ||
    c === 95 ||
    (c > 0xa0 && c < 0x2000)
  );
}

/** Neither a control character nor one of those beyond the first planes that YAML treats in a way of their own. */
function isPrintable(c: number): boolean {
  return (c >= SPACE && c < 0x7f) || (c > 0xa0 && c < 0x2000);
}
