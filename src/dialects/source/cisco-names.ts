/**
 * The names that ASA, IOS and NX-OS all print instead of numbers; none of them means something else on another. What
 * only one of them knows stands in its own table.
 *
 * Sources: Cisco ASA General Operations CLI Configuration Guide, "Addresses, Protocols, and Ports" (8.4 to 9.22), and
 * an ASA 5585 with 9.12(4); Cisco IOS Security Command Reference, "permit (IP)", an ISR 4331 with IOS-XE 16.9.6, a
 * C6816-X with IOS 15.2(2)SY and a Nexus 3172T with NX-OS 9.3(8); the lists of devices as cisco-acl (PyPI) has them.
 */
type Numbers = Readonly<Record<string, number>>;

/** Names of TCP and of UDP, with the same number in both. */
const OF_BOTH: Numbers = {
  discard: 9,
  domain: 53,
  echo: 7,
  'pim-auto-rp': 496,
  sunrpc: 111,
  tacacs: 49,
  talk: 517,
};

const OF_TCP: Numbers = {
  bgp: 179,
  chargen: 19,
  cmd: 514,
  daytime: 13,
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
  nntp: 119,
  pop2: 109,
  pop3: 110,
  smtp: 25,
  telnet: 23,
  uucp: 540,
  whois: 43,
  www: 80,
};

const OF_UDP: Numbers = {
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
  rip: 520,
  snmp: 161,
  snmptrap: 162,
  syslog: 514,
  tftp: 69,
  time: 37,
  who: 513,
  xdmcp: 177,
};

/** A table that has nothing but these names: none that any object has. */
export const numbers = (...parts: readonly Numbers[]): ReadonlyMap<string, number> =>
  new Map(parts.flatMap((part) => Object.entries(part)));

interface PortNames {
  readonly tcp: ReadonlyMap<string, number>;
  readonly udp: ReadonlyMap<string, number>;
  /** For TCP and UDP together: a name has the same number in both, or is of one only. */
  readonly either: ReadonlyMap<string, number>;
}

/** The shared names of ports, and those that one vendor's devices know beside them. */
export function portNames(own: { readonly tcp: Numbers; readonly udp: Numbers }): PortNames {
  const tcp = [OF_BOTH, OF_TCP, own.tcp];
  const udp = [OF_BOTH, OF_UDP, own.udp];
  return { tcp: numbers(...tcp), udp: numbers(...udp), either: numbers(...tcp, ...udp) };
}

/** Protocols beside those for all of them. */
export const SHARED_PROTOCOLS: Numbers = {
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
};

/** Types of ICMP; IOS has names for codes, too. */
export const SHARED_ICMP_TYPES: Numbers = {
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
};
