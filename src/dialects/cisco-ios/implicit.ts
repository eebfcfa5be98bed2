import { ANY_IPV6, ICMPV6, icmpRange, type Match } from '../../net/match.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import type { AccessList, IosConfig } from './model.ts';

/** What IOS permits at the end of every IPv6 list before it denies the rest: neighbours must be found. */
const NEIGHBOURS: readonly (readonly [name: string, type: number])[] = [
  ['nd-na', 136],
  ['nd-ns', 135],
];
const ROUTERS: readonly (readonly [name: string, type: number])[] = [
  ['router-advertisement', 134],
  ['router-solicitation', 133],
];

/**
 * The rules that stand at the end of a list without being written, as one; none where an entry takes their packets
 * anyway. NX-OS had them for neighbours and routers up to some release, and says of later ones that it has none.
 * @see Cisco IOS IPv6 Configuration Guide, "IPv6 Access Control Lists"; Cisco Nexus 9000 Series NX-OS Security
 * Configuration Guide 6.x and 9.x, "Implicit Rules for IP and MAC ACLs"
 */
export function implicitRules(
  list: AccessList,
  { flavour }: IosConfig,
  rules: readonly FilterRule[],
): readonly FilterRule[] {
  if (list.family === 4 || !list.entries.some((entry) => entry.kind !== 'remark')) return [];
  const messages = (flavour === 'ios' ? NEIGHBOURS : [...NEIGHBOURS, ...ROUTERS]).filter(
    ([, type]) => !rules.some((rule) => takes(rule, type)),
  );
  if (messages.length === 0) return [];
  const any = [ANY_IPV6];
  const depends: readonly Dependency[] =
    flavour === 'ios'
      ? []
      : [{ kind: 'other', text: 'the release of NX-OS, of which only old ones permit it unasked' }];
  const { place, span } = list.statement;
  const services = messages.map(([, type]) => ({
    protocol: { first: ICMPV6, last: ICMPV6 },
    source: icmpRange(type),
    destination: icmpRange(0, 255),
  }));
  return [
    {
      action: 'permit',
      matches: [{ sources: any, destinations: any, services }],
      states: ANY_STATE,
      depends,
      place,
      span: { start: span.start, end: span.start },
      text: `implicit permit icmp any any ${messages.map(([name]) => name).join(', ')}`,
      name: 'implicit',
    },
  ];
}

/** Whether a rule decides about every message of a type. */
function takes({ depends, states, action, matches }: FilterRule, type: number): boolean {
  if (depends.length > 0 || states !== ANY_STATE || action === 'unknown') return false;
  const isAny = ([only, ...more]: Match['sources']): boolean =>
    more.length === 0 && only?.family === 6 && only.first === ANY_IPV6.first && only.last === ANY_IPV6.last;
  const { first, last } = icmpRange(type);
  return matches.some(
    ({ sources, destinations, services }) =>
      isAny(sources) &&
      isAny(destinations) &&
      services.some(
        ({ protocol, source, destination }) =>
          protocol.first <= ICMPV6 &&
          protocol.last >= ICMPV6 &&
          source.first <= first &&
          source.last >= last &&
          destination.first === 0 &&
          destination.last === 65535,
      ),
  );
}
