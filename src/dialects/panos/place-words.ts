import type { Schema } from './schema.ts';
import { type Growing, grow, type Span, setValue } from './tree.ts';
import type { Word } from './words.ts';

type Keys = Extract<Schema, { kind: 'keys' }>;

/** Where words are being put, and what of them was not understood. */
export interface Placing {
  readonly text: string;
  readonly words: readonly Word[];
  /** What every node that the words make or touch covers. */
  readonly span: Span;
  /** The innermost node whose content could decide about packets; what is not understood is noted there. */
  strict: Growing | undefined;
}

/** Puts words below a node, from `at` on; what is left over is noted as not understood where it could matter. */
export function placeWords(
  node: Growing,
  schema: Schema,
  placing: Placing,
  at: number,
  outer: readonly Keys[] = [],
): void {
  const rest = place(node, schema, placing, at, outer);
  if (rest < placing.words.length) noteStranger(placing, rest);
}

function place(node: Growing, schema: Schema, placing: Placing, at: number, outer: readonly Keys[]): number {
  switch (schema.kind) {
    case 'skip':
      return skip(placing, at, outer);
    case 'leaf':
    case 'list':
      return placeValues(node, placing, at);
    case 'entries':
      return placeEntry(node, schema.of, placing, at);
    case 'keys':
      return placeKeys(node, schema, placing, at, outer);
    default:
      return schema satisfies never;
  }
}

/** One key after the other; a word that is none goes back to the container around. */
function placeKeys(
  node: Growing,
  schema: Keys,
  placing: Placing,
  start: number,
  outer: readonly Keys[],
): number {
  if (schema.strict) placing.strict = node;
  const around = [...outer, schema];
  let at = start;
  for (;;) {
    const word = placing.words[at];
    const inner = word && !isSign(word) ? schema.keys.get(word.text) : undefined;
    if (!word || !inner) return at;
    at = place(grow(node, word.text, placing.span, placing.text), inner, placing, at + 1, around);
    if (schema.strict) placing.strict = node;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function placeEntry(node: Growing, schema: Schema, placing: Placing, start: number): number {
  const { words, span, text } = placing;
  const name = words[start];
  if (!name || isSign(name)) return start;
  const entry = grow(node, name.text, span, text);
  const next = words[start + 1];
  const at = next && UUID.test(next.text) ? start + 2 : start + 1;
  placing.strict = schema.kind === 'keys' && schema.strict ? entry : undefined;
  const rest = place(entry, schema, placing, at, []);
  if (rest < words.length) noteStranger(placing, rest);
  return words.length;
}

/** One value or several in brackets. */
function placeValues(node: Growing, placing: Placing, start: number): number {
  const { words, span } = placing;
  const first = words[start];
  if (!first) {
    placing.strict?.strangers.push({ ...span, torn: true });
    return start;
  }
  if (!isSign(first)) {
    setValue(node, first.text, span);
    return start + 1;
  }
  if (first.text !== '[') return start;
  for (let at = start + 1; at < words.length; at++) {
    const word = words[at] as Word;
    if (isSign(word)) {
      if (word.text === ']') return at + 1;
      break;
    }
    setValue(node, word.text, span);
  }
  return noteStranger(placing, start, true);
}

/** Passes what decides nothing, up to the next key of a container around. */
function skip({ words }: Placing, start: number, outer: readonly Keys[]): number {
  let at = start;
  while (at < words.length) {
    const word = words[at] as Word;
    if (at > start && !isSign(word) && outer.some(({ keys }) => keys.has(word.text))) break;
    at++;
  }
  return at;
}

function noteStranger({ words, strict, span }: Placing, at: number, torn: boolean = false): number {
  const first = words[at];
  const last = words.at(-1);
  const where = first && last ? { start: first.start, end: last.end } : span;
  strict?.strangers.push(torn ? { ...where, torn } : where);
  return words.length;
}

export const isSign = ({ text, quoted }: Word): boolean =>
  !quoted && text.length === 1 && SIGNS.includes(text);
const SIGNS = '[]{};';
