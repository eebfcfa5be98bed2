/** Policies that Capirca, which knows nothing of this reader, writes for an SRX. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { networks, packetOf } from '../dialects/reader-kit.ts';

const ACLGEN = 'aclgen';
const isInstalled = spawnSync(ACLGEN, ['--help']).error === undefined;

const CLIENTS = networks('10.20.0.0/16', '10.30.0.16/28');
const MPS = networks('10.0.10.11-10.0.10.13');
const NETWORKS =
  'CLIENTS = 10.20.0.0/16\n          10.30.0.16/28\nMPS = 10.0.10.11/32\n      10.0.10.12/31\n';
const SERVICES = `HTTP = 80/tcp
EPM = 135/tcp
DNS = 53/tcp 53/udp
DYNAMIC = 49152-65535/tcp
HIGH = 1024-65535/tcp
`;
const POLICY = `header {
  comment:: "site"
  target:: srx from-zone clients to-zone servers
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
  destination-port:: HTTP EPM DNS
  protocol:: tcp
  action:: accept
}
term ping {
  protocol:: icmp
  icmp-type:: echo-request
  action:: accept
}
header {
  target:: srx from-zone servers to-zone clients
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
header {
  target:: srx from-zone all to-zone all
}
term names {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
`;

const within = (ranges: readonly { first: bigint; last: bigint }[], value: bigint): boolean =>
  ranges.some(({ first, last }) => first <= value && value <= last);

/** The same policy as a function: what it says, said twice. */
function meant({ protocol, source, destination, sourcePort, destinationPort }: Packet): 'permit' | 'deny' {
  const fromClients = within(CLIENTS, source);
  const isUp = fromClients && within(MPS, destination);
  const isDown = within(MPS, source) && within(CLIENTS, destination);
  const ok =
    (protocol === 6 && isUp && (destinationPort === 80 || destinationPort === 135)) ||
    (protocol === 1 && isUp && sourcePort >> 8 === 8) ||
    (protocol === 6 && isDown && sourcePort >= 1024 && destinationPort >= 49152) ||
    (protocol === 17 && fromClients && destinationPort === 53);
  return ok ? 'permit' : 'deny';
}

function printed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capirca-'));
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'def', 'NETWORK.net'), NETWORKS);
    writeFileSync(join(folder, 'def', 'SERVICES.svc'), SERVICES);
    writeFileSync(join(folder, 'pol', 'site.pol'), POLICY);
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    const folders = Object.entries(options).map(
      ([key, value]) => `--${key}_directory=${join(folder, value)}`,
    );
    execFileSync(ACLGEN, [...folders, `--policy_file=${join(folder, 'pol', 'site.pol')}`], {
      stdio: 'ignore',
    });
    return readFileSync(join(folder, 'out', 'site.srx'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const port = fc.oneof(
  fc.constantFrom(52, 53, 54, 79, 80, 81, 135, 1023, 1024, 49151, 49152, 65535),
  fc.nat(65535),
);
const edges = [...CLIENTS, ...MPS].flatMap(({ first, last }) => [first, last]);
const packet: fc.Arbitrary<Packet> = fc
  .record({
    protocol: fc.constantFrom(6, 6, 17, 1, 50),
    source: fc.constantFrom(...edges),
    destination: fc.constantFrom(...edges),
    a: port,
    b: port,
  })
  .map(({ protocol, source, destination, a, b }) => {
    const ends = { family: 4 as const, source, destination, protocol };
    if (protocol === 50) return { ...ends, sourcePort: 0, destinationPort: 0 };
    if (protocol === 1) return { ...ends, sourcePort: (a % 20) * 256, destinationPort: 0 };
    return { ...ends, sourcePort: a, destinationPort: b };
  });

describe.skipIf(!isInstalled)(
  "policies that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it('mean what they are made of', () => {
      const { config, diagnostics } = junosSrxReader.parse(printed(), 'site.srx');
      expect(diagnostics).toEqual([]);
      const { configuration } = junosSrxReader.raise(config, {
        interfaces: new Map([
          ['clients', CLIENTS],
          ['servers', MPS],
        ]),
      });
      const verdicts = new Set<string>();
      fc.assert(
        fc.property(packet, (one) => {
          const { verdict } = judgeAll(configuration, 'forward', one);
          verdicts.add(`${one.protocol} ${verdict}`);
          expect(verdict).toBe(meant(one));
        }),
        { numRuns: 5000 },
      );
      for (const seen of ['6 permit', '17 permit', '1 permit', '6 deny']) expect(verdicts).toContain(seen);
      expect(judgeAll(configuration, 'forward', packetOf('tcp 10.20.0.1 > 10.0.10.11:53')).verdict).toBe(
        'deny',
      );
    });
  },
);
