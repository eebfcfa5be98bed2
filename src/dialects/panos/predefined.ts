/** What every PAN-OS has without a line of configuration. */
import { ICMP, ICMPV6 } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { readNetmask } from './literals.ts';

/**
 * Services that exist without being defined; an object of the same name replaces one.
 * Source: PAN-OS web interface help, "Objects > Services" (service-http: 80, 8080; service-https: 443).
 */
export const SERVICES: ReadonlyMap<string, string> = new Map([
  ['service-http', '80,8080'],
  ['service-https', '443'],
]);

/**
 * Applications that the first packet shows: their type of ICMP. Source: the application content, where `ping` has
 * `ident-by-icmp-type` 8 and, since 7.0, `ident-by-icmp6-type` 128.
 */
export const ICMP_APPLICATIONS: ReadonlyMap<
  string,
  readonly { readonly version: 4 | 6; readonly type: number }[]
> = new Map([
  [
    'ping',
    [
      { version: 4, type: 8 },
      { version: 6, type: 128 },
    ],
  ],
]);

/**
 * Applications that are one IP protocol (`ident-by-ip-protocol` in the application content). Of ICMP there are others
 * with names of their own, so that these two are only the rest of it.
 */
export const PROTOCOL_APPLICATIONS: ReadonlyMap<
  string,
  { readonly protocol: number; readonly isAll: boolean }
> = new Map([
  ['ipsec-esp', { protocol: 50, isAll: true }],
  ['ipsec-ah', { protocol: 51, isAll: true }],
  ['icmp', { protocol: ICMP, isAll: false }],
  ['ipv6-icmp', { protocol: ICMPV6, isAll: false }],
]);

/**
 * Applications that are found in the streams of TCP and UDP: no packet of another protocol is ever one of them. Which
 * ports they use the content says, which changes.
 */
export const OVER_TCP_OR_UDP: ReadonlySet<string> = new Set(
  `active-directory active-directory-base bgp dhcp dns dns-base dns-over-tls ftp http-proxy imap kerberos ldap
  ms-ds-smb ms-ds-smb-base ms-ds-smbv1 ms-ds-smbv2 ms-ds-smbv3 ms-netlogon ms-office365-base ms-rdp ms-sms ms-update
  ms-wmi msrpc msrpc-base mssql-db mssql-db-base mssql-db-encrypted mssql-db-unencrypted mssql-mon mysql netbios-dg
  netbios-ns netbios-ss nfs ntp ntp-base ocsp oracle pop3 postgres quic radius sip smtp smtp-base snmp snmp-base
  snmp-trap snmpv1 snmpv2 snmpv3 soap ssh ssl syslog tacacs tacacs-plus telnet tftp web-browsing webdav websocket
  winrm`.split(/\s+/),
);

/** External Dynamic Lists that the vendor fills. Source: PAN-OS Administrator's Guide, "Built-in External Dynamic Lists". */
export const BUILT_IN_LISTS: ReadonlySet<string> = new Set([
  'panw-known-ip-list',
  'panw-highrisk-ip-list',
  'panw-bulletproof-ip-list',
  'panw-torexit-ip-list',
]);

/** Countries are two letters; some regions that are none have two as well. */
export const COUNTRY: RegExp = /^[A-Z][A-Z0-9]$/;

/**
 * Addresses that are of no country and on no list of hosts on the internet (RFC 1918, 4193, 3927, 4291).
 * A firewall shows a private address as a region of its own: `10.0.0.0-10.255.255.255`.
 */
export const PRIVATE: readonly AddressRange[] = [
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => readNetmask(text) ?? []);
