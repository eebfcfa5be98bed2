/** Runs other programs for the scripts and tests: output captured, nothing inherited, no shell. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's folder. */
export const ROOT: string = path.resolve(import.meta.dirname, '..');

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Waits for a program to end. One that can't be started ends with code 127 and says why. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: { output: Buffer[]; errors: Buffer[] } = { output: [], errors: [] };
    child.stdout.on('data', (chunk: Buffer) => chunks.output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.errors.push(chunk));
    child.on('error', (error) =>
      resolve({ code: 127, output: '', errors: `${command}: ${error.message}\n` }),
    );
    child.on('close', (code, signal) => {
      const output = Buffer.concat(chunks.output).toString('utf8');
      const errors = Buffer.concat(chunks.errors).toString('utf8');
      resolve({
        code: code ?? 1,
        output,
        errors: signal ? `${errors}\n${command}: ended by ${signal}\n` : errors,
      });
    });
  });
}

/** Runs a development dependency's command under this very Node, whatever `node` means outside. */
export function runTool(name: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [toolPath(name), ...args], options);
}

const PACKAGES: Readonly<Record<string, string>> = { tsc: 'typescript', biome: '@biomejs/biome' };

function toolPath(name: string): string {
  const folder = path.join(ROOT, 'node_modules', PACKAGES[name] ?? name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[name];
  if (file === undefined) throw new Error(`${folder} has no command "${name}"`);
  return path.join(folder, file);
}
