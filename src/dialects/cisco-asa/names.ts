/**
 * The names that an ASA prints instead of numbers. Its ports are its own, not IANA's: `cifs` is 3020, not 445;
 * `kerberos` is 750, not 88; `radius` is 1645.
 *
 * Sources: Cisco ASA General Operations CLI Configuration Guide, "Addresses, Protocols, and Ports" (8.4 to 9.22),
 * and for what belongs to TCP and what to UDP the list read from an ASA 5585 with 9.12(4) by cisco-acl (PyPI).
 */
const BOTH: Readonly<Record<string, number>> = {
  cifs: 3020,
  discard: 9,
  domain: 53,
  echo: 7,
  http: 80,
  kerberos: 750,
  nfs: 2049,
  'pim-auto-rp': 496,
  sip: 5060,
  sunrpc: 111,
  tacacs: 49,
  talk: 517,
  www: 80,
};

const TCP_ONLY: Readonly<Record<string, number>> = {
  aol: 5190,
  bgp: 179,
  chargen: 19,
  'citrix-ica': 1494,
  cmd: 514,
  ctiqbe: 2748,
  daytime: 13,
  exec: 512,
  finger: 79,
  ftp: 21,
  'ftp-data': 20,
  gopher: 70,
  h323: 1720,
  hostname: 101,
  https: 443,
  ident: 113,
  imap4: 143,
  irc: 194,
  klogin: 543,
  kshell: 544,
  ldap: 389,
  ldaps: 636,
  login: 513,
  lotusnotes: 1352,
  lpd: 515,
  'netbios-ssn': 139,
  nntp: 119,
  'pcanywhere-data': 5631,
  pop2: 109,
  pop3: 110,
  pptp: 1723,
  rsh: 514,
  rtsp: 554,
  smtp: 25,
  sqlnet: 1521,
  ssh: 22,
  telnet: 23,
  uucp: 540,
  whois: 43,
};

const UDP_ONLY: Readonly<Record<string, number>> = {
  biff: 512,
  bootpc: 68,
  bootps: 67,
  dnsix: 195,
  isakmp: 500,
  'mobile-ip': 434,
  nameserver: 42,
  'netbios-dgm': 138,
  'netbios-ns': 137,
  ntp: 123,
  'pcanywhere-status': 5632,
  radius: 1645,
  'radius-acct': 1646,
  rip: 520,
  'secureid-udp': 5510,
  snmp: 161,
  snmptrap: 162,
  syslog: 514,
  tftp: 69,
  time: 37,
  vxlan: 4789,
  who: 513,
  xdmcp: 177,
};

const table = (...parts: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> =>
  new Map(parts.flatMap((part) => Object.entries(part)));

export const TCP_PORTS: ReadonlyMap<string, number> = table(BOTH, TCP_ONLY);
export const UDP_PORTS: ReadonlyMap<string, number> = table(BOTH, UDP_ONLY);
/** In a group for TCP and UDP together, the two know no name with two meanings. */
export const TCP_UDP_PORTS: ReadonlyMap<string, number> = table(BOTH, TCP_ONLY, UDP_ONLY);

/** Protocols beside `ip`, which is all of them. */
export const PROTOCOLS: ReadonlyMap<string, number> = table({
  ah: 51,
  eigrp: 88,
  esp: 50,
  gre: 47,
  icmp: 1,
  icmp6: 58,
  igmp: 2,
  igrp: 9,
  ipinip: 4,
  ipsec: 50,
  nos: 94,
  ospf: 89,
  pcp: 108,
  pim: 103,
  pptp: 47,
  sctp: 132,
  snp: 109,
  tcp: 6,
  udp: 17,
});

export const ICMP_TYPES: ReadonlyMap<string, number> = table({
  'alternate-address': 6,
  'conversion-error': 31,
  echo: 8,
  'echo-reply': 0,
  'information-reply': 16,
  'information-request': 15,
  'mask-reply': 18,
  'mask-request': 17,
  'mobile-redirect': 32,
  'parameter-problem': 12,
  redirect: 5,
  'router-advertisement': 9,
  'router-solicitation': 10,
  'source-quench': 4,
  'time-exceeded': 11,
  'timestamp-reply': 14,
  'timestamp-request': 13,
  traceroute: 30,
  unreachable: 3,
});

export const ICMP6_TYPES: ReadonlyMap<string, number> = table({
  echo: 128,
  'echo-reply': 129,
  'membership-query': 130,
  'membership-reduction': 132,
  'membership-report': 131,
  'neighbor-advertisement': 136,
  'neighbor-redirect': 137,
  'neighbor-solicitation': 135,
  'packet-too-big': 2,
  'parameter-problem': 4,
  'router-advertisement': 134,
  'router-renumbering': 138,
  'router-solicitation': 133,
  'time-exceeded': 3,
  unreachable: 1,
});

/** Levels of `log`. */
export const LOG_LEVELS: ReadonlySet<string> = new Set([
  'emergencies',
  'alerts',
  'critical',
  'errors',
  'warnings',
  'notifications',
  'informational',
  'debugging',
]);
