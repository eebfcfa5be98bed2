/**
 * Values as HCL and Bicep write them: strings, numbers, lists and objects. Everything that is more than a literal is
 * an expression, which nobody works out. Reads each character once, and only to a depth that is safe.
 */
import type { ObjectValue, Value } from './value.ts';

/** How a notation differs from the others. */
export interface Notation {
  /** What starts a comment up to the end of its line, and whether there is `/* … *\/`: always. */
  readonly lineComments: readonly string[];
  readonly quote: '"' | "'";
  /** Between a name and its value in an object. */
  readonly assigns: readonly string[];
  /**
   * A heredoc or a string of many lines that starts here; its end.
   * @param missing marks that end nothing from here on: what was searched once is not searched again
   */
  longString?(
    text: string,
    at: number,
    missing: Set<string>,
  ): { readonly end: number; readonly text: string } | undefined;
  /** What a character after `\` stands for, and how many characters that takes; absent: nothing. */
  escape(text: string, at: number): { readonly text: string; readonly length: number } | undefined;
  /** What starts a part of a string that is worked out; doubled, as `$${`, it stands for itself if so. */
  readonly templates: readonly string[];
  readonly doubledTemplates: boolean;
}

const DEEPEST = 100;
const WORD = /[A-Za-z0-9_-]/;

export class LiteralReader {
  at = 0;
  readonly text: string;
  readonly notation: Notation;
  private depth = 0;
  private readonly missing = new Set<string>();

