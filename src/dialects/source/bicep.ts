/** The part of Bicep that is written by hand for plain resources: each with its type, its symbol and its body. */
import { LiteralReader, type Notation } from './literals.ts';
import type { ObjectValue } from './value.ts';

export interface BicepResource {
  readonly symbol: string;
  /** Without the version of the API. */
  readonly type: string;
  readonly body: ObjectValue;
  /** It is only there if something holds. */
  readonly condition?: string;
  readonly start: number;
  readonly end: number;
}

export interface BicepReading {
  readonly resources: readonly BicepResource[];
  /** What could hold resources that nobody sees: modules, loops, what was not understood. */
  readonly doubts: readonly { readonly start: number; readonly end: number }[];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ["'", "'"],
  ['\\', '\\'],
  ['$', '$'],
]);

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
const BICEP: Notation = {
  lineComments: ['//'],
  quote: "'",
  assigns: [':'],
  templates: ['${'],
  doubledTemplates: false,
  escape(text, at) {
    const simple = ESCAPES.get(text[at + 1] ?? '');
    if (simple !== undefined) return { text: simple, length: 2 };
    const digits = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(at, at + 10));
    const code = Number.parseInt(digits?.[1] ?? '', 16);
    if (!digits || !(code <= 0x10ffff)) return undefined;
    return { text: String.fromCodePoint(code), length: digits[0].length };
  },
  longString(text, at) {
    if (!text.startsWith("'''", at)) return undefined;
    const end = text.indexOf("'''", at + 3);
    return end < 0 ? undefined : { end: end + 3, text: text.slice(at + 3, end).replace(/^\r?\n/, '') };
  },
};

/** Statements that hold no resource. */
const OTHERS: ReadonlySet<string> = new Set([
  'param',
  'var',
  'output',
  'targetScope',
  'metadata',
  'type',
  'func',
  'import',
  'extension',
  'using',
  'assert',
]);

/** Reads a file of Bicep's. Never throws. */
export function readBicep(text: string): BicepReading {
  const reader = new LiteralReader(text, BICEP);
  const resources: BicepResource[] = [];
  const doubts: { start: number; end: number }[] = [];
  for (;;) {
    reader.skip(true);
    if (reader.atEnd) return { resources, doubts };
    const start = reader.at;
    if (reader.accept('@')) {
      reader.rest();
      continue;
    }
    const word = reader.word();
    if (word === 'resource') {
      const read = resource(reader, start);
      if (read === 'existing') continue;
      if (read) resources.push(read);
      else {
        reader.rest();
        doubts.push({ start, end: reader.at });
      }
      continue;
    }
    reader.rest();
    // A bracket that closes nothing, or a comma.
    if (!reader.atEnd && reader.text[reader.at] !== '\n') reader.at++;
    if (word === undefined || !OTHERS.has(word)) doubts.push({ start, end: reader.at });
  }
}

function resource(reader: LiteralReader, start: number): BicepResource | 'existing' | undefined {
  reader.skip(false);
  const symbol = reader.word();
  reader.skip(false);
  if (symbol === undefined || reader.text[reader.at] !== "'") return undefined;
  const type = reader.string();
  reader.skip(false);
  const isExisting = /^existing\b/.test(reader.text.slice(reader.at, reader.at + 9));
  if (isExisting) reader.at += 8;
  reader.skip(false);
  if (type.kind !== 'text' || !reader.accept('=')) return undefined;
  reader.skip(false);
  let condition: string | undefined;
  if (/^if\b/.test(reader.text.slice(reader.at, reader.at + 3))) {
    const from = reader.at;
    // The bracket stands at once behind `if`.
    const head = /^if\s{0,20}(?=\()/.exec(reader.text.slice(from, from + 25))?.[0];
    if (head === undefined) return undefined;
    reader.at = from + head.length;
    reader.group();
    condition = reader.text.slice(from, Math.min(reader.at, from + 100));
    reader.skip(false);
  }
  const body = reader.value();
  if (isExisting) return 'existing';
  if (body.kind !== 'object') return undefined;
  const [plain = ''] = type.text.split('@');
  return { symbol, type: plain, body, ...(condition !== undefined && { condition }), start, end: reader.at };
}
