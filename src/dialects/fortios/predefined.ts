/**
 * The services that every FortiGate has, for texts that hold policies without them. A full configuration repeats
 * them, and what it says goes before this table.
 *
 * Source: `show firewall service custom` and `… group` of a factory-new FortiGate-VM with FortiOS 7.2.
 */
import {
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import { rangesOf } from './port-ranges.ts';

const TCP_PORTS: Readonly<Record<string, string>> = {
  ALL_TCP: '1-65535',
  AOL: '5190-5194',
  BGP: '179',
  DNS: '53',
  FINGER: '79',
  FTP: '21',
  FTP_GET: '21',
  FTP_PUT: '21',
  GOPHER: '70',
  H323: '1720 1503',
  HTTP: '80',
  HTTPS: '443',
  IMAP: '143',
  IMAPS: '993',
  'Internet-Locator-Service': '389',
  IRC: '6660-6669',
  L2TP: '1701',
  LDAP: '389',
  NetMeeting: '1720',
  NFS: '111 2049',
  NNTP: '119',
  NTP: '123',
  'PC-Anywhere': '5631',
  'ONC-RPC': '111',
  'DCE-RPC': '135',
  POP3: '110',
  POP3S: '995',
  PPTP: '1723',
  REXEC: '512',
  RLOGIN: '513:512-1023',
  RSH: '514:512-1023',
  SCCP: '2000',
  SIP: '5060',
  'SIP-MSNmessenger': '1863',
  SAMBA: '139',
  SMTP: '25',
  SMTPS: '465',
  SNMP: '161-162',
  SSH: '22',
  TELNET: '23',
  UUCP: '540',
  VDOLIVE: '7000-7010',
  WAIS: '210',
  WINFRAME: '1494 2598',
  'X-WINDOWS': '6000-6063',
  'MS-SQL': '1433 1434',
  MYSQL: '3306',
  RDP: '3389',
  VNC: '5900',
  SQUID: '3128',
  SOCKS: '1080',
  WINS: '1512',
  CVSPSERVER: '2401',
  AFS3: '7000-7009',
  RTSP: '554 7070 8554',
  MMS: '1755',
  KERBEROS: '88 464',
  SMB: '445',
  NONE: '0',
};

const UDP_PORTS: Readonly<Record<string, string>> = {
  ALL_UDP: '1-65535',
  DHCP: '67-68',
  DNS: '53',
  H323: '1719',
  IKE: '500 4500',
  L2TP: '1701',
  NFS: '111 2049',
  NTP: '123',
  'PC-Anywhere': '5632',
  'ONC-RPC': '111',
  'DCE-RPC': '135',
  QUAKE: '26000 27000 27910 27960',
  RAUDIO: '7070',
  RIP: '520',
  SIP: '5060',
  SNMP: '161-162',
  SYSLOG: '514',
  TALK: '517-518',
  TFTP: '69',
  MGCP: '2427 2727',
  DHCP6: '546 547',
  SOCKS: '1080',
  WINS: '1512',
  RADIUS: '1812 1813',
  'RADIUS-OLD': '1645 1646',
  CVSPSERVER: '2401',
  AFS3: '7000-7009',
  TRACEROUTE: '33434-33535',
  RTSP: '554',
  MMS: '1024-5000',
  KERBEROS: '88 464',
  LDAP_UDP: '389',
};

const PROTOCOLS: Readonly<Record<string, number>> = {
  ALL_ICMP: ICMP,
  ALL_ICMP6: ICMPV6,
  GRE: 47,
  AH: 51,
  ESP: 50,
  OSPF: 89,
};

const ICMP_TYPES: Readonly<Record<string, readonly [protocol: number, type: number]>> = {
  PING: [ICMP, 8],
  TIMESTAMP: [ICMP, 13],
  INFO_REQUEST: [ICMP, 15],
  INFO_ADDRESS: [ICMP, 17],
  PING6: [ICMPV6, 128],
};

/** What the predefined services hold. */
export const PREDEFINED_SERVICES: ReadonlyMap<string, readonly ServiceRange[]> = predefined();

/** The members of the predefined groups. */
export const PREDEFINED_GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Email Access', ['DNS', 'IMAP', 'IMAPS', 'POP3', 'POP3S', 'SMTP', 'SMTPS']],
  ['Web Access', ['DNS', 'HTTP', 'HTTPS']],
  ['Windows AD', ['DCE-RPC', 'DNS', 'KERBEROS', 'LDAP', 'LDAP_UDP', 'SAMBA', 'SMB']],
  ['Exchange Server', ['DCE-RPC', 'DNS', 'HTTPS']],
]);

function predefined(): ReadonlyMap<string, readonly ServiceRange[]> {
  const services = new Map<string, ServiceRange[]>([['ALL', [ANY_SERVICE]]]);
  const add = (name: string, ranges: readonly ServiceRange[]): void => {
    services.set(name, [...(services.get(name) ?? []), ...ranges]);
  };
  for (const [name, ports] of Object.entries(TCP_PORTS)) add(name, rangesOf(TCP, ports.split(' ')) ?? []);
  for (const [name, ports] of Object.entries(UDP_PORTS)) add(name, rangesOf(UDP, ports.split(' ')) ?? []);
  for (const [name, number] of Object.entries(PROTOCOLS)) add(name, [anyOf(number)]);
  for (const [name, [number, type]] of Object.entries(ICMP_TYPES))
    add(name, [
      { protocol: { first: number, last: number }, source: icmpRange(type), destination: ANY_PORT },
    ]);
  return services;
}
