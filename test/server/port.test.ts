/** Where the usual port is taken: the example moves, a workspace says so. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

const USUAL = 7440;
let taken: Server;

beforeAll(async () => {
  taken = createServer().listen(USUAL, '127.0.0.1');
  // Who has it doesn't matter.
  await Promise.race([once(taken, 'listening'), once(taken, 'error').catch(() => {})]);
});
afterAll(() => {
  taken?.close();
});

/** What it says until it has opened its port, or has ended. */
async function said(...args: string[]): Promise<{ readonly text: string; readonly code: number | null }> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve', ...args], { cwd: ROOT });
  let text = '';
  const closed = once(child, 'close');
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk;
      if (text.includes('Ctrl-C')) child.kill('SIGTERM');
    });
  const [code] = (await closed) as [number | null];
  return { text, code };
}

it('opens the example on another port, and says on which', async () => {
  const { text, code } = await said('--example');
  expect(text).toContain(`Port ${USUAL} is taken: another one is used.`);
  const port = /^Portolan is at http:\/\/127\.0\.0\.1:(\d+)$/m.exec(text)?.[1];
  expect([Number(port) > 0, Number(port) === USUAL, code]).toEqual([true, false, 0]);
});

it.each([
  ['a workspace', ['examples/branch']],
  ['a port that was asked for', ['--example', '--port', `${USUAL}`]],
])('moves nothing else: %s', async (_, args) => {
  const { text, code } = await said(...args);
  expect(text).toContain(`port ${USUAL} is taken`);
  expect(code).toBe(2);
});
