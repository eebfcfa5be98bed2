/**
 * Names of protocols, ICMP types and ports.
 * Sources: FreeBSD pf, `icmp_type` and `icmp6_type` in pfctl_parser.c; OPNsense, models/OPNsense/Firewall/Filter.xml;
 * IANA for ports.
 */
import { numbersOf } from '../source/numbers.ts';

export const PROTOCOLS: ReadonlyMap<string, number> = numbersOf(`
  icmp=1 igmp=2 ipencap=4 tcp=6 udp=17 ipv6=41 gre=47 esp=50 ah=51 ipv6-icmp=58 icmp6=58 icmpv6=58 ospf=89 etherip=97
  pim=103 carp=112 l2tp=115 sctp=132 pfsync=240`);

export const ICMP_TYPES: ReadonlyMap<string, number> = numbersOf(`
  echorep=0 unreach=3 squench=4 redir=5 althost=6 echoreq=8 routeradv=9 routersol=10 timex=11 paramprob=12 timereq=13
  timerep=14 inforeq=15 inforep=16 maskreq=17 maskrep=18 trace=30 dataconv=31 mobredir=32 ipv6-where=33 ipv6-here=34
  mobregreq=35 mobregrep=36 skip=39 photuris=40`);

export const ICMP6_TYPES: ReadonlyMap<string, number> = numbersOf(`
  unreach=1 toobig=2 timex=3 paramprob=4 echoreq=128 echorep=129 groupqry=130 listqry=130 grouprep=131 listenrep=131
  groupterm=132 listendone=132 routersol=133 routeradv=134 neighbrsol=135 neighbradv=136 redir=137 routrrenum=138
  niqry=139 nirep=140 mtraceresp=200 mtrace=201`);

export const PORTS: ReadonlyMap<string, number> = numbersOf(`
  ftp=21 ssh=22 telnet=23 smtp=25 domain=53 tftp=69 http=80 pop3=110 ntp=123 netbios-ns=137 netbios-dgm=138
  netbios-ssn=139 imap=143 snmp=161 ldap=389 https=443 microsoft-ds=445 isakmp=500 syslog=514 ldaps=636 imaps=993
  pop3s=995 ms-sql-s=1433 radius=1812 ms-wbt-server=3389`);
