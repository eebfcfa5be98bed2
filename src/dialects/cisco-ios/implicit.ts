import { anyAddress, ICMPV6, icmpRange } from '../../net/match.ts';
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
 * The rules that stand at the end of a list without being written. NX-OS had them for neighbours and routers up to
 * some release, and says of later ones that it has none.
 * @see Cisco IOS IPv6 Configuration Guide, "IPv6 Access Control Lists"; Cisco Nexus 9000 Series NX-OS Security
 * Configuration Guide 6.x and 9.x, "Implicit Rules for IP and MAC ACLs"
 */
export function implicitRules(list: AccessList, { flavour }: IosConfig): readonly FilterRule[] {
  if (list.family === 4 || !list.entries.some((entry) => entry.kind !== 'remark')) return [];
  const any = [anyAddress(6)];
  const depends: readonly Dependency[] =
    flavour === 'ios'
      ? []
      : [{ kind: 'other', text: 'the release of NX-OS, of which only old ones permit it unasked' }];
  const { place, span } = list.statement;
  return (flavour === 'ios' ? NEIGHBOURS : [...NEIGHBOURS, ...ROUTERS]).map(([name, type]) => ({
    action: 'permit',
    matches: [
      {
        sources: any,
        destinations: any,
        services: [
          {
            protocol: { first: ICMPV6, last: ICMPV6 },
            source: icmpRange(type),
            destination: icmpRange(0, 255),
          },
        ],
      },
    ],
    states: ANY_STATE,
    depends,
    place,
    span: { start: span.start, end: span.start },
    text: `permit icmp any any ${name}`,
    name: 'implicit',
  }));
}
