/** Commands of the top level that permit and deny no packet on its way through, by their first word. */
export const IGNORED_COMMANDS: ReadonlySet<string> = new Set(
  `: aaa aaa-server alert-interval anyconnect anyconnect-custom-attr application-visibility arp asa asdm asp
  auth-prompt auto-update banner bfd bfd-template blocks boot ca call-home capture cdp checkheaps class clear client-update clock cluster
  command-alias community-list compression config-register console crashinfo crypto cryptochecksum cts
  ctl-file ctl-provider date-format ddns debug default default-group dhcp-client dhcp-network-scope dhcpd
  dhcprelay disable dns dns-group dns-guard domain-name dynamic-access-policy-record dynamic-filter
  dynamic-map eigrp eject enable encryption end event exit extended-community failover feature filter fips
  firewall flow-export flow-offload flowcontrol fragment ftp ftp-map group-policy gtp-map h225-map
  hostname hpm http http-map https hw-module icmp ids igmp imap4s import ip ipsec ipsec-policy isakmp
  jumbo-frame jumbo-frame-reservation kerberos key key-chain l2tp lacp ldap license load-monitor local-unit
  locale logging login logout mac-address mac-address-table management management-access map
  media-termination memory message-length mfib mgcp-map mode monitor-interface mount mroute mtu multicast
  multicast-routing names no ntp nve object-group-search ocsp otp pager panic-reload parser passwd password
  password-policy pim phone-proxy ping pki-services policy-list policy-route pop3s portal-access-rule
  power-supply pppoe prefix-list privilege probe process-affinity prompt quit quota radius-common-pw reload
  resource rest-api rewrite route-map rtp-min-port saml same-interface scansafe schedule-version service
  service-module setup sip-map sla smart-tunnel smtp-server smtps snmp snmp-map snmp-server
  software-version ssh ssl sso-server startup-config static-route sunrpc-server switch sysopt system
  tcp-map telnet terminal tftp-server threat-detection timeout tls-proxy track traffic-forward tunnel-group
  tunnel-group-map uc-ime umbrella-global unit upgrade url url-block url-cache url-list url-server user-alert
  user-identity user-statistics username vdi virtual vpdn vpn vpn-addr-assign vpn-group-policy
  vpn-sessiondb vpnclient vpnsetup wccp webvpn webtype-access-list write xlate zone zonelabs-integrity
  bridge-group coredump dap device-sensor ethernet license-server lisp monitor nat-t object-tracking
  building using saved serial hardware result cryptochecksum pix ngfw`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * Commands that decide about packets in ways that are not read: old ones of the PIX, blocks set by hand, and
 * authentication on the way through (`aaa`, in some forms).
 */
export const DECIDING_COMMANDS: ReadonlySet<string> = new Set([
  'alias',
  'apply',
  'conduit',
  'established',
  'outbound',
  'shun',
]);

/** Routing protocols: they learn networks that the text doesn't hold. */
export const ROUTING_PROTOCOLS: ReadonlySet<string> = new Set(['bgp', 'eigrp', 'isis', 'ospf', 'rip']);
