/** What can't be done as typed: exit code 2, one message that says what to do, and never a stack trace. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { portolan, type Ran, typed } from './portolan.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};

const CONTOSO = 'examples/contoso';

function expectRefusal({ code, out, err }: Ran, ...texts: string[]): void {
  expect(out).toBe('');
  for (const text of texts) expect(err).toContain(text);
  expect(err).not.toMatch(/^\s+at /m);
  expect(err).not.toContain('internal error');
  expect(code).toBe(2);
}

describe('what is typed', () => {
  it.each([
    [['plann'], 'portolan has no command "plann"', 'did you mean "plan"?'],
    [['--format', 'csv', 'plan'], 'the command comes first', 'portolan --help'],
    [['plan', '--fromat', 'csv'], 'portolan plan has no option --fromat', 'did you mean --format?'],
    [['plan', '-x'], 'portolan plan has no option -x', '--help'],
    [['plan', '--format', 'cvs'], '--format can\'t be "cvs"', 'did you mean "csv"?'],
    [['plan', '--format'], '--format needs a value', 'table|summary'],
    [['plan', '--for', '--zone', 'dmz'], '--for needs a value', 'NAME'],
    [['plan', '--bom=1'], '--bom takes no value', ''],
    [['plan', '--zone', 'a', '--zone', 'b'], '--zone is given twice', ''],
    [['plan', 'a', 'b'], '"b" is one argument too many', ''],
    [['plan', '--width', 'wide'], '--width is a number', '"wide"'],
    [['plan', CONTOSO, '--bom'], '--bom goes with --format csv', ''],
    [['why'], 'SOURCE is missing', ''],
    [['why', 'a', 'b'], 'SERVICE is missing', ''],
    [['why', CONTOSO, 'cm01', 'dp01', 'tpc/445'], '"tpc/445" is no service', 'tcp/445'],
    [['rules', CONTOSO], 'say whose rules', '--filter'],
    [['rules', CONTOSO, '--all'], 'say where with --out', ''],
    [['rules', CONTOSO, '--all', '--for', 'cm01', '--out', 'x'], 'exclude each other', ''],
    [['catalog', '--port', '0'], '"0"', 'port'],
    [['catalog', '--guide', 'nowhere/1'], 'nowhere', ''],
  ])('%j', async (args, message, help) => {
    expectRefusal(await typed(args), message, help);
  });
});

describe('names that are unknown', () => {
  it.each([
    [['plan', CONTOSO, '--for', 'mp1'], 'nothing in the plan is called "mp1"', 'did you mean "mp01"?'],
    [
      ['plan', CONTOSO, '--filter', 'cor'],
      'the hierarchy has no filter "cor"',
      'did you mean "core"? known: core, perimeter',
    ],
    [['plan', CONTOSO, '--zone', 'dmy'], 'the hierarchy has no zone "dmy"', 'did you mean "dmz"?'],
    [
      ['plan', CONTOSO, '--role', 'managment-point'],
      'there is no role "managment-point"',
      'did you mean "management-point"?',
    ],
    [['plan', CONTOSO, '--phase', 'always,instal'], 'there is no phase "instal"', 'did you mean "install"?'],
    [
      ['why', CONTOSO, 'cm01', 'dp0l', 'tcp/445'],
      'neither an address nor a name in the hierarchy: "dp0l"',
      'did you mean "dp01"?',
    ],
    [['rules', CONTOSO, '--filter', 'edge'], 'the hierarchy has no filter "edge"', 'known: core'],
    [['rules', CONTOSO, '--for', 'cm0'], 'the hierarchy has no host "cm0"', 'did you mean "cm01"?'],
    [['catalog', '--role', 'mpp'], 'there is no role "mpp"', 'did you mean "mp"?'],
  ])('%j', async (args, message, help) => {
    const run = await typed(args);
    expect(run.out).toBe('');
    expect(run.err).toContain(message);
    expect(run.err).toContain(help);
    expect(run.code).toBe(2);
  });
});

describe('files', () => {
  it.each(['check', 'plan'])('%s: a missing one', async (command) => {
    expectRefusal(
      await typed([command, 'no/such.yaml']),
      "can't read no/such.yaml: there is no such file or folder",
      'portolan init',
    );
  });

  it('none in the current folder', async () => {
    expectRefusal(await portolan(['plan'], { cwd: folder }), "can't read hierarchy.yaml", 'portolan init');
  });

  it('a folder without a hierarchy', async () => {
    expectRefusal(await typed(['plan', folder]), 'hierarchy.yaml: there is no such file');
  });

  it('a folder in place of the file', async () => {
    mkdirSync(path.join(folder, 'odd/hierarchy.yaml'), { recursive: true });
    expectRefusal(await typed(['plan', path.join(folder, 'odd')]), 'it is a folder');
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x68, 0x00])],
    ['zero bytes', Buffer.from('hierarchy: X\0\n')],
  ])('%s', async (_, content) => {
    expectRefusal(await typed(['check', file('binary.yaml', content)]), 'is not a text in UTF-8');
  });

  it('an empty one is a finding, not a refusal', async () => {
    const { code, out } = await typed(['check', file('empty.yaml', '')]);
    expect(out).toContain('PT1004');
    expect(code).toBe(1);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'one that may not be read (root may)',
    async () => {
      const secret = file('secret.yaml', 'hierarchy: X\n');
      chmodSync(secret, 0o000);
      expectRefusal(await typed(['plan', secret]), 'permission denied');
    },
  );

  it('output that can not be written', async () => {
    expectRefusal(
      await typed(['plan', 'examples/branch', '--out', path.join(folder, 'no/plan.txt')]),
      "can't write",
      'there is no such file or folder',
    );
    expectRefusal(await typed(['plan', 'examples/branch', '--out', folder]), "can't write", 'it is a folder');
    expectRefusal(await typed(['init', file('plain', '')]), "can't write");
  });

  it.skipIf(process.platform !== 'linux')('standard output that is full', async () => {
    const { code, err } = await runIntoFullDevice();
    expect(err).toContain('no space left');
    expect(code).toBe(2);
  });
});

async function runIntoFullDevice(): Promise<{ code: number | null; err: string }> {
  const { spawn } = await import('node:child_process');
  const { openSync, closeSync } = await import('node:fs');
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['src/cli/main.ts', 'plan', 'examples/branch'], {
    stdio: ['ignore', full, 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    err += String(chunk);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  closeSync(full);
  return { code, err };
}

it('shows no control character of what was typed', async () => {
  const { err } = await typed(['plan', '\u001b[2Jx']);
  expect(err).not.toContain('\u001b');
});
