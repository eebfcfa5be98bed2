import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isPlain, plainWriter } from './plain-output.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODULE = new URL('plain-output.ts', import.meta.url).href;
/** Writes eight megabytes to its standard output, and tells on standard error how that went. */
const WRITER = `
import { isPlain, plainWriter } from ${JSON.stringify(MODULE)};
const write = plainWriter(1);
let count = 0;
try {
  while (count < 128 && write(Buffer.alloc(65536, 'x'))) count++;
  process.stderr.write(\`\${isPlain(1)} \${count}\`);
} catch (error) {
  process.stderr.write(\`\${error}\`);
}`;

/** What it tells, and how many bytes came; the reader goes away after so many, or pauses after the first. */
function run(leaveAfter: number, pause: number): Promise<{ told: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER]);
    let bytes = 0;
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (bytes === 0 && pause > 0) {
        child.stdout.pause();
        setTimeout(() => child.stdout.resume(), pause);
      }
      bytes += chunk.length;
      if (bytes >= leaveAfter) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      told += String(chunk);
    });
    child.on('error', reject);
    child.on('close', () => resolve({ told, bytes }));
    child.stdin.end();
  });
}

describe.skipIf(process.platform === 'win32')('plain output', () => {
  it('waits for a slow reader', async () => {
    expect(await run(Number.POSITIVE_INFINITY, 200)).toEqual({ told: 'true 128', bytes: 128 * 65536 });
  });

  it('ends without a word when its reader goes away, with something unread or not', async () => {
    for (const leaveAfter of [1, 65536, 1_000_000]) {
      const { told } = await run(leaveAfter, 0);
      expect(told).toMatch(/^true \d+$/);
      expect(Number(told.split(' ')[1])).toBeLessThan(128);
    }
  });

  it('goes to files', () => {
    const file = path.join(folder, 'out');
    const handle = openSync(file, 'w');
    expect(isPlain(handle)).toBe(true);
    expect(plainWriter(handle)(Buffer.from('text'))).toBe(true);
    closeSync(handle);
    expect(readFileSync(file, 'utf8')).toBe('text');
    const readable = openSync(file, 'r');
    expect(() => plainWriter(readable)(Buffer.from('more'))).toThrow('write the output');
    closeSync(readable);
  });
});
