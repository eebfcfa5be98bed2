import { type Body, type Kind, kindOf } from './schema.ts';
import { keyOf, type Node, nodeOf, type Spot } from './tree.ts';

/** Where the next word belongs. Values: nothing changes one that exists. */
export interface Cursor {
  readonly node: Node;
  readonly body: Body;
  /** A keyword whose name is still to come. */
  readonly pending?: { readonly keyword: string; readonly kind: Kind };
  /** Words that the schema does not know, from the first of them on. */
  readonly lost?: readonly string[];
  /** The statement right before was one in which nothing stands. */
  readonly leaf?: Node;
}

/** Longest name of an unknown statement; the words behind it make no difference. */
const MOST_LOST = 40;

/** Goes on by one word, and makes the statement that it completes. */
export function step(cursor: Cursor, word: string, spot: Spot): Cursor {
  const { node, body, pending, lost } = cursor;
  if (body === 'ignored') return cursor;
  if (lost) return lost.length < MOST_LOST ? { node, body, lost: [...lost, word] } : cursor;
  if (pending) return enter(cursor, pending.kind, ensure(node, pending.keyword, word, pending.kind, spot));
  const kind = kindOf(body, word);
  if (!kind) return { node, body, lost: [word] };
  if (kind.args === 1) return { node, body, pending: { keyword: word, kind } };
  const isOpen = !body.has(word) && body.get('*') === kind;
  return isOpen && kind.leaf
    ? enter(cursor, kind, ensure(node, '', word, kind, spot))
    : enter(cursor, kind, ensure(node, word, '', kind, spot));
}

function enter({ node, body }: Cursor, kind: Kind, made: Node): Cursor {
  return kind.leaf ? { node, body, leaf: made } : { node: made, body: kind.body ?? 'ignored' };
}

/** The statement of a name within another; made where there is none. */
function ensure(parent: Node, keyword: string, name: string, kind: Kind, spot: Spot): Node {
  const key = keyOf(keyword, name);
  const found = parent.children.get(key);
  if (found) {
    touch(found, spot);
    return found;
  }
  if (kind.single) {
    parent.singles ??= new Map();
    const earlier = parent.singles.get(keyword);
    if (earlier !== undefined) parent.children.delete(earlier);
    parent.singles.set(keyword, key);
  }
  const made = nodeOf(keyword, name, spot);
  parent.children.set(key, made);
  return made;
}

/** Statements of the set form that follow each other are one text. */
function touch(node: Node, { end, index }: Spot): void {
  if (index === node.last + 1) node.end = end;
  if (index <= node.last + 1) node.last = index;
}

/** What a statement ended in: makes one of what was not understood, or is not complete. */
export function finish(cursor: Cursor, spot: Spot): Node | undefined {
  const { node, body, pending, lost } = cursor;
  if (body === 'ignored') return undefined;
  const words = lost ?? (pending && [pending.keyword]);
  if (!words) return undefined;
  const key = keyOf('?', words.join(' '));
  const found = node.children.get(key);
  if (found) return found;
  const made = nodeOf('?', words.join(' '), spot, true);
  node.children.set(key, made);
  return made;
}

/** Statements that a path leads to, without making any: all with a keyword, where the path ends in one without a name. */
export function find(
  from: Cursor,
  path: readonly string[],
  work: Work,
): readonly Found[] | 'ignored' | 'exhausted' {
  let { node, body, pending } = from;
  let leaves: Found[] = [];
  for (const [i, word] of path.entries()) {
    if (body === 'ignored') return 'ignored';
    const kind: Kind | undefined = pending ? pending.kind : kindOf(body, word);
    if (!kind) return leaves.length > 0 ? leaves : unknownOf(node, path.slice(i), work);
    if (!pending && kind.args === 1) {
      pending = { keyword: word, kind };
      continue;
    }
    const isOpen = !pending && !body.has(word) && body.get('*') === kind && kind.leaf;
    const key: string = pending ? keyOf(pending.keyword, word) : isOpen ? keyOf('', word) : keyOf(word, '');
    pending = undefined;
    const next: Node | undefined = node.children.get(key);
    if (kind.leaf) {
      if (next) leaves.push({ parent: node, key, node: next });
      continue;
    }
    if (kind.body === 'ignored' && !next) return 'ignored';
    if (!next) return [];
    if (i === path.length - 1) return [{ parent: node, key, node: next }];
    leaves = [];
    node = next;
    body = kind.body ?? 'ignored';
  }
  if (pending) {
    const { keyword } = pending;
    if (!afford(work, node)) return 'exhausted';
    return [...node.children]
      .filter(([, child]) => child.keyword === keyword && !child.unknown)
      .map(([key, child]) => ({ parent: node, key, node: child }));
  }
  return leaves;
}

/** How many statements may still be looked through, one after the other. */
export interface Work {
  left: number;
}

export function afford(work: Work, { children }: Node): boolean {
  work.left -= children.size;
  return work.left >= 0;
}

export interface Found {
  readonly parent: Node;
  readonly key: string;
  readonly node: Node;
}

/** Unknown statements that start with some words. */
function unknownOf(node: Node, words: readonly string[], work: Work): Found[] | 'exhausted' {
  if (!afford(work, node)) return 'exhausted';
  const text = words.join(' ');
  const found: Found[] = [];
  for (const [key, child] of node.children)
    if (child.unknown && (child.name === text || child.name.startsWith(`${text} `)))
      found.push({ parent: node, key, node: child });
  return found;
}
