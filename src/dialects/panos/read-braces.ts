import { isSign, placeWords } from './place-words.ts';
import type { Leftovers } from './read-set.ts';
import { ROOT, type Schema } from './schema.ts';
import { type Growing, grow, type Span, setValue } from './tree.ts';
import { type Word, wordsAt } from './words.ts';

/** A block that is open; without a node where it is passed over. */
interface Frame {
  readonly node?: Growing;
  readonly schema: Schema;
  readonly strict?: Growing | undefined;
  readonly start: number;
}

/** Deeper than any configuration. */
const DEEPEST = 100;
/** A list in brackets may run over many lines; a statement of more words is none. */
const MOST_WORDS = 200_000;

/** Reads what `show` prints in configuration mode: blocks in braces, statements with a semicolon. Never throws. */
export function readBraces(text: string, root: Growing): Leftovers {
  const doubts: Span[] = [];
  const frames: Frame[] = [{ node: root, schema: ROOT, start: 0 }];
  let words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const line = wordsAt(text, at, '[]{};');
    at = line.next;
    if (line.open !== undefined) doubts.push({ start: line.open, end: line.open + 1 });
    for (const word of line.words) {
      if (!isSign(word) || word.text === '[' || word.text === ']') {
        if (words.length < MOST_WORDS) words.push(word);
        continue;
      }
      const frame = frames.at(-1) as Frame;
      if (word.text === ';') statement(frame, words, text);
      else if (word.text === '{') {
        if (frames.length < DEEPEST) frames.push(opened(frame, words, word, text, doubts));
        else doubts.push(word);
      } else {
        // The first and last lines are what the person saw around the configuration.
        if (words.length > 0) doubts.push(spanOf(words));
        if (frames.length > 1) close(frames, word);
        else doubts.push(word);
      }
      words = [];
    }
    if (frames.length === 1 && words.length > 0 && !words.some(isSign) && isAround(words)) words = [];
  }
  for (const frame of frames.slice(1, 2)) doubts.push({ start: frame.start, end: frame.start + 1 });
  if (words.length > 0) doubts.push(spanOf(words));
  return { doubts };
}

/** A prompt, with or without a command. */
const isAround = ([first]: readonly Word[]): boolean => /^\S+@\S+[>#]$/.test(first?.text ?? '');

function statement(frame: Frame, words: readonly Word[], text: string): void {
  const { node, schema } = frame;
  const first = words[0];
  if (!node || !first) return;
  const span = spanOf(words);
  if (schema.kind === 'list' || schema.kind === 'leaf') {
    for (const word of words) if (!isSign(word)) setValue(node, word.text, span);
    return;
  }
  // `key;` says that there is nothing in it.
  if (words.length === 1 && schema.kind === 'keys' && schema.keys.has(first.text)) return;
  placeWords(node, schema, { text, words, span, strict: frame.strict }, 0);
}

function opened(frame: Frame, words: readonly Word[], brace: Word, text: string, doubts: Span[]): Frame {
  const start = words[0]?.start ?? brace.start;
  const passed: Frame = { schema: { kind: 'skip' }, start };
  let { node, strict } = frame;
  let { schema } = frame;
  if (!node) return passed;
  for (const word of words) {
    const inner: Schema | undefined =
      schema.kind === 'entries' ? schema.of : schema.kind === 'keys' ? schema.keys.get(word.text) : undefined;
    if (schema.kind === 'list') {
      setValue(node, word.text, spanOf(words));
      return passed;
    }
    if (!inner || isSign(word)) {
      if (schema.kind !== 'skip') strict?.strangers.push(spanOf(words));
      return passed;
    }
    node = grow(node, word.text, spanOf(words), text);
    if (schema.kind === 'entries') strict = undefined;
    schema = inner;
    if (schema.kind === 'keys' && schema.strict) strict = node;
  }
  if (words.length === 0) {
    doubts.push(brace);
    return passed;
  }
  return { node, schema, strict, start };
}

/** A block covers everything up to its brace. */
function close(frames: Frame[], brace: Word): void {
  const frame = frames.pop();
  if (frame?.node && frame.node.start === frame.start) frame.node.end = brace.end;
}

function spanOf(words: readonly Word[]): Span {
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}
