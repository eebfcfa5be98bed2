import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ended, ROOT, run } from '../../scripts/process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-listen-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it in a network of its own, where every port is free; before it, what a shell is told. */
function listen(prepare: string, ...args: readonly string[]): Promise<Ended> {
  const command = [process.execPath, path.join(ROOT, 'src/cli/main.ts'), 'listen', ...args];
  const script = `ip link set lo up; ${prepare}; exec "$@"`;
  return run('timeout', ['50', 'unshare', '-n', '-m', 'sh', '-ec', script, 'sh', ...command]);
}
const BRANCH = ['examples/branch', '--as', 'cm1'];

describe('portolan listen', () => {
  it('opens the ports of a host, writes down that they were open, and ends by itself', async () => {
    const out = path.join(folder, 'cm1.jsonl');
    const { output, errors, code } = await listen(':', ...BRANCH, '--for', '1', '--out', out);
    expect(errors).toMatch(/^\d+ ports of cm1 open; for 1 second\.\n$/);
    expect(output).toBe(`Nobody came to cm1.\nWritten to ${out}.\n`);
    expect(code).toBe(0);
    const count = Number.parseInt(errors, 10);
    const states = readFileSync(out, 'utf8').match(/"state":"(listening|closed)"/g) ?? [];
    expect(states).toHaveLength(2 * count);
    expect(states.slice(0, count)).toEqual(Array(count).fill('"state":"listening"'));
  });

  it('says at once that the record can’t be written any more, and ends', async () => {
    const out = path.join(folder, 'full.jsonl');
    const prepare = `mount -t tmpfs -o size=4k tmpfs ${folder}`;
    const { errors, code } = await listen(prepare, 'examples/contoso', '--as', 'dc01', '--out', out);
    expect(errors).toContain(`can't write ${out}: no space left`);
    expect(errors).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it.each(['0', '1.5', '2147484', '9999999', 'long'])('refuses to listen for %j seconds', async (seconds) => {
    const { errors, code } = await listen(':', ...BRANCH, '--for', seconds);
    expect(errors).toContain(`--for is a number of seconds from 1 to 2147483, not "${seconds}"`);
    expect(code).toBe(2);
  });
});
