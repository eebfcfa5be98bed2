import { afford, type Cursor, type Found, find, finish, step } from './cursor.ts';
import type { Draft } from './draft.ts';
import { SHOWN_ALONE } from './schema.ts';
import { keyOf, type Node, type Spot } from './tree.ts';
import { lineEnd, nextToken, type Scan, type Token } from './words.ts';

/** Commands of the configuration mode that change nothing that is read here. */
const HARMLESS: ReadonlySet<string> = new Set(
  'annotate cli commit configure exit help protect quit request run save show status unprotect'.split(' '),
);

interface State {
  readonly draft: Draft;
  /** The level that `edit` went to. */
  level: readonly string[];
  /** Levels to which `exit` goes back. */
  readonly before: (readonly string[])[];
  index: number;
  /** What is deactivated that the text has not said so far. */
  readonly early: {
    readonly words: readonly string[];
    readonly level: readonly string[];
    readonly spot: Spot;
  }[];
}

/** Reads commands, as `show configuration | display set` prints them. */
export function parseSet(draft: Draft): void {
  const { text } = draft.lines;
  const scan: Scan = { text, at: 0, level: [] };
  const state: State = { draft, level: [], before: [], index: 0, early: [] };
  while (scan.at < text.length) {
    const start = scan.at;
    const end = lineEnd(text, start);
    const said = scan.level;
    const tokens = lineOf(scan, end);
    if (scan.level !== said) state.level = scan.level;
    const first = tokens[0];
    const last = tokens.at(-1);
    if (first && last) command(state, tokens, first.start, last.end);
    scan.at = Math.max(scan.at, end + 1);
  }
  if (scan.open !== undefined) draft.doubt(draft.written(scan.open, text.length));
  judgeEarly(state);
}

/**
 * A device prints `deactivate` behind what it is about, and says that there is nothing where it comes first. In a text
 * whose lines were sorted it does: whether what follows is active is open.
 */
function judgeEarly(state: State): void {
  const { draft, early } = state;
  for (const { words, level, spot } of early) {
    state.level = level;
    const found = find(baseOf(state, words, spot), words, draft.work);
    const written = draft.written(spot.start, spot.end);
    if (found === 'ignored') continue;
    if (found === 'exhausted' || found.length > 0) draft.doubt(written);
    else draft.notUnderstood(written, 'It is about nothing in the text');
  }
}

/** The tokens of a line; a string in quotes may go on in the next ones. */
function lineOf(scan: Scan, end: number): Token[] {
  const tokens: Token[] = [];
  while (scan.at < end) {
    skipBlanks(scan, end);
    if (scan.text[scan.at] === '#') scan.at = end;
    if (scan.at >= end) break;
    const token = nextToken(scan);
    if (!token || token.start >= end) {
      if (token) scan.at = token.start;
      break;
    }
    tokens.push(token);
  }
  return tokens;
}

function skipBlanks(scan: Scan, end: number): void {
  while (scan.at < end && /\s/.test(scan.text[scan.at] ?? '')) scan.at++;
}

function command(state: State, tokens: readonly Token[], start: number, end: number): void {
  const { draft } = state;
  const [verb, ...rest] = tokens as [Token, ...Token[]];
  const spot: Spot = { start, end, index: state.index++ };
  const words = rest.map((token) => token.text);
  const isFound = (found: ReturnType<typeof find>): found is readonly Found[] => {
    if (found === 'ignored') return false;
    if (found === 'exhausted') {
      draft.doubt(draft.written(start, end));
      return false;
    }
    if (found.length === 0) draft.notUnderstood(draft.written(start, end), 'It is about nothing in the text');
    return true;
  };
  switch (verb.text) {
    case 'set':
      set(state, rest, spot);
      return;
    case 'delete': {
      const found = find(baseOf(state, words, spot), words, draft.work);
      if (words.length === 0) clear(state, spot);
      else if (isFound(found)) for (const { parent, key } of found) parent.children.delete(key);
      return;
    }
    case 'deactivate':
    case 'activate': {
      const found = find(baseOf(state, words, spot), words, draft.work);
      if (verb.text === 'deactivate' && found !== 'ignored' && found.length === 0)
        state.early.push({ words, level: state.level, spot });
      else if (isFound(found)) for (const { node } of found) node.inactive = verb.text === 'deactivate';
      return;
    }
    case 'insert':
      if (!insert(state, words, spot)) draft.doubt(draft.written(start, end));
      return;
    case 'rename':
      if (!rename(state, words, spot)) draft.doubt(draft.written(start, end));
      return;
    case 'edit':
      state.before.push(state.level);
      state.level = [...state.level, ...words].slice(0, 100);
      return;
    case 'top':
      top(state, rest, end);
      return;
    case 'up':
      up(state, rest, end);
      return;
    case 'exit':
      state.level = state.before.pop() ?? [];
      return;
    default:
      if (!HARMLESS.has(verb.text)) draft.doubt(draft.written(start, end));
  }
}

