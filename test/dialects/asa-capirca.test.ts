/** Lists that Capirca, which knows nothing of this reader, writes for an ASA. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciscoAsaReader } from '../../src/dialects/cisco-asa/reader.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import {
  CLIENTS,
  hasCapirca,
  MPS,
  packetsAround,
  SITE_TERMS,
  within,
  writtenByCapirca,
} from './capirca-kit.ts';

const PORTS = [53, 80, 135, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
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
${SITE_TERMS}`;
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

const packet = packetsAround([...PORTS, 1023, 1024, 49151, 49152, 65534]);

describe.skipIf(!hasCapirca)(
  "a list that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it('means what the policy says', () => {
      const { config, diagnostics } = ciscoAsaReader.parse(writtenByCapirca(POLICY, SERVICES), 'site.asa');
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
