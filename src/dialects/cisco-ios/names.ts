/**
 * The names that IOS and NX-OS print instead of numbers. Both know the same ports, apart from a few.
 *
 * Sources: Cisco IOS Security Command Reference, "permit (IP)" and "permit (IPv6)"; the port names as ISR 4331 with
 * IOS-XE 16.9.6, a C6816-X with IOS 15.2(2)SY and a Nexus 3172T with NX-OS 9.3(8) list them (cisco-acl on PyPI); the
 * ICMP messages as IOS 12.1 takes them ("echo" is any code of type 8).
 */
const BOTH: Readonly<Record<string, number>> = {
  discard: 9,
  domain: 53,
  echo: 7,
  'pim-auto-rp': 496,
  sunrpc: 111,
  syslog: 514,
  tacacs: 49,
  talk: 517,
  time: 37,
};

const TCP_ONLY: Readonly<Record<string, number>> = {
  bgp: 179,
  chargen: 19,
  cmd: 514,
  'connectedapps-plain': 15001,
  'connectedapps-tls': 15002,
  daytime: 13,
  drip: 3949,
  exec: 512,
  finger: 79,
  ftp: 21,
  'ftp-data': 20,
  gopher: 70,
  hostname: 101,
  ident: 113,
  irc: 194,
  klogin: 543,
  kshell: 544,
  login: 513,
  lpd: 515,
  msrpc: 135,
  nntp: 119,
  'onep-plain': 15001,
  'onep-tls': 15002,
  pop2: 109,
  pop3: 110,
  smtp: 25,
  telnet: 23,
  uucp: 540,
  whois: 43,
  www: 80,
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
  'netbios-ss': 139,
  'non500-isakmp': 4500,
  ntp: 123,
  rip: 520,
  ripv6: 521,
  snmp: 161,
  snmptrap: 162,
  tftp: 69,
  who: 513,
  xdmcp: 177,
};

const table = (...parts: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> =>
  new Map(parts.flatMap((part) => Object.entries(part)));

export const TCP_PORTS: ReadonlyMap<string, number> = table(BOTH, TCP_ONLY);
export const UDP_PORTS: ReadonlyMap<string, number> = table(BOTH, UDP_ONLY);
/** For TCP and UDP together, a name has the same number in both, or is of one only. */
export const TCP_UDP_PORTS: ReadonlyMap<string, number> = table(BOTH, TCP_ONLY, UDP_ONLY);

/** Protocols beside `ip` and `ipv6`, which are all of them. */
export const PROTOCOLS: ReadonlyMap<string, number> = table({
  ahp: 51,
  eigrp: 88,
  esp: 50,
  gre: 47,
  icmp: 1,
  igmp: 2,
  igrp: 9,
  ipinip: 4,
  nos: 94,
  ospf: 89,
  pcp: 108,
  pim: 103,
  sctp: 132,
  tcp: 6,
  udp: 17,
});

/** Type, and code where the name stands for one. */
type Message = readonly [type: number, code?: number];

export const ICMP_MESSAGES: ReadonlyMap<string, Message> = new Map<string, Message>(
  Object.entries({
    'administratively-prohibited': [3, 13],
    'alternate-address': [6],
    'conversion-error': [31],
    'dod-host-prohibited': [3, 10],
    'dod-net-prohibited': [3, 9],
    echo: [8],
    'echo-reply': [0],
    'general-parameter-problem': [12, 0],
    'host-isolated': [3, 8],
    'host-precedence-unreachable': [3, 14],
    'host-redirect': [5, 1],
    'host-tos-redirect': [5, 3],
    'host-tos-unreachable': [3, 12],
    'host-unknown': [3, 7],
    'host-unreachable': [3, 1],
    'information-reply': [16],
    'information-request': [15],
    'mask-reply': [18],
    'mask-request': [17],
    'mobile-redirect': [32],
    'net-redirect': [5, 0],
    'net-tos-redirect': [5, 2],
    'net-tos-unreachable': [3, 11],
    'net-unreachable': [3, 0],
    'network-unknown': [3, 6],
    'no-room-for-option': [12, 2],
    'option-missing': [12, 1],
    'packet-too-big': [3, 4],
    'parameter-problem': [12],
    'port-unreachable': [3, 3],
    'precedence-unreachable': [3, 15],
    'protocol-unreachable': [3, 2],
    'reassembly-timeout': [11, 1],
    redirect: [5],
    'router-advertisement': [9],
    'router-solicitation': [10],
    'source-quench': [4],
    'source-route-failed': [3, 5],
    'time-exceeded': [11],
    'timestamp-reply': [14],
    'timestamp-request': [13],
    traceroute: [30],
    'ttl-exceeded': [11, 0],
    unreachable: [3],
  } satisfies Record<string, Message>),
);

/** RFC 4443, 4861, 2710, 3810 and 2894 say the numbers. */
export const ICMP6_MESSAGES: ReadonlyMap<string, Message> = new Map<string, Message>(
  Object.entries({
    'beyond-scope': [1, 2],
    'destination-unreachable': [1],
    'echo-reply': [129],
    'echo-request': [128],
    header: [4, 0],
    'hop-limit': [3, 0],
    'mld-query': [130],
    'mld-reduction': [132],
    'mld-report': [131],
    'mldv2-report': [143],
    'nd-na': [136],
    'nd-ns': [135],
    'next-header': [4, 1],
    'no-admin': [1, 1],
    'no-route': [1, 0],
    'packet-too-big': [2],
    'parameter-option': [4, 2],
    'parameter-problem': [4],
    'port-unreachable': [1, 4],
    'reassembly-timeout': [3, 1],
    redirect: [137],
    'renum-command': [138, 0],
    'renum-result': [138, 1],
    'renum-seq-number': [138, 255],
    'router-advertisement': [134],
    'router-renumbering': [138],
    'router-solicitation': [133],
    'time-exceeded': [3],
    unreachable: [1],
  } satisfies Record<string, Message>),
);

/** Messages of IGMP that an entry may name; Portolan asks about none. */
export const IGMP_MESSAGES: ReadonlySet<string> = new Set([
  'dvmrp',
  'host-query',
  'host-report',
  'mtrace-resp',
  'mtrace-route',
  'pim',
  'trace',
  'v1host-report',
  'v2host-report',
  'v2leave-group',
  'v3host-report',
]);
