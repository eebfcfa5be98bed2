/** A test that finds nothing proves nothing: here rules are wrong, and each phase has to say exactly what is. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import { unavailable } from './kit.ts';
import type { Found, Planting } from './planted-main.ts';

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

/** What is wrong with the rules, by what it does. The kernel has one language's rules at a time: iptables' come last. */
const PLANTINGS = {
  tcp: {
    dialect: 'nftables',
    replace: [
      '  chain plan {\n',
      '  chain plan {\n    ip saddr 10.2.0.10 ip daddr 10.1.0.20 tcp dport 53 accept\n',
    ],
  },
  udp: {
    dialect: 'nftables',
    replace: [
      '  chain plan {\n',
      '  chain plan {\n    ip6 saddr fd02::a ip6 daddr fd01::20 udp dport 88 accept\n',
    ],
  },
  missing: { dialect: 'nftables', replace: ['tcp dport { 53, 88, 3268 }', 'tcp dport { 53, 88 }'] },
  wide: {
    dialect: 'nftables',
    replace: ['  chain plan {\n', '  chain plan {\n    meta l4proto { tcp, udp } accept\n'],
  },
  swapped: { dialect: 'nftables', replace: ['tcp dport { 53, 88, 3268 }', 'tcp sport { 53, 88, 3268 }'] },
  back: {
    dialect: 'nftables',
    replace: [
      '  chain plan {\n',
      '  chain plan {\n    ip saddr 10.1.0.10 ip daddr 10.2.0.10 tcp dport 1024-65535 accept\n',
    ],
  },
  shadowed: {
    dialect: 'nftables',
    replace: ['  chain plan {\n', '  chain plan {\n    ip daddr 10.1.0.10 tcp dport 88 drop\n'],
  },
  ping: {
    dialect: 'iptables',
    replace: [
      '-4 -A FORWARD -j PORTOLAN-FORWARD',
      '-4 -A FORWARD -s 10.2.0.10/32 -p icmp -j ACCEPT\n-4 -A FORWARD -j PORTOLAN-FORWARD',
    ],
  },
} as const satisfies Record<string, Planting>;

type Name = keyof typeof PLANTINGS;

/** All of them in one lab. */
async function planted(): Promise<Readonly<Record<Name, Found>>> {
  const main = path.join(import.meta.dirname, 'planted-main.ts');
  const input = JSON.stringify({ text: TEXT, plantings: Object.values(PLANTINGS) });
  const lab = spawn('unshare', [...unshareArguments(), process.execPath, main], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  lab.stdin.end(input);
  const results = JSON.parse(await text(lab.stdout)) as readonly Found[];
  return Object.fromEntries(Object.keys(PLANTINGS).map((name, i) => [name, results[i]])) as Record<
    Name,
    Found
  >;
}

describe.skipIf(unavailable)('the test of a lab whose rules are wrong', () => {
  let found: Readonly<Record<Name, Found>>;
  beforeAll(async () => {
    found = await planted();
  }, 240_000);

  it('names a TCP port that is open beyond the plan, by answer and by connection tracking', () => {
    const { rules, matrix, drop } = found.tcp;
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
    const { matrix } = found.udp;
    expect(matrix).toEqual([
      'office (fd02::a) to cm1 (fd01::20) on udp/88: expected it to be blocked, but it was refused',
      expect.stringMatching(/^core let a packet through that isn't planned: udp fd02::a \d+ fd01::20 88$/),
    ]);
  });

  it('names what a rule for the wrong end’s port blocks', () => {
    const { rules } = found.swapped;
    for (const port of [53, 88, 3268])
      expect(rules).toContainEqual(
        expect.stringMatching(new RegExp(` to dc1 \\(10\\.1\\.0\\.10\\) on tcp/${port}: expected an answer`)),
      );
  });

  it('names a way back that is open without any connection', () => {
    const { matrix } = found.back;
    expect(matrix).toContainEqual(
      expect.stringMatching(
        /^dc1 \(10\.1\.0\.10\) to office \(10\.2\.0\.10\) on tcp\/\d+: expected it to be blocked, but it was answered$/,
      ),
    );
  });

  it('names what a rule blocks that stands before the planned one', () => {
    const { rules } = found.shadowed;
    expect(rules).toContainEqual(
      expect.stringMatching(/ to dc1 \(10\.1\.0\.10\) on tcp\/88: expected an answer/),
    );
    expect(rules?.join('\n')).not.toContain('tcp/3268');
  });

  it('names a ping that passes beyond the plan', () => {
    const { matrix } = found.ping;
    expect(matrix?.[0]).toBe(
      'office (10.2.0.10) to dc1 (10.1.0.10) with ICMP echo: expected it to be blocked, but it was answered',
    );
  });

  it('names what a missing port blocks', () => {
    const { rules, matrix, drop } = found.missing;
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
    const { rules } = found.wide;
    expect(rules?.join('\n')).toContain('but its lines counted');
    expect(rules?.join('\n')).toContain('but no line for its flows has counted a packet');
  });
});
