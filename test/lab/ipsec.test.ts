/** IPsec in the full tier: a strongSwan at each end, a real filter between that sees no port of what is inside. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fullTierObstacle } from '../../src/lab/full-tier.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import { loadable, rulesOf } from '../../src/lab/rules.ts';
import { servedHosts } from '../../src/lab/services/served-hosts.ts';
import { startLab, TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import type { TamperedLab } from './ipsec-main.ts';
import { countsOf, faultsOf, planned, tested, unavailable } from './kit.ts';

const TEXT = `
hierarchy: Secured
version: "2509"
internet: none
zones: { servers: [10.1.0.0/24, "fd01::/64"], data: [10.2.0.0/24, "fd02::/64"], users: [10.3.0.0/24] }
filters: { core: { between: [servers, data, users], dialect: nftables } }
sites: { P01: { server: cm01, database: sql01 } }
hosts:
  cm01: { address: [10.1.0.10, "fd01::10"], roles: [sms-provider] }
  sql01: { address: [10.2.0.20, "fd02::20"], os: linux }
  mp01: { address: 10.2.0.31, roles: [management-point] }
  mp02: { address: 10.2.0.32, roles: [management-point] }
clients: { office: { subnet: 10.3.0.0/24 } }
ipsec:
  - { name: Site, between: [cm01], and: [sql01, mp01, mp02] }
  - { name: Clients, between: [office], and: [mp01] }
`;

const { hierarchy, plan } = planned(TEXT);
const HOSTS = servedHosts(makeModel(hierarchy, plan), hierarchy, plan);
const obstacle = unavailable ?? fullTierObstacle(HOSTS)?.message;
if (obstacle !== undefined && process.env.CI) throw new Error(obstacle);

const cache = mkdtempSync(path.join(tmpdir(), 'portolan-ipsec-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

describe('what strongSwan is told in the lab', () => {
  const settings = (name: string, key: string): Set<string> => {
    const text = HOSTS.find((host) => host.name === name)?.ipsec?.configuration ?? '';
    return new Set([...text.matchAll(new RegExp(`^ +${key} = (.*)$`, 'gm'))].map(([, value = '']) => value));
  };

  it('is what is printed, but for the mode and the start', () => {
    expect(settings('cm01', 'mode')).toEqual(new Set(['tunnel']));
    expect(settings('cm01', 'start_action')).toEqual(new Set(['none']));
    expect(settings('cm01', 'remote_ts')).toContain('10.2.0.20[tcp/1433]');
  });

  it('is the other side of that for computers of a network', () => {
    expect(settings('office', 'remote_ts')).toContain('10.2.0.31[tcp/443]');
    expect(settings('office', 'local_ts')).toEqual(new Set(['10.3.0.10[tcp]']));
    expect(settings('mp01', 'remote_addrs')).toContain('10.3.0.0/24');
  });

  it('has each association started once', () => {
    const starts = HOSTS.flatMap(({ ipsec }) => ipsec?.starts.map(({ says }) => says) ?? []);
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts).toContain('cm01 (10.1.0.10) to sql01 (10.2.0.20) on tcp/1433');
    expect(starts).toContain('cm01 (fd01::10) to sql01 (fd02::20) on tcp/1433');
    expect(starts).toContain('office (10.3.0.10) to mp01 (10.2.0.31) on tcp/443');
  });
});

/** The name of a running process; empty for one that is gone. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function descendantsOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
  } catch {
    return [];
  }
}

/** The faults of a lab whose configurations were tampered with. */
async function tampered(lab: Omit<TamperedLab, 'text' | 'cache'>): Promise<string[]> {
  const main = path.join(import.meta.dirname, 'ipsec-main.ts');
  const child = spawn('unshare', [...unshareArguments(), process.execPath, main], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  const [output, errors]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdin.end(JSON.stringify({ text: TEXT, cache, ...lab } satisfies TamperedLab));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(errors.join(''));
  const { asked, faults } = JSON.parse(output.join('')) as { asked: number; faults: string[] };
  expect(asked).toBeGreaterThan(100);
  return faults;
}

describe.skipIf(obstacle !== undefined)('inside of IPsec', { timeout: 240_000 }, () => {
  it('what is planned works, and nothing else, through filters that see the exchange of keys only', async () => {
    const report = await tested(TEXT, { full: { cache } });
    expect(faultsOf(report)).toEqual([]);
    const { ipsec } = countsOf(report);
    expect(ipsec?.[0]).toBeGreaterThan(100);
    expect(report.expectedBlocked).toEqual([]);
    expect(report.diagnostics.map(({ code }) => code)).toContain('PT9806');
    // Through the tunnel, by protocol, in both families.
    const sql = report.observations.filter(({ service }) => service === 'sql');
    expect(new Set(sql.map(({ verdict, to }) => `${verdict} ${to.address}`))).toEqual(
      new Set(['open 10.2.0.20', 'open fd02::20']),
    );
  });

  it('is there as soon as a lab is up, and is gone with it, also where that is killed', async () => {
    const model = makeModel(hierarchy, plan);
    const { rules } = rulesOf(model, hierarchy, plan, { dialect: 'nftables', hostFirewalls: false });
    const lab = await startLab({
      model,
      tier: 'full',
      full: { hosts: HOSTS, cache },
      rules: rules.map(loadable),
      detached: true,
    });
    expect(lab.started.notes).toEqual([]);
    expect(lab.started.servers?.filter(({ program }) => program === 'strongswan')).toHaveLength(5);
    const inside = descendantsOf(lab.process.pid ?? 0);
    expect(inside.filter((pid) => nameOf(pid).startsWith('charon'))).toHaveLength(5);
    process.kill(lab.process.pid ?? 0, 'SIGKILL');
    await expect.poll(() => inside.filter((pid) => nameOf(pid) !== ''), { timeout: 30_000 }).toEqual([]);
  });

  it('is not asked in the light tier', async () => {
    const report = await tested(TEXT, { matrix: 200 });
    expect(faultsOf(report)).toEqual([]);
    expect(countsOf(report)).not.toHaveProperty('ipsec');
    expect(report.expectedBlocked.length).toBeGreaterThan(10);
  });

  it('names exactly the conversations whose port one side leaves out', async () => {
    const faults = await tampered({
      replace: { mp02: ['tcp/445]', 'tcp/446]'], mp01: ['10.2.0.31[tcp/443]', '10.2.0.31[tcp/444]'] },
    });
    const missing = (conversation: string): unknown =>
      expect.stringContaining(`${conversation}: expected a security association, but: `);
    expect(faults.toSorted()).toEqual([
      missing('cm01 (10.1.0.10) to mp02 (10.2.0.32) on tcp/445'),
      missing('mp02 (10.2.0.32) to cm01 (10.1.0.10) on tcp/445'),
      missing('office (10.3.0.10) to mp01 (10.2.0.31) on tcp/443'),
    ]);
  });

  it('names what both sides secure beyond the plan, and what comes up without the exchange of keys', async () => {
    const faults = await tampered({
      replace: { cm01: ['20[tcp/1433]', '20[tcp]'], sql01: ['20[tcp/1433]', '20[tcp]'] },
      keepsKeys: true,
    });
    const WITHOUT = 'without the rule for the key exchange';
    const early = faults.filter((says) => says.includes(WITHOUT));
    expect(early).toContain(
      `office (10.3.0.10) to mp01 (10.2.0.31) on tcp/80: expected no association ${WITHOUT}, but there is one`,
    );
    expect(early).toContain(
      `office (10.3.0.10) to mp01 (10.2.0.31) on tcp/80: expected it to fail ${WITHOUT}, but it was answered`,
    );
    const beyond = faults.filter((says) => !says.includes(WITHOUT));
    expect(beyond).toContain(
      'cm01 (10.1.0.10) to sql01 (10.2.0.20) on tcp/445: expected no association for it, but it was answered',
    );
    expect(beyond.filter((says) => !/^(cm01|sql01) .* (cm01|sql01) .* on tcp\//.test(says))).toEqual([]);
  });
});
