/** The packets that a policy means, said apart from every printer: its rules' sides by their protocol and ports. */
import { expect } from 'vitest';
import {
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  servicesTo,
} from '../../src/net/match.ts';
import type { Family } from '../../src/net/network.ts';
import { formatPacket } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { Policy, Rule } from '../../src/policy/model.ts';
import type { FilterRule } from '../../src/policy/ruleset.ts';

const echo = (family: Family): ServiceRange => {
  const number = family === 4 ? ICMP : ICMPV6;
  return {
    protocol: { first: number, last: number },
    source: icmpRange(family === 4 ? 8 : 128),
    destination: icmpRange(0, 255),
  };
};

function meantBy({ from, to, transport, ports }: Rule): Match[] {
  return ([4, 6] as const).flatMap((family): Match[] => {
    const networks = (side: Rule['from']) =>
      side.flatMap((party) => party.networks).filter((n) => n.family === family);
    const [sources, destinations] = [networks(from), networks(to)];
    if (sources.length === 0 || destinations.length === 0) return [];
    const services =
      transport === 'icmp'
        ? [echo(family)]
        : transport === 'esp'
          ? [anyOf(50)]
          : servicesTo(transport, ports);
    return [{ sources, destinations, services }];
  });
}

export function meantPackets(policy: Policy, direction: Rule['direction']): PacketSet {
  return PacketSet.of(policy.rules.filter((r) => r.direction === direction).flatMap(meantBy));
}

/** Rules that permit, always, and together exactly the packets. */
export function expectExactly(rules: readonly FilterRule[], meant: PacketSet): void {
  for (const rule of rules) expect([rule.action, rule.depends, rule.text]).toEqual(['permit', [], rule.text]);
  const got = PacketSet.of(rules.flatMap((rule) => rule.matches));
  const one = (set: PacketSet): string | undefined => {
    const packet = set.witness();
    return packet && formatPacket(packet);
  };
  expect({ missing: one(meant.subtract(got)), excess: one(got.subtract(meant)) }).toEqual({});
}
