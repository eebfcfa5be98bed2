/**
 * What of a configuration is read, as the vendor's own schema has it. Everything else is passed over. With it a line
 * that sets several attributes at once (`set rulebase security rules R from a to b …`) falls apart in the right places.
 * Source: PAN-OS CLI and XML API, "Browse the API" of a firewall and a Panorama; the shape is the same in all forms.
 */
export type Schema =
  | { readonly kind: 'leaf' | 'list' | 'skip' }
  /** `strict`: what stands in it and isn't known could decide about packets. */
  | { readonly kind: 'keys'; readonly keys: ReadonlyMap<string, Schema>; readonly strict: boolean }
  /** Named entries that are alike. */
  | { readonly kind: 'entries'; readonly of: Schema };

const LEAF: Schema = { kind: 'leaf' };
const LIST: Schema = { kind: 'list' };
const SKIP: Schema = { kind: 'skip' };
const keys = (record: Readonly<Record<string, Schema>>, strict: boolean = false): Schema => ({
  kind: 'keys',
  keys: new Map(Object.entries(record)),
  strict,
});
const entries = (record: Readonly<Record<string, Schema>>): Schema => ({
  kind: 'entries',
  of: keys(record, true),
});
/** Entries of which only some parts are looked at. */
const partsOf = (record: Readonly<Record<string, Schema>>): Schema => ({ kind: 'entries', of: keys(record) });
const all = (schema: Schema, names: string): Record<string, Schema> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, schema]),
  );

const ABOUT = { ...all(LEAF, 'description disable-override comments color'), ...all(LIST, 'tag') };
const PORTS = keys({ ...all(LEAF, 'port source-port'), override: SKIP }, true);
const TYPE = keys(all(LEAF, 'type code'));

const OBJECTS: Record<string, Schema> = {
  address: entries({ ...ABOUT, ...all(LEAF, 'ip-netmask ip-range ip-wildcard fqdn') }),
  'address-group': entries({ ...ABOUT, static: LIST, dynamic: keys({ filter: LEAF }) }),
  service: entries({ ...ABOUT, protocol: keys({ tcp: PORTS, udp: PORTS, sctp: PORTS }, true) }),
  'service-group': entries({ ...ABOUT, members: LIST }),
  application: entries({
    ...ABOUT,
    default: keys({
      port: LIST,
      'ident-by-ip-protocol': LEAF,
      'ident-by-icmp-type': TYPE,
      'ident-by-icmp6-type': TYPE,
    }),
    ...all(
      SKIP,
      `category subcategory technology risk parent-app timeout tcp-timeout udp-timeout tcp-half-closed-timeout
      tcp-time-wait-timeout evasive-behavior consume-big-bandwidth used-by-malware able-to-transfer-file
      has-known-vulnerability tunnel-other-application tunnel-applications prone-to-misuse pervasive-use
      file-type-ident virus-ident data-ident no-appid-caching alg-disable-capability`,
    ),
    signature: SKIP,
  }),
  'application-group': entries({ ...ABOUT, members: LIST }),
  'application-filter': partsOf({}),
  'external-list': partsOf({}),
  region: entries({ ...ABOUT, address: LIST, 'geo-location': SKIP }),
  schedule: partsOf({}),
};

/** Attributes of a rule that decide about no packet of a new connection, or not by themselves. */
const BESIDE = all(
  SKIP,
  `log-start log-end log-setting profile-setting icmp-unreachable qos option group-tag uuid
  disable-inspect disable-server-response-inspection loc`,
);

const SECURITY_RULE = entries({
  ...ABOUT,
  ...BESIDE,
  ...all(LEAF, 'rule-type action disabled negate-source negate-destination schedule'),
  ...all(
    LIST,
    `from to source destination source-user category application service hip-profiles source-hip
    destination-hip source-device destination-device source-imsi source-imei source-nw-slice saas-user-list
    saas-tenant-list`,
  ),
  target: keys({ negate: LEAF, devices: LIST, tags: LIST }),
});

/** Who has to sign in before anything passes. */
const SIGN_IN_RULE = partsOf({
  ...all(LEAF, 'action authentication-enforcement disabled negate-source negate-destination'),
  ...all(LIST, 'from to source destination service category source-user'),
});

