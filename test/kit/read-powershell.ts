/**
 * Parses PowerShell with tree-sitter: texts as JSON on stdin; for each the first error, its commands with their
 * parameters, and its types on stdout. A process of its own, because without `--liftoff-only` the grammar takes
 * seconds to compile.
 */
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { membersOf, miscallsOf, type Node, straysOf } from './powershell-check.ts';

export interface Script {
  readonly error: string | null;
  /** `New-Object -TypeName -ArgumentList` */
  readonly commands: readonly string[];
  readonly types: readonly string[];
  /** Every literal in single quotes, as it stands. */
  readonly literals: readonly string[];
  /** Kinds of nodes with their number. */
  readonly shape: Readonly<Record<string, number>>;
  readonly members: readonly string[];
  readonly strays: readonly string[];
  readonly miscalls: readonly string[];
}

const require = createRequire(import.meta.url);
const { Parser, Language } = require('@vscode/tree-sitter-wasm');
await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')),
);

function read(script: string): Script {
  let error: string | null = null;
  const commands: string[] = [];
  const types: string[] = [];
  const literals: string[] = [];
  const shape: Record<string, number> = {};
  const visit = (node: Node): void => {
    shape[node.type] = (shape[node.type] ?? 0) + 1;
    if (node.isError || node.isMissing)
      error ??= `${node.startPosition.row + 1}:${node.startPosition.column + 1} ${node.text.slice(0, 60)}`;
    if (node.type === 'command') commands.push(commandOf(node) || node.text.slice(0, 60));
    if (node.type === 'type_literal') types.push(node.text);
    if (node.type === 'verbatim_string_characters') literals.push(node.text);
    for (const child of node.children) visit(child);
  };
  const root: Node = parser.parse(script).rootNode;
  visit(root);
  const found = { members: membersOf(root), strays: straysOf(root), miscalls: miscallsOf(root) };
  return { error, commands, types, literals, shape, ...found };
}

function commandOf(node: Node): string {
  const words: string[] = [];
  const visit = (one: Node): void => {
    if (one.type === 'command_name') words.unshift(one.text);
    else if (one.type === 'command_parameter') words.push(one.text);
    else if (
      one.type !== 'script_block' &&
      one.type !== 'sub_expression' &&
      one.type !== 'parenthesized_expression'
    )
      for (const child of one.children) visit(child);
  };
  for (const child of node.children) visit(child);
  return words.join(' ');
}

const scripts: readonly string[] = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(scripts.map(read)));
