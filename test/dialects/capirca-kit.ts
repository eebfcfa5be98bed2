/** Asks Capirca (Debian's python3-capirca), which knows nothing of the readers, for rules of many devices. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { AddressRange } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import { networks } from './reader-kit.ts';

const ACLGEN = 'aclgen';
export const hasCapirca: boolean = spawnSync(ACLGEN, ['--help']).error === undefined;

/** The same networks for the readers and for Capirca. */
export const CLIENTS: readonly AddressRange[] = networks('10.20.0.0/16', '10.30.0.16/28');
export const MPS: readonly AddressRange[] = networks('10.0.10.11-10.0.10.13');
const NETWORKS =
  'CLIENTS = 10.20.0.0/16\n          10.30.0.16/28\nMPS = 10.0.10.11/32\n      10.0.10.12/31\n';

export const within = (ranges: readonly AddressRange[], value: bigint): boolean =>
  ranges.some(({ first, last }) => first <= value && value <= last);

/** What Capirca writes for a policy of one target. */
export function writtenByCapirca(policy: string, services: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'capirca-'));
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  try {
    for (const name of ['def', 'pol', 'out']) mkdirSync(at(name));
    writeFileSync(at('def', 'NETWORK.net'), NETWORKS);
    writeFileSync(at('def', 'SERVICES.svc'), services);
    writeFileSync(at('pol', 'site.pol'), policy);
    const options = { base: 'pol', definitions: 'def', output: 'out' };
    const folders = Object.entries(options).map(([key, name]) => `--${key}_directory=${at(name)}`);
    execFileSync(ACLGEN, [...folders, `--policy_file=${at('pol', 'site.pol')}`], { stdio: 'ignore' });
    const [name = ''] = readdirSync(at('out'));
    return readFileSync(at('out', name), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EDGES = [...CLIENTS, ...MPS].flatMap(({ first, last }) => [first - 1n, first, last, last + 1n]);
const host = fc.constantFrom(...EDGES);

/** Packets at the edges of the networks and, mostly, of these ports. */
export function packetsAround(
  ports: readonly number[],
  protocols: readonly number[] = [6, 6, 17, 1, 50],
): fc.Arbitrary<Packet> {
  const port = fc.oneof(fc.constantFrom(...ports.flatMap((p) => [p - 1, p, p + 1])), fc.nat(65535));
  return fc
    .record({ protocol: fc.constantFrom(...protocols), source: host, destination: host, a: port, b: port })
    .map(({ protocol, source, destination, a, b }) => {
      const ends = { family: 4 as const, source, destination, protocol };
      if (protocol === 50) return { ...ends, sourcePort: 0, destinationPort: 0 };
      if (protocol === 1) return { ...ends, sourcePort: (a % 20) * 256, destinationPort: (b % 3) * 256 };
      return { ...ends, sourcePort: a, destinationPort: b };
    });
}

/** What clients, management points and everybody may do, term by term. */
export const TERMS = {
  noZoneTransfers: `term no-zone-transfers {
  source-address:: CLIENTS
  destination-address:: MPS
  destination-port:: DNS
  protocol:: tcp
  action:: deny
}
`,
  clients: (ports: string): string => `term clients {
  comment:: "clients to management points"
  source-address:: CLIENTS
  destination-address:: MPS
  destination-port:: ${ports}
  protocol:: tcp
  action:: accept
}
`,
  names: `term names {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
`,
  rpc: `term rpc {
  source-address:: MPS
  destination-address:: CLIENTS
  source-port:: HIGH
  destination-port:: DYNAMIC
  protocol:: tcp
  logging:: true
  action:: accept
}
`,
  ping: `term ping {
  protocol:: icmp
  icmp-type:: echo-request
  action:: accept
}
`,
} as const;

/** All of it as one policy for filters between networks. */
export const SITE_TERMS: string = [
  TERMS.noZoneTransfers,
  TERMS.clients('HTTP HTTPS EPM BGB DNS'),
  TERMS.names,
  TERMS.rpc,
  TERMS.ping,
].join('');
