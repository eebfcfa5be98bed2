/** Lists that Capirca, which knows nothing of this reader, writes for routers and switches. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import { ESTABLISHED, NEW, type StateSet } from '../../src/net/state.ts';
import {
  CLIENTS,
  hasCapirca,
  MPS,
  packetsAround,
  within,
  writtenByCapirca,
} from '../dialects/capirca-kit.ts';
import { type Reading, readIos, readNxos } from './kit.ts';

const PORTS = [80, 443, 10123];

/** The same policy as text and as a function: what it says, said twice. */
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

const packet = packetsAround([...PORTS, 53, 1023, 1024, 65534]);

describe.skipIf(!hasCapirca)(
  "lists that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    it.each<[string, (text: string) => Reading]>([
      ['cisco SITE extended', readIos],
      ['cisconx SITE extended', readNxos],
    ])('%s means what the policy says', (target, read) => {
      const reading = read(writtenByCapirca(policyFor(target), SERVICES));
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
