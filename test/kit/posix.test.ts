/** The POSIX kit: three shells read it, one of them critically, and it is run against real servers. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Observation, Verdict } from '../../src/plan/observation.ts';
import { joinObservations } from '../../src/probe/join.ts';
import type { Kit } from '../../src/probe/kit/model.ts';
import { posixKit } from '../../src/probe/kit/posix/script.ts';
import { readObservations } from '../../src/probe/read-observations.ts';
import { HIERARCHY, HOSTILE, kitFor, withName, withNames } from './made.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-kit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(kit: Kit, name = 'kit.sh'): string {
  const file = path.join(folder, name);
  writeFileSync(file, posixKit(kit));
  return file;
}

interface World {
  readonly text: string;
  readonly again: string;
  readonly judged: readonly Observation[];
  readonly probed: readonly Observation[];
  readonly seen: readonly Observation[];
  readonly heard: readonly Observation[];
}

/** Runs a script in a network namespace that has the servers of the test's hierarchy. */
async function inWorld(file: string, host: string, mode: 'python' | 'nc' | 'listen'): Promise<World> {
  const out = path.join(folder, `${host}-${mode}.jsonl`);
  const world = fileURLToPath(new URL('./world.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    'unshare',
    ['-rn', process.execPath, world, HIERARCHY, host, file, mode, out],
    { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 170_000 },
  );
  return JSON.parse(stdout) as World;
}

describe('the POSIX kit', () => {
  let kit: Kit;
  let file: string;
  // They wait more than they work: all at once.
  let worlds: Readonly<Record<'cm01' | 'office' | 'nc' | 'listen', Promise<World>>>;
  beforeAll(async () => {
    kit = await kitFor('cm01');
    file = script(kit);
    const office = script(await kitFor('office'), 'office.sh');
    worlds = {
      cm01: inWorld(file, 'cm01', 'python'),
      office: inWorld(office, 'office', 'python'),
      nc: inWorld(file, 'cm01', 'nc'),
      listen: inWorld(file, 'cm01', 'listen'),
    };
    for (const world of Object.values(worlds)) world.catch(() => {});
  }, 60_000);

  it.each([
    ['sh', ['-n']],
    ['dash', ['-n']],
    ['bash', ['--posix', '-n']],
    ['busybox', ['ash', '-n']],
    ['shellcheck', ['-s', 'sh']],
  ])('is accepted by %s', (shell, options) => {
    const { stdout, stderr, status } = spawnSync(shell, [...options, file], { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });

  it('is pure ASCII, and its engine is Python that compiles', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const engine = /engine\(\) \{\n {4}cat <<'PORTOLAN_END'\n(.*?)\nPORTOLAN_END/s.exec(text)?.[1] ?? '';
    expect(engine).toContain('def probe(');
    const { status, stderr } = spawnSync('python3', ['-c', 'import ast,sys; ast.parse(sys.stdin.read())'], {
      input: engine,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('holds names as data only, whatever they are', () => {
    const marker = '/tmp/portolan-was-here';
    rmSync(marker, { force: true });
    const plain = posixKit(withName(kit, 'x'));
    for (const name of HOSTILE) {
      const hostile = script(withName(kit, name), 'hostile.sh');
      expect(withoutData(readFileSync(hostile, 'utf8')), name).toBe(withoutData(plain));
      const { status, stderr, stdout } = spawnSync('dash', [hostile, '-n'], { encoding: 'utf8' });
      expect(stderr, name).toBe('');
      expect(status, name).toBe(0);
      expect(stdout.trim().split('\n'), name).toHaveLength(kit.probes.length);
    }
    expect(existsSync(marker)).toBe(false);
  });

  it.each([
    ['dash', []],
    ['busybox ash', []],
    ['bash --posix', ['-p']],
    ['busybox ash', ['-p']],
  ])('runs with such names in %s %s, and writes each down as it is', (shell, options) => {
    const marker = '/tmp/portolan-was-here';
    rmSync(marker, { force: true });
    const named = script(withNames(kit), 'named.sh');
    const out = path.join(folder, `named-${shell.length}${options.length}.jsonl`);
    const wait = options.length === 0 ? '20000' : '300';
    // Nothing can be reached there.
    const run = ['unshare', '-rn', ...shell.split(' '), named, '-o', out, '-t', wait, ...options];
    const { status, stderr } = spawnSync(run[0] ?? '', run.slice(1), { encoding: 'utf8', cwd: folder });
    expect(status, stderr).toBe(0);
    const reading = readObservations(readFileSync(out, 'utf8'));
    if (!('set' in reading)) throw new Error(reading.message);
    // JSON has no half characters, and a shell's word no zero.
    const names = HOSTILE.map((name, index) => `${index} ${name}`);
    expect(new Set(reading.set.observations.map(({ task }) => task))).toEqual(new Set(names));
    // Whoever is told at once that there is no way doesn't wait.
    for (const { milliseconds = 0 } of reading.set.observations) expect(milliseconds).toBeLessThan(15_000);
    expect(existsSync(marker)).toBe(false);
    expect(readdirSync(folder).filter((file) => /PORTOLAN_END|whoami|SIG/.test(file))).toEqual([]);
  });

  it.each([
    ['cm01', ['open', 'refused', 'unproven']],
    ['office', ['open', 'other', 'refused']],
  ] as const)('finds with Python what Portolan’s own probe finds: %s', async (host, kinds) => {
    const { judged, probed, again, text } = await worlds[host];
    expect(text).toMatch(/^\d+ of \d+ asked/m);
    expect(again).toMatch(/^0 of 0 asked/m);
    expect(verdicts(judged)).toEqual(verdicts(probed));
    expect([...new Set(probed.map(({ verdict }) => verdict))].sort()).toEqual(kinds);
    // In the same words, but for the sender of a reset, the clock, and what both found on the way to TLS.
    const own = evidences(probed);
    for (const [task, evidence] of evidences(judged)) expect(own.get(task), task).toBe(evidence);
    expect(own.size).toBeGreaterThan(5);
  });

  it('finds without Python a part of it, and nothing else', async () => {
    const { judged, probed } = await worlds.nc;
    const real = new Map(probed.map((one) => [one.task, one.verdict]));
    expect(judged.length).toBe(probed.length);
    for (const { task, verdict, evidence, service } of judged) {
      const allowed: (Verdict | undefined)[] = ['unproven', real.get(task)];
      expect(allowed, `${service}: ${evidence}`).toContain(verdict);
    }
    expect(judged.filter(({ verdict }) => verdict === 'open').length).toBeGreaterThan(10);
  });

  it('listens, and both ends know of each other', async () => {
    const { seen, heard } = await worlds.listen;
    expect(seen.length).toBeGreaterThan(5);
    expect(new Set(seen.map(({ verdict }) => verdict))).toEqual(new Set(['listener']));
    const { observations } = joinObservations([...seen, ...heard]);
    expect(observations.length).toBe(seen.length);
    for (const { facts } of observations) expect(facts).toMatchObject({ bothEnds: 'sent and received' });
    const states = heard.map(({ facts }) => facts.state);
    for (const state of ['listening', 'came', 'closed']) expect(states).toContain(state);
  });
});

function verdicts(list: readonly Observation[]): Record<string, Verdict> {
  return Object.fromEntries(list.map(({ task, verdict }) => [task ?? '', verdict]).sort());
}

function evidences(list: readonly Observation[]): Map<string, string> {
  const comparable = list.filter(
    ({ evidence, service }) =>
      service !== 'ntp' && !/reset|Refused|TLS|can’t be reached|within/.test(evidence),
  );
  return new Map(comparable.map(({ task, evidence }) => [task ?? '', evidence]));
}

/** The script without what its functions for data print, and without names in comments. */
function withoutData(text: string): string {
  return text
    .replace(/^(questions|ports)\(\) \{\n {4}cat <<'PORTOLAN_END'\n.*?^PORTOLAN_END\n/gms, '$1\n')
    .replace(/^header='[^']*'$/m, 'header')
    .replace(/^# The questions of .*$/m, '# The questions');
}