/** Where a path starts: at the level of `edit`, or at the one that people leave out. */
function baseOf({ draft, level }: State, words: readonly string[], spot: Spot): Cursor {
  const path = level.length > 0 ? level : (SHOWN_ALONE.get(words[0] ?? '') ?? []);
  return path.reduce((cursor, word) => step(cursor, word, spot), draft.top);
}

function set(state: State, tokens: readonly Token[], spot: Spot): void {
  const { draft } = state;
  let cursor = baseOf(
    state,
    tokens.map((t) => t.text),
    spot,
  );
  let list: Cursor | undefined;
  let isEmpty = false;
  for (const { kind, text, start } of tokens) {
    if (kind === '[' && !list) {
      list = cursor;
      isEmpty = true;
    } else if (kind === ']' && list) {
      if (isEmpty && cursor.body !== 'ignored')
        cursor = { node: cursor.node, body: cursor.body, lost: ['[', ']'] };
      list = undefined;
    } else if (kind === 'word') {
      cursor = step(list ?? cursor, text, spot);
      isEmpty = false;
    } else if (cursor.body !== 'ignored') {
      draft.doubt(draft.written(start, spot.end));
      return;
    }
  }
  if (list && cursor.body !== 'ignored') draft.doubt(draft.written(spot.start, spot.end));
  else finish(cursor, spot);
}

/** `delete` without a path, after `edit`: everything there. */
function clear(state: State, spot: Spot): void {
  const cursor = baseOf(state, [], spot);
  if (cursor.body === 'ignored') return;
  if (cursor.pending || cursor.lost) state.draft.doubt(state.draft.written(spot.start, spot.end));
  else cursor.node.children.clear();
}

/** `insert … policy X before policy Y`. */
function insert(state: State, words: readonly string[], spot: Spot): boolean {
  const [where, keyword = '', name = ''] = words.slice(-3);
  if (where !== 'before' && where !== 'after') return false;
  const found = find(baseOf(state, words, spot), words.slice(0, -3), state.draft.work);
  if (found === 'ignored') return true;
  if (found === 'exhausted') return false;
  const [moved] = found;
  if (!moved || found.length > 1) return false;
  const { children } = moved.parent;
  const key = keyOf(keyword, name);
  if (!children.has(key) || key === moved.key || !afford(state.draft.work, moved.parent)) return false;
  const rest = [...children].filter(([other]) => other !== moved.key);
  const at = rest.findIndex(([other]) => other === key) + (where === 'after' ? 1 : 0);
  rest.splice(at, 0, [moved.key, moved.node]);
  state.draft.isMoved = true;
  refill(children, rest);
  return true;
}

function refill(children: Map<string, Node>, entries: readonly (readonly [string, Node])[]): void {
  children.clear();
  for (const [key, node] of entries) children.set(key, node);
}

/** `rename … policy X to policy Y`; names elsewhere stay as they are. */
function rename(state: State, words: readonly string[], spot: Spot): boolean {
  const [where, keyword = '', name = ''] = words.slice(-3);
  if (where !== 'to') return false;
  const found = find(baseOf(state, words, spot), words.slice(0, -3), state.draft.work);
  if (found === 'ignored') return true;
  if (found === 'exhausted') return false;
  const [moved] = found;
  if (!moved || found.length > 1 || moved.node.keyword !== keyword) return false;
  const { children } = moved.parent;
  const key = keyOf(keyword, name);
  if (children.has(key) || !afford(state.draft.work, moved.parent)) return false;
  refill(
    children,
    [...children].map(([other, node]) => (other === moved.key ? [key, { ...node, name }] : [other, node])),
  );
  return true;
}

/** `top`, alone or in front of another command. */
function top(state: State, rest: readonly Token[], end: number): void {
  const [next] = rest;
  const { level } = state;
  state.level = [];
  if (!next) return;
  command(state, rest, next.start, end);
  if (next.text !== 'edit') state.level = level;
}

function up(state: State, rest: readonly Token[], end: number): void {
  const { level, draft } = state;
  const count = /^\d{1,3}$/.test(rest[0]?.text ?? '') ? Number(rest[0]?.text) : 1;
  const next = /^\d{1,3}$/.test(rest[0]?.text ?? '') ? rest.slice(1) : rest;
  // A level of several words is one step up; how many it has only its statement says.
  const shorter = levelAbove(level, count);
  if (!shorter) {
    draft.doubt(draft.written(rest[0]?.start ?? end, end));
    return;
  }
  state.level = shorter;
  if (next[0]) {
    command(state, next, next[0].start, end);
    if (next[0].text !== 'edit') state.level = level;
  }
}

/** Keywords that a name belongs to, one step up together with it. */
const WITH_NAME: ReadonlySet<string> = new Set(
  'policy security-zone application application-set address address-set term rule rule-set groups logical-systems tenants unit'.split(
    ' ',
  ),
);

function levelAbove(level: readonly string[], count: number): readonly string[] | undefined {
  let rest = level;
  for (let i = 0; i < count && rest.length > 0; i++) {
    if (rest.at(-2) === 'to-zone') rest = rest.slice(0, -4);
    else if (WITH_NAME.has(rest.at(-2) ?? '')) rest = rest.slice(0, -2);
    else rest = rest.slice(0, -1);
  }
  return rest;
}
