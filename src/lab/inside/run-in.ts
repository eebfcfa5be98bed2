import type { Inside } from './lab.ts';

/**
 * Runs a program in a namespace to its end.
 * @returns what it printed.
 * @throws {Error} with its words where it failed.
 */
export function runIn(
  { spawnIn }: Pick<Inside, 'spawnIn'>,
  id: string,
  command: readonly [string, ...string[]],
  input = '',
): Promise<string> {
  const child = spawnIn({ id }, command, { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command[0]}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output.join(''));
      else reject(new Error(`${command[0]}: ${errors.join('').trim().split('\n').slice(0, 3).join(' ')}`));
    });
  });
}
