import type { Dependency } from '../../policy/ruleset.ts';

/** What a match (`-m`) asks for. */
export interface MatchModule {
  readonly kind: Dependency['kind'];
  /** After "depends on". */
  readonly what: string;
}

/** Matches whose options are read one by one. */
export const READ_MODULES: ReadonlySet<string> = new Set([
  'tcp',
  'udp',
  'udplite',
  'sctp',
  'dccp',
  'icmp',
  'icmp6',
  'icmpv6',
  'multiport',
  'iprange',
  'conntrack',
  'state',
  'comment',
  'set',
]);

const entries: readonly (readonly [Dependency['kind'], string, readonly string[]])[] = [
  ['rate', 'a limit', ['limit', 'hashlimit', 'connlimit', 'recent', 'quota', 'quota2', 'rateest']],
  ['rate', 'how much was sent before', ['connbytes', 'nfacct']],
  ['rate', 'chance', ['statistic', 'nth', 'random']],
  ['schedule', 'the time', ['time']],
  ['user', 'who sends', ['owner']],
  ['security', 'IPsec', ['policy', 'esp', 'ah', 'ipcomp']],
  ['interface', 'the port of the bridge', ['physdev']],
  ['interface', 'the group of the interface', ['devgroup']],
  ['other', 'the hardware address', ['mac', 'eui64']],
  ['other', 'a mark', ['mark', 'connmark', 'connlabel', 'realm', 'cgroup', 'cluster', 'cpu']],
  ['other', 'the kind of address', ['addrtype', 'pkttype', 'rpfilter']],
  ['other', 'the contents', ['string', 'u32', 'bpf', 'tls', 'dns', 'layer7', 'ndpi']],
  ['other', 'the header', ['dscp', 'tos', 'ttl', 'hl', 'ecn', 'length', 'tcpmss', 'osf', 'unclean']],
  ['other', "the header's options", ['ipv6header', 'frag', 'hbh', 'dst', 'rt', 'srh', 'mh', 'ipv4options']],
  ['other', 'a socket', ['socket']],
  ['application', 'the helper of the connection', ['helper']],
  ['name', 'where the address is', ['geoip', 'asn']],
];

/** Matches that ask for something that isn't in a packet's addresses and ports. */
export const DEPENDENT_MODULES: ReadonlyMap<string, MatchModule> = new Map(
  entries.flatMap(([kind, what, names]) => names.map((name) => [name, { kind, what }] as const)),
);
