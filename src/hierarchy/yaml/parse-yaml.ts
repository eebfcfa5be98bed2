import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLError } from 'yaml';
import type { YamlNode, YamlPair } from './node.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** What is wrong with the syntax. */
export interface SyntaxProblem {
  /** As the parser calls it. */
  readonly kind: YAMLError['code'];
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface ParsedYaml {
  /** Absent where the document is empty. */
  readonly root: YamlNode | undefined;
  readonly errors: readonly SyntaxProblem[];
  readonly warnings: readonly SyntaxProblem[];
}

/**
 * Parses YAML: what is plain by ourselves, all else, and whatever is wrong, by the whole language's parser.
 * @throws RangeError when it is nested so deeply that the stack is exhausted.
 */
export function parseYaml(text: string): ParsedYaml {
  const root = readPlainYaml(text);
  return root ? { root, errors: [], warnings: [] } : parseWholeYaml(text);
}

/** As `parseYaml`, always by the whole language's parser. */
export function parseWholeYaml(text: string): ParsedYaml {
  // The failsafe schema leaves every value a text: site code `001` and version 2509 stay what was written.
  // Its own check for doubled keys is quadratic; ours is in `entriesOf`.
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: false,
    prettyErrors: false,
    merge: false,
  });
  const root = document.contents as Node | null;
  return {
    root: root ? nodeOf(root) : undefined,
    errors: document.errors.map(problemOf),
    warnings: document.warnings.map(problemOf),
  };
}

function problemOf({ code, message, pos: [start, end] }: YAMLError): SyntaxProblem {
  return { kind: code, message, start, end };
}

function nodeOf(node: Node): YamlNode {
  // Nodes of a parsed document always have a range.
  const [start = 0, end = 0] = node.range ?? [];
  const anchor = 'anchor' in node ? node.anchor : undefined;
  const place = anchor === undefined ? { start, end } : { start, end, anchor };
  if (isMap(node)) {
    const items = node.items.map(
      (pair): YamlPair => ({
        key: pair.key ? nodeOf(pair.key as Node) : { kind: 'text', text: '', plain: true, start, end: start },
        value: pair.value ? nodeOf(pair.value as Node) : undefined,
      }),
    );
    return { kind: 'map', items, ...place };
  }
  if (isSeq(node)) return { kind: 'list', items: (node.items as Node[]).map(nodeOf), ...place };
  if (isAlias(node)) return { kind: 'alias', source: node.source, ...place };
  const scalar = isScalar(node) ? node : undefined;
  return { kind: 'text', text: String(scalar?.value ?? ''), plain: scalar?.type === 'PLAIN', ...place };
}
