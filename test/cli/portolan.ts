/** Runs the command as a person does, its streams captured: in a process of its own, or, sooner, in this one. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { Surroundings } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run.ts';

/** The repository's folder. */
const ROOT: string = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'src/cli/main.ts');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Waits for `portolan ARGS` to end. */
export function portolan(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: options.cwd ?? ROOT,
      env: environment(options.env),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }),
    );
    // One that doesn't read its input may be gone before all is written.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/**
 * As `portolan`, without a process: most of a short command's time is its start. For what reads no standard input; one
 * after the other, where they are typed in different folders.
 */
export async function typed(args: readonly string[], cwd: string = ROOT): Promise<Ran> {
  const [stdout, stderr] = [new Captured(), new Captured()];
  const surroundings = { stdout, stderr, env: environment() } as unknown as Surroundings;
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await runCommandLine(args, surroundings);
    return { code, out: stdout.text(), err: stderr.text() };
  } finally {
    process.chdir(before);
  }
}

class Captured extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return String(Buffer.concat(this.#chunks));
  }
}

/** As `portolan`, but its output is closed after the first piece: what `| head -1` does. */
export function portolanIntoClosedPipe(args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: environment() });
    let out = '';
    let err = '';
    child.stdout.once('data', (chunk: Buffer) => {
      out = String(chunk);
      child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end();
  });
}

/** The tests' own environment, without what would change the output. */
function environment(more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  const { COLUMNS: _, NO_COLOR: __, FORCE_COLOR: ___, PORTOLAN_DEBUG: ____, ...rest } = process.env;
  return { ...rest, ...more };
}
