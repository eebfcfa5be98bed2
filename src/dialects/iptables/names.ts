/** Names that iptables knows, with what they stand for. */

/** IANA's protocols by the names in `/etc/protocols`; iptables takes any of them. `all` is every protocol. */
export const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['ggp', 3],
  ['ipencap', 4],
  ['st', 5],
  ['tcp', 6],
  ['egp', 8],
  ['igp', 9],
  ['pup', 12],
  ['udp', 17],
  ['hmp', 20],
  ['xns-idp', 22],
  ['rdp', 27],
  ['iso-tp4', 29],
  ['dccp', 33],
  ['xtp', 36],
  ['ddp', 37],
  ['idpr-cmtp', 38],
  ['ipv6', 41],
  ['ipv6-route', 43],
  ['ipv6-frag', 44],
  ['idrp', 45],
  ['rsvp', 46],
  ['gre', 47],
  ['esp', 50],
  ['ipsec-esp', 50],
  ['ah', 51],
  ['ipsec-ah', 51],
  ['skip', 57],
  ['ipv6-icmp', 58],
  ['icmpv6', 58],
  ['ipv6-nonxt', 59],
  ['ipv6-opts', 60],
  ['rspf', 73],
  ['vmtp', 81],
  ['eigrp', 88],
  ['ospf', 89],
  ['ospfigp', 89],
  ['ipip', 94],
  ['etherip', 97],
  ['encap', 98],
  ['pim', 103],
  ['ipcomp', 108],
  ['vrrp', 112],
  ['l2tp', 115],
  ['isis', 124],
  ['sctp', 132],
  ['fc', 133],
  ['mobility-header', 135],
  ['ipv6-mh', 135],
  ['mh', 135],
  ['udplite', 136],
  ['mpls-in-ip', 137],
  ['hip', 139],
  ['shim6', 140],
  ['wesp', 141],
  ['rohc', 142],
]);

/** Names of ports as in `/etc/services`, which iptables reads; those that people write in rules. */
export const PORTS: ReadonlyMap<string, number> = new Map(
  (
    'tcpmux 1;echo 7;discard 9;daytime 13;chargen 19;ftp-data 20;ftp 21;ssh 22;telnet 23;smtp 25;time 37;' +
    'whois 43;tacacs 49;domain 53;bootps 67;bootpc 68;tftp 69;gopher 70;finger 79;http 80;www 80;kerberos 88;' +
    'kerberos5 88;iso-tsap 102;pop3 110;sunrpc 111;portmapper 111;auth 113;ident 113;nntp 119;ntp 123;epmap 135;' +
    'loc-srv 135;netbios-ns 137;netbios-dgm 138;netbios-ssn 139;imap2 143;imap 143;snmp 161;snmp-trap 162;' +
    'snmptrap 162;xdmcp 177;bgp 179;ldap 389;svrloc 427;https 443;microsoft-ds 445;kpasswd 464;submissions 465;' +
    'isakmp 500;syslog 514;printer 515;route 520;dhcpv6-client 546;dhcpv6-server 547;rtsp 554;nntps 563;' +
    'submission 587;asf-rmcp 623;ipp 631;ldaps 636;domain-s 853;rsync 873;ftps-data 989;ftps 990;telnets 992;' +
    'imaps 993;pop3s 995;socks 1080;openvpn 1194;ms-sql-s 1433;ms-sql-m 1434;l2f 1701;radius 1812;' +
    'radius-acct 1813;nfs 2049;mysql 3306;ms-wbt-server 3389;ipsec-nat-t 4500;sip 5060;sip-tls 5061;' +
    'xmpp-client 5222;xmpp-server 5269;mdns 5353;postgresql 5432;amqps 5671;amqp 5672;x11 6000;redis 6379;' +
    'syslog-tls 6514;http-alt 8080;webcache 8080;puppet 8140;git 9418;zabbix-agent 10050;zabbix-trapper 10051'
  )
    .split(';')
    .map((entry) => {
      const [name = '', port = ''] = entry.split(' ');
      return [name, Number(port)];
    }),
);

/** An ICMP name: the type, and the code where the name is for one. */
export interface IcmpName {
  readonly type: number;
  readonly code?: number;
}

function icmpNames(text: string): ReadonlyMap<string, IcmpName> {
  return new Map(
    text.split(';').map((entry) => {
      const [name = '', type = '', code] = entry.split(' ');
      return [name, code === undefined ? { type: Number(type) } : { type: Number(type), code: Number(code) }];
    }),
  );
}

/** As `iptables -p icmp -h` lists them. */
export const ICMP_NAMES: ReadonlyMap<string, IcmpName> = icmpNames(
  'echo-reply 0;pong 0;destination-unreachable 3;network-unreachable 3 0;host-unreachable 3 1;' +
    'protocol-unreachable 3 2;port-unreachable 3 3;fragmentation-needed 3 4;source-route-failed 3 5;' +
    'network-unknown 3 6;host-unknown 3 7;network-prohibited 3 9;host-prohibited 3 10;' +
    'tos-network-unreachable 3 11;tos-host-unreachable 3 12;communication-prohibited 3 13;' +
    'host-precedence-violation 3 14;precedence-cutoff 3 15;source-quench 4;redirect 5;network-redirect 5 0;' +
    'host-redirect 5 1;tos-network-redirect 5 2;tos-host-redirect 5 3;echo-request 8;ping 8;' +
    'router-advertisement 9;router-solicitation 10;time-exceeded 11;ttl-exceeded 11;' +
    'ttl-zero-during-transit 11 0;ttl-zero-during-reassembly 11 1;parameter-problem 12;ip-header-bad 12 0;' +
    'required-option-missing 12 1;timestamp-request 13;timestamp-reply 14;address-mask-request 17;' +
    'address-mask-reply 18',
);

/** As `ip6tables -p icmpv6 -h` lists them. */
export const ICMPV6_NAMES: ReadonlyMap<string, IcmpName> = icmpNames(
  'destination-unreachable 1;no-route 1 0;communication-prohibited 1 1;beyond-scope 1 2;address-unreachable 1 3;' +
    'port-unreachable 1 4;failed-policy 1 5;reject-route 1 6;packet-too-big 2;time-exceeded 3;ttl-exceeded 3;' +
    'ttl-zero-during-transit 3 0;ttl-zero-during-reassembly 3 1;parameter-problem 4;bad-header 4 0;' +
    'unknown-header-type 4 1;unknown-option 4 2;echo-request 128;ping 128;echo-reply 129;pong 129;' +
    'router-solicitation 133;router-advertisement 134;neighbour-solicitation 135;neighbor-solicitation 135;' +
    'neighbour-advertisement 136;neighbor-advertisement 136;redirect 137',
);
