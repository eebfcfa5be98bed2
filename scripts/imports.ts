/** Reads the import statements of `src/` and holds them against the list of stages: imports go down only. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folders of `src/` from the bottom up. Those of one line stand side by side and don't import each other. */
export const STAGES: readonly (readonly string[])[] = [
  ['net'],
  ['diagnostics'],
  ['catalog'],
  ['hierarchy'],
  ['plan'],
  ['policy'],
  ['dialects', 'verify', 'probe', 'observe'],
  ['handout'],
  ['diagnose'],
  ['report'],
  ['workspace'],
  ['lab'],
  ['server'],
  ['cli'],
];

/** Where files, the process and the clock may be touched. All else is pure. */
const SHELL = /^(cli\/|lab\/|server\/|workspace\/|probe\/|catalog\/load\.ts$)/;

/** Modules of Node that are functions and nothing more: hashes make stable ids. */
const PURE: readonly string[] = ['node:crypto'];

export interface ImportFault {
  /** Path below `src/`. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface ImportStatement {
  readonly specifier: string;
  readonly line: number;
}

/** Path below `src/`, with `/`, → text. Tests are not sources: leave them out. */
export type Sources = ReadonlyMap<string, string>;

/** Reads every source below a folder, without tests. */
export function readSources(folder: string): Sources {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** All faults, in the order of files and lines; `dependencies` are the packages that sources may import. */
export function checkImports(sources: Sources, dependencies: readonly string[]): ImportFault[] {
  const faults: ImportFault[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const targets: string[] = [];
    graph.set(file, targets);
    for (const { specifier, line } of readImports(text)) {
      const target = resolveSpecifier(file, specifier);
      if (target !== undefined && sources.has(target)) targets.push(target);
      const message = judge(file, specifier, target, sources, dependencies);
      if (message !== undefined) faults.push({ file, line, message });
    }
  }
  for (const cycle of findCycles(graph)) {
    faults.push({
      file: cycle[0] ?? '',
      line: 1,
      message: `imports itself in a circle: ${cycle.join(' → ')}`,
    });
  }
  return faults;
}

function judge(
  file: string,
  specifier: string,
  target: string | undefined,
  sources: Sources,
  dependencies: readonly string[],
): string | undefined {
  if (target === undefined) return judgePackage(file, specifier, dependencies);
  if (!sources.has(target)) return `"${specifier}" is no source file`;
  const from = stageOf(file);
  const to = stageOf(target);
  if (from === undefined) return `"${file.split('/')[0]}" is not in the list of stages (scripts/imports.ts)`;
  if (to === undefined) return `"${target.split('/')[0]}" is not in the list of stages (scripts/imports.ts)`;
  if (from.name === to.name) return judgeDialects(file, target);
  if (to.rank > from.rank) return `${from.name} must not import ${to.name}, which stands above it`;
  if (to.rank === from.rank) return `${from.name} must not import ${to.name}: they stand side by side`;
  return undefined;
}

function judgePackage(file: string, specifier: string, dependencies: readonly string[]): string | undefined {
  if (PURE.includes(specifier) && !file.startsWith('net/')) return undefined;
  if (specifier.startsWith('node:')) {
    return SHELL.test(file)
      ? undefined
      : `"${specifier}": only the command line and the catalog's loader reach outside`;
  }
  if (!dependencies.includes(packageOf(specifier))) return `"${specifier}" is no dependency of the package`;
  if (file.startsWith('net/')) return 'net imports nothing';
  return undefined;
}

/** `hono` for `hono/cookie`, `@hono/node-server` for itself. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function judgeDialects(file: string, target: string): string | undefined {
  const [own, other] = [dialectOf(file), dialectOf(target)];
  if (own === undefined || other === undefined || own === other || SHARED.has(other)) return undefined;
  if (SHARED.has(own))
    return `dialects/${own} is what dialects share and must not import the dialect ${other}`;
  return `the dialect ${own} must not import the dialect ${other}`;
}

/** Folders in `dialects/` that are no language. */
const SHARED: ReadonlySet<string> = new Set(['source', 'lowering', 'raising']);

/** `nftables` for `dialects/nftables/print.ts`; nothing for what dialects share. */
function dialectOf(file: string): string | undefined {
  const [stage, name, rest] = file.split('/');
  return stage === 'dialects' && rest !== undefined ? name : undefined;
}

/** `index.ts`, the public surface, stands above all stages but the command line, which is not part of it. */
function stageOf(file: string): { readonly name: string; readonly rank: number } | undefined {
  if (file === 'index.ts') return { name: 'index.ts', rank: STAGES.length - 1.5 };
  const name = file.split('/')[0] ?? '';
  const rank = STAGES.findIndex((stages) => stages.includes(name));
  return rank < 0 ? undefined : { name, rank };
}

function resolveSpecifier(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
}

const STATEMENT = /^[ \t]*(?:import|export)\b(?:[^'"`;()]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm;
const DYNAMIC = /\bimport\s*\(\s*(['"])([^'"\n]+)\1\s*\)/g;

/** Static and dynamic imports and re-exports of a module, with their lines; text in comments doesn't count. */
export function readImports(text: string): ImportStatement[] {
  const code = blankComments(text);
  const found: ImportStatement[] = [];
  for (const pattern of [STATEMENT, DYNAMIC]) {
    for (const match of code.matchAll(pattern)) {
      const specifier = match[2];
      if (specifier === undefined) continue;
      // The statement may begin with blank lines: count up to the specifier itself.
      const end = match.index + match[0].length;
      found.push({ specifier, line: code.slice(0, end).split('\n').length });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

/** Replaces comments that stand on lines of their own by spaces: import statements hold no others. */
function blankComments(text: string): string {
  return text.replace(/^[ \t]*(?:\/\*[\s\S]*?\*\/|\/\/[^\n]*)/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
}

/** Each circle once, as the files on it, the first one repeated at the end. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, trail: string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      cycles.push([...trail.slice(start), file]);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) visit(target, trail);
    trail.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
