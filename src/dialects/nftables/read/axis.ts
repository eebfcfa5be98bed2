/** What a selector looks at. */
import { DCCP, ICMP, ICMPV6, SCTP, TCP, UDP, UDP_LITE } from '../../../net/match.ts';
import type { Family } from '../../../net/network.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import type { ReadNftSelector } from './model.ts';
import * as names from './names.ts';

export type Side = 'source' | 'destination';

export type Axis =
  | { readonly kind: 'address'; readonly family: Family; readonly side: Side }
  /** Ports, or ICMP's type and code; `protocols` has them all. */
  | {
      readonly kind: 'number';
      readonly of: 'port' | 'icmp';
      readonly protocols: readonly number[];
      readonly family?: Family;
      readonly side: Side;
      readonly names: ReadonlyMap<string, number>;
      readonly most: number;
    }
  | {
      readonly kind: 'protocol';
      readonly family?: Family;
      readonly names: ReadonlyMap<string, number>;
      readonly most: number;
    }
  /** `codes` has the number of each family. */
  | {
      readonly kind: 'family';
      readonly codes: Readonly<Record<Family, number>>;
      readonly names: ReadonlyMap<string, number>;
      readonly most: number;
    }
  | { readonly kind: 'state' }
  | { readonly kind: 'direction' }
  | { readonly kind: 'flags' }
  | { readonly kind: 'interface'; readonly way: 'in' | 'out' }
  /** Not in the packet, or nothing that Portolan follows. */
  | { readonly kind: 'beside'; readonly dependency: Dependency['kind'] };

const PORT = { names: names.PORTS, most: 65535 } as const;
const BYTE = { most: 255 } as const;

function ports(protocols: readonly number[]): readonly [Axis, Axis] {
  return [
    { kind: 'number', of: 'port', protocols, side: 'source', ...PORT },
    { kind: 'number', of: 'port', protocols, side: 'destination', ...PORT },
  ];
}

function icmp(protocol: number, family: Family, side: Side, known: ReadonlyMap<string, number>): Axis {
  return { kind: 'number', of: 'icmp', protocols: [protocol], family, side, names: known, ...BYTE };
}

const protocol = (family?: Family): Axis => ({
  kind: 'protocol',
  ...(family && { family }),
  names: names.PROTOCOLS,
  ...BYTE,
});

const [tcpSource, tcpDestination] = ports([TCP]);
const [udpSource, udpDestination] = ports([UDP]);
const [liteSource, liteDestination] = ports([UDP_LITE]);
const [sctpSource, sctpDestination] = ports([SCTP]);
const [dccpSource, dccpDestination] = ports([DCCP]);
/** `th`: whatever stands where ports would be; for protocols without ports that is something else. */
const [anySource, anyDestination] = ports([TCP, UDP, UDP_LITE, SCTP, DCCP]);

const AXES: ReadonlyMap<ReadNftSelector, Axis> = new Map<string, Axis>([
  ['ip saddr', { kind: 'address', family: 4, side: 'source' }],
  ['ip daddr', { kind: 'address', family: 4, side: 'destination' }],
  ['ip6 saddr', { kind: 'address', family: 6, side: 'source' }],
  ['ip6 daddr', { kind: 'address', family: 6, side: 'destination' }],
  ['tcp sport', tcpSource],
  ['tcp dport', tcpDestination],
  ['udp sport', udpSource],
  ['udp dport', udpDestination],
  ['udplite sport', liteSource],
  ['udplite dport', liteDestination],
  ['sctp sport', sctpSource],
  ['sctp dport', sctpDestination],
  ['dccp sport', dccpSource],
  ['dccp dport', dccpDestination],
  ['th sport', anySource],
  ['th dport', anyDestination],
  ['icmp type', icmp(ICMP, 4, 'source', names.ICMP_TYPES)],
  ['icmp code', icmp(ICMP, 4, 'destination', names.ICMP_CODES)],
  ['icmpv6 type', icmp(ICMPV6, 6, 'source', names.ICMPV6_TYPES)],
  ['icmpv6 code', icmp(ICMPV6, 6, 'destination', names.ICMPV6_CODES)],
  ['meta l4proto', protocol()],
  ['ip protocol', protocol(4)],
  ['ip6 nexthdr', protocol(6)],
  ['meta nfproto', { kind: 'family', codes: { 4: 2, 6: 10 }, names: names.FAMILIES, ...BYTE }],
  [
    'meta protocol',
    { kind: 'family', codes: { 4: 0x800, 6: 0x86dd }, names: names.ETHER_TYPES, most: 65535 },
  ],
  ['ether type', { kind: 'family', codes: { 4: 0x800, 6: 0x86dd }, names: names.ETHER_TYPES, most: 65535 }],
  // A header of the other family has no version that one could ask for.
  ['ip version', { kind: 'family', codes: { 4: 4, 6: -1 }, names: new Map(), most: 15 }],
  ['ip6 version', { kind: 'family', codes: { 4: -1, 6: 6 }, names: new Map(), most: 15 }],
  ['ct state', { kind: 'state' }],
  ['ct direction', { kind: 'direction' }],
  ['tcp flags', { kind: 'flags' }],
  ['meta iifname', { kind: 'interface', way: 'in' }],
  ['meta iif', { kind: 'interface', way: 'in' }],
  ['meta oifname', { kind: 'interface', way: 'out' }],
  ['meta oif', { kind: 'interface', way: 'out' }],
]);

const BESIDE: ReadonlyMap<string, Dependency['kind']> = new Map<string, Dependency['kind']>([
  ['meta time', 'schedule'],
  ['meta day', 'schedule'],
  ['meta hour', 'schedule'],
  ['meta skuid', 'user'],
  ['meta skgid', 'user'],
  ['meta cgroup', 'application'],
  ['meta ipsec', 'security'],
  ['meta secpath', 'security'],
  ['rt ipsec', 'security'],
  ['meta iifgroup', 'interface'],
  ['meta oifgroup', 'interface'],
  ['meta iiftype', 'interface'],
  ['meta oiftype', 'interface'],
  ['ct status', 'translation'],
]);

export function axisOf(selector: ReadNftSelector): Axis {
  const known = AXES.get(selector);
  if (known) return known;
  const translated = selector.startsWith('ct original') || selector.startsWith('ct reply');
  return { kind: 'beside', dependency: BESIDE.get(selector) ?? (translated ? 'translation' : 'other') };
}
