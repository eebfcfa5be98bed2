/** A lab that stays: it starts, is entered, and ends without a trace, whatever is killed of it. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { end, identityOf, isAlive } from '../../src/lab/process-identity.ts';
import type { LabState } from '../../src/lab/state.ts';
import { portolan, type Ran } from '../cli/portolan.ts';
import { unavailable } from './kit.ts';

/** What the full tier takes; CI has it. */
const HAS_SERVERS = process.getuid?.() === 0 && existsSync('/usr/sbin/samba');

/** As rendered: where a person's runtime folder is. */
let runtime: string;
let folder: string;

const run = (...args: string[]): Promise<Ran> =>
  portolan(['lab', ...args], { cwd: folder, env: { XDG_RUNTIME_DIR: runtime } });

const labs = (): string[] => readdirSync(path.join(runtime, 'portolan/labs'));

function state(): LabState {
  const [name = ''] = labs();
  return JSON.parse(readFileSync(path.join(runtime, 'portolan/labs', name, 'state.json'), 'utf8'));
}

/** Processes of a lab that still run; one that its parent only has to bury doesn't. */
function processesOf({ inner }: LabState): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      return !/^State:\s+Z/m.test(status) && ancestor(name, inner.pid);
    } catch {
      return false;
    }
  });
}

function ancestor(pid: string, of: number): boolean {
  for (let at = pid; at !== '0' && at !== ''; ) {
    if (Number(at) === of) return true;
    at = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? '';
  }
  return false;
}

async function gone(lab: LabState): Promise<void> {
  for (let i = 0; i < 500 && (isAlive(lab.inner) || isAlive(lab.outer)); i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect([isAlive(lab.inner), isAlive(lab.outer)]).toEqual([false, false]);
  expect(processesOf(lab)).toEqual([]);
}

describe.skipIf(unavailable)('portolan lab', { timeout: 180_000 }, () => {
  beforeEach(() => {
    runtime = mkdtempSync(path.join(tmpdir(), 'portolan-runtime-'));
    folder = mkdtempSync(path.join(tmpdir(), "portolan 'lab' $(id) "));
    cpSync('examples/branch/hierarchy.yaml', path.join(folder, 'hierarchy.yaml'));
  });
  afterEach(async () => {
    await run('down', '--all');
    for (const one of [runtime, folder]) rmSync(one, { recursive: true, force: true });
  });

  it('starts, runs commands on its hosts behind their rules, and is gone afterwards', async () => {
    const up = await run('up');
    expect([up.code, up.err]).toEqual([0, '']);
    expect(up.out).toMatch(/^Branch is up: 7 hosts, \d+ ports open \(\d+\.\d s\)\n/);
    const lab = state();
    expect(labs()).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
    const ask = (host: string, port: number): Promise<Ran> =>
      run(
        'shell',
        'hierarchy.yaml',
        'office',
        '--',
        process.execPath,
        '-e',
        `const s = require('net').connect(${port}, '${host}'); s.setTimeout(700, () => process.exit(7));
         s.on('error', (e) => { console.log(e.code); process.exit(6); }).on('connect', () => { console.log(s.localAddress); process.exit(5); })`,
      );
    const open = await ask('dc1', 3268);
    expect([open.code, open.out]).toEqual([5, '192.168.20.10\n']);
    expect((await ask('dc1', 389)).code).toBe(7);
    // As a shell says it: 128 and the number of SIGKILL.
    expect((await run('shell', '.', 'office', '--', 'sh', '-c', 'kill -9 $$')).code).toBe(137);
    const again = await run('up');
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(/a lab of .* runs already\n.*lab down \S+ ends it/),
    ]);
    const wrong = await run('shell', 'hierarchy.yaml', 'dc11');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('did you mean "dc1"?')]);
    const down = await run('down');
    expect([down.code, down.out]).toEqual([0, 'the lab is down\n']);
    await gone(lab);
    expect(labs()).toEqual([]);
    expect((await run('down')).out).toBe('no lab ran\n');
    expect((await run('shell', 'hierarchy.yaml', 'dc1')).err).toContain('no lab of hierarchy.yaml runs');
  });

  it.each(['outer', 'inner'] as const)('leaves nothing when its %s process is killed', async (which) => {
    expect((await run('up', '.', '--no-rules')).code).toBe(0);
    const lab = state();
    expect(processesOf(lab)).not.toEqual([]);
    end(lab[which]);
    await gone(lab);
    expect((await run('shell', 'hierarchy.yaml', 'dc1')).code).toBe(2);
    // What was written down of it doesn't stand in the way of the next one.
    expect((await run('up')).code).toBe(0);
  });

  it.runIf(HAS_SERVERS)('leaves nothing of real servers, either, when it is killed', async () => {
    const up = await run('up', '--tier', 'full');
    expect(up.code, up.err).toBe(0);
    expect(up.out).toMatch(/samba/);
    const lab = state();
    // Samba alone has several.
    const inside = processesOf(lab);
    expect(inside.length).toBeGreaterThan(5);
    end(lab.inner);
    await gone(lab);
    const isThere = (pid: string): boolean => identityOf(Number(pid)) !== undefined;
    for (let i = 0; i < 500 && inside.some(isThere); i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(inside.filter(isThere)).toEqual([]);
    expect((await run('down')).out).toBe('no lab ran\n');
    expect(labs()).toEqual([]);
  });

  it('runs several side by side', async () => {
    const other = path.join(folder, 'other');
    cpSync(path.join(folder, 'hierarchy.yaml'), path.join(other, 'hierarchy.yaml'));
    expect((await run('up')).code).toBe(0);
    expect((await run('up', 'other')).code).toBe(0);
    expect(labs()).toHaveLength(2);
    expect((await run('down', '--all')).out).toBe('2 labs are down\n');
    expect(labs()).toEqual([]);
  });

  it('leaves nothing of a test that is killed', async () => {
    const child = (await import('node:child_process')).spawn(
      process.execPath,
      [path.resolve('src/cli/main.ts'), 'lab', 'test', 'hierarchy.yaml', '--mutations', 'all'],
      { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const inside = readdirSync('/proc').filter((name) => {
      try {
        return /^\d+$/.test(name) && name !== String(child.pid) && ancestor(name, child.pid ?? 0);
      } catch {
        return false;
      }
    });
    expect(inside.length).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    const alive = (): string[] =>
      inside.filter((pid) => {
        try {
          return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
        } catch {
          return false;
        }
      });
    for (let i = 0; i < 500 && alive().length > 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(alive()).toEqual([]);
  });
});
