/** Measuring in processes of their own, so that one measurement leaves nothing behind for the next. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** What a task of `task.ts` tells: numbers by name. `peakMegabytes` is the operating system's peak for the process. */
export type Result = Readonly<Record<string, number>>;

/**
 * Megabytes of memory that V8's heap may take, the same for us and for the peers. Left alone, V8 takes what a large
 * machine has before it tidies up; so the peak tells what is needed.
 */
const HEAP_LIMIT = 1600;
/** Configurations of 100,000 rules as trees of XML or JSON take more: what they take is told. */
const LARGE_HEAP = 6000;
const LARGE_TASKS: ReadonlySet<string> = new Set(['dialect', 'largest']);

/** Megabytes of young objects, where memory is what is measured: V8 lets them grow where there is room. */
const LEAN = ['--max-semi-space-size=4'];

/** Runs one task in a child process; with `--lean` as the last argument, one that tidies up more often. */
export function runTask(name: string, ...args: readonly string[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'task.ts');
    const limit = LARGE_TASKS.has(name) ? LARGE_HEAP : HEAP_LIMIT;
    const flags = [`--max-old-space-size=${limit}`, ...(args.includes('--lean') ? LEAN : [])];
    const child = spawn(process.execPath, [...flags, script, name, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Result);
      else reject(new Error(`task ${name} ended with ${code}`));
    });
  });
}

/** The median of each number over several runs. */
export function medians(results: readonly Result[]): Result {
  const names = Object.keys(results[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(results.map((result) => result[name] ?? Number.NaN))]),
  );
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Repeats a task. */
export async function repeatTask(runs: number, name: string, ...args: readonly string[]): Promise<Result> {
  const results: Result[] = [];
  for (let i = 0; i < runs; i++) results.push(await runTask(name, ...args));
  return medians(results);
}
