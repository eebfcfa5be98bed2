/**
 * The names that Junos has for ports, protocols and ICMP types.
 * Source: Junos CLI Reference, "destination-port", Table "Port Names Supported by Services Interfaces"; "protocol";
 * "icmp-type". Names that releases have different numbers for (`kpasswd`) are left out.
 */
import { numbersOf } from '../source/numbers.ts';

export const PORTS: ReadonlyMap<string, number> = numbersOf(`
  afs=1483 bgp=179 biff=512 bootpc=68 bootps=67 cmd=514 cvspserver=2401 dhcp=67 domain=53 eklogin=2105 ekshell=2106
  exec=512 finger=79 ftp=21 ftp-data=20 http=80 https=443 ident=113 imap=143 kerberos-sec=88 klogin=543 krb-prop=754
  krbupdate=760 kshell=544 ldap=389 ldp=646 login=513 mobileip-agent=434 mobilip-mn=435 msdp=639 netbios-dgm=138
  netbios-ns=137 netbios-ssn=139 nfsd=2049 nntp=119 ntalk=518 ntp=123 pop3=110 pptp=1723 printer=515 radacct=1813
  radius=1812 rip=520 rkinit=2108 smtp=25 snmp=161 snmp-trap=162 snmptrap=162 snpp=444 socks=1080 ssh=22 sunrpc=111 syslog=514
  tacacs=49 tacacs-ds=65 talk=517 telnet=23 tftp=69 timed=525 who=513 xdmcp=177`);

export const PROTOCOLS: ReadonlyMap<string, number> = numbersOf(`
  ah=51 egp=8 esp=50 gre=47 icmp=1 icmp6=58 igmp=2 ipip=4 ospf=89 pim=103 rsvp=46 sctp=132 tcp=6 udp=17 vrrp=112`);

export const ICMP_TYPES: ReadonlyMap<string, number> = numbersOf(`
  echo-reply=0 unreachable=3 source-quench=4 redirect=5 echo-request=8 router-advertisement=9 router-solicit=10
  time-exceeded=11 parameter-problem=12 timestamp=13 timestamp-reply=14 info-request=15 info-reply=16
  mask-request=17 mask-reply=18`);

export const ICMP6_TYPES: ReadonlyMap<string, number> = numbersOf(`
  destination-unreachable=1 packet-too-big=2 time-exceeded=3 parameter-problem=4 echo-request=128 echo-reply=129
  membership-query=130 membership-report=131 membership-termination=132 router-solicit=133
  router-advertisement=134 neighbor-solicit=135 neighbor-advertisement=136 redirect=137`);
