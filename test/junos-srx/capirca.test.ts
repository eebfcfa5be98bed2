/** Policies that Capirca, which knows nothing of this reader, writes for an SRX. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import type { Packet } from '../../src/net/packet.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import {
  CLIENTS,
  hasCapirca,
  MPS,
  packetsAround,
  TERMS,
  within,
  writtenByCapirca,
} from '../dialects/capirca-kit.ts';
import { packetOf } from '../dialects/reader-kit.ts';

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
${TERMS.noZoneTransfers}${TERMS.clients('HTTP EPM DNS')}${TERMS.ping}header {
  target:: srx from-zone servers to-zone clients
}
${TERMS.rpc}header {
  target:: srx from-zone all to-zone all
}
${TERMS.names}`;

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

const packet = packetsAround([53, 80, 135, 1023, 1024, 49151, 49152, 65534]);

describe.skipIf(!hasCapirca)(
  "policies that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it('mean what they are made of', () => {
      const { config, diagnostics } = junosSrxReader.parse(writtenByCapirca(POLICY, SERVICES), 'site.srx');
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
