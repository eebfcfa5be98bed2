/**
 * The names that IOS and NX-OS print instead of numbers, and an ASA doesn't. Both know the same ports, apart from a
 * few. They know `syslog` and `time` for TCP, too.
 *
 * Sources: Cisco IOS Security Command Reference, "permit (IP)" and "permit (IPv6)"; the port names as ISR 4331 with
 * IOS-XE 16.9.6, a C6816-X with IOS 15.2(2)SY and a Nexus 3172T with NX-OS 9.3(8) list them (cisco-acl on PyPI); the
 * ICMP messages as IOS 12.1 takes them ("echo" is any code of type 8).
 */
import { numbers, portNames, SHARED_ICMP_TYPES, SHARED_PROTOCOLS } from '../source/cisco-names.ts';

const PORTS = portNames({
  tcp: {
    'connectedapps-plain': 15001,
    'connectedapps-tls': 15002,
    drip: 3949,
    msrpc: 135,
    'onep-plain': 15001,
    'onep-tls': 15002,
    syslog: 514,
    time: 37,
  },
  udp: {
    'netbios-ss': 139,
    'non500-isakmp': 4500,
    ripv6: 521,
  },
});

export const TCP_PORTS: ReadonlyMap<string, number> = PORTS.tcp;
export const UDP_PORTS: ReadonlyMap<string, number> = PORTS.udp;
export const TCP_UDP_PORTS: ReadonlyMap<string, number> = PORTS.either;

/** Protocols beside `ip` and `ipv6`, which are all of them. */
export const PROTOCOLS: ReadonlyMap<string, number> = numbers(SHARED_PROTOCOLS, { ahp: 51 });

/** Type, and code where the name stands for one. */
type Message = readonly [type: number, code?: number];

export const ICMP_MESSAGES: ReadonlyMap<string, Message> = new Map<string, Message>([
  ...[...numbers(SHARED_ICMP_TYPES)].map(([name, type]): [string, Message] => [name, [type]]),
  ...Object.entries({
    'administratively-prohibited': [3, 13],
    'dod-host-prohibited': [3, 10],
    'dod-net-prohibited': [3, 9],
    'general-parameter-problem': [12, 0],
    'host-isolated': [3, 8],
    'host-precedence-unreachable': [3, 14],
    'host-redirect': [5, 1],
    'host-tos-redirect': [5, 3],
    'host-tos-unreachable': [3, 12],
    'host-unknown': [3, 7],
    'host-unreachable': [3, 1],
    'net-redirect': [5, 0],
    'net-tos-redirect': [5, 2],
    'net-tos-unreachable': [3, 11],
    'net-unreachable': [3, 0],
    'network-unknown': [3, 6],
    'no-room-for-option': [12, 2],
    'option-missing': [12, 1],
    'packet-too-big': [3, 4],
    'port-unreachable': [3, 3],
    'precedence-unreachable': [3, 15],
    'protocol-unreachable': [3, 2],
    'reassembly-timeout': [11, 1],
    'source-route-failed': [3, 5],
    'ttl-exceeded': [11, 0],
  } satisfies Record<string, Message>),
]);

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
