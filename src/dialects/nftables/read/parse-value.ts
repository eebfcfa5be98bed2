import type { Cursor } from './cursor.ts';
import type { ReadNftElement, ReadNftValue, ReadNftVerdict } from './model.ts';
import { STRING, WORD } from './tokens.ts';

/** What was defined so far, by name. */
export type Definitions = Map<string, ReadNftValue>;

/** Sets in sets are flattened; nobody needs them deeper. */
const DEEPEST = 8;

/**
 * What stands on the right of a match: `22`, `a-b`, `{ … }`, `@set`, `$name`, `a . b`, `a,b`, `a | b`, `(a | b)`.
 * Absent where no value stands here.
 */
export function parseValue(cursor: Cursor, defined: Definitions, depth = 0): ReadNftValue | undefined {
  const first = parseConcatenation(cursor, defined, depth);
  if (!first || !(cursor.is(',') || cursor.is('|'))) return first;
  const items = [first];
  while (cursor.take(',') || cursor.take('|')) {
    const item = parseConcatenation(cursor, defined, depth);
    if (!item) return undefined;
    items.push(item);
  }
  return { kind: 'list', items };
}

function parseConcatenation(cursor: Cursor, defined: Definitions, depth: number): ReadNftValue | undefined {
  const first = parseTerm(cursor, defined, depth);
  if (!first || !cursor.is('.')) return first;
  const items = [first];
  while (cursor.take('.')) {
    const item = parseTerm(cursor, defined, depth);
    if (!item) return undefined;
    items.push(item);
  }
  return { kind: 'concatenation', items };
}

function parseTerm(cursor: Cursor, defined: Definitions, depth: number): ReadNftValue | undefined {
  if (depth > DEEPEST) return undefined;
  const kind = cursor.kind();
  if (kind === STRING) {
    const text = cursor.text();
    cursor.at++;
    // `"08:00"-"18:00"`
    if (!cursor.is('-') || cursor.kind(1) !== STRING) return { kind: 'string', text };
    cursor.at += 2;
    return { kind: 'word', text: `${text}-${cursor.text(-1)}` };
  }
  if (kind === WORD) return parseWord(cursor, defined);
  if (cursor.take('{')) {
    const elements = parseElements(cursor, defined, depth + 1);
    return elements && { kind: 'set', elements };
  }
  if (cursor.take('(')) {
    const inner = parseValue(cursor, defined, depth + 1);
    return inner && cursor.take(')') ? inner : undefined;
  }
  return cursor.take('*') ? { kind: 'word', text: '*' } : undefined;
}

function parseWord(cursor: Cursor, defined: Definitions): ReadNftValue {
  let text = cursor.text();
  cursor.at++;
  if (text.startsWith('@')) return { kind: 'reference', name: text.slice(1) };
  if (text.startsWith('$')) {
    // $a-$b and the like are values of two names; what they mean is left open.
    const name = text.slice(1);
    return { kind: 'variable', name, value: defined.get(name) };
  }
  // `80 - 90`
  if (cursor.is('-') && cursor.kind(1) === WORD) {
    text += `-${cursor.text(1)}`;
    cursor.at += 2;
  }
  return { kind: 'word', text };
}

/** Everything up to the closing brace, which is taken; absent where it isn't a list of elements. */
export function parseElements(cursor: Cursor, defined: Definitions, depth = 1): ReadNftElement[] | undefined {
  const elements: ReadNftElement[] = [];
  for (;;) {
    cursor.skipNewlines();
    if (cursor.take('}')) return elements;
    const element = parseElement(cursor, defined, depth);
    if (!element) return undefined;
    elements.push(element);
    cursor.skipNewlines();
    if (!cursor.take(',') && !cursor.is('}')) return undefined;
  }
}

function parseElement(cursor: Cursor, defined: Definitions, depth: number): ReadNftElement | undefined {
  let key = parseConcatenation(cursor, defined, depth);
  while (key && cursor.take('|')) {
    const other = parseConcatenation(cursor, defined, depth);
    key = other && { kind: 'list', items: [key, other] };
  }
  if (!key) return undefined;
  skipElementOptions(cursor);
  cursor.skipNewlines();
  if (!cursor.take(':')) return { key };
  cursor.skipNewlines();
  const verdict = parseVerdict(cursor);
  if (verdict) return { key, verdict };
  const value = parseConcatenation(cursor, defined, depth);
  if (!value) return undefined;
  skipElementOptions(cursor);
  return { key, value };
}

/** What may stand behind an element and decides nothing. A limit does decide, and is not among them. */
const ELEMENT_OPTIONS: ReadonlySet<string> = new Set([
  'timeout',
  'expires',
  'counter',
  'packets',
  'bytes',
  'comment',
  'last',
  'used',
]);

/** `timeout 1h expires 5m counter packets 1 bytes 2 comment "x"` */
function skipElementOptions(cursor: Cursor): void {
  while (cursor.kind() === WORD && ELEMENT_OPTIONS.has(cursor.text())) {
    cursor.at++;
    const value = cursor.kind() === STRING || (cursor.kind() === WORD && !ELEMENT_OPTIONS.has(cursor.text()));
    if (value) cursor.at++;
  }
}

const PLAIN: ReadonlySet<string> = new Set(['accept', 'drop', 'return', 'continue']);

/** `accept`, `jump name`, …: the verdicts that a map may hold too. */
export function parseVerdict(cursor: Cursor): ReadNftVerdict | undefined {
  if (cursor.kind() !== WORD) return undefined;
  const word = cursor.text();
  if (PLAIN.has(word)) {
    cursor.at++;
    return { kind: word as 'accept' };
  }
  if (word !== 'jump' && word !== 'goto') return undefined;
  if (cursor.kind(1) !== WORD && cursor.kind(1) !== STRING) return undefined;
  cursor.at++;
  return { kind: word, chain: cursor.name() ?? '' };
}
