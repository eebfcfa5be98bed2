/**
 * The names that an ASA prints instead of numbers, and IOS doesn't. Its ports are its own, not IANA's: `cifs` is 3020,
 * not 445; `kerberos` is 750, not 88; `radius` is 1645. It knows `www` for UDP, too.
 *
 * Sources: Cisco ASA General Operations CLI Configuration Guide, "Addresses, Protocols, and Ports" (8.4 to 9.22),
 * and for what belongs to TCP and what to UDP the list read from an ASA 5585 with 9.12(4) by cisco-acl (PyPI).
 */
import { numbers, portNames, SHARED_ICMP_TYPES, SHARED_PROTOCOLS } from '../source/cisco-names.ts';

const BOTH = {
  cifs: 3020,
  http: 80,
  kerberos: 750,
  nfs: 2049,
  sip: 5060,
};

const PORTS = portNames({
  tcp: {
    ...BOTH,
    aol: 5190,
    'citrix-ica': 1494,
    ctiqbe: 2748,
    h323: 1720,
    https: 443,
    imap4: 143,
    ldap: 389,
    ldaps: 636,
    lotusnotes: 1352,
    'netbios-ssn': 139,
    'pcanywhere-data': 5631,
    pptp: 1723,
    rsh: 514,
    rtsp: 554,
    sqlnet: 1521,
    ssh: 22,
  },
  udp: {
    ...BOTH,
    'pcanywhere-status': 5632,
    radius: 1645,
    'radius-acct': 1646,
    'secureid-udp': 5510,
    vxlan: 4789,
    www: 80,
  },
});

export const TCP_PORTS: ReadonlyMap<string, number> = PORTS.tcp;
export const UDP_PORTS: ReadonlyMap<string, number> = PORTS.udp;
export const TCP_UDP_PORTS: ReadonlyMap<string, number> = PORTS.either;

/** Protocols beside `ip`, which is all of them. */
export const PROTOCOLS: ReadonlyMap<string, number> = numbers(SHARED_PROTOCOLS, {
  ah: 51,
  icmp6: 58,
  ipsec: 50,
  pptp: 47,
  snp: 109,
});

export const ICMP_TYPES: ReadonlyMap<string, number> = numbers(SHARED_ICMP_TYPES);

export const ICMP6_TYPES: ReadonlyMap<string, number> = numbers({
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
