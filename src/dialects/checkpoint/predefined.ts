/**
 * Services that every management server has, for scripts and rule bases without the objects that they name. An object
 * of the text goes before this table. Names differ by upper and lower case here and there: the table is asked exactly.
 *
 * Source: the services that Check Point defines, as two independent lists of them on GitHub agree on (objects of an
 * R80 management server with their uids; the "predefined Check Point services" of a converter).
 */
import { ANY_PORT, anyOf, ICMP, icmpRange, type ServiceRange, servicesTo } from '../../net/match.ts';

const TCP_PORTS = `
  BGP=179 Citrix_ICA=1494 H323=1720 IMAP-SSL=993 Kerberos_v5_TCP=88 MS-SQL-Monitor=1434 MS-SQL-Server=1433
  POP3S=995 Remote_Desktop_Protocol=3389 SMTPS=465 TACACSplus=49 domain-tcp=53 exec=512 finger=79 ftp=21 http=80
  https=443 ident=113 imap=143 ldap=389 ldap-ssl=636 login=513 microsoft-ds=445 nbsession=139 nfsd-tcp=2049 nntp=119
  ntp-tcp=123 pop-3=110 pptp-tcp=1723 rtsp=554 shell=514 sip-tcp=5060 smtp=25 sqlnet1=1521 ssh=22
  tcp-high-ports=1024-65535 telnet=23`;

const UDP_PORTS = `
  IKE=500 IKE_NAT_TRAVERSAL=4500 Kerberos_v5_UDP=88 L2TP=1701 MS-SQL-Monitor_UDP=1434 MS-SQL-Server_UDP=1433
  NEW-RADIUS=1812 NEW-RADIUS-ACCOUNTING=1813 RADIUS=1645 RADIUS-ACCOUNTING=1646 bootp=67 domain-udp=53
  microsoft-ds-udp=445 nbdatagram=138 nbname=137 nfsd=2049 ntp-udp=123 rip=520 sip=5060 snmp=161 
  snmp-trap=162 syslog=514 tftp=69 udp-high-ports=1024-65535`;

const ICMP_TYPES = `
  dest-unreach=3 echo-reply=0 echo-request=8 info-reply=16 info-req=15 mask-reply=18 mask-request=17 param-prblm=12
  redirect=5 source-quench=4 time-exceeded=11 timestamp=13 timestamp-reply=14`;

const PROTOCOLS = 'AH=51 ESP=50 gre=47';

const items = (text: string): readonly (readonly [name: string, value: string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((item): [string, string] => {
      const at = item.lastIndexOf('=');
      return [item.slice(0, at), item.slice(at + 1)];
    });

function portsOf(text: string): { readonly first: number; readonly last: number } {
  const [first = 0, last = first] = text.split('-').map(Number);
  return { first, last };
}

/** Groups of which the lists agree on the members. */
const PREDEFINED_GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['dns', ['domain-tcp', 'domain-udp']],
  ['ntp', ['ntp-tcp', 'ntp-udp']],
  ['MS-SQL', ['MS-SQL-Monitor', 'MS-SQL-Monitor_UDP', 'MS-SQL-Server', 'MS-SQL-Server_UDP']],
]);

/** What a name stands for that the text doesn't define. */
export function predefinedServices(name: string): readonly ServiceRange[] | undefined {
  const members = PREDEFINED_GROUPS.get(name);
  return members ? members.flatMap((member) => SERVICES.get(member) ?? []) : SERVICES.get(name);
}

const SERVICES: ReadonlyMap<string, readonly ServiceRange[]> = new Map<string, readonly ServiceRange[]>([
  ...(['tcp', 'udp'] as const).flatMap((transport) =>
    items(transport === 'tcp' ? TCP_PORTS : UDP_PORTS).map(
      ([name, ports]): [string, readonly ServiceRange[]] => [name, servicesTo(transport, [portsOf(ports)])],
    ),
  ),
  ...items(ICMP_TYPES).map(([name, type]): [string, readonly ServiceRange[]] => [
    name,
    [{ protocol: { first: ICMP, last: ICMP }, source: icmpRange(Number(type)), destination: ANY_PORT }],
  ]),
  ...items(PROTOCOLS).map(([name, number]): [string, readonly ServiceRange[]] => [
    name,
    [anyOf(Number(number))],
  ]),
]);
