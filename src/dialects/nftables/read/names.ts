/**
 * Names that nft knows for numbers. Ports: the Internet's registry of services (IANA), as in Debian's /etc/services;
 * the rest: nft(8), "Data types".
 */
const table = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const at = entry.lastIndexOf('=');
        return [entry.slice(0, at), Number(entry.slice(at + 1))];
      }),
  );

export const PORTS: ReadonlyMap<string, number> = table(`
  tcpmux=1 echo=7 discard=9 systat=11 daytime=13 netstat=15 qotd=17 chargen=19 ftp-data=20 ftp=21 ssh=22 telnet=23
  smtp=25 mail=25 time=37 whois=43 tacacs=49 domain=53 bootps=67 bootpc=68 tftp=69 gopher=70 finger=79 http=80 www=80
  kerberos=88 kerberos5=88 krb5=88 kerberos-sec=88 iso-tsap=102 pop3=110 pop-3=110 sunrpc=111 portmapper=111 auth=113
  ident=113 nntp=119 ntp=123 epmap=135 loc-srv=135 netbios-ns=137 netbios-dgm=138 netbios-ssn=139 imap2=143 imap=143
  snmp=161 snmp-trap=162 snmptrap=162 xdmcp=177 bgp=179 ldap=389 svrloc=427 https=443 microsoft-ds=445
  kpasswd=464 isakmp=500 rtsp=554 ipp=631 syslog-tls=6514 submission=587 submissions=465 ssmtp=465 smtps=465 urd=465
  nntps=563 ldaps=636 domain-s=853 rsync=873 ftps-data=989 ftps=990 telnets=992 imaps=993 pop3s=995 socks=1080
  rmiregistry=1099 lotusnote=1352 ms-sql-s=1433 ms-sql-m=1434 datametrics=1645 old-radius=1645 sa-msg-port=1646
  old-radacct=1646 radius=1812 radius-acct=1813 radacct=1813 cisco-sccp=2000 nfs=2049 mysql=3306 gds-db=3050
  ms-wbt-server=3389 svn=3690 subversion=3690 iax=4569 epmd=4369 sip=5060 sip-tls=5061 xmpp-client=5222
  xmpp-server=5269 mdns=5353 postgresql=5432 postgres=5432 amqp=5672 amqps=5671 x11=6000 redis=6379 ircd=6667
  ircs-u=6697 http-alt=8080 webcache=8080 puppet=8140 bacula-dir=9101 bacula-fd=9102 bacula-sd=9103 git=9418
  zabbix-agent=10050 zabbix-trapper=10051 openvpn=1194 l2f=1701 syslog=514 shell=514 login=513
  who=513 exec=512 biff=512 printer=515 ntalk=518 route=520 dhcpv6-client=546 dhcpv6-server=547 cfengine=5308
  gsiftp=2811 kerberos-adm=749 sieve=4190 tproxy=8081 ptp-event=319 ptp-general=320
`);

/** Where only numbers are taken. */
export const NO_NAMES: ReadonlyMap<string, number> = new Map();

export const PROTOCOLS: ReadonlyMap<string, number> = table(`
  ip=0 icmp=1 igmp=2 ggp=3 ipencap=4 st=5 tcp=6 egp=8 igp=9 pup=12 udp=17 hmp=20 xns-idp=22 rdp=27 iso-tp4=29 dccp=33
  xtp=36 ddp=37 idpr-cmtp=38 ipv6=41 ipv6-route=43 ipv6-frag=44 idrp=45 rsvp=46 gre=47 esp=50 ipsec-esp=50 ah=51
  ipsec-ah=51 skip=57 ipv6-icmp=58 icmpv6=58 ipv6-nonxt=59 ipv6-opts=60 rspf=73 vmtp=81 eigrp=88 ospf=89 ospfigp=89
  ax.25=93 ipip=94 etherip=97 encap=98 pim=103 ipcomp=108 comp=108 vrrp=112 l2tp=115 isis=124 sctp=132 fc=133
  mobility-header=135 udplite=136 mpls-in-ip=137 manet=138 hip=139 shim6=140 wesp=141 rohc=142 ethernet=143
`);

export const ICMP_TYPES: ReadonlyMap<string, number> = table(`
  echo-reply=0 destination-unreachable=3 source-quench=4 redirect=5 echo-request=8 router-advertisement=9
  router-solicitation=10 time-exceeded=11 parameter-problem=12 timestamp-request=13 timestamp-reply=14
  info-request=15 info-reply=16 address-mask-request=17 address-mask-reply=18
`);

export const ICMP_CODES: ReadonlyMap<string, number> = table(`
  net-unreachable=0 host-unreachable=1 prot-unreachable=2 port-unreachable=3 frag-needed=4 net-prohibited=9
  host-prohibited=10 admin-prohibited=13
`);

export const ICMPV6_TYPES: ReadonlyMap<string, number> = table(`
  destination-unreachable=1 packet-too-big=2 time-exceeded=3 parameter-problem=4 echo-request=128 echo-reply=129
  mld-listener-query=130 mld-listener-report=131 mld-listener-done=132 mld-listener-reduction=132 nd-router-solicit=133
  nd-router-advert=134 nd-neighbor-solicit=135 nd-neighbor-advert=136 nd-redirect=137 router-renumbering=138
  ind-neighbor-solicit=141 ind-neighbor-advert=142 mld2-listener-report=143
`);

export const ICMPV6_CODES: ReadonlyMap<string, number> = table(`
  no-route=0 admin-prohibited=1 addr-unreachable=3 port-unreachable=4 policy-fail=5 reject-route=6
`);

/** Numbers of NFPROTO. */
export const FAMILIES: ReadonlyMap<string, number> = table('ipv4=2 ipv6=10');

export const ETHER_TYPES: ReadonlyMap<string, number> = table(
  'ip=2048 arp=2054 vlan=33024 ip6=34525 8021q=33024',
);

export const TCP_FLAGS: ReadonlyMap<string, number> = table(
  'fin=1 syn=2 rst=4 psh=8 ack=16 urg=32 ecn=64 cwr=128',
);
