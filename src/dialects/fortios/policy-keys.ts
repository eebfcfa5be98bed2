/**
 * What the settings of a policy do to its meaning.
 *
 * Source: FortiOS CLI Reference 6.0 to 7.6, "config firewall policy", "… security-policy", "… local-in-policy".
 */
import type { Dependency } from '../../policy/ruleset.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Settings that the policy's matching reads itself. */
export const MATCHING_KEYS: ReadonlySet<string> = words(
  `srcintf dstintf srcaddr dstaddr srcaddr6 dstaddr6 srcaddr4 dstaddr4 srcaddr-negate dstaddr-negate srcaddr6-negate
  dstaddr6-negate service service-negate schedule action status internet-service internet-service-src
  internet-service6 internet-service6-src name utm-status application-list`,
);

/** Settings that decide about no packet: names, logging, shaping, source translation, what is done to contents. */
export const HARMLESS_KEYS: ReadonlySet<string> = words(
  `uuid uuid-idx policyid comments label global-label logtraffic logtraffic-start logtraffic-app log-http-transaction
  capture-packet send-deny-packet firewall-session-dirty schedule-timeout session-ttl anti-replay tcp-session-without-syn
  tcp-mss-sender tcp-mss-receiver tcp-timeout-pid udp-timeout-pid geoip-anycast geoip-match dynamic-shaping
  passive-wan-health-measurement app-monitor inspection-mode profile-type profile-group av-profile webfilter-profile
  webfilter-profile dnsfilter-profile emailfilter-profile spamfilter-profile dlp-profile dlp-sensor file-filter-profile
  ips-sensor voip-profile ips-voip-filter sctp-filter-profile diameter-filter-profile virtual-patch-profile icap-profile
  cifs-profile videofilter-profile waf-profile ssh-filter-profile casb-profile mms-profile gtp-profile telemetry-profile
  profile-protocol-options ssl-ssh-profile deep-inspection-options auto-asic-offload np-acceleration policy-offload
  wanopt wanopt-detection wanopt-passive-opt wanopt-profile wanopt-peer webcache webcache-https traffic-shaper
  traffic-shaper-reverse per-ip-shaper nat fixedport port-preserve port-random ippool poolname poolname6 pcp-outbound
  pcp-inbound pcp-poolname permit-any-host permit-stun-host vlan-cos-fwd vlan-cos-rev cgn-log-server-grp
  cgn-resource-quota cgn-session-quota cgn-eif cgn-eim cgn-sw-eif-ctrl natip natinbound natoutbound inbound outbound
  vpntunnel fec diffserv-copy diffserv-forward diffserv-reverse diffservcode-forward diffservcode-rev auth-cert
  auth-redirect-addr redirect-url identity-based-route block-notification custom-log-fields replacemsg-override-group
  timeout-send-rst captive-portal-exempt decrypted-traffic-mirror ssl-mirror ssl-mirror-intf scan-botnet-connections
  dsri radius-mac-auth-bypass radius-ip-auth-bypass delay-tcp-npu-session match-vip email-collect ntlm-guest
  ntlm-enabled-browsers fsso-agent-for-ntlm traffic-log-format rtp-nat rtp-addr ip-version-type tags wsso
  internet-service-negate internet-service-src-negate internet-service6-negate internet-service6-src-negate
  internet-service-name internet-service-id internet-service-group internet-service-custom internet-service-custom-group
  internet-service-fortiguard internet-service-src-name internet-service-src-id internet-service-src-group
  internet-service-src-custom internet-service-src-custom-group internet-service-src-fortiguard internet-service6-name
  internet-service6-group internet-service6-custom internet-service6-custom-group internet-service6-fortiguard
  internet-service6-src-name internet-service6-src-group internet-service6-src-custom
  internet-service6-src-custom-group internet-service6-src-fortiguard policy-expiry-date policy-expiry-date-utc
  ztna-tags-match-logic ztna-ems-tag-negate ztna-device-ownership pcp policy-behaviour-type tos-mask tos-negate
  reputation-direction reputation-direction6 url-risk deny-inspected wccp-service snmp-index netflow-sampler
  netflow-sampler-id log-unmatched-traffic wanopt-peer ha-mgmt-intf-only`,
);

