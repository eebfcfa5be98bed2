/** Terraform's own notation as blocks with values. What is more than a literal stays an expression. */
import { LiteralReader, type Notation } from './literals.ts';
import type { ObjectValue, Value } from './value.ts';

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: ObjectValue;
  readonly start: number;
  readonly end: number;
}

export interface HclReading {
  readonly blocks: readonly HclBlock[];
  /** What stands where a block should. */
  readonly faults: readonly { readonly start: number; readonly end: number }[];
}

/** Under this name a body holds what was not understood in it; no name of HCL has blanks. */
const NOT_UNDERSTOOD = 'not understood';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
const HCL: Notation = {
  lineComments: ['#', '//'],
  quote: '"',
  assigns: ['=', ':'],
  templates: ['${', '%{'],
  doubledTemplates: true,
  escape(text, at) {
    const c = text[at + 1] ?? '';
    const simple = ESCAPES.get(c);
    if (simple !== undefined) return { text: simple, length: 2 };
    const digits = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10));
    const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
    if (!digits || code > 0x10ffff) return undefined;
    return { text: String.fromCodePoint(code), length: digits[0].length };
  },
  longString(text, at, missing) {
    if (!text.startsWith('<<', at)) return undefined;
    const opening = /^<<(-?)([A-Za-z_][A-Za-z0-9_-]{0,100})\r?\n/.exec(text.slice(at, at + 110));
    if (!opening) return undefined;
    const [whole, , mark = ''] = opening;
    if (missing.has(mark)) return undefined;
    let line = at + whole.length;
    while (line < text.length) {
      const next = text.indexOf('\n', line);
      const end = next < 0 ? text.length : next;
      // A mark is short: a longer line is none.
      if (end - line < 400 && text.slice(line, end).trim() === mark)
        return { end, text: text.slice(at + whole.length, line) };
      line = end + 1;
    }
    missing.add(mark);
    return undefined;
  },
};

const DEEPEST = 50;

/** Reads a file of Terraform's. Never throws. */
export function readHcl(text: string): HclReading {
  const reader = new LiteralReader(text, HCL);
  const blocks: HclBlock[] = [];
  const faults: { start: number; end: number }[] = [];
  for (;;) {
    reader.skip(true);
    if (reader.atEnd) return { blocks, faults };
    const start = reader.at;
    const read = statement(reader, 0);
    if (read?.kind === 'block') blocks.push(read.block);
    else {
      if (!read) skipStatement(reader, start);
      faults.push({ start, end: reader.at });
    }
  }
}

type Statement =
  | { readonly kind: 'block'; readonly block: HclBlock }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: Value };

function statement(reader: LiteralReader, depth: number): Statement | undefined {
  const start = reader.at;
  const name = reader.word();
  if (name === undefined) return undefined;
  reader.skip(false);
  if (reader.text[reader.at] === '=' && reader.text[reader.at + 1] !== '=') {
    reader.at++;
    reader.skip(false);
    return { kind: 'attribute', name, value: reader.value() };
  }
  const labels: string[] = [];
  for (;;) {
    if (reader.text[reader.at] === '"') {
      const label = reader.string();
      if (label.kind !== 'text') return undefined;
      labels.push(label.text);
    } else {
      const word = reader.word();
      if (word === undefined) break;
      labels.push(word);
    }
    reader.skip(false);
  }
  if (depth >= DEEPEST || !reader.accept('{')) return undefined;
  const body = bodyOf(reader, reader.at - 1, depth + 1);
  return { kind: 'block', block: { type: name, labels, body, start, end: reader.at } };
}

/** What stands between a block's braces: attributes, and its blocks as lists under their type. */
function bodyOf(reader: LiteralReader, start: number, depth: number): ObjectValue {
  const entries = new Map<string, Value>();
  const nested = new Map<string, Value[]>();
  const fault = (from: number): void => {
    const text = reader.text.slice(from, Math.min(reader.at, from + 100)).trim();
    entries.set(NOT_UNDERSTOOD, { kind: 'expression', start: from, end: reader.at, text });
  };
  for (;;) {
    reader.skip(true);
    if (reader.accept('}')) break;
    const from = reader.at;
    if (reader.atEnd) {
      fault(start);
      break;
    }
    const read = statement(reader, depth);
    if (!read) {
      skipStatement(reader, from);
      fault(from);
    } else if (read.kind === 'attribute') {
      if (entries.has(read.name)) fault(from);
      else entries.set(read.name, read.value);
    } else {
      const { type, labels, body } = read.block;
      // Of a labelled block, such as `dynamic`, nobody knows how often it is there.
      if (labels.length > 0) fault(from);
      const list = nested.get(type);
      if (list) list.push(body);
      else nested.set(type, [body]);
    }
  }
  for (const [type, items] of nested) {
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last) continue;
    if (entries.has(type)) fault(first.start);
    else entries.set(type, { kind: 'list', start: first.start, end: last.end, items });
  }
  return { kind: 'object', start, end: reader.at, entries };
}

function skipStatement(reader: LiteralReader, start: number): void {
  reader.skipLine();
  if (reader.at === start) reader.at++;
}
