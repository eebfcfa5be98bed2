/**
 * Parses PowerShell with tree-sitter: texts as JSON on stdin, for each the first error or null on stdout.
 * A process of its own, because without `--liftoff-only` the grammar takes seconds to compile.
 */
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Node } from '../kit/powershell-check.ts';

const require = createRequire(import.meta.url);
const { Parser, Language } = require('@vscode/tree-sitter-wasm');
await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')),
);

function firstError(node: Node): string | null {
  if (node.isError || node.isMissing) {
    return `${node.startPosition.row + 1}:${node.startPosition.column + 1} ${node.text.slice(0, 60)}`;
  }
  for (const child of node.children) {
    const found = child.hasError || child.isMissing ? firstError(child) : null;
    if (found !== null) return found;
  }
  return null;
}

const scripts: readonly string[] = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(scripts.map((script) => firstError(parser.parse(script).rootNode))));
