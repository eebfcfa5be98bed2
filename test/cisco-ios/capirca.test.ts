/** Lists that Capirca, which knows nothing of this reader, writes for routers and switches. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import { ESTABLISHED, NEW, type StateSet } from '../../src/net/state.ts';
import { type Reading, readIos, readNxos } from './kit.ts';

const ACLGEN = 'aclgen';
const isInstalled = spawnSync(ACLGEN, ['--help']).error === undefined;

const address = (text: string): bigint => text.split('.').reduce((n, part) => n * 256n + BigInt(part), 0n);
const range = (first: string, last: string): readonly bigint[] => [address(first), address(last)];
const CLIENTS = [range('10.20.0.0', '10.20.255.255'), range('10.30.0.16', '10.30.0.31')];
const MPS = [range('10.0.10.11', '10.0.10.13')];
const PORTS = [80, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
const NETWORKS =
  'CLIENTS = 10.20.0.0/16\n          10.30.0.16/28\nMPS = 10.0.10.11/32\n      10.0.10.12/31\n';
const SERVICES = 'HTTP = 80/tcp 443/tcp\nBGB = 10123/tcp\nDNS = 53/tcp 53/udp\nHIGH = 1024-65535/udp\n';
const policyFor = (target: string): string => `header {
  comment:: "site"
  target:: ${target}
}
term no-zone-transfers {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: tcp
  action:: deny
}
term clients {
  comment:: "clients to management points"
  source-address:: CLIENTS
  destination-address:: MPS
  destination-port:: HTTP BGB
  protocol:: tcp
  logging:: true
  action:: accept
}
term names {
  source-address:: CLIENTS
  source-port:: HIGH
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
term back {
  source-address:: MPS
  destination-address:: CLIENTS
  protocol:: tcp
  option:: tcp-established
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

function meant(packet: Packet, state: StateSet): 'permit' | 'deny' {
  const { protocol, source, destination, sourcePort, destinationPort } = packet;
  const isFromClient = within(CLIENTS, source);
  if (protocol === 6) {
    if (isFromClient && destinationPort === 53) return 'deny';
    const isUp = isFromClient && within(MPS, destination) && PORTS.includes(destinationPort);
    const isBack = within(MPS, source) && within(CLIENTS, destination) && state === ESTABLISHED;
    return isUp || isBack ? 'permit' : 'deny';
  }
  const isName = protocol === 17 && isFromClient && sourcePort >= 1024 && destinationPort === 53;
  return isName || (protocol === 1 && sourcePort >> 8 === 8) ? 'permit' : 'deny';
}

function listOfCapirca(target: string, extension: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'capirca-'));
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'def', 'NETWORK.net'), NETWORKS);
    writeFileSync(join(folder, 'def', 'SERVICES.svc'), SERVICES);
    writeFileSync(join(folder, 'pol', 'site.pol'), policyFor(target));
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    execFileSync(
      ACLGEN,
      [
        ...Object.entries(options).map(([key, value]) => `--${key}_directory=${join(folder, value)}`),
        `--policy_file=${join(folder, 'pol', 'site.pol')}`,
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(join(folder, 'out', `site.${extension}`), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const edges = (ranges: readonly (readonly bigint[])[]): bigint[] =>
  ranges.flatMap(([first = 0n, last = 0n]) => [first - 1n, first, last, last + 1n]);
const host = fc.constantFrom(...edges(CLIENTS), ...edges(MPS));
const port = fc.oneof(
  fc.constantFrom(...PORTS.flatMap((p) => [p - 1, p, p + 1]), 53, 1023, 1024, 65535),
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
  "lists that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each<[string, string, (text: string) => Reading]>([
      ['cisco SITE extended', 'acl', readIos],
      ['cisconx SITE extended', 'nxacl', readNxos],
    ])('%s means what the policy says', (target, extension, read) => {
      const reading = read(listOfCapirca(target, extension));
      expect(reading.codes).toEqual(['PT8005']);
      const verdicts = new Set<string>();
      fc.assert(
        fc.property(packet, fc.constantFrom(NEW, ESTABLISHED), (one, state) => {
          const verdict = reading.ask(formatPacket(one), state);
          verdicts.add(`${one.protocol} ${verdict}`);
          expect(verdict).toBe(meant(one, state));
        }),
        { numRuns: 4000 },
      );
      for (const protocol of [6, 17, 1]) expect(verdicts).toContain(`${protocol} permit`);
    });
  },
);
