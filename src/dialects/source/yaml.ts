/** YAML as a tree of values, for templates of clouds. Scalars stay texts; what has a tag of its own is an expression. */
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Value } from './value.ts';

export interface YamlReading {
  readonly root?: Value;
  readonly fault?: { readonly offset: number; readonly message: string };
}

/** Templates may have a megabyte at most: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LONGEST = 4 * 1024 * 1024;
const DEEPEST = 200;

/** Reads one document. Never throws. */
export function readYaml(text: string): YamlReading {
  if (text.length > LONGEST) return { fault: { offset: 0, message: 'the text is too long for a template' } };
  if (isDeep(text)) return { fault: { offset: 0, message: 'values stand too deep in each other' } };
  try {
    // yaml's own check for doubled keys is quadratic.
    const document = parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      keepSourceTokens: false,
      prettyErrors: false,
      merge: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    const root = document.contents ? valueOfYaml(document.contents as Node, text, 0) : undefined;
    return {
      ...(root && { root }),
      ...(error && { fault: { offset: error.pos[0], message: error.message.split('\n')[0] ?? '' } }),
    };
  } catch (error) {
    // Only deep nesting exhausts the stack; anything else is a bug and must not be hidden.
    if (!(error instanceof RangeError)) throw error;
    return { fault: { offset: 0, message: 'values stand too deep in each other' } };
  }
}

/**
 * Whether brackets, or lists within lists on one line, stand deeper than any template's, before yaml takes long for
 * them. Those in comments and quoted texts don't count, nor do those in the middle of a plain text.
 */
function isDeep(text: string): boolean {
  let depth = 0;
  let dashes = 0;
  let before = '';
  for (let at = 0; at < text.length; at++) {
    const c = text[at] ?? '';
    if (c === '\n') {
      dashes = 0;
      before = '';
    } else if (c === ' ' || c === '\t' || c === '\r') continue;
    else if (c === '#' && (before === '' || /\s/.test(text[at - 1] ?? ' '))) at = endOfLine(text, at) - 1;
    else if (!STARTS.has(before)) {
      if (depth > 0 && (c === ']' || c === '}')) depth--;
      // Behind a colon, a comma or a bracket, a value may start.
      before = STARTS.has(c) ? c : 'x';
    } else if (c === '"' || c === "'") {
      at = endOfQuoted(text, at);
      before = 'x';
    } else {
      if (c === '[' || c === '{') depth++;
      else if (depth > 0 && (c === ']' || c === '}')) depth--;
      else if (c === '-') dashes++;
      before = STARTS.has(c) ? c : 'x';
    }
    if (depth > DEEPEST || dashes > DEEPEST) return true;
  }
  return false;
}

/** Behind these, and at the start of a line, a value may start. */
const STARTS: ReadonlySet<string> = new Set(['', ':', ',', '[', '{', '-', '?']);

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function valueOfYaml(node: Node | null, text: string, depth: number): Value {
  const [start = 0, end = start] = node?.range ?? [];
  if (!node) return { kind: 'null', start, end };
  const tag = (node as { tag?: string }).tag;
  const isOwnTag = tag?.startsWith('!') === true;
  if (isOwnTag || isAlias(node) || depth > DEEPEST) {
    const source = text.slice(start, Math.min(end, start + 200)).trim();
    return {
      kind: 'expression',
      start,
      end,
      text: isOwnTag && !source.startsWith('!') ? `${tag} ${source}` : source,
    };
  }
  if (isMap(node)) {
    const entries = new Map<string, Value>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? `${key.value}` : undefined;
      if (name !== undefined) entries.set(name, valueOfYaml(value as Node | null, text, depth + 1));
    }
    return { kind: 'object', start, end, entries };
  }
  if (isSeq(node))
    return {
      kind: 'list',
      start,
      end,
      items: node.items.map((item) => valueOfYaml(item as Node, text, depth + 1)),
    };
  return { kind: 'text', start, end, text: `${(node as { value?: unknown }).value ?? ''}` };
}
