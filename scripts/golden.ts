/**
 * `npm run golden`: writes what the examples' plans and rules are expected to be, and the README's picture.
 * A test compares the same texts with the files, so that every change of a plan is seen and read.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawTerminal } from './picture.ts';
import { ROOT, run } from './process.ts';

const COLUMNS = 100;

/** Every folder of `examples/`. */
export const EXAMPLES: readonly string[] = readdirSync(path.join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Expected files by their path in the repository. */
export type Golden = ReadonlyMap<string, string>;

/** Plan and rules of one example. */
export async function exampleFiles(name: string): Promise<Golden> {
  const example = `examples/${name}`;
  const files = new Map<string, string>();
  files.set(`${example}/plan.golden.json`, await portolan('plan', example, '--format', 'json'));
  files.set(`${example}/plan.golden.md`, await portolan('plan', example, '--format', 'markdown'));
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-golden-'));
  try {
    await portolan('rules', example, '--all', '--out', folder);
    for (const file of listFiles(folder)) {
      files.set(`${example}/rules/${file}`, readFileSync(path.join(folder, file), 'utf8'));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return files;
}

/** Pictures of real output. */
export async function pictureFiles(): Promise<Golden> {
  const args = ['plan', 'examples/contoso', '--for', 'mp01', '--filter', 'core'];
  const output = await portolan(...args);
  return new Map([['docs/images/plan.svg', drawTerminal(`portolan ${args.join(' ')}`, output, COLUMNS)]]);
}

/** Files below a folder, with `/`, in order. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Standard output of the command; notes and progress are not part of what is expected. */
async function portolan(...args: readonly string[]): Promise<string> {
  const env = { NO_COLOR: '1', COLUMNS: String(COLUMNS) };
  const { code, output, errors } = await run(process.execPath, ['src/cli/main.ts', ...args], { env });
  if (code !== 0) throw new Error(`portolan ${args.join(' ')} ended with ${code}\n${errors}`);
  return output;
}

if (import.meta.main) {
  for (const name of EXAMPLES) {
    rmSync(path.join(ROOT, 'examples', name, 'rules'), { recursive: true, force: true });
    write(await exampleFiles(name));
  }
  write(await pictureFiles());
}

function write(files: Golden): void {
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), text);
    process.stdout.write(`${file}\n`);
  }
}
