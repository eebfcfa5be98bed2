/** What is sent to everybody, across filters: by the lab's own means, and by Debian's programs as its referees. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import type { CastJob } from './casts-main.ts';
import { countsOf, faultsOf, tested, unavailable } from './kit.ts';

const TEXT = readFileSync(path.join(import.meta.dirname, '../fixtures/lab/boot.yaml'), 'utf8');

async function inLab<T>(job: Omit<CastJob, 'text'>): Promise<T> {
  const main = path.join(import.meta.dirname, 'casts-main.ts');
  const child = spawn('unshare', [...unshareArguments(), process.execPath, main], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  const out: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdin.end(JSON.stringify({ text: TEXT, ...job }));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(errors.join(''));
  return JSON.parse(out.join('')) as T;
}

const planted = (from: string, to: string): Promise<string[]> =>
  inLab({ scenario: 'planted', replace: [from, to] });

const CHAIN = '  chain plan {\n';

describe.skipIf(unavailable)('what is sent to everybody, in a lab', { timeout: 240_000 }, () => {
  it.each([
    ['nftables', TEXT],
    // No helper follows TFTP there.
    ['iptables', `${TEXT}options: { tftpReplies: true }\n`],
  ] as const)('gets exactly where it is planned, in %s', async (dialect, text) => {
    const report = await tested(text, { dialect, mutations: dialect === 'nftables' ? 'all' : 1 });
    expect(faultsOf(report)).toEqual([]);
    expect(countsOf(report).broadcasts?.[0]).toBeGreaterThan(40);
    expect(report.expectedBlocked).toContain(
      'dp01 (10.10.1.13) to hq (239.192.71.1) on udp/63000 by multicast: filter core and filter edge',
    );
    const boots = report.observations.filter(
      ({ service, to }) => /^(dhcp|pxe-binl|tftp)$/.test(service ?? '') && !to.address?.includes(':'),
    );
    expect(boots.filter(({ verdict }) => verdict !== 'open')).toEqual([]);
    expect(new Set(boots.map(({ service }) => service)).size).toBe(3);
    if (dialect !== 'nftables') return;
    const failing = new Map(report.mutations.map((one) => [one.says, one.failing]));
    expect(failing.get('edge without the rule cm01 to hq: Wake on LAN')).toContain(
      'cm01 (10.10.1.10) to hq (10.20.15.255) on udp/9 to everybody',
    );
    expect(failing.get('core without the rule lab to dhcp01: DHCP, DHCP client')).toContainEqual(
      expect.stringMatching(/^lab \(10\.30\.0\.\d+\) to dhcp01 .* on udp\/67 through a relay$/),
    );
  });

  it('is heard on the subnet’s own wire, by hosts in two zones too', async () => {
    const text = readFileSync(path.join(import.meta.dirname, '../fixtures/lab/nested.yaml'), 'utf8');
    const report = await tested(text);
    expect(faultsOf(report)).toEqual([]);
    expect(countsOf(report).broadcasts?.[0]).toBeGreaterThan(30);
  });

  it('is no transfer of TFTP where nothing follows it', async () => {
    const report = await tested(TEXT, { dialect: 'iptables', matrix: 10 });
    expect(faultsOf(report)).toEqual(
      [4, 6].map(() =>
        expect.stringMatching(/^hq .* to dp01 .*, TFTP: the request passes, but no transfer comes back/),
      ),
    );
  });

  it('is named where a filter lets a port more to a broadcast address', async () => {
    expect(await planted(CHAIN, `${CHAIN}    ip daddr 10.20.15.255 udp dport 7 accept\n`)).toEqual([
      'cm01 (10.10.1.10) to hq (10.20.15.255) on udp/7 to everybody: with the generated rules hq heard it',
    ]);
  });

  it('is named where the rule leaves out the broadcast address', async () => {
    expect(
      await planted('ip saddr 10.10.1.10 ip daddr 10.20.0.0/20', 'ip saddr 10.10.1.10 ip daddr 10.20.0.0/21'),
    ).toEqual([
      'cm01 (10.10.1.10) to hq (10.20.15.255) on udp/9 to everybody: with the generated rules hq heard nothing',
    ]);
  });

  it('is named where a group passes that no rule is for', async () => {
    const faults = await planted(CHAIN, `${CHAIN}    ip daddr 239.192.0.0/16 udp dport 63000-63999 accept\n`);
    expect(faults).toEqual([
      'dp01 (10.10.1.13) to hq (239.192.71.1) on udp/63000 by multicast: with the generated rules hq heard it',
      'dp01 (10.10.1.13) to hq/2 (239.192.71.1) on udp/63000 by multicast: with the generated rules hq/2 heard it',
    ]);
  });

  it('is named where a relay isn’t let through', async () => {
    expect(
      await planted(
        'ip saddr 10.30.0.0/24 ip daddr 10.10.0.20 udp',
        'ip saddr 10.30.0.10 ip daddr 10.10.0.20 udp',
      ),
    ).toEqual([
      expect.stringMatching(
        /^lab .* to dhcp01 .* through a relay: with the generated rules no offer came back$/,
      ),
    ]);
  });

  it('wakes up who is asked for by Debian’s wakeonlan', async () => {
    expect(await inLab({ scenario: 'wakeonlan' })).toEqual({
      none: { planned: true, stranger: true, 'another port': true },
      deny: { planned: false, stranger: false, 'another port': false },
      rules: { planned: true, stranger: false, 'another port': false },
    });
  });

  it('is a stream to a group that smcrouted forwards, and that passes with a rule of one’s own only', async () => {
    expect(await inLab({ scenario: 'smcroute' })).toEqual({ none: true, deny: false, rules: false });
    const own: CastJob['replace'] = [
      CHAIN,
      `${CHAIN}    ip saddr 10.10.1.13 ip daddr 239.192.0.0/16 udp dport 63000-63999 accept\n`,
    ];
    expect(await inLab({ scenario: 'smcroute', replace: own })).toEqual({
      none: true,
      deny: false,
      rules: true,
    });
  });

  it('is a computer’s request that dnsmasq relays: dhclient gets its lease by the rules', async () => {
    expect(await inLab({ scenario: 'dhclient' })).toEqual({
      none: '10.20.1.5',
      deny: expect.stringMatching(/^No /),
      rules: '10.20.1.5',
    });
  });
});
