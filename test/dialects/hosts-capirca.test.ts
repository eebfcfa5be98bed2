/**
 * Rules that Capirca, which knows nothing of these readers, writes for iptables and for netsh. (Its generator for nftables
 * stops at terms with addresses, as of Debian's 2.0.6.)
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';

const ACLGEN = 'aclgen';
const isInstalled = spawnSync(ACLGEN, ['--help']).error === undefined;

const address = (text: string): bigint => text.split('.').reduce((n, part) => n * 256n + BigInt(part), 0n);
const range = (first: string, last: string): readonly bigint[] => [address(first), address(last)];
const CLIENTS = [range('10.20.0.0', '10.20.255.255'), range('10.30.0.16', '10.30.0.31')];
const MPS = [range('10.0.10.11', '10.0.10.13')];
const PORTS = [80, 135, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
const NETWORKS =
  'CLIENTS = 10.20.0.0/16\n          10.30.0.16/28\nMPS = 10.0.10.11/32\n      10.0.10.12/31\n';
const SERVICES = 'WEB = 80/tcp 443/tcp\nEPM = 135/tcp\nBGB = 10123/tcp\nDNS = 53/tcp 53/udp\n';
const POLICY = `
term no-zone-transfers {
  source-address:: CLIENTS
  destination-address:: MPS
  destination-port:: DNS
  protocol:: tcp
  action:: deny
}
term clients {
  comment:: "clients to management points"
  source-address:: CLIENTS
  destination-address:: MPS
  destination-port:: WEB EPM BGB DNS
  protocol:: tcp
  action:: accept
}
term names {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
term ping {
  protocol:: icmp
  icmp-type:: echo-request
  action:: accept
}
`;
const within = (ranges: readonly (readonly bigint[])[], value: bigint): boolean =>
  ranges.some(([first = 1n, last = 0n]) => first <= value && value <= last);

function isPermitted({ protocol, source, destination, sourcePort, destinationPort }: Packet): boolean {
  const isUp = within(CLIENTS, source) && within(MPS, destination);
  return (
    (protocol === 6 && isUp && PORTS.includes(destinationPort)) ||
    (protocol === 17 && within(CLIENTS, source) && destinationPort === 53) ||
    (protocol === 1 && sourcePort >> 8 === 8)
  );
}

function written(target: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'capirca-'));
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'def', 'NETWORK.net'), NETWORKS);
    writeFileSync(path.join(folder, 'def', 'SERVICES.svc'), SERVICES);
    writeFileSync(path.join(folder, 'pol', 'site.pol'), `header {\n  target:: ${target}\n}\n${POLICY}`);
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    execFileSync(
      ACLGEN,
      [
        ...Object.entries(options).map(([key, value]) => `--${key}_directory=${path.join(folder, value)}`),
        `--policy_file=${path.join(folder, 'pol', 'site.pol')}`,
      ],
      { stdio: 'ignore' },
    );
    const [name = ''] = readdirSync(path.join(folder, 'out'));
    return readFileSync(path.join(folder, 'out', name), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const edges = (ranges: readonly (readonly bigint[])[]): bigint[] =>
  ranges.flatMap(([first = 0n, last = 0n]) => [first - 1n, first, last, last + 1n]);
const host = fc.constantFrom(...edges(CLIENTS), ...edges(MPS));
const port = fc.oneof(fc.constantFrom(...[53, ...PORTS].flatMap((p) => [p - 1, p, p + 1])), fc.nat(65535));
const packet: fc.Arbitrary<Packet> = fc
  .record({ protocol: fc.constantFrom(6, 6, 17, 1), source: host, destination: host, a: port, b: port })
  .map(({ protocol, source, destination, a, b }) => {
    const ends = { family: 4 as const, source, destination, protocol };
    if (protocol === 1) return { ...ends, sourcePort: (a % 20) * 256, destinationPort: (b % 3) * 256 };
    return { ...ends, sourcePort: a, destinationPort: b };
  });

describe.skipIf(!isInstalled)(
  "rules that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each([
      ['iptables', 'iptables FORWARD DROP nostate', 'forward'],
      ['iptables', 'speedway FORWARD DROP nostate', 'forward'],
      ['windows-firewall', 'windows_advfirewall out inet', 'out'],
    ] as const)('%s: %s means what the policy says', (id, target, hook) => {
      const text = written(target);
      const likely = [...READERS.values()].sort(
        (a, b) => b.recognises(text, 'x') - a.recognises(text, 'x'),
      )[0];
      expect(likely?.id).toBe(id);
      const reader = READERS.get(id) as DialectReader;
      const { config, diagnostics } = reader.parse(text, 'site');
      const { configuration, diagnostics: more } = reader.raise(config, { interfaces: new Map() });
      expect([...diagnostics, ...more]).toEqual([]);
      // What no rule of netsh's names goes out all the same, but for what one blocks.
      const blocks = (one: Packet): boolean =>
        one.protocol === 6 &&
        one.destinationPort === 53 &&
        within(CLIENTS, one.source) &&
        within(MPS, one.destination);
      const verdicts = new Set<string>();
      fc.assert(
        fc.property(packet, (one) => {
          const { verdict } = judgeAll(configuration, hook, one);
          verdicts.add(verdict);
          const meant = hook === 'out' ? !blocks(one) : isPermitted(one);
          expect(verdict).toBe(meant ? 'permit' : 'deny');
          if (hook !== 'out') return;
          const allowed =
            configuration.rulesets
              .find((r) => r.hook === 'out')
              ?.rules.filter((r) => r.action === 'permit') ?? [];
          const [own] = [
            judgeAll(
              {
                ...configuration,
                rulesets: [
                  {
                    name: 'x',
                    hook: 'out',
                    order: 'allow-only',
                    stateful: true,
                    rules: allowed,
                    otherwise: { action: 'deny', text: '' },
                  },
                ],
              },
              'out',
              one,
            ),
          ];
          expect(own.verdict === 'permit' && !blocks(one)).toBe(isPermitted(one));
        }),
        { numRuns: 2000 },
      );
      expect(verdicts.size).toBe(2);
    });
  },
);
