/** The POSIX kit in a lab, against filters of the kernel: no verdict on what it brings back is false. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import { obstacle } from '../../src/lab/support.ts';
import type { Verdict } from '../../src/plan/observation.ts';
import type { Filtering, Judged } from '../lab/confusion-truth.ts';
import type { KitJob, KitRun } from './lab-inside.ts';

/** Two filters in a row: of two routers on the way, the one may reset what the other lets pass. */
const TEXT = `hierarchy: Kits
version: "2509"
internet: none
zones:
  datacenter: [10.10.0.0/16, "fd00:10::/32"]
  core: 10.20.0.0/16
  dmz: [192.0.2.0/24, "2001:db8:2::/48"]
filters:
  inner: { between: [datacenter, core], dialect: nftables }
  outer: { between: [core, dmz], dialect: nftables }
sites:
  P01: { server: cm01, database: sql01 }
hosts:
  cm01: { address: [10.10.1.10, "fd00:10::10"], os: windows }
  sql01: { address: [192.0.2.20, "2001:db8:2::20"], os: windows }
  mp01: { address: [192.0.2.21, "2001:db8:2::21"], roles: [management-point, distribution-point] }
  dc01: { address: 10.20.1.5, roles: [domain-controller, global-catalog, dns-server] }
`;

interface Line extends Judged {
  readonly filtering: Filtering;
  readonly shell: string;
  readonly service: string;
  readonly on: string;
  readonly to: string;
  readonly address: string;
  readonly evidence: string;
}

function kitsIn(job: KitJob): Promise<Line[]> {
  const main = fileURLToPath(new URL('lab-inside.ts', import.meta.url));
  const child = spawn('unshare', [...unshareArguments(), process.execPath, main, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => lines.push(JSON.parse(text) as Line));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(lines) : reject(new Error(`ended with code ${code}`))));
  });
}

const DASH = ['dash'] as const;
const BASH = ['bash', '--posix'] as const;
const ASH = ['busybox', 'ash'] as const;

function run(filtering: Filtering, shell: KitRun['shell'], ...options: string[]): KitRun {
  return { filtering, shell, options };
}

describe.runIf(obstacle() === undefined)('no verdict on what a kit found is false', () => {
  test.each<[KitJob['base'], readonly KitRun[], readonly Verdict[]]>([
    [
      'nothing',
      [run('pass', DASH), run('reset', ASH), run('prohibited', BASH), run('pass', ASH, '-p')],
      ['refused', 'rejected'],
    ],
    [
      'listeners',
      [run('drop', ASH), run('reset', BASH), run('redirect', DASH), run('drop', DASH, '-p')],
      ['filtered', 'rejected', 'other'],
    ],
    ['swapped', [run('pass', BASH), run('pass', DASH, '-p')], ['other']],
    ['servers', [run('rules', ASH)], ['open']],
  ])('with %s on the ports', { timeout: 240_000 }, async (base, runs, verdicts) => {
    const lines = await kitsIn({ text: TEXT, base, cache: tmpdir(), runs });
    const wrong = lines.filter(({ isFalse }) => isFalse);
    expect(
      wrong.map(
        (w) =>
          `${w.filtering}, ${w.shell}, ${w.service} ${w.on} → ${w.to}: ${w.truth}, ${w.verdict}, ${w.evidence}`,
      ),
    ).toEqual([]);
    const told = new Set(lines.map(({ verdict }) => verdict));
    for (const verdict of verdicts) expect(told, verdict).toContain(verdict);
    // From nearer than the host is from a filter, also for Windows.
    const fromNearer = lines.filter((one) => one.shell === 'as Windows' && one.filtering === 'reset');
    if (fromNearer.length > 0) expect(fromNearer.map(({ verdict }) => verdict)).toContain('rejected');
    // With Python most is told.
    const python = lines.filter(({ shell }) => !shell.endsWith('-p') && shell !== 'as Windows');
    expect(python.filter(({ verdict }) => verdict !== 'unproven').length).toBeGreaterThan(python.length / 3);
  });
});
