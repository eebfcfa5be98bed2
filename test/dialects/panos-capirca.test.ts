/** Rules that Capirca, which knows nothing of this reader, writes for PAN-OS. */
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
import { PacketSet } from '../../src/net/packet-set.ts';
import type { PortRange } from '../../src/net/ports.ts';
import { NEW } from '../../src/net/state.ts';
import { CLIENTS, hasCapirca, MPS, SITE_TERMS, writtenByCapirca } from './capirca-kit.ts';
import { permitted } from './conformance-kit.ts';

/** The same policy as text and as packets: what it says, said twice. */
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
${SITE_TERMS}term rest {
  action:: deny
}
`;

const ports = (...numbers: readonly number[]): PortRange[] => numbers.map((n) => ({ first: n, last: n }));
const HIGH = { first: 1024, last: 65535 };

const MEANT: readonly Match[] = [
  { sources: CLIENTS, destinations: MPS, services: servicesTo('tcp', ports(80, 443, 135, 10123)) },
  { sources: CLIENTS, destinations: ANY_ADDRESS, services: servicesTo('udp', ports(53)) },
  { sources: MPS, destinations: CLIENTS, services: servicesTo('tcp', [{ first: 49152, last: 65535 }], HIGH) },
  {
    sources: [ANY_IPV4],
    destinations: [ANY_IPV4],
    services: [
      { protocol: { first: 1, last: 1 }, source: icmpRange(8), destination: { first: 0, last: 65535 } },
    ],
  },
];

describe.skipIf(!hasCapirca)(
  "rules that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each(['from-zone all to-zone all', 'from-zone all to-zone all inet no-addr-obj'])('%s', (target) => {
      const { config, diagnostics } = panosReader.parse(
        writtenByCapirca(policyOf(target), SERVICES),
        'site.xml',
      );
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
