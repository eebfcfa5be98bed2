/** Lists that Capirca, which knows nothing of this reader, writes for an ASA. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciscoAsaReader } from '../../src/dialects/cisco-asa/reader.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';

const ACLGEN = 'aclgen';
const isInstalled = spawnSync(ACLGEN, ['--help']).error === undefined;

const address = (text: string): bigint => text.split('.').reduce((n, part) => n * 256n + BigInt(part), 0n);
const range = (first: string, last: string): readonly bigint[] => [address(first), address(last)];
const CLIENTS = [range('10.20.0.0', '10.20.255.255'), range('10.30.0.16', '10.30.0.31')];
const MPS = [range('10.0.10.11', '10.0.10.13')];
const PORTS = [53, 80, 135, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
const NETWORKS =
  'CLIENTS = 10.20.0.0/16\n          10.30.0.16/28\nMPS = 10.0.10.11/32\n      10.0.10.12/31\n';
const SERVICES = `HTTP = 80/tcp
HTTPS = 443/tcp
EPM = 135/tcp
BGB = 10123/tcp
DNS = 53/tcp 53/udp
DYNAMIC = 49152-65535/tcp
HIGH = 1024-65535/tcp 1024-65535/udp
`;
const POLICY = `header {
  comment:: "site"
  target:: ciscoasa SITE
}
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
  destination-port:: HTTP HTTPS EPM BGB DNS
  protocol:: tcp
  action:: accept
}
term names {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
term rpc {
  source-address:: MPS
  destination-address:: CLIENTS
  source-port:: HIGH
  destination-port:: DYNAMIC
  protocol:: tcp
  logging:: true
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

function meant({ protocol, source, destination, sourcePort, destinationPort }: Packet): 'permit' | 'deny' {
  const isUp = within(CLIENTS, source) && within(MPS, destination);
  const isDown = within(MPS, source) && within(CLIENTS, destination);
  const isPermitted =
    (protocol === 6 && isUp && PORTS.includes(destinationPort) && destinationPort !== 53) ||
    (protocol === 17 && within(CLIENTS, source) && destinationPort === 53) ||
    (protocol === 6 && isDown && sourcePort >= 1024 && destinationPort >= 49152) ||
    (protocol === 1 && sourcePort >> 8 === 8);
  return isPermitted ? 'permit' : 'deny';
}

function listOfCapirca(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capirca-'));
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'def', 'NETWORK.net'), NETWORKS);
    writeFileSync(join(folder, 'def', 'SERVICES.svc'), SERVICES);
    writeFileSync(join(folder, 'pol', 'site.pol'), POLICY);
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    execFileSync(
      ACLGEN,
      [
        ...Object.entries(options).map(([key, value]) => `--${key}_directory=${join(folder, value)}`),
        `--policy_file=${join(folder, 'pol', 'site.pol')}`,
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(join(folder, 'out', 'site.asa'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const edges = (ranges: readonly (readonly bigint[])[]): bigint[] =>
  ranges.flatMap(([first = 0n, last = 0n]) => [first - 1n, first, last, last + 1n]);
const host = fc.constantFrom(...edges(CLIENTS), ...edges(MPS));
const port = fc.oneof(
  fc.constantFrom(...PORTS.flatMap((p) => [p - 1, p, p + 1]), 1023, 1024, 49151, 49152, 65535),
  fc.nat(65535),
);
const packet: fc.Arbitrary<Packet> = fc
  .record({ protocol: fc.constantFrom(6, 6, 17, 1, 50), source: host, destination: host, a: port, b: port })
  .map(({ protocol, source, destination, a, b }) => {
    const ends = { family: 4 as const, source, destination, protocol };
    if (protocol === 50) return { ...ends, sourcePort: 0, destinationPort: 0 };
    if (protocol === 1) return { ...ends, sourcePort: (a % 20) * 256, destinationPort: (b % 3) * 256 };
    return { ...ends, sourcePort: a, destinationPort: b };
  });

describe.skipIf(!isInstalled)(
  "a list that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it('means what the policy says', () => {
      const { config, diagnostics } = ciscoAsaReader.parse(listOfCapirca(), 'site.asa');
      expect(diagnostics).toEqual([]);
      const { configuration } = ciscoAsaReader.raise(config, { interfaces: new Map() });
      const verdicts = new Set<string>();
      fc.assert(
        fc.property(packet, (one) => {
          const verdict = judgeAll(configuration, 'forward', one).verdict;
          verdicts.add(`${one.protocol} ${verdict}`);
          expect(verdict).toBe(meant(one));
        }),
        { numRuns: 5000 },
      );
      expect(verdicts).toContain('6 permit');
      expect(verdicts).toContain('17 permit');
      expect(verdicts).toContain('1 permit');
    });
  },
);
