/**
 * Packets that filters of IPsec may not see, so that a filter that blocks them may not: IKE always, what goes to many,
 * and from Windows Vista on what the host's settings say (Microsoft, "Specifying Default Exemptions to IPSec
 * Filtering"; [MS-GPFAS] 2.2.1.5, IPsec Exemptions: neighbor and router discovery, ICMP, DHCP).
 */
import { ANY_IPV4, ANY_IPV6, ANY_PORT, ANY_PROTOCOL, ESP, ICMP, ICMPV6, UDP } from '../../../net/match.ts';
import type { AddressRange } from '../../../net/network.ts';
import { type Box, meet } from './boxes.ts';

const whole = (range: AddressRange): Box => ({
  source: range,
  destination: range,
  protocol: ANY_PROTOCOL,
  sourcePort: ANY_PORT,
  destinationPort: ANY_PORT,
});

/** Authentication Header (IANA). */
const AH = 51;

/** IKE, IKE behind address translation, and DHCP of both families. */
const PORTS = [500, 4500, 67, 68, 546, 547];

const EXEMPT: readonly Box[] = [ANY_IPV4, ANY_IPV6].flatMap((range) => {
  const protocol = (number: number): Box => ({ ...whole(range), protocol: { first: number, last: number } });
  const isSix = range.family === 6;
  return [
    ...PORTS.flatMap((first) => {
      const port = { first, last: first };
      return [
        { ...protocol(UDP), destinationPort: port },
        { ...protocol(UDP), sourcePort: port },
      ];
    }),
    protocol(isSix ? ICMPV6 : ICMP),
    // What travels inside of IPsec is unpacked before filters look at it.
    { ...whole(range), protocol: { first: ESP, last: AH } },
    ...(isSix
      ? [{ ...whole(range), destination: { family: 6, first: 0xffn << 120n, last: ANY_IPV6.last } as const }]
      : [
          { ...whole(range), destination: { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn } as const },
          { ...whole(range), destination: { family: 4, first: ANY_IPV4.last, last: ANY_IPV4.last } as const },
        ]),
  ];
});

/** What of a filter's packets is exempt, perhaps. */
export function exemptOf(box: Box): Box[] {
  return EXEMPT.flatMap((exempt) => meet(exempt, box) ?? []);
}
