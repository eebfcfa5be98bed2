/**
 * Where in a hierarchy document a place is, also while the document is half written: keys of maps and positions of
 * lists from the outside in. Made for completion and help, which need an answer for text that no parser accepts;
 * what is right and wrong in it, the server says.
 */
export type Step = string | number;

export interface ScannedKey {
  readonly path: readonly Step[];
  readonly from: number;
  readonly to: number;
}

export interface Spot {
  /** Of what is being written: the map whose key it is, or the place whose value it is. */
  readonly path: readonly Step[];
  /** `either`: an entry of a list, which may be a text or begin a map. */
  readonly kind: 'key' | 'value' | 'either';
  /** Where the word begins. */
  readonly from: number;
}

export interface Scan {
  readonly keys: readonly ScannedKey[];
  readonly spot: Spot;
}

interface Level {
  readonly indent: number;
  step: Step;
  /** A list's entries stand at this level. */
  readonly list: boolean;
}

interface Flow {
  readonly list: boolean;
  /** The key that is being given a value, or the position in the list. */
  step: Step | undefined;
  /** Where the present entry's text begins. */
  start: number;
}

/** Reads up to `end`, the end of the text if left out. */
export function scanYaml(text: string, end: number = text.length): Scan {
  const scanner = new Scanner(text, end);
  return { keys: scanner.keys, spot: scanner.spot };
}

const KEY =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#&*!|>'"%@`,[\]{}:-](?:[^:#\n]|:(?!\s|$)|(?<!\s)#)*?|-[^\s:#][^:#\n]*?))\s*:(?=\s|$)/;

class Scanner {
  readonly keys: ScannedKey[] = [];
  spot: Spot = { path: [], kind: 'key', from: 0 };
  private readonly levels: Level[] = [];
  private readonly flows: Flow[] = [];
  private readonly text: string;

  constructor(text: string, end: number) {
    this.text = text;
    let at = 0;
    while (at <= end) {
      const newline = text.indexOf('\n', at);
      const stop = Math.min(end, newline < 0 ? text.length : newline);
      // A line without text ends nothing, except the one that is being written: its indent says where it belongs.
      if (stop === end || /\S/.test(text.slice(at, stop))) this.line(at, stop);
      if (newline < 0 || newline >= end) break;
      at = newline + 1;
    }
  }

  private line(start: number, end: number): void {
    if (this.flows.length > 0) {
      this.flow(start, end);
      return;
    }
    let at = start;
    while (at < end && this.text[at] === ' ') at++;
    const blank = at === end;
    if (this.text[at] === '#' && !blank) {
      this.spot = { path: this.path(), kind: 'value', from: end };
      return;
    }
    this.close(at - start, this.text[at] === '-' && /^-(?:\s|$)/.test(this.text.slice(at, end)));
    while (/^-(?:\s|$)/.test(this.text.slice(at, end))) {
      this.entry(at - start);
      at++;
      while (at < end && this.text[at] === ' ') at++;
    }
    const key = KEY.exec(this.text.slice(at, end));
    const parent = this.path();
    if (!key) {
      const last = this.levels.at(-1);
      this.spot = { path: parent, kind: last?.list ? 'either' : 'key', from: at };
      if (!blank) this.flow(at, end);
      return;
    }
    const name = key[1] ?? key[2] ?? key[3] ?? '';
    this.levels.push({ indent: at - start, step: name, list: false });
    this.keys.push({ path: this.path(), from: at, to: at + key[0].replace(/\s*:$/, '').length });
    let value = at + key[0].length;
    while (value < end && this.text[value] === ' ') value++;
    this.spot = { path: this.path(), kind: 'value', from: value };
    this.flow(value, end);
  }

  /** Leaves what ends before a line with this indent; a list may stand as far left as its key. */
  private close(indent: number, dash: boolean): void {
    while (true) {
      const last = this.levels.at(-1);
      if (!last || last.indent < indent) return;
      if (dash && last.indent === indent && !last.list) return;
      if (dash && last.indent === indent && last.list) return;
      this.levels.pop();
    }
  }

  private entry(indent: number): void {
    const last = this.levels.at(-1);
    if (last?.list && last.indent === indent) last.step = Number(last.step) + 1;
    else this.levels.push({ indent, step: 0, list: true });
  }

  private path(): Step[] {
    const steps = this.levels.map((level) => level.step);
    for (const { step } of this.flows) if (step !== undefined) steps.push(step);
    return steps;
  }

  /** Text that may hold lists and maps in brackets, up to the end of a line. */
  private flow(start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const char = this.text[at];
      const inside = this.flows.at(-1);
      if (char === '#' && (at === start || this.text[at - 1] === ' ')) break;
      if (char === '"' || char === "'") at = this.quoted(at, end, char);
      else if ((char === '[' || char === '{') && (inside || /^\s*$/.test(this.text.slice(start, at)))) {
        this.flows.push({ list: char === '[', step: char === '[' ? 0 : undefined, start: at + 1 });
      } else if (!inside) continue;
      else if (char === ']' || char === '}') {
        this.flows.pop();
        if (this.flows.length === 0) {
          this.spot = { path: this.path(), kind: 'value', from: at + 1 };
        }
      } else if (char === ',') {
        inside.step = inside.list ? Number(inside.step) + 1 : undefined;
        inside.start = at + 1;
      } else if (char === ':' && !inside.list && inside.step === undefined) {
        const raw = this.text.slice(inside.start, at);
        const name = raw.trim();
        inside.step = unquote(name);
        const from = inside.start + (raw.length - raw.trimStart().length);
        this.keys.push({ path: this.path(), from, to: from + name.length });
        inside.start = at + 1;
      }
    }
    const inside = this.flows.at(-1);
    if (!inside) return;
    let from = Math.min(end, inside.start);
    while (from < end && /\s/.test(this.text[from] ?? '')) from++;
    const kind = inside.list ? 'either' : inside.step === undefined ? 'key' : 'value';
    this.spot = { path: this.path(), kind, from };
  }

  private quoted(at: number, end: number, quote: string): number {
    for (let i = at + 1; i < end; i++) {
      if (this.text[i] === '\\' && quote === '"') i++;
      else if (this.text[i] === quote) return i;
    }
    return end;
  }
}

function unquote(text: string): string {
  const first = text[0];
  return (first === '"' || first === "'") && text.at(-1) === first ? text.slice(1, -1) : text;
}