/** Settings that ask for more than the packet's addresses and ports, unless they say what stands behind. */
export const CONDITIONS: ReadonlyMap<
  string,
  { readonly kind: Dependency['kind']; readonly text: string; readonly off?: readonly string[] }
> = new Map(
  Object.entries({
    users: { kind: 'user', text: 'the users' },
    groups: { kind: 'user', text: 'the user groups' },
    'fsso-groups': { kind: 'user', text: 'the user groups' },
    devices: { kind: 'user', text: 'the devices' },
    fsso: { kind: 'user', text: 'single sign-on', off: ['disable'] },
    rsso: { kind: 'user', text: 'RADIUS single sign-on', off: ['disable'] },
    ntlm: { kind: 'user', text: 'NTLM authentication', off: ['disable'] },
    disclaimer: { kind: 'user', text: 'the disclaimer that users agree to', off: ['disable'] },
    'auth-path': { kind: 'user', text: 'authentication-based routing', off: ['disable'] },
    'identity-based': { kind: 'user', text: 'identity-based policies', off: ['disable'] },
    'ztna-status': { kind: 'security', text: 'zero trust access', off: ['disable'] },
    'ztna-ems-tag': { kind: 'security', text: 'the zero trust tags' },
    'ztna-ems-tag-secondary': { kind: 'security', text: 'the zero trust tags' },
    'ztna-geo-tag': { kind: 'security', text: 'the zero trust tags' },
    'ztna-policy-redirect': { kind: 'security', text: 'the access proxy', off: ['disable'] },
    application: { kind: 'application', text: 'the applications' },
    'app-category': { kind: 'application', text: 'the application categories' },
    'url-category': { kind: 'application', text: 'the URL categories' },
    'app-group': { kind: 'application', text: 'the application groups' },
    'network-service-dynamic': { kind: 'name', text: 'the dynamic network services' },
    'network-service-src-dynamic': { kind: 'name', text: 'the dynamic network services' },
    'reputation-minimum': { kind: 'name', text: 'the reputation of the address', off: ['0'] },
    'reputation-minimum6': { kind: 'name', text: 'the reputation of the address', off: ['0'] },
    'policy-expiry': { kind: 'schedule', text: "the policy's expiry", off: ['disable'] },
    'src-vendor-mac': { kind: 'other', text: "the vendor of the source's network card" },
    tos: { kind: 'other', text: 'the type of service', off: ['0x00', '0'] },
    'vlan-filter': { kind: 'other', text: 'the VLANs' },
    'sgt-check': { kind: 'other', text: 'the security group tag', off: ['disable'] },
    nat64: { kind: 'translation', text: 'the translation to IPv4', off: ['disable'] },
    nat46: { kind: 'translation', text: 'the translation to IPv6', off: ['disable'] },
    'match-vip-only': {
      kind: 'translation',
      text: 'whether the destination was translated',
      off: ['disable'],
    },
    'http-policy-redirect': { kind: 'other', text: 'the policies of the web proxy', off: ['disable'] },
    'ssh-policy-redirect': { kind: 'other', text: 'the policies of the SSH proxy', off: ['disable'] },
    'webproxy-profile': { kind: 'other', text: 'the profile of the web proxy' },
    'webproxy-forward-server': { kind: 'other', text: 'the proxy that it is forwarded to' },
    wccp: { kind: 'other', text: 'the cache that it is forwarded to', off: ['disable'] },
    'learning-mode': { kind: 'other', text: 'the learning mode', off: ['disable'] },
    'virtual-patch': { kind: 'other', text: 'virtual patching', off: ['disable'] },
  } as const),
);
