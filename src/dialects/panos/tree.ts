/**
 * A configuration of PAN-OS as a tree. Set commands, XML and the brace format of `show` are three ways to write the
 * same tree: a value is a key without children, and a list is several of them.
 */
export interface Node {
  readonly key: string;
  /** Offsets in the text, from its first character to after its last one. */
  readonly start: number;
  readonly end: number;
  readonly children: ReadonlyMap<string, Node>;
  /** What stands in it and belongs to nothing known: from where to where. */
  readonly strangers: readonly Stranger[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What was not understood; `torn`: it may have held values, so that there are more than those that were read. */
export interface Stranger extends Span {
  readonly torn?: boolean;
}

/** A node while the text is read. */
export interface Growing extends Node {
  end: number;
  readonly children: Map<string, Growing>;
  readonly strangers: Stranger[];
}

export function newNode(key: string, start: number, end: number): Growing {
  return { key, start, end, children: new Map(), strangers: [] };
}

/** Pieces of one statement may stand apart: it covers those that follow each other. */
const WIDEST_GAP = 4;

/** The child of a key, made where there is none. */
export function grow(node: Growing, key: string, { start, end }: Span, text: string): Growing {
  const known = node.children.get(key);
  if (!known) {
    const made = newNode(key, start, end);
    node.children.set(key, made);
    return made;
  }
  const follows =
    end > known.end && start - known.end <= WIDEST_GAP && text.slice(known.end, start).trim() === '';
  if (follows) known.end = end;
  return known;
}

/** Nothing is ever put into a value; there are very many of them. */
const NO_CHILDREN: Map<string, Growing> = new Map();
const NO_STRANGERS: Stranger[] = [];

/** A value that is set: of a single one, the last counts. */
export function setValue(node: Growing, value: string, { start, end }: Span): void {
  node.children.delete(value);
  node.children.set(value, { key: value, start, end, children: NO_CHILDREN, strangers: NO_STRANGERS });
}

export function childOf(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node;
  for (const key of path) found = found?.children.get(key);
  return found;
}

/** The entries of a container, in their order. */
export function entriesOf(node: Node | undefined): readonly Node[] {
  return node ? [...node.children.values()] : [];
}

/** The values of a list. */
export function valuesOf(node: Node | undefined): readonly string[] {
  return node ? [...node.children.keys()] : [];
}

/** A single value. */
export function singleOf(node: Node | undefined): string | undefined {
  return node ? [...node.children.keys()].at(-1) : undefined;
}

/** Everything in a node that was not understood. */
export function strangersIn(node: Node): readonly Stranger[] {
  let found = node.strangers;
  for (const child of node.children.values()) {
    const inner = child.children.size > 0 || child.strangers.length > 0 ? strangersIn(child) : [];
    if (inner.length > 0) found = [...found, ...inner];
  }
  return found;
}
