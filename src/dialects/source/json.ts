/** JSON as a tree that knows where everything stands, for the languages that are written in it. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Nothing is `undefined` here but what is missing: every function takes a missing node and gives nothing. */
export type JsonNode = Node;

export interface JsonReading {
  /** What could be read; absent where there is no value at all. */
  readonly root?: JsonNode;
  readonly fault?: { readonly offset: number; readonly message: string };
}

/** Deeper than any filter's configuration; a tree of this depth is safe to walk by recursion. */
const DEEPEST = 200;

/** Reads one document; comments and commas too many are faults. Never throws. */
export function readJson(text: string): JsonReading {
  const deep = tooDeep(text);
  if (deep !== undefined)
    return { fault: { offset: deep, message: `values stand more than ${DEEPEST} deep in each other` } };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  return {
    ...(root && { root }),
    ...(first && { fault: { offset: first.offset, message: faultText(first) } }),
  };
}

const faultText = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** Where brackets stand too deep; those in strings don't count. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        depth++;
        if (depth > DEEPEST) return at;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
    }
  }
  return undefined;
}

/** A string ends at its quote, or where its line does: so does the parser's. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22 || code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}

/** The value of an object's member; of several of one name the last, as every JSON reader takes it. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined;
  let found: JsonNode | undefined;
  for (const property of node.children ?? []) {
    if (property.children?.[0]?.value === name) found = property.children[1];
  }
  return found;
}

/** An object's members by name, in order; of several of one name the last. */
export function members(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
  const all = new Map<string, JsonNode>();
  if (node?.type !== 'object') return all;
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (typeof name?.value === 'string' && value) all.set(name.value, value);
  }
  return all;
}

/** The items of a list; none where it is no list. */
export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** A string's value. */
export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.type === 'string' ? (node.value as string) : undefined;
}

/** A number's value. */
export function numberOf(node: JsonNode | undefined): number | undefined {
  return node?.type === 'number' ? (node.value as number) : undefined;
}

/** A truth value. */
export function booleanOf(node: JsonNode | undefined): boolean | undefined {
  return node?.type === 'boolean' ? (node.value as boolean) : undefined;
}
