/** Whole processes of Node, measured from outside. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Arguments of one process, by what it is called. */
export type Variant = readonly [name: string, args: readonly string[]];

/** Milliseconds of each variant's runs. They take turns, so that a slow moment of the machine meets all of them. */
export function timeInTurns(variants: readonly Variant[], runs: number): number[][] {
  const times = variants.map((): number[] => []);
  // The first round warms the disk cache and the compile cache.
  for (let round = 0; round <= runs; round++) {
    for (const [i, [, args]] of variants.entries()) {
      const { took } = runProcess(args);
      if (round > 0) times[i]?.push(took);
    }
  }
  return times;
}

/** Runs Node to its end, in the folder of the repository; what it printed and how long it took. */
export function runProcess(args: readonly string[]): { readonly took: number; readonly output: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`);
  return { took, output: stdout };
}
