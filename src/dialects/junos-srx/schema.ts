/**
 * Which statements a configuration may hold, as far as they decide about packets on their way through: how many words
 * belong to a statement, and whether others of the same level may follow it on one line.
 * Source: Junos OS CLI Reference, "[edit security] Hierarchy Level", "[edit applications] Hierarchy Level".
 */
export interface Kind {
  /** Words behind the keyword that belong to it. */
  readonly args: 0 | 1;
  /** Nothing stands in it: on one line, statements of its own level follow. */
  readonly leaf?: boolean;
  /** A later value takes the place of an earlier one. */
  readonly single?: boolean;
  readonly body?: Body;
}

/** `ignored`: whatever stands there decides about no packet. */
export type Body = ReadonlyMap<string, Kind> | 'ignored';

const body = (kinds: Readonly<Record<string, Kind>>): Body => new Map(Object.entries(kinds));
const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const each = (text: string, kind: Kind): Readonly<Record<string, Kind>> =>
  Object.fromEntries(words(text).map((word) => [word, kind]));

const FLAG: Kind = { args: 0, leaf: true };
/** One of several values. */
const VALUES: Kind = { args: 1, leaf: true };
const VALUE: Kind = { args: 1, leaf: true, single: true };
const IGNORED: Kind = { args: 0, body: 'ignored' };
/** A value that decides nothing. */
const SAID: Kind = { args: 1, leaf: true, single: true };
const container = (kinds: Readonly<Record<string, Kind>>): Kind => ({ args: 0, body: body(kinds) });
const named = (kinds: Readonly<Record<string, Kind>>): Kind => ({ args: 1, body: body(kinds) });
/** The same with a `then`, which no plain object should have. */
const withThen = (kinds: Readonly<Record<string, Kind>>, then: Kind): Kind => ({
  args: 1,
  body: new Map([...Object.entries(kinds), ['then', then]]),
});

const ADDRESS = named({
  description: SAID,
  'dns-name': named({ 'ipv4-only': FLAG, 'ipv6-only': FLAG }),
  'range-address': named({ to: VALUE }),
  'wildcard-address': VALUE,
  'ip-prefix': VALUE,
  '*': { args: 0, leaf: true, single: true },
});
const BOOK = {
  description: SAID,
  address: ADDRESS,
  'address-set': named({ description: SAID, address: VALUES, 'address-set': VALUES }),
  attach: container({ zone: VALUES }),
};

const PERMIT = container({
  'application-services': container({
    'application-firewall': IGNORED,
    'application-traffic-control': IGNORED,
    'advanced-anti-malware-policy': SAID,
    'gprs-gtp-profile': SAID,
    'gprs-sctp-profile': SAID,
    'icap-redirect': SAID,
    idp: FLAG,
    'idp-policy': SAID,
    'packet-capture': FLAG,
    'redirect-wx': FLAG,
    'reverse-redirect-wx': FLAG,
    'security-intelligence-policy': SAID,
    'security-intelligence': IGNORED,
    'ssl-proxy': IGNORED,
    'uac-policy': IGNORED,
    'utm-policy': SAID,
    'web-proxy': IGNORED,
  }),
  'destination-address': container({ 'drop-translated': FLAG, 'drop-untranslated': FLAG }),
  'firewall-authentication': IGNORED,
  'services-offload': FLAG,
  'no-services-offload': FLAG,
  'tcp-options': IGNORED,
  tunnel: IGNORED,
});
const MATCH = {
  ...each(
    `source-address destination-address application dynamic-application source-identity url-category
    from-zone to-zone source-end-user-profile`,
    VALUES,
  ),
  'source-address-excluded': FLAG,
  'destination-address-excluded': FLAG,
};
const POLICY = withThen(
  { description: SAID, match: container(MATCH), 'scheduler-name': VALUE, 'report-skip': FLAG },
  container({ permit: PERMIT, ...each('deny reject log count', IGNORED) }),
);
const POLICIES = container({
  'from-zone': named({ 'to-zone': named({ policy: POLICY }) }),
  global: container({ policy: POLICY }),
  'default-policy': container({ 'permit-all': FLAG, 'deny-all': FLAG }),
  'policy-rematch': IGNORED,
  'policy-stats': IGNORED,
  'pre-id-default-policy': IGNORED,
  'unified-policy-explicit-match': IGNORED,
  traceoptions: IGNORED,
});

