import { type Cursor, find, finish, step } from './cursor.ts';
import type { Draft } from './draft.ts';
import { SHOWN_ALONE } from './schema.ts';
import type { Node, Spot } from './tree.ts';
import { nextToken, type Scan, type Token } from './words.ts';

/** Deeper than any configuration. */
const DEEPEST = 100;
/** Tags in front of a statement, each with a colon. */
const TAGS: ReadonlySet<string> = new Set([
  'inactive:',
  'active:',
  'protect:',
  'unprotect:',
  'replace:',
  'delete:',
]);

interface Level {
  readonly cursor: Cursor;
  /** The statement that the brace opened; absent where it is ignored. */
  readonly node: Node | undefined;
  readonly start: number;
}

/** The words of one statement; lists stand for each of their values. */
interface Part {
  readonly words: readonly Token[];
  readonly isList: boolean;
}

/** Reads the form with braces, as `show configuration` prints it. */
export function parseCurly(draft: Draft): void {
  const scan: Scan = { text: draft.lines.text, at: 0, level: [] };
  const levels: Level[] = [];
  let parts: Part[] = [];
  let list: Token[] | undefined;
  let index = 0;
  let tooDeep = 0;
  const top = (): Cursor => levels.at(-1)?.cursor ?? baseOf(draft, scan.level, parts);
  const end = (at: number, isOpening: boolean): void => {
    const first = parts[0]?.words[0];
    if (list) parts.push({ words: list, isList: true });
    list = undefined;
    if (first) {
      const made = statement(draft, top(), parts, { start: first.start, end: at, index: index++ }, isOpening);
      if (isOpening) levels.push({ ...made, start: first.start });
    } else if (isOpening) {
      levels.push({ cursor: { node: draft.root, body: 'ignored' }, node: undefined, start: at });
      draft.doubt(draft.written(at - 1, at));
    }
    parts = [];
  };
  for (let token = nextToken(scan); token; token = nextToken(scan)) {
    switch (token.kind) {
      case 'word':
        if (list) list.push(token);
        else parts.push({ words: [token], isList: false });
        break;
      case '[':
        list = [];
        break;
      case ']':
        if (list) parts.push({ words: list, isList: true });
        list = undefined;
        break;
      case ';':
        if (tooDeep === 0) end(token.start, false);
        else parts = [];
        break;
      case '{':
        if (tooDeep > 0 || levels.length >= DEEPEST) {
          if (tooDeep === 0) draft.doubt(draft.written(token.start, token.end));
          tooDeep++;
          parts = [];
        } else end(token.start, true);
        break;
      case '}': {
        if (parts.length > 0 && tooDeep === 0) end(token.start, false);
        parts = [];
        if (tooDeep > 0) {
          tooDeep--;
          break;
        }
        const level = levels.pop();
        if (!level) draft.doubt(draft.written(token.start, token.end));
        else if (level.node) close(level.node, level.start, token.end);
        break;
      }
      default:
        token.kind satisfies never;
    }
  }
  const last = parts[0]?.words[0] ?? list?.[0];
  if (last) draft.doubt(draft.written(last.start, scan.text.length));
  const unclosed = levels.at(-1);
  if (scan.open !== undefined) draft.doubt(draft.written(scan.open, scan.text.length));
  else if (unclosed) draft.doubt(draft.written(unclosed.start, scan.text.length));
  for (const level of levels) if (level.node) close(level.node, level.start, scan.text.length);
}

/** A statement's text ends with its brace. */
function close(node: Node, start: number, end: number): void {
  if (node.start !== start) return;
  node.end = end;
  node.textEnd = end;
}

/** Where statements outside of all braces belong. */
function baseOf(draft: Draft, level: readonly string[], parts: readonly Part[]): Cursor {
  const first = parts.find(({ words }) => !TAGS.has(words[0]?.text ?? ''))?.words[0];
  const alone = level.length === 0 && first && SHOWN_ALONE.get(first.text);
  const path = alone || level;
  const spot: Spot = { start: first?.start ?? 0, end: first?.end ?? 0, index: 0 };
  return path.reduce((cursor, word) => step(cursor, word, spot), draft.top);
}

function statement(
  draft: Draft,
  from: Cursor,
  all: readonly Part[],
  spot: Spot,
  isOpening: boolean,
): { cursor: Cursor; node: Node | undefined } {
  const tags = new Set<string>();
  let parts = all;
  while (parts[0] && !parts[0].isList && TAGS.has(parts[0].words[0]?.text ?? '')) {
    tags.add(parts[0].words[0]?.text ?? '');
    parts = parts.slice(1);
  }
  if (tags.has('delete:') || tags.has('replace:')) {
    const found = find(
      from,
      parts.flatMap(({ words }) => words.map((w) => w.text)),
      draft.work,
    );
    if (found === 'exhausted') draft.doubt(draft.written(spot.start, spot.end));
    else if (found !== 'ignored') for (const { parent, key } of found) parent.children.delete(key);
    if (tags.has('delete:')) return { cursor: { node: from.node, body: 'ignored' }, node: undefined };
  }
  let cursor = from;
  const made: Node[] = [];
  for (const { words, isList } of parts) {
    const before = cursor;
    if (words.length === 0) cursor = { node: before.node, body: before.body, lost: ['['] };
    for (const { text } of words) {
      cursor = step(isList ? before : cursor, text, spot);
      if (cursor.leaf) made.push(cursor.leaf);
    }
    // A list of words that stand one after the other is none of values.
    if (isList && words.length > 1 && !cursor.leaf && cursor.body !== 'ignored')
      cursor = { node: before.node, body: before.body, lost: ['[', ...words.slice(0, 3).map((w) => w.text)] };
  }
  if (isOpening && cursor.leaf && cursor.body !== 'ignored') {
    made.pop();
    cursor = { node: cursor.node, body: cursor.body, lost: [cursor.leaf.keyword, cursor.leaf.name, '{'] };
  }
  // In a container that is opened by its keyword alone, names follow.
  const node = isOpening && cursor.pending ? undefined : finish(cursor, spot);
  const at = node ?? (made.length === 0 && cursor.node !== from.node ? cursor.node : undefined);
  if (tags.has('inactive:')) {
    for (const leaf of made) leaf.inactive = true;
    if (at) at.inactive = true;
    else if (cursor.pending && isOpening)
      return { cursor: { node: cursor.node, body: 'ignored' }, node: undefined };
  }
  if (node?.unknown) return { cursor: { node: from.node, body: 'ignored' }, node };
  return {
    cursor: { node: cursor.node, body: cursor.body, ...(cursor.pending && { pending: cursor.pending }) },
    node: at,
  };
}
