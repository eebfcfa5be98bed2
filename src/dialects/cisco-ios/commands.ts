/**
 * Commands of the top level that permit and deny no packet on its way through, by their first word, in IOS, IOS-XE
 * and NX-OS. Routing protocols are among the rest, see `parse.ts`.
 */
export const IGNORED_COMMANDS: ReadonlySet<string> = new Set(
  `aaa aaa-server access-session action-set address-family aggregate-address alias ap app-hosting archive arp
  authentication auto auto-ip autonomic avb banner beep bfd bfd-template boot boot-end-marker boot-start-marker
  bridge bridge-domain building buffers call call-home card cdp cef cellular cfs channel-group chat-script class-map
  cli clns clock cns code-filters config-register configuration control-plane controller copp copy crypto ctl cts
  current customer dampening debug default default-gateway define device-sensor device-tracking diagnostic dialer
  dialer-list do dot1x dot11 downlink dsp dspfarm eap eem eigrp enable encapsulation end energywise environment errdisable
  ethernet ethernet-ring evpn event exception exit facility fabric fabricpath fallback fax fcdomain feature feature-set
  fex fhrp file flow flowset frame-relay gatekeeper gateway glbp global-address-family gnxi guestshell hardware
  hostname hsrp hw-module hw-switch icam identity igmp install interface-template ipc isdn itd kerberos key keystore
  kron l2 l2tp-class l2vpn lacp ldap license line lldp load-interval local-pool location logging login mab mac
  macro macsec mda media medium memory mgcp mka mls mmi-auto mobility module monitor mop mpls msdp msrp mtu
  multilink mvr name netconf netconf-yang network-clock network-clock-synchronize nfs-export ngoam no ntp nve nxapi
  onep openflow parameter-map parser passthru password pki platform pnp policy port-channel port-profile
  port-security power power-supply privilege privilege-exec process profile prompt property ptp qos queue-monitor
  radius radius-server rate-limit rdp record redundancy region remote restconf resume rf-switch rmon role role-priority
  route-map route-tag rsvp sampler scheduler scripting sdm sdwan security-password segment-routing service
  service-group service-insertion service-template sflow sla slot snmp snmp-server software spanning-tree spd ssh
  stack-mac stackwise-virtual standby station-role storm-control subscriber switch system system-image table-map
  tacacs tacacs-server tag-switching telemetry telnet template terminal test tftp-server time timezone track
  transceiver translation-rule transport trustpoint tunnel ucse udld udp uplink upgrade username using vdc vdc-admin
  version virtual-service vlan vmps voice voice-card voip vpc vpdn vpdn-group vrf vrrp vstack vtp vty-async vxlan
  warm-reboot wccp wireless wlan wrr-queue wsma x25 xdr xconnect zone-list hw-module icmp-errors username enablesecret
  last time command runtime startup-config running-config dial-peer dial-control-mib switchname nv xml`.split(
    /\s+/,
  ),
);

/** What follows `ip` and `ipv6` and decides about no packet on its way through. */
export const IGNORED_IP: ReadonlySet<string> = new Set(
  `accounting accounting-list accounting-threshold address-family adjacency admission-settings amt arp as-path
  authentication auth-proxy-settings bgp bgp-community bootp cef classless cns community-list ddns default-gateway
  default-network dhcp dhcp-client dns domain domain-list domain-lookup domain-name drp dvmrp eigrp explicit-path
  extcommunity-list fabric-member fast-convergence finger flow-aggregation flow-cache flow-capture flow-export
  flow-top-talkers forward forward-protocol ftp general-prefix gratuitous-arps gre hardware host host-routing hosts
  http icmp identd identity igmp-profile igmp igp irdp key-chain large-community-list load-sharing local lookup
  mask-reply mfib mld mobile mrib mrm mroute mroute-cache msdp mtu multicast multicast-routing name-server nbar nd
  neighbor netflow nhrp options ospf path-group pgm pim pool port-map prefix-list proxy-mobile ps radius radius
  rarp-server rcmd redirects rip route-cache router routing rpf rsvp rtcp rtp sap scp sctp sdr security-level
  sip sla slb snmp sockets source-interface source-route spd split-horizon ssh stack subnet-zero tacacs tcp telnet
  tftp theme trigger-authentication trm unicast-routing unicast urlfilter-settings vrf wccp websocket-settings cache
  reflexive-list routing-table verify-settings dhcp-server access-list-settings adaptive hop-limit cef flowset
  local-policy switching nd-settings netmask-format pim-settings unreachables virtual-reassembly`.split(
    /\s+/,
  ),
);

/** Routing protocols: they learn networks that the text doesn't hold. */
export const ROUTING_PROTOCOLS: ReadonlySet<string> = new Set([
  'bgp',
  'eigrp',
  'isis',
  'iso-igrp',
  'lisp',
  'ospf',
  'ospfv3',
  'rip',
]);
