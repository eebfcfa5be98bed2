/** A test that finds nothing proves nothing: here rules are wrong, and each phase has to say exactly what is. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import { unavailable } from './kit.ts';

const TEXT = `
hierarchy: Planted
version: "2509"
internet: none
zones: { a: [10.1.0.0/16, "fd01::/64"], b: [10.2.0.0/16, "fd02::/64"] }
filters: { core: { between: [a, b], dialect: nftables } }
sites: { BR1: {} }
hosts:
  dc1: { addresses: [10.1.0.10, "fd01::10"], roles: [domain-controller, global-catalog, dns-server] }
  cm1: { addresses: [10.1.0.20, "fd01::20"], roles: [site-server, sql-server, sms-provider, mp, dp, sup] }
clients: { office: { subnets: [10.2.0.0/24, "fd02::/64"] } }
`;

function planted(
  dialect: 'nftables' | 'iptables',
  replace: readonly [string, string],
): Record<string, string[]> {
  const main = path.join(import.meta.dirname, 'planted-main.ts');
  const { stdout, stderr, status } = spawnSync('unshare', [...unshareArguments(), process.execPath, main], {
    input: JSON.stringify({ text: TEXT, dialect, replace }),
    encoding: 'utf8',
    env: { ...process.env, PATH: TOOL_PATH },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(unavailable)('the test of a lab whose rules are wrong', { timeout: 240_000 }, () => {
  it('names a TCP port that is open beyond the plan, by answer and by connection tracking', () => {
    const { rules, matrix, drop } = planted('nftables', [
      '  chain plan {\n',
      '  chain plan {\n    ip saddr 10.2.0.10 ip daddr 10.1.0.20 tcp dport 53 accept\n',
    ]);
    const [answered, tracked, ...more] = matrix ?? [];
    expect(answered).toBe(
      'office (10.2.0.10) to cm1 (10.1.0.20) on tcp/53: expected it to be blocked, but it was answered',
    );
    expect(tracked).toMatch(
      /^core let a packet through that isn't planned: tcp 10\.2\.0\.10 \d+ 10\.1\.0\.20 53$/,
    );
    expect(more).toEqual([]);
    expect(rules).toEqual([]);
    expect(drop).toHaveLength(1);
  });

  it('names a UDP port of IPv6 that is open beyond the plan, though nobody listens there', () => {
    const { matrix } = planted('nftables', [
      '  chain plan {\n',
      '  chain plan {\n    ip6 saddr fd02::a ip6 daddr fd01::20 udp dport 88 accept\n',
    ]);
    expect(matrix).toEqual([
      'office (fd02::a) to cm1 (fd01::20) on udp/88: expected it to be blocked, but it was refused',
      expect.stringMatching(/^core let a packet through that isn't planned: udp fd02::a \d+ fd01::20 88$/),
    ]);
  });

  it('names a ping that passes beyond the plan', () => {
    const { matrix } = planted('iptables', [
      '-4 -A FORWARD -j PORTOLAN-FORWARD',
      '-4 -A FORWARD -s 10.2.0.10/32 -p icmp -j ACCEPT\n-4 -A FORWARD -j PORTOLAN-FORWARD',
    ]);
    expect(matrix?.[0]).toBe(
      'office (10.2.0.10) to dc1 (10.1.0.10) with ICMP echo: expected it to be blocked, but it was answered',
    );
  });

  it('names what a missing port blocks', () => {
    const { rules, matrix, drop } = planted('nftables', [
      'tcp dport { 53, 88, 3268 }',
      'tcp dport { 53, 88 }',
    ]);
    expect(rules).toEqual([
      expect.stringMatching(
        /^office \(10\.2\.0\.10\) to dc1 \(10\.1\.0\.10\) on tcp\/3268: expected an answer/,
      ),
      expect.stringMatching(/lines counted/),
    ]);
    expect(matrix).toEqual([]);
    expect(drop).toHaveLength(1);
  });

  it('names a line that does the work of another', () => {
    const { rules } = planted('nftables', [
      '  chain plan {\n',
      '  chain plan {\n    meta l4proto { tcp, udp } accept\n',
    ]);
    expect(rules?.join('\n')).toContain('but its lines counted');
    expect(rules?.join('\n')).toContain('but no line for its flows has counted a packet');
  });
});