const ZONES = container({
  'security-zone': named({
    description: SAID,
    'address-book': container(BOOK),
    interfaces: { args: 1, body: 'ignored' },
    'host-inbound-traffic': IGNORED,
    screen: SAID,
    ...each(
      `tcp-rst advance-connection-tracking application-tracking source-identity-log enable-reverse-reroute unidirectional-session-refreshing
      udp-session-lookup advance-policy-based-routing-profile advance-policy-based-routing`,
      IGNORED,
    ),
  }),
  'functional-zone': { args: 1, body: 'ignored' },
});

const NAT_RULES = named({
  description: SAID,
  from: container({ ...each('zone interface routing-instance', VALUES) }),
  to: IGNORED,
  rule: withThen(
    {
      description: SAID,
      match: container({
        'destination-address': VALUES,
        'destination-address-name': VALUES,
        ...each(
          'source-address source-address-name source-port destination-port protocol application',
          IGNORED,
        ),
      }),
    },
    IGNORED,
  ),
});
const NAT = container({
  source: IGNORED,
  destination: container({
    pool: { args: 1, body: 'ignored' },
    'port-forwarding': IGNORED,
    'rule-set': NAT_RULES,
  }),
  static: container({ 'rule-set': NAT_RULES }),
  ...each('proxy-arp proxy-ndp traceoptions allow-overlapping-pools natv6v4', IGNORED),
});

const MODE = container({ mode: VALUE });
const SECURITY = container({
  policies: POLICIES,
  zones: ZONES,
  'address-book': named(BOOK),
  nat: NAT,
  alg: container({
    tftp: container({ disable: FLAG, traceoptions: IGNORED }),
    ...each(
      'alg-manager alg-support-lib dns ftp h323 ike-esp-nat mgcp msrpc pptp real rsh rtsp sccp sip sql sunrpc talk traceoptions twamp',
      IGNORED,
    ),
  }),
  'forwarding-options': container({
    family: container({ inet: MODE, inet6: MODE, mpls: MODE, iso: MODE }),
    'mirror-filter': { args: 1, body: 'ignored' },
    'receive-side-scaling': IGNORED,
    'resource-manager': IGNORED,
  }),
  'dynamic-address': container({
    'address-name': { args: 1, body: 'ignored' },
    'feed-server': { args: 1, body: 'ignored' },
    traceoptions: IGNORED,
  }),
  ...each(
    `advance-policy-based-routing advanced-anti-malware alarms analysis application-firewall application-tracking
    authentication-key-chains certificates cloud datapath-debug dynamic-application dynamic-vpn firewall-authentication flow
    forwarding-process gprs group-vpn idp ike ipsec ipsec-policy key-protection l3vpn log macsec pki remote-access
    resource-manager screen security-intelligence softwires ssh-known-hosts tcp-encap traceoptions
    tunnel-inspection user-identification utm web-proxy`,
    IGNORED,
  ),
});

const TERM = {
  ...each(
    `protocol destination-port source-port icmp-type icmp-code icmp6-type icmp6-code rpc-program-number uuid
    ether-type application-protocol alg`,
    VALUE,
  ),
  ...each('inactivity-timeout description snmp-command ttl-threshold sip-call-hold-timeout', SAID),
  'learn-sip-register': FLAG,
  ...each('do-not-translate-A-query-to-AAAA-query do-not-translate-AAAA-query-to-A-query', FLAG),
};
const APPLICATIONS = container({
  application: named({ ...TERM, term: named(TERM) }),
  'application-set': named({ description: SAID, application: VALUES, 'application-set': VALUES }),
});