  constructor(text: string, notation: Notation) {
    this.text = text;
    this.notation = notation;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Goes over blanks and comments, and over line ends where they mean nothing. */
  skip(lineEnds: boolean): void {
    const { text } = this;
    while (this.at < text.length) {
      const c = text[this.at];
      if (c === ' ' || c === '\t' || c === '\r') this.at++;
      else if (c === '\n') {
        if (!lineEnds) return;
        this.at++;
      } else if (text.startsWith('/*', this.at)) {
        const end = text.indexOf('*/', this.at + 2);
        this.at = end < 0 ? text.length : end + 2;
      } else if (this.notation.lineComments.some((mark) => text.startsWith(mark, this.at))) this.skipLine();
      else return;
    }
  }

  /** Up to the end of the line, which stays. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Takes a mark if it stands here. */
  accept(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  /** A name, if one stands here. */
  word(): string | undefined {
    const start = this.at;
    if (!/[A-Za-z_]/.test(this.text[start] ?? '')) return undefined;
    while (this.at < this.text.length && WORD.test(this.text[this.at] ?? '')) this.at++;
    return this.text.slice(start, this.at);
  }

  /** One value, up to what ends it: a line's end, a comma or a closing bracket. */
  value(): Value {
    const start = this.at;
    const literal = this.literal();
    const end = this.at;
    this.skip(false);
    if (literal && this.ended()) return literal;
    if (!literal || this.at >= end) this.rest();
    return this.expression(start);
  }

  /** A string without what is worked out in it; its quote stands here. */
  string(): Value {
    const { text, notation } = this;
    const start = this.at;
    let said = '';
    let isTemplate = false;
    let from = ++this.at;
    while (this.at < text.length) {
      const c = text[this.at];
      if (c === notation.quote) break;
      if (c === '\n') {
        // A string ends where its line does: what follows would be taken for a part of it otherwise.
        isTemplate = true;
        break;
      }
      if (c === '\\') {
        const escaped = notation.escape(text, this.at);
        said += text.slice(from, this.at) + (escaped?.text ?? '');
        if (!escaped) isTemplate = true;
        this.at = Math.min(text.length, this.at + (escaped?.length ?? 2));
        from = this.at;
        continue;
      }
      const template = notation.templates.find((mark) => text.startsWith(mark, this.at));
      if (template) {
        if (
          notation.doubledTemplates &&
          // Of more than two, nobody has to know what they are.
          text[this.at - 1] === template[0] &&
          text[this.at - 2] !== template[0]
        ) {
          said += text.slice(from, this.at - 1) + template;
          this.at += template.length;
          from = this.at;
          continue;
        }
        isTemplate = true;
        this.at += template.length;
        this.balance('}');
        continue;
      }
      this.at++;
    }
    said += text.slice(from, Math.min(this.at, text.length));
    if (this.at < text.length && text[this.at] === notation.quote) this.at++;
    else isTemplate = true;
    if (isTemplate) return this.expression(start);
    return { kind: 'text', start, end: this.at, text: said };
  }

  private literal(): Value | undefined {
    const { text, notation } = this;
    const start = this.at;
    const long = notation.longString?.(text, start, this.missing);
    if (long) {
      this.at = long.end;
      return { kind: 'text', start, end: long.end, text: long.text };
    }
    const c = text[start];
    if (c === notation.quote) {
      const read = this.string();
      return read.kind === 'text' ? read : undefined;
    }
    if (c === '[') return this.nested(() => this.list());
    if (c === '{') return this.nested(() => this.object());
    const number = /-?\d{1,15}(?:\.\d{1,15})?/y;
    number.lastIndex = start;
    const digits = number.exec(text)?.[0];
    if (digits !== undefined) {
      this.at += digits.length;
      return { kind: 'number', start, end: this.at, number: Number(digits) };
    }
    const word = this.word();
    const end = this.at;
    if (word === 'true' || word === 'false') return { kind: 'boolean', start, end, truth: word === 'true' };
    if (word === 'null') return { kind: 'null', start, end };
    return undefined;
  }

  private nested(read: () => Value | undefined): Value | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  private list(): Value | undefined {
    const start = this.at++;
    const items: Value[] = [];
    let isWhole = true;
    for (;;) {
      this.skip(true);
      if (this.accept(']')) break;
      if (this.accept(',')) continue;
      if (this.atEnd || this.text[this.at] === '}' || this.text[this.at] === ')') return undefined;
      const before = this.at;
      const item = this.value();
      // `[for x in y: …]` is no list of values.
      if (item.kind === 'expression' && /^for\b/.test(item.text)) isWhole = false;
      items.push(item);
      if (this.at === before) this.at++;
    }
    return isWhole ? { kind: 'list', start, end: this.at, items } : undefined;
  }

  private object(): ObjectValue | undefined {
    const start = this.at++;
    const entries = new Map<string, Value>();
    let isWhole = true;
    for (;;) {
      this.skip(true);
      if (this.accept('}')) break;
      if (this.accept(',')) continue;
      if (this.atEnd) return undefined;
      const name = this.name();
      this.skip(false);
      if (name === undefined || !this.notation.assigns.some((mark) => this.accept(mark))) {
        isWhole = false;
        if (this.atEnd || this.text[this.at] === ']' || this.text[this.at] === ')') return undefined;
        const before = this.at;
        this.rest();
        if (this.at === before) this.at++;
        continue;
      }
      this.skip(true);
      entries.set(name, this.value());
    }
    return isWhole ? { kind: 'object', start, end: this.at, entries } : undefined;
  }

  private name(): string | undefined {
    if (this.text[this.at] !== this.notation.quote) return this.word();
    const read = this.string();
    return read.kind === 'text' ? read.text : undefined;
  }

  private expression(start: number): Value {
    const end = Math.max(this.at, start);
    return {
      kind: 'expression',
      start,
      end,
      text: this.text.slice(start, Math.min(end, start + 200)).trim(),
    };
  }

  /** Whether a value ends here. */
  private ended(): boolean {
    const c = this.text[this.at];
    return c === undefined || c === '\n' || c === ',' || c === ']' || c === '}' || c === ')';
  }

  /** Over the rest of an expression, with everything in its brackets. */
  rest(): void {
    const { text, notation } = this;
    while (this.at < text.length) {
      this.skip(false);
      if (this.ended()) return;
      const c = text[this.at];
      if (c === '(' || c === '[' || c === '{') {
        this.at++;
        this.balance(c === '(' ? ')' : c === '[' ? ']' : '}');
      } else if (c === notation.quote) this.string();
      else this.at++;
    }
  }

  /** Over a round bracket, which stands here, and everything in it. */
  group(): void {
    this.at++;
    this.balance(')');
  }

  /** Over everything up to the bracket that closes what was opened before. */
  private balance(close: string): void {
    const { text, notation } = this;
    const open: string[] = [close];
    while (this.at < text.length) {
      this.skip(true);
      const c = text[this.at];
      if (c === undefined) return;
      if (c === notation.quote) {
        this.plainString();
        continue;
      }
      this.at++;
      if (c === '(') open.push(')');
      else if (c === '[') open.push(']');
      else if (c === '{') open.push('}');
      else if (c === ')' || c === ']' || c === '}') {
        open.pop();
        if (open.length === 0) return;
      }
    }
  }

  /** Over a string in an expression, whatever stands in it; it ends with its line at the latest. */
  private plainString(): void {
    const { text, notation } = this;
    for (this.at++; this.at < text.length; this.at++) {
      const c = text[this.at];
      if (c === '\\') this.at++;
      else if (c === '\n') return;
      else if (c === notation.quote) {
        this.at++;
        return;
      }
    }
    this.at = Math.min(this.at, text.length);
  }
}
