/**
 * Which tables of a configuration are read, and which decide about no packet on its way through.
 *
 * Source: FortiOS CLI Reference 6.0 to 7.6, "config firewall …".
 */

/** Tables whose entries are read; all others are passed over. */
export const READ_TABLES: ReadonlySet<string> = new Set([
  'application list',
  'firewall acl',
  'firewall acl6',
  'firewall address',
  'firewall address6',
  'firewall addrgrp',
  'firewall addrgrp6',
  'firewall central-snat-map',
  'firewall consolidated policy',
  'firewall interface-policy',
  'firewall interface-policy6',
  'firewall ipmacbinding setting',
  'firewall local-in-policy',
  'firewall local-in-policy6',
  'firewall multicast-address',
  'firewall multicast-address6',
  'firewall multicast-policy',
  'firewall multicast-policy6',
  'firewall policy',
  'firewall policy46',
  'firewall policy6',
  'firewall policy64',
  'firewall profile-group',
  'firewall schedule group',
  'firewall schedule onetime',
  'firewall schedule recurring',
  'firewall security-policy',
  'firewall service custom',
  'firewall service group',
  'firewall ttl-policy',
  'firewall vip',
  'firewall vip46',
  'firewall vip6',
  'firewall vip64',
  'firewall vipgrp',
  'firewall vipgrp46',
  'firewall vipgrp6',
  'firewall vipgrp64',
  'router bgp',
  'router isis',
  'router ospf',
  'router ospf6',
  'router policy',
  'router policy6',
  'router rip',
  'router ripng',
  'router static',
  'router static6',
  'system external-resource',
  'system geoip-override',
  'system interface',
  'system sdwan',
  'system session-helper',
  'system settings',
  'system virtual-wan-link',
  'system zone',
  'vpn ssl settings',
  'vpn ssl web portal',
]);

/** Tables of the firewall that permit and deny no packet on its way through by themselves. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  `DoS-policy DoS-policy6 access-proxy access-proxy-ssh-client-cert access-proxy-virtual-host access-proxy6
  address-template address6-template auth-portal carrier-endpoint-bwl city country decrypted-traffic-mirror
  dnstranslation global identity-based-route ip-translation ipmacbinding ippool ippool6 ippool_grp iprope ldb-monitor
  multicast-snat mms-profile network-service-dynamic on-demand-sniffer pfcp gtp profile
  profile-protocol-options proxy-addrgrp proxy-address proxy-policy explicit-proxy-policy
  explicit-proxy-address explicit-proxy-addrgrp proute proute6
  region schedule service shaper shaping-policy shaping-profile sniffer ssh ssl ssl-server ssl-ssh-profile
  traffic-class ttl-profile vendor-mac vendor-mac-summary wildcard-fqdn deep-inspection-options sctp-filter
  central-nat message-tag-filter ssh-filter-profile videofilter`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** First words of `config`. */
export const AREAS: ReadonlySet<string> = new Set(
  `alertemail antivirus application authentication automation aws azure casb certificate cifs credential-store
  diameter-filter dlp dnsfilter dpdk emailfilter endpoint-control ethernet-oam extender extender-controller
  extension-controller file-filter firewall ftp-proxy gcp gui hardware icap imp2p ips isf-acl loadbalance log
  monitoring mgmt-data nsx nsxt pbx report router rule sctp-filter spamfilter ssh-filter switch-controller system
  telemetry-controller user videofilter virtual-patch voip vpn waf wanopt web-proxy webfilter
  wireless-controller ztna`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a table could decide about packets and nothing here knows how. */
export function isStrange(path: string): boolean {
  if (READ_TABLES.has(path)) return false;
  const [area = '', name = ''] = path.split(' ');
  if (area !== 'firewall') return !AREAS.has(area);
  return !WITHOUT_EFFECT.has(name) && !name.startsWith('internet-service');
}