const NAT_RULE = partsOf({
  ...all(LEAF, 'disabled nat-type'),
  ...all(LIST, 'from to source destination service'),
  'destination-translation': SKIP,
  'dynamic-destination-translation': SKIP,
  'source-translation': keys({
    'static-ip': keys(all(LEAF, 'translated-address bi-directional')),
    ...all(SKIP, 'dynamic-ip-and-port dynamic-ip persistent-dynamic-ip-and-port'),
  }),
});

const RULEBASE = keys(
  {
    security: keys({ rules: SECURITY_RULE }, true),
    'default-security-rules': keys({ rules: entries({ ...BESIDE, ...ABOUT, action: LEAF }) }, true),
    nat: keys({ rules: NAT_RULE }),
    pbf: keys({ rules: partsOf({ disabled: LEAF }) }),
    authentication: keys({ rules: SIGN_IN_RULE }),
    'captive-portal': keys({ rules: SIGN_IN_RULE }),
    ...all(
      SKIP,
      `qos decryption ssl-decryption application-override dos tunnel-inspect
      sdwan network-packet-broker`,
    ),
  },
  true,
);

const PRE_AND_POST = { 'pre-rulebase': RULEBASE, 'post-rulebase': RULEBASE };

const ZONE = partsOf({
  network: keys(all(LIST, 'layer3 layer2 virtual-wire tap external tunnel')),
});

const VSYS = { ...OBJECTS, ...PRE_AND_POST, rulebase: RULEBASE, zone: ZONE, 'display-name': LEAF };

const LAYER3 = {
  ip: LIST,
  ipv6: keys({ enabled: LEAF, address: LIST }),
  'dhcp-client': keys(all(LEAF, 'enable create-default-route')),
  pppoe: keys(all(LEAF, 'enable create-default-route')),
};
const UNITS = partsOf(LAYER3);
const PORTS_OF_BOX = partsOf({ layer3: keys({ ...LAYER3, units: UNITS }) });
const SUBINTERFACES = keys({ ...LAYER3, units: UNITS });

const STATIC_ROUTES = keys({
  'static-route': partsOf({
    ...all(LEAF, 'destination interface metric admin-dist'),
    nexthop: keys(all(LEAF, 'ip-address ipv6-address next-vr next-lr discard receive fqdn')),
    ...all(SKIP, 'bfd route-table path-monitor option'),
  }),
});
const ROUTING = {
  interface: LIST,
  'routing-table': keys({ ip: STATIC_ROUTES, ipv6: STATIC_ROUTES }),
  protocol: keys(
    Object.fromEntries(['bgp', 'ospf', 'ospfv3', 'rip'].map((name) => [name, keys({ enable: LEAF })])),
  ),
  ...Object.fromEntries(['bgp', 'ospf', 'ospfv3', 'rip'].map((name) => [name, keys({ enable: LEAF })])),
};

const NETWORK = keys({
  interface: keys({
    ethernet: PORTS_OF_BOX,
    'aggregate-ethernet': PORTS_OF_BOX,
    vlan: SUBINTERFACES,
    tunnel: SUBINTERFACES,
    loopback: SUBINTERFACES,
  }),
  'virtual-router': partsOf(ROUTING),
  'logical-router': partsOf({ vrf: partsOf(ROUTING) }),
});

const DEVICE = {
  vsys: partsOf(VSYS),
  network: NETWORK,
  'device-group': partsOf({ ...OBJECTS, ...PRE_AND_POST, 'parent-dg': LEAF }),
  deviceconfig: keys({
    setting: keys({
      management: keys({ 'wildcard-topdown-match-mode': LEAF }),
      session: keys({ 'ipv6-firewalling': LEAF }),
    }),
  }),
};

const root: Record<string, Schema> = {
  ...VSYS,
  ...DEVICE,
  shared: keys({ ...OBJECTS, ...PRE_AND_POST }),
  devices: partsOf(DEVICE),
  panorama: keys({ ...OBJECTS, ...PRE_AND_POST, vsys: partsOf(VSYS), shared: keys(OBJECTS) }),
  readonly: keys({ devices: partsOf({ 'device-group': partsOf({ 'parent-dg': LEAF }) }) }),
};

/** From the top; some tools write `config` before everything. */
export const ROOT: Schema = keys({ ...root, config: keys(root) });
