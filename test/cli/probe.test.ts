import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { typed } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-probe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const where = path.join(folder, name);
  writeFileSync(where, text);
  return where;
};

describe('portolan probe', () => {
  it('asks no address that the hierarchy hasn’t', async () => {
    const { err, code } = await typed(['probe', 'examples/branch', '--from', 'cm1', '--to', '192.0.2.7']);
    expect(err).toContain('192.0.2.7 belongs to no host and no subnet of the hierarchy');
    expect(code).toBe(2);
  });

  it.each([
    [['--from', 'cm2'], 'did you mean "cm1"?'],
    [['--to', 'nobody'], 'nothing in the plan is called "nobody"'],
    [['--service', 'smbb'], 'did you mean "smb"?'],
    [['--flow', 'x'], 'the plan has no flow "x"'],
    [['--rate', 'fast'], '--rate is a number from 0 to 100000, not "fast"'],
    [['--concurrency', '9000'], '--concurrency is a number from 1 to 8192'],
    [['--timeout', '1'], '--timeout is a number from 1500 to 60000'],
    [['--from', 'cm1', '--resume', 'a', '--journal', 'b'], '--journal is one too many'],
    [
      ['--from', 'cm1', '--resume', '/nowhere/at/all'],
      "can't read the journal /nowhere/at/all: there is no such file or folder",
    ],
    [['--read', '/nowhere/at/all'], "can't read /nowhere/at/all: there is no such file or folder"],
  ])('refuses %j and says why', async (options, message) => {
    const { err, code } = await typed(['probe', 'examples/branch', ...options]);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('says that nothing starts on a machine that is none of the hierarchy’s', async () => {
    const { err, code } = await typed(['probe', 'examples/branch']);
    expect(err).toContain('nothing of the plan starts on this machine');
    expect(err).toContain('--from NAME');
    expect(code).toBe(2);
  });

  it('reads only observations, and only those of the hierarchy', async () => {
    const none = await typed(['probe', 'examples/branch', '--read', file('none.json', '{}')]);
    expect(none.err).toContain('error[PT9701]');
    expect(none.code).toBe(1);
    const head = '{"format":"portolan/observations/1","hierarchy":"Other"}\n';
    const other = await typed(['probe', 'examples/branch', '--read', file('other.jsonl', head)]);
    expect(other.err).toContain('warning[PT9703]');
    expect(other.out).toContain('Nothing was asked.');
    const observation = {
      time: '2026-01-01T00:00:00.000Z',
      kind: 'probe',
      on: 'cm1',
      task: 'gone',
      transport: 'tcp',
      from: {},
      to: {},
      verdict: 'open',
      evidence: 'x',
      facts: {},
    };
    const text = `${head.replace('Other', 'Branch')}${JSON.stringify(observation)}\n`;
    const gone = await typed(['probe', 'examples/branch', '--read', file('gone.jsonl', text)]);
    expect(gone.err).toContain('1 task that the plan doesn’t have, such as gone');
    const broken = await typed([
      'probe',
      'examples/branch',
      '--read',
      file('broken.jsonl', text.replace('"open"', '"fine"')),
    ]);
    expect(broken.err).toContain('error[PT9702]');
  });

  it('doesn’t go on with the journal of another hierarchy, nor changes it', async () => {
    const head = '{"format":"portolan/observations/1","hierarchy":"Other"}\n';
    const where = file('journal.jsonl', head);
    const { err, code } = await typed(['probe', 'examples/branch', '--from', 'cm1', '--resume', where]);
    expect(err).toContain('is the journal of another hierarchy: Other');
    expect(code).toBe(2);
    expect(readFileSync(where, 'utf8')).toBe(head);
  });

  it('writes no journal over what is none, and asks nothing for an output that can’t be written', async () => {
    const notes = file('notes.txt', 'hello\n');
    const to = ['examples/branch', '--from', 'cm1', '--to', 'dc1'];
    const over = await typed(['probe', ...to, '--journal', notes]);
    expect(over.err).toContain('it holds something else, and is left as it is');
    expect(over.code).toBe(2);
    const listening = await typed(['listen', 'examples/branch', '--as', 'dc1', '--for', '1', '--out', notes]);
    expect(listening.code).toBe(2);
    expect(readFileSync(notes, 'utf8')).toBe('hello\n');
    const lost = await typed(['probe', ...to, '--out', folder]);
    expect(lost.err).toContain('it is a folder');
    expect(lost.code).toBe(2);
    const both = await typed(['probe', ...to, '--out', path.join(folder, 'x'), '--journal', `${folder}/./x`]);
    expect(both.err).toContain('can’t be both the journal and the output');
    expect(existsSync(path.join(folder, 'x'))).toBe(false);
  });

  it('proves nothing where nothing fits', async () => {
    const none = await typed([
      'probe',
      'examples/branch',
      '--from',
      'dc1',
      '--to',
      'cm1',
      '--service',
      'smb',
    ]);
    expect(none.out).toContain('Nothing was asked.');
    expect(none.code).toBe(1);
  });

  it('takes an address of the hierarchy for where it starts', async () => {
    const from = await typed([
      'probe',
      'examples/branch',
      '--from',
      '192.168.10.20',
      '--to',
      'dc1',
      '--dry-run',
    ]);
    expect(from.out).toContain('cm1 → dc1 (192.168.10.10)');
    const other = await typed(['probe', 'examples/branch', '--from', '192.0.2.7', '--dry-run']);
    expect(other.err).toContain('192.0.2.7 belongs to no host and no subnet of the hierarchy');
  });
});
