import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from './io.ts';
import { runCommandLine } from './run.ts';

/** Surroundings in which nothing can be printed: what a bug looks like from outside. */
async function runBroken(env: Record<string, string>): Promise<{ code: number; err: string }> {
  const stdout = new PassThrough();
  stdout.write = () => {
    throw new TypeError('broken\u001b[2J on purpose');
  };
  const stderr = new PassThrough();
  const code = await runCommandLine(['--version'], { stdout, stderr, env } as unknown as Surroundings);
  return { code, err: String(stderr.read()) };
}

describe('runCommandLine, on a bug', () => {
  it('says one line and a hint, and ends with 3', async () => {
    const { code, err } = await runBroken({});
    expect(code).toBe(3);
    expect(err).toMatch(/^portolan: internal error: broken␛\[2J on purpose\n {2}This is a bug/);
    expect(err).toContain('PORTOLAN_DEBUG=1');
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('shows where on request', async () => {
    expect((await runBroken({ PORTOLAN_DEBUG: '1' })).err).toMatch(/^\s+at /m);
  });
});
