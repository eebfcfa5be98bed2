/**
 * Applications that every SRX knows, as `show configuration groups junos-defaults applications` lists them.
 * Sources: that list of SRX240 (12.1X47) and SRX300 (15.1X49) as tools on GitHub carry it, compared with Juniper,
 * "Predefined Policy Applications", and Batfish's `JunosApplication`. What they say differently is in `CONTESTED`.
 */
const FIXED = `
  aol=tcp/5190-5193 bgp=tcp/179 biff=udp/512 bootpc=udp/68 bootps=udp/67 chargen=udp/19 cvspserver=tcp/2401
  dhcp-client=udp/68 dhcp-relay=udp/67 dhcp-server=udp/67 discard=udp/9 dns-tcp=tcp/53 dns-udp=udp/53 echo=udp/7
  finger=tcp/79 ftp=tcp/21 gnutella=udp/6346-6347 gopher=tcp/70 gprs-gtp-c-tcp=tcp/2123 gprs-gtp-c-udp=udp/2123
  gprs-gtp-u-tcp=tcp/2152 gprs-gtp-u-udp=udp/2152 gprs-gtp-v0-tcp=tcp/3386 gprs-gtp-v0-udp=udp/3386 gre=47
  h323=tcp/1720,udp/1719,tcp/1503,tcp/389,tcp/522,tcp/1731 http=tcp/80 https=tcp/443 icmp-all=1 icmp-ping=1/8
  icmp6-all=58 icmp6-echo-reply=58/129 icmp6-echo-request=58/128 icmp6-packet-too-big=58/2 ident=tcp/113
  ike=udp/500 ike-nat=udp/4500 imap=tcp/143 imaps=tcp/993 internet-locator-service=tcp/389 irc=tcp/6660-6669
  l2tp=udp/1701 ldap=tcp/389 ldp-tcp=tcp/646 ldp-udp=udp/646 lpr=tcp/515 mail=tcp/25 mgcp-ca=udp/2727
  mgcp-ua=udp/2427 ms-rpc-tcp=tcp/135 ms-rpc-udp=udp/135 ms-sql=tcp/1433 msn=tcp/1863 nbds=udp/138 nbname=udp/137
  netbios-session=tcp/139 nfs=udp/111 nfsd-tcp=tcp/2049 nfsd-udp=udp/2049 nntp=tcp/119 ns-global=tcp/15397
  ns-global-pro=tcp/15397 nsm=udp/69 ntalk=udp/518,tcp/518 ntp=udp/123 ospf=89 pc-anywhere=udp/5632 pop3=tcp/110
  pptp=tcp/1723 printer=tcp/515 r2cp=udp/28672 radacct=udp/1813 radius=udp/1812 realaudio=tcp/554 rip=udp/520
  rsh=tcp/514 rtsp=tcp/554 sccp=tcp/2000 sctp-any=132 sip=udp/5060,tcp/5060 smb=tcp/139,tcp/445 smb-session=tcp/445
  smtp=tcp/25 snmp-agentx=tcp/705 snpp=tcp/444 sql-monitor=udp/1434 sqlnet-v1=tcp/1525 sqlnet-v2=tcp/1521 ssh=tcp/22
  stun=udp/3478-3479,tcp/3478-3479 sun-rpc-tcp=tcp/111 sun-rpc-udp=udp/111 syslog=udp/514 tacacs=tcp/49
  tacacs-ds=tcp/65 talk=udp/517,tcp/517 tcp-any=tcp telnet=tcp/23 tftp=udp/69 udp-any=udp uucp=udp/540
  vdo-live=udp/7000-7010 wais=tcp/210 who=udp/513 whois=tcp/43 winframe=tcp/1494 wxcontrol=tcp/3578
  x-windows=tcp/6000-6063 xnm-clear-text=tcp/3221 xnm-ssl=tcp/3220
  ymsg=tcp/5000-5010,tcp/5050,udp/5000-5010,udp/5050`;

/** Certainly the first; in some releases or lists also, or instead, what stands behind the `+`. */
const CONTESTED = `
  ping=1/8+1 pingv6=58/128+58 vnc=tcp/5800+tcp/5900 http-ext=+tcp/7001,tcp/8000-8002 smtps=+tcp/465,tcp/587
  pop3s=tcp/995+ rdp=tcp/3389+ vxlan=udp/4789+ gprs-sctp=+132 gprs-gtp-c=tcp/2123,udp/2123+ ftp-data=+tcp/20
  gprs-gtp-u=tcp/2152,udp/2152+ gprs-gtp-v0=tcp/3386,udp/3386+ gtp=udp/2123+ twamp=+tcp/862 snmp=+udp/161
  icmp6-dst-unreach-addr=+58/1 icmp6-dst-unreach-admin=+58/1 icmp6-dst-unreach-beyond=+58/1
  icmp6-dst-unreach-port=+58/1 icmp6-dst-unreach-route=+58/1 icmp6-param-prob-header=+58/4
  icmp6-param-prob-nexthdr=+58/4 icmp6-param-prob-option=+58/4 icmp6-time-exceed-reassembly=+58/3
  icmp6-time-exceed-transit=+58/3 persistent-nat=+255`;

