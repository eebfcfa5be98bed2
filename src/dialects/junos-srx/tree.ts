/** A configuration as a tree of statements, the same for the set form and for the form with braces. */

/** One statement: a keyword with the words that name it, and what stands in it. */
export interface Node {
  readonly keyword: string;
  /** The words behind the keyword that belong to it; empty for a plain container. */
  readonly name: string;
  readonly children: Map<string, Node>;
  /** Offsets of its text; in the set form of its first lines, as far as they follow each other. */
  start: number;
  end: number;
  /** End of the part that shows what it is. */
  textEnd: number;
  /** The statement of the text that last had a part in it, counted from 0. */
  last: number;
  inactive: boolean;
  /** Words that the schema does not know; `name` is all of them. */
  readonly unknown: boolean;
  /** The group that it was inherited from. */
  readonly group?: string;
  /** Keys of the statements of which there is one at a time, by keyword. */
  singles?: Map<string, string>;
  /** Keywords of which both the statement itself and a group hold values. */
  mixed?: Set<string>;
}

/** Where a statement stands in the text. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  /** Counts the statements of the text. */
  readonly index: number;
}

export function nodeOf(keyword: string, name: string, spot: Spot, unknown: boolean = false): Node {
  const { start, end, index } = spot;
  return {
    keyword,
    name,
    children: new Map(),
    start,
    end,
    textEnd: end,
    last: index,
    inactive: false,
    unknown,
  };
}

export const keyOf = (keyword: string, name: string): string => `${keyword} ${name}`;

/** The children with a keyword, in their order. */
export function childrenOf(node: Node | undefined, keyword: string): Node[] {
  const found: Node[] = [];
  for (const child of node?.children.values() ?? [])
    if (child.keyword === keyword && !child.unknown) found.push(child);
  return found;
}

/** The container with a keyword and no name. */
export function childOf(node: Node | undefined, keyword: string): Node | undefined {
  return node?.children.get(keyOf(keyword, ''));
}

/** The container that a path of keywords leads to. */
export function descend(node: Node | undefined, ...keywords: readonly string[]): Node | undefined {
  let at = node;
  for (const keyword of keywords) at = childOf(at, keyword);
  return at;
}

/** The names of the children with a keyword. */
export function namesOf(node: Node | undefined, keyword: string): string[] {
  return childrenOf(node, keyword).map((child) => child.name);
}

/** The value of a statement that has one. */
export function lastNameOf(node: Node | undefined, keyword: string): string | undefined {
  return childrenOf(node, keyword).at(-1)?.name;
}

/** Statements directly in it that the schema does not know. */
export function unknownIn(node: Node | undefined): Node[] {
  return [...(node?.children.values() ?? [])].filter((child) => child.unknown);
}
