import { ANY_PORT, anyOf, hasPorts, ICMP, ICMPV6, type Match, servicesOver } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Policy, Rule } from '../policy/model.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';

/**
 * Whether what travels inside of IPsec, read back, is what the policy says: its packets and those that answer them, of
 * ICMP every type, because selectors of IPsec hold both ways: what comes from a server's port and answers nothing is
 * secured, too, which opens nothing. The first difference in words; nothing where there is none.
 *
 * Where filters judge each packet by itself, none of them says which end is the host's. All of them stand in the rules
 * of both ways then, and are held against the packets of both; answers, which nothing else secures, have to be among
 * them.
 */
export function protectedDifference(policy: Policy, configuration: Configuration): string | undefined {
  const isWayless = configuration.rulesets.every(({ stateful }) => !stateful);
  for (const hook of ['in', 'out'] as const) {
    const found = PacketSet.of(
      configuration.rulesets
        .filter((ruleset) => ruleset.hook === hook)
        .flatMap(({ rules }) => rules.filter(isSecured).flatMap(({ matches }) => matches)),
    );
    const isOwn = (rule: Rule): boolean => isWayless || rule.direction === hook;
    const own = policy.rules.filter(isOwn).flatMap(packetsOf);
    const answered = policy.rules.filter((rule) => isWayless || rule.direction !== hook);
    const meant = PacketSet.of([...own, ...answered.flatMap(packetsOf).map(turned)]);
    if (!found.contains(isWayless ? meant : PacketSet.of(own)))
      return `${WAYS[hook]}, packets of the plan travel outside of IPsec`;
    if (!meant.contains(found))
      return `${WAYS[hook]}, packets that the plan does not have travel inside of IPsec`;
    const isUnread = configuration.rulesets.some(({ rules }) =>
      rules.some((rule) => rule.depends.some((d) => d.kind !== 'security')),
    );
    if (isUnread) return 'a part of it was not understood';
  }
  return undefined;
}

/** A rule without that lets packets pass as they are, or none. */
const isSecured = ({ depends }: FilterRule): boolean => depends.some(({ kind }) => kind === 'security');

const WAYS: Readonly<Record<Exclude<Ruleset['hook'], 'forward'>, string>> = {
  in: 'inbound',
  out: 'outbound',
};

function packetsOf(rule: Rule): Match[] {
  return ([4, 6] satisfies Family[]).map((family) => {
    const ends = (side: Rule['from']): Match['sources'] =>
      side.flatMap((party) => party.networks.filter((n) => n.family === family));
    const services =
      rule.transport === 'icmp'
        ? [anyOf(family === 4 ? ICMP : ICMPV6)]
        : servicesOver(rule.transport, rule.ports);
    return { sources: ends(rule.from), destinations: ends(rule.to), services };
  });
}

function turned({ sources, destinations, services }: Match): Match {
  return {
    sources: destinations,
    destinations: sources,
    services: services.map((s) =>
      hasPorts(s.protocol.first) ? { ...s, source: s.destination, destination: ANY_PORT } : s,
    ),
  };
}
