/** Rules whose files are no UTF-8: written as they have to be, and not shown on a terminal. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/cli/commands/rules.ts';
import { UsageError } from '../../src/cli/exit.ts';
import { processIo } from '../../src/cli/io.ts';
import { portolan } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-encodings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = async (dialect: string): Promise<Buffer> => {
  const out = path.join(folder, dialect);
  const { code, err } = await portolan([
    'rules',
    'examples/branch',
    '--for',
    'dc1',
    '--dialect',
    dialect,
    '--out',
    out,
  ]);
  expect([code, err]).toEqual([0, expect.any(String)]);
  const extension = dialect === 'windows-gpo' ? 'pol' : 'reg';
  return readFileSync(path.join(out, 'hosts', `dc1.${extension}`));
};

describe('rules in UTF-16', () => {
  it('are written with the lower byte first: a registry file with its mark, a group policy without one', async () => {
    const reg = await written('windows-registry');
    expect([...reg.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    expect(reg.toString('utf16le', 2)).toMatch(/^Windows Registry Editor Version 5\.00\r\n/);
    const pol = await written('windows-gpo');
    expect(pol.toString('latin1', 0, 8)).toBe('PReg\u0001\0\0\0');
    const read = await portolan(['lint', path.join(folder, 'windows-gpo', 'hosts', 'dc1.pol')]);
    expect(read.err).not.toContain('PT8012');
  });

  it('are not shown on a terminal, and go through a pipe', async () => {
    const io = { ...processIo(process, true), terminal: true };
    const args = { positionals: ['examples/branch'], options: { for: 'dc1', dialect: 'windows-gpo' } };
    await expect(rules.run(args, io)).rejects.toThrow(UsageError);
    await expect(rules.run(args, io)).rejects.toThrow('no terminal shows');
    const piped = await portolan([
      'rules',
      'examples/branch',
      '--for',
      'dc1',
      '--dialect',
      'windows-registry',
    ]);
    expect(piped.out).toContain('W\0i\0n\0d\0o\0w\0s\0');
  });
});
