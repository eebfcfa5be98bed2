import { ANY_IPV4, ANY_IPV6, ICMP, ICMPV6, icmpRange, type Match, type ServiceRange } from '../net/match.ts';
import type { Ruleset } from '../policy/ruleset.ts';

/**
 * What networks need to work at all, whatever runs on them, and what therefore is never excess: errors about packets
 * that were sent (without them path MTU discovery fails), IPv6's neighbour discovery, and on hosts the joining of
 * multicast groups. RFC 792, RFC 4443, RFC 4861, RFC 3810. Nothing forwards neighbour discovery, but lists at the
 * interfaces of a router or a firewall see what its own neighbours send to it.
 */
export function housekeeping(hook: Ruleset['hook']): Match[] {
  const types = (protocol: number, ...ranges: [number, number][]): ServiceRange[] =>
    ranges.map(([first, last]) => ({
      protocol: { first: protocol, last: protocol },
      source: icmpRange(first, last),
      destination: icmpRange(0, 255),
    }));
  const errors4: Match = {
    sources: [ANY_IPV4],
    destinations: [ANY_IPV4],
    services: types(ICMP, [3, 3], [11, 12]),
  };
  const errors6: [number, number] = [1, 4];
  const discovery: [number, number][] =
    hook === 'forward'
      ? [[133, 136]]
      : [
          [130, 137],
          [143, 143],
        ];
  return [
    errors4,
    { sources: [ANY_IPV6], destinations: [ANY_IPV6], services: types(ICMPV6, errors6, ...discovery) },
  ];
}