/** Known by a number that the protocol's own names are registered under, at ports that an ALG learns. */
const BY_RPC = `
  ms-rpc-epm=tcp ms-rpc-iis-com-1=tcp ms-rpc-iis-com-adminbase=tcp ms-rpc-msexchange-directory-nsp=tcp
  ms-rpc-msexchange-directory-rfr=tcp ms-rpc-msexchange-info-store=tcp ms-rpc-uuid-any-tcp=tcp
  ms-rpc-uuid-any-udp=udp ms-rpc-wmic-admin=tcp ms-rpc-wmic-admin2=tcp ms-rpc-wmic-mgmt=tcp
  ms-rpc-wmic-webm-callresult=tcp ms-rpc-wmic-webm-classobject=tcp ms-rpc-wmic-webm-level1login=tcp
  ms-rpc-wmic-webm-login-clientid=tcp ms-rpc-wmic-webm-login-helper=tcp ms-rpc-wmic-webm-objectsink=tcp
  ms-rpc-wmic-webm-refreshing-services=tcp ms-rpc-wmic-webm-remote-refresher=tcp ms-rpc-wmic-webm-services=tcp
  ms-rpc-wmic-webm-shutdown=tcp`;

const SUN_RPC =
  'any mountd nfs nlockmgr portmap rquotad ruserd sadmind sprayd status walld ypbind ypserv'.split(' ');

/** What a predefined application matches: `protocol`, `protocol/port`, `protocol/first-last`, `icmp/type`. */
export interface Predefined {
  readonly sure: readonly string[];
  readonly unsure: readonly string[];
  /** Only for programs of RPC, at ports that they are given. */
  readonly rpc: boolean;
}

const items = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((item): [string, string] => {
      const at = item.indexOf('=');
      return [`junos-${item.slice(0, at)}`, item.slice(at + 1)];
    });
const list = (text: string | undefined): readonly string[] => (text ? text.split(',') : []);

export const PREDEFINED: ReadonlyMap<string, Predefined> = new Map<string, Predefined>([
  ...items(FIXED).map(([name, text]): [string, Predefined] => [
    name,
    { sure: list(text), unsure: [], rpc: false },
  ]),
  ...items(CONTESTED).map(([name, text]): [string, Predefined] => {
    const [sure, unsure] = text.split('+');
    return [name, { sure: list(sure), unsure: list(unsure), rpc: false }];
  }),
  ...items(BY_RPC).map(([name, text]): [string, Predefined] => [
    name,
    { sure: [], unsure: list(text), rpc: true },
  ]),
  ...SUN_RPC.flatMap((name) =>
    ['tcp', 'udp'].map((protocol): [string, Predefined] => [
      `junos-sun-rpc-${name}-${protocol}`,
      { sure: [], unsure: [protocol], rpc: true },
    ]),
  ),
]);

const members = (...names: readonly string[]): readonly string[] => names.map((name) => `junos-${name}`);
const sunRpc = (...names: readonly string[]): readonly string[] =>
  members('sun-rpc-tcp', 'sun-rpc-udp', ...names.flatMap((n) => [`sun-rpc-${n}-tcp`, `sun-rpc-${n}-udp`]));

export const PREDEFINED_SETS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['junos-cifs', members('netbios-session', 'smb-session')],
  ['junos-mgcp', members('mgcp-ua', 'mgcp-ca')],
  ['junos-ms-rpc', members('ms-rpc-tcp', 'ms-rpc-udp')],
  ['junos-ms-rpc-any', members('ms-rpc-tcp', 'ms-rpc-udp', 'ms-rpc-uuid-any-tcp', 'ms-rpc-uuid-any-udp')],
  ['junos-ms-rpc-iis-com', members('ms-rpc-tcp', 'ms-rpc-iis-com-1', 'ms-rpc-iis-com-adminbase')],
  [
    'junos-ms-rpc-msexchange',
    members(
      'ms-rpc-tcp',
      'ms-rpc-udp',
      'ms-rpc-epm',
      'ms-rpc-msexchange-directory-rfr',
      'ms-rpc-msexchange-info-store',
      'ms-rpc-msexchange-directory-nsp',
    ),
  ],
  [
    'junos-ms-rpc-wmic',
    members(
      'ms-rpc-tcp',
      'ms-rpc-wmic-admin',
      'ms-rpc-wmic-admin2',
      'ms-rpc-wmic-webm-level1login',
      'ms-rpc-wmic-mgmt',
    ),
  ],
  ['junos-routing-inbound', members('bgp', 'rip', 'ldp-tcp', 'ldp-udp')],
  ['junos-sun-rpc', sunRpc()],
  ['junos-sun-rpc-any', sunRpc('any')],
  ['junos-sun-rpc-portmap', sunRpc('portmap')],
  ['junos-sun-rpc-nfs-access', sunRpc('portmap', 'nfs', 'mountd')],
  ...SUN_RPC.filter((name) => name !== 'any' && name !== 'portmap').map(
    (name): [string, readonly string[]] => [`junos-sun-rpc-${name}`, sunRpc('portmap', name)],
  ),
]);
