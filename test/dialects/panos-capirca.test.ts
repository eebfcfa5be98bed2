/** Rules that Capirca, which knows nothing of this reader, writes for PAN-OS. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_SERVICE,
  icmpRange,
  type Match,
  servicesTo,
} from '../../src/net/match.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { PortRange } from '../../src/net/ports.ts';
import { NEW } from '../../src/net/state.ts';
import { permitted } from './conformance-kit.ts';

const ACLGEN = 'aclgen';
const isInstalled = spawnSync(ACLGEN, ['--help']).error === undefined;

/** The same policy as text and as packets: what it says, said twice. */
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
const policyOf = (target: string): string => `header {
  comment:: "site"
  target:: paloalto ${target}
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
term rest {
  action:: deny
}
`;

const ranges = (...texts: readonly string[]): readonly AddressRange[] =>
  texts.flatMap((text) => {
    const parsed = parseNetwork(text);
    return 'error' in parsed ? [] : [parsed];
  });
const CLIENTS = ranges('10.20.0.0/16', '10.30.0.16/28');
const MPS = ranges('10.0.10.11-10.0.10.13');
const ports = (...numbers: readonly number[]): PortRange[] => numbers.map((n) => ({ first: n, last: n }));
const HIGH = { first: 1024, last: 65535 };

const MEANT: readonly Match[] = [
  { sources: CLIENTS, destinations: MPS, services: servicesTo('tcp', ports(80, 443, 135, 10123)) },
  { sources: CLIENTS, destinations: ANY_ADDRESS, services: servicesTo('udp', ports(53)) },
  { sources: MPS, destinations: CLIENTS, services: servicesTo('tcp', [{ first: 49152, last: 65535 }], HIGH) },
  {
    sources: ranges('0.0.0.0/0'),
    destinations: ranges('0.0.0.0/0'),
    services: [
      { protocol: { first: 1, last: 1 }, source: icmpRange(8), destination: { first: 0, last: 65535 } },
    ],
  },
];

function rulesOfCapirca(target: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'capirca-'));
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'def', 'NETWORK.net'), NETWORKS);
    writeFileSync(join(folder, 'def', 'SERVICES.svc'), SERVICES);
    writeFileSync(join(folder, 'pol', 'site.pol'), policyOf(target));
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    const folders = Object.entries(options).map(([k, v]) => `--${k}_directory=${join(folder, v)}`);
    const file = `--policy_file=${join(folder, 'pol', 'site.pol')}`;
    execFileSync(ACLGEN, [...folders, file], { stdio: 'ignore' });
    return readFileSync(join(folder, 'out', 'site.xml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!isInstalled)(
  "rules that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each(['from-zone all to-zone all', 'from-zone all to-zone all inet no-addr-obj'])('%s', (target) => {
      const { config, diagnostics } = panosReader.parse(rulesOfCapirca(target), 'site.xml');
      const raised = panosReader.raise(config, { interfaces: new Map([['all', ANY_ADDRESS]]) });
      expect([...diagnostics, ...raised.diagnostics]).toEqual([]);
      // Without `mixed` it writes rules for IPv4 only.
      const ipv4 = PacketSet.of([{ sources: [ANY_IPV4], destinations: [ANY_IPV4], services: [ANY_SERVICE] }]);
      const meant = PacketSet.of(MEANT).intersect(ipv4);
      for (const assume of ['must', 'may'] as const) {
        const permits = permitted(raised.configuration, 'forward', NEW, assume).intersect(ipv4);
        expect(permits.equals(meant), assume).toBe(true);
      }
    });
  },
);
