/** Joins the command line's modules into few files: opening a hundred takes longer than most commands do. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ChunkingContext, type Plugin, rolldown } from 'rolldown';
import { BUILTIN_PREFIX, plainBuiltins } from './plain-builtins.ts';
import { ROOT } from './process.ts';
import { skipForwarders } from './skip-forwarders.ts';

const SOURCES = path.join(ROOT, 'src/cli');

/** As modules of ECMAScript, of which what nobody calls can be left out; Node itself would take those of CommonJS. */
const YAML = path.join(ROOT, 'node_modules/yaml/browser/dist/index.js');
const LICENCES: readonly (readonly [name: string, file: string])[] = [
  ['yaml', 'LICENSE'],
  ['sax', 'LICENSE.md'],
  ['jsonc-parser', 'LICENSE.md'],
];
const JSONC = path.join(ROOT, 'node_modules/jsonc-parser/lib/esm/main.js');

/**
 * What is joined, by the modules that one command always needs: opening a file costs more than skipping over what is
 * not used in it, and reading the code of all commands more than either. All else stays in files of its own. The entry
 * must stay small: it runs before the compile cache is on.
 */
const JOINED: readonly { readonly name: string; readonly roots: readonly string[] }[] = [
  { name: 'plan', roots: ['cli/run.ts', 'cli/commands/plan.ts'] },
  {
    name: 'verify',
    roots: ['cli/commands/verify.ts', 'dialects/nftables/reader.ts', 'report/findings-text.ts'],
  },
];

/** Names the file that a module goes to: that of the first command that needs it whatever it is asked. */
function joinedName(): (id: string, context: ChunkingContext) => string | null {
  let names: Map<string, string> | undefined;
  return (id, context) => {
    names ??= namesOf(context);
    return names.get(id) ?? null;
  };
}

function namesOf(context: ChunkingContext): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, roots } of JOINED) {
    const open = roots.map((root) => path.join(ROOT, 'src', root));
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (names.has(id) || id.startsWith(BUILTIN_PREFIX)) continue;
      const found = context.getModuleInfo(id);
      if (!found) throw new Error(`the bundle has no module ${id}`);
      names.set(id, name);
      open.push(...found.importedIds);
    }
  }
  return names;
}

/** What the server alone needs stays a dependency: it is installed anyway, and read only by `portolan serve`. */
const SEPARATE = /^(hono|zod|openid-client|@hono\/[\w-]+|@asteasolutions\/[\w-]+)(\/|$)/;

/** Replaces the compiled `cli/` of `dist` by the joined one; each command stays a file of its own, read when called. */
export async function bundleCommandLine(dist: string): Promise<void> {
  const folder = path.join(dist, 'cli');
  rmSync(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    // The server starts the second one as a process of its own.
    input: {
      main: path.join(SOURCES, 'main.ts'),
      'job-worker': path.join(ROOT, 'src/server/jobs/worker.ts'),
    },
    platform: 'node',
    external: (id) => SEPARATE.test(id),
    plugins: [keepPlaces, plainBuiltins],
    treeshake: { propertyReadSideEffects: false },
    // jsonc-parser's other form asks for its parts by a `require` that no bundler sees through.
    resolve: { alias: { yaml: YAML, 'jsonc-parser': JSONC } },
    logLevel: 'warn',
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    codeSplitting: { groups: [{ name: joinedName(), debugName: 'joined' }] },
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  });
  await bundle.close();
  mkdirSync(folder);
  const chunks = output.filter((file) => file.type === 'chunk');
  for (const { fileName, code } of skipForwarders(chunks)) writeFileSync(path.join(folder, fileName), code);
  // What is joined with ours keeps its licence beside it.
  for (const [name, licence] of LICENCES)
    copyFileSync(path.join(ROOT, 'node_modules', name, licence), path.join(folder, `${name}.LICENSE`));
}

/** Modules that look for files beside themselves still find them from the file that they end up in. */
const keepPlaces: Plugin = {
  name: 'keep-places',
  transform(code, id) {
    if (id.includes('node_modules') || !code.includes('import.meta.url')) return null;
    const place = path.relative(SOURCES, id).split(path.sep).join('/').replace(/\.ts$/, '.js');
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url)`) };
  },
};