const FAMILY_ADDRESS = named({ ...each('primary preferred', FLAG), '*': { args: 0, body: 'ignored' } });
const FAMILY = container({
  address: FAMILY_ADDRESS,
  filter: container({
    input: VALUES,
    output: VALUES,
    'input-list': VALUES,
    'output-list': VALUES,
    group: SAID,
    '*': { args: 0, body: 'ignored' },
  }),
  ...each('dhcp dhcp-client dhcpv6-client', IGNORED),
  '*': { args: 0, body: 'ignored' },
});
const UNIT = named({
  family: container({
    inet: FAMILY,
    inet6: FAMILY,
    '*': { args: 0, body: 'ignored' },
  }),
  disable: FLAG,
  ...each('vlan-id description bandwidth', SAID),
  '*': { args: 0, body: 'ignored' },
});
const INTERFACE_BODY = {
  unit: UNIT,
  ...each('disable vlan-tagging flexible-vlan-tagging', FLAG),
  ...each('description mtu', SAID),
  '*': { args: 0, body: 'ignored' },
} as const;

const ROUTE = named({
  'next-hop': VALUES,
  'qualified-next-hop': { args: 1, body: 'ignored' },
  'next-table': VALUE,
  ...each('discard reject receive', FLAG),
  '*': { args: 0, body: 'ignored' },
});
const STATIC = container({ route: ROUTE, '*': { args: 0, body: 'ignored' } });
const ROUTING_OPTIONS = container({
  static: STATIC,
  rib: named({ static: STATIC, '*': { args: 0, body: 'ignored' } }),
  '*': { args: 0, body: 'ignored' },
});

const INNER = {
  security: SECURITY,
  applications: APPLICATIONS,
  schedulers: container({ scheduler: { args: 1, body: 'ignored' }, traceoptions: IGNORED }),
  /** Names are looked up right under it: `interfaces ge-0/0/0 unit 0`. */
  interfaces: { args: 1, body: body(INTERFACE_BODY) },
  'routing-options': ROUTING_OPTIONS,
  'routing-instances': { args: 1, body: body({ interface: VALUES, '*': { args: 0, body: 'ignored' } }) },
  protocols: container({
    ...each('ospf ospf3 bgp isis rip ripng', { args: 0, body: 'ignored' }),
    '*': { args: 0, body: 'ignored' },
  }),
  firewall: IGNORED,
  ...each(
    `access access-profile accounting-options app-engine bridge-domains chassis class-of-service diameter
    dynamic-profiles ethernet-switching-options event-options fabric forwarding-options jsrc
    vmhost multi-chassis logical-interface multicast-snooping-options poe policy-options services session-limit-group
    smtp snmp switch-options system unified-edge virtual-chassis vlans wlan web-management redundant-power-system`,
    IGNORED,
  ),
} as const satisfies Readonly<Record<string, Kind>>;

const SYSTEMS = { 'logical-systems': named(INNER), tenants: named(INNER) };

/** Of the whole configuration. */
export const ROOT: Body = body({
  ...INNER,
  ...SYSTEMS,
  groups: named({ ...INNER, ...SYSTEMS }),
  version: SAID,
  rcsid: SAID,
});

const APPLY: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    'apply-groups': VALUES,
    'apply-groups-except': VALUES,
    'apply-macro': { args: 1, body: 'ignored' },
    'apply-flags': SAID,
  } as const satisfies Readonly<Record<string, Kind>>),
);

/** What a word means in a body; absent where it is not known. A `*` takes any word. */
export function kindOf(within: Exclude<Body, 'ignored'>, word: string): Kind | undefined {
  return within.get(word) ?? APPLY.get(word) ?? within.get('*');
}

/**
 * Statements that people show without the levels above them (`show security policies` in configuration mode), with
 * those levels.
 */
export const SHOWN_ALONE: ReadonlyMap<string, readonly string[]> = new Map([
  ['from-zone', ['security', 'policies']],
  ['global', ['security', 'policies']],
  ['default-policy', ['security', 'policies']],
  ['policies', ['security']],
  ['zones', ['security']],
  ['address-book', ['security']],
  ['nat', ['security']],
  ['security-zone', ['security', 'zones']],
  ['functional-zone', ['security', 'zones']],
  ['application', ['applications']],
  ['application-set', ['applications']],
]);
