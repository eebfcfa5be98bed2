/**
 * Rules that the products put before all others, as far as they are about packets on their way through.
 * Sources: pfSense, /etc/inc/filter.inc, `filter_rules_generate`; OPNsense, filter.lib.inc, `filter_core_rules_system`.
 */
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_IPV6,
  ANY_PORT,
  ANY_SERVICE,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { looseRangeOf } from '../source/cidr.ts';
import type { Written } from '../source/lines.ts';
import type { Interface, PfConfig } from './model.ts';

const networks = (...texts: readonly string[]): readonly AddressRange[] =>
  texts.map(looseRangeOf).filter((range) => range !== undefined);

const PRIVATE = networks('10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7');
/** What OPNsense adds to them. */
const SHARED = networks('100.64.0.0/10');
const LINK_LOCAL = networks('169.254.0.0/16');
const ZERO = { first: 0, last: 0 };
const NO_PORT: readonly ServiceRange[] = [TCP, UDP].flatMap((number) => [
  { protocol: { first: number, last: number }, source: ZERO, destination: ANY_PORT },
  { protocol: { first: number, last: number }, source: ANY_PORT, destination: ZERO },
]);
/** Unreachable, too big, and neighbour discovery: IPv6 needs them. */
const NEEDED: readonly ServiceRange[] = [1, 2, 135, 136].map((type) => ({
  protocol: { first: ICMPV6, last: ICMPV6 },
  source: icmpRange(type),
  destination: ANY_PORT,
}));

/** Absent for a part of a configuration, which is loaded into one that has them. */
export function automaticRules(config: PfConfig, made: Interface | undefined): readonly FilterRule[] {
  if (!config.isWhole || !made) return [];
  const rules: FilterRule[] = [];
  const { statement } = made;
  const everywhere = { sources: ANY_ADDRESS, destinations: ANY_ADDRESS };
  if (config.blocksLinkLocal)
    rules.push(
      ruleOf('deny', statement, 'Block IPv4 link-local', [
        { sources: LINK_LOCAL, destinations: [ANY_IPV4], services: [ANY_SERVICE] },
        { sources: [ANY_IPV4], destinations: LINK_LOCAL, services: [ANY_SERVICE] },
      ]),
    );
  rules.push(
    ruleOf('permit', statement, 'IPv6 requirements (ICMP)', [
      { sources: [ANY_IPV6], destinations: [ANY_IPV6], services: NEEDED },
    ]),
    ruleOf('deny', statement, 'Block traffic from and to port 0', [{ ...everywhere, services: NO_PORT }]),
  );
  if (made.blocksBogons)
    rules.push(
      ruleOf('deny', statement, 'Block bogon networks', [{ ...everywhere, services: [ANY_SERVICE] }], {
        kind: 'name',
        text: 'the list of bogon networks',
        value: 'bogons',
      }),
    );
  if (made.blocksPrivate) {
    const sources = config.product === 'opnsense' ? [...PRIVATE, ...SHARED] : PRIVATE;
    rules.push(
      ruleOf('deny', statement, 'Block private networks', [
        { sources, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
      ]),
    );
  }
  return rules;
}

function ruleOf(
  action: 'permit' | 'deny',
  { place, span }: Written,
  name: string,
  matches: readonly Match[],
  depends?: Dependency,
): FilterRule {
  return {
    action,
    matches,
    states: ANY_STATE,
    depends: depends ? [depends] : [],
    place,
    span,
    text: name,
    name,
  };
}
