/** One small policy, and what each language makes of it. */
import { describe, expect, it } from 'vitest';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  net as network,
  planOf,
  service,
} from '../../test/rules/plan-kit.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, net, planOf, service } from '../../test/rules/plan-kit.ts';
import { hostPolicy } from '../policy/host-policy.ts';
import type { Policy } from '../policy/model.ts';
import { networkPolicy } from '../policy/network-policy.ts';
import { printPolicy } from './print-policy.ts';
import { DIALECTS } from './registry.ts';

const mp = hostEnd('mp01', '10.0.0.1', 'fd00::1');
const hq = clientsEnd('hq', '10.20.0.0/20', 'fd20::/64');
const plan = planOf([
  flow('client-mp', [hq], [mp], [service('http', 'tcp/80'), service('client-notification', 'tcp/10123')], {
    id: 'client-mp#1',
  }),
  flow(
    'site-server-mp',
    [hostEnd('cm01', '10.0.0.9')],
    [mp],
    [
      service('rpc-endpoint-mapper', 'tcp/135'),
      service('rpc-dynamic', 'tcp/49152-65535', { ports: '50000-50999' }),
    ],
    { id: 'site-server-mp#2' },
  ),
  flow(
    'install',
    [mp],
    [hostEnd('sql01', '10.0.0.8')],
    [service('smb', 'tcp/445', { phase: 'install', window: { from: '2026-12-01', until: '2026-12-14' } })],
    { id: 'install#3' },
  ),
  flow('ping', [hq], [mp], [service('icmp-echo', 'icmp')], { id: 'ping#4' }),
]);
const hosts = { mp01: { addresses: mp.networks } };
const windowsHost = hostPolicy(plan, hierarchyOf({ hosts }), 'mp01');
/** The same between two interfaces, for languages that bind rules to them. */
const between = networkPolicy(plan, hierarchyOf(), 'core');
const sided = (dialect: string): Policy => ({
  ...between,
  dialect,
  interfaces: [
    { name: 'servers', networks: [network('10.0.0.0/28'), network('fd00::/64')] },
    { name: 'clients', networks: [network('10.20.0.0/16'), network('fd20::/48')] },
  ],
  rules: between.rules.filter((rule) => rule.from.some((party) => party.name === 'hq')),
});
/** The same filter with interfaces, for the languages that bind rules to those. */
function betweenInterfaces(dialect: string): Policy {
  const interfaces = [
    { name: 'clients', networks: [net('10.20.0.0/16'), net('fd20::/64')] },
    { name: 'dmz', networks: [net('10.0.0.1'), net('fd00::1')] },
    { name: 'backend', networks: [net('10.0.0.8/31')] },
  ];
  return { ...networkPolicy(plan, hierarchyOf(), 'core'), dialect, interfaces };
}
const policies: Record<string, Policy> = {
  'nftables network': networkPolicy(plan, hierarchyOf(), 'core'),
  'nftables host': hostPolicy(plan, hierarchyOf({ hosts: { mp01: { os: 'linux' } } }), 'mp01'),
  'iptables host': {
    ...hostPolicy(plan, hierarchyOf({ hosts: { mp01: { os: 'linux' } } }), 'mp01'),
    dialect: 'iptables',
  },
  'nftables-json network': { ...networkPolicy(plan, hierarchyOf(), 'core'), dialect: 'nftables-json' },
  'windows-firewall host': windowsHost,
  ...Object.fromEntries(
    ['netsh', 'registry', 'gpo', 'json'].map((form) => [
      `windows-${form} host`,
      { ...windowsHost, dialect: `windows-${form}` },
    ]),
  ),
  'panos network': { ...networkPolicy(plan, hierarchyOf(), 'core'), dialect: 'panos' },
  'panos-xml network': { ...networkPolicy(plan, hierarchyOf(), 'core'), dialect: 'panos-xml' },
  'cisco-asa network': sided('cisco-asa'),
  'cisco-ios network': sided('cisco-ios'),
  'cisco-nxos network': sided('cisco-nxos'),
  'fortios network': betweenInterfaces('fortios'),
  'checkpoint network': { ...networkPolicy(plan, hierarchyOf(), 'core'), dialect: 'checkpoint' },
};
/** Beside those: it can't say ICMP. */
const intune: Policy = { ...windowsHost, dialect: 'windows-intune' };

/** The same between two zones. */
const zoned: Policy = {
  ...networkPolicy(plan, hierarchyOf(), 'core'),
  interfaces: [
    { name: 'clients', networks: hq.networks },
    { name: 'servers', networks: ['10.0.0.0/24', 'fd00::/64'].map(net) },
  ],
};

/** The lines that carry rules, with the comments above them. */
const ruleLines = (policy: Policy): string => {
  const { printed } = printPolicy(policy);
  const lines = printed?.text.split('\n') ?? [];
  const numbers = printed?.lines.map((l) => l.line) ?? [];
  const isAbove = (n: number): boolean => numbers.includes(n + 1) || numbers.includes(n + 2);
  return lines
    .filter((line, i) => numbers.includes(i + 1) || (line.trim().startsWith('#') && isAbove(i + 1)))
    .join('\n');
};

describe('one policy in every language', () => {
  it('nftables, between networks', () => {
    expect(`\n${ruleLines(policies['nftables network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
          # flows: client-mp#1
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 tcp dport { 80, 10123 } ct state new counter accept comment "r5444ec8003 client-mp#1"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 tcp dport { 80, 10123 } ct state new counter accept comment "r5444ec8003 client-mp#1"
          # cm01 to mp01: RPC endpoint mapper (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 135 ct state new counter accept comment "re2d7382ebe site-server-mp#2"
          # cm01 to mp01: RPC dynamic ports (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 50000-50999 ct state new counter accept comment "r728f7bdd1d site-server-mp#2"
          # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
          # flows: install#3
          ip saddr 10.0.0.1 ip daddr 10.0.0.8 tcp dport 445 ct state new counter accept comment "r6266aae100 install#3"
          # hq to mp01: ICMP-ECHO (always)
          # flows: ping#4
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 icmp type echo-request ct state new counter accept comment "r04ff5dfa04 ping#4"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 icmpv6 type echo-request ct state new counter accept comment "r04ff5dfa04 ping#4"
      "
    `);
  });

  it('PAN-OS, as set commands', () => {
    expect(`\n${ruleLines(policies['panos network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      set rulebase security rules Portolan-r5444ec8003 from any
      set rulebase security rules Portolan-r5444ec8003 to any
      set rulebase security rules Portolan-r5444ec8003 source hq
      set rulebase security rules Portolan-r5444ec8003 destination mp01
      set rulebase security rules Portolan-r5444ec8003 application any
      set rulebase security rules Portolan-r5444ec8003 service [ tcp-80 tcp-10123 ]
      set rulebase security rules Portolan-r5444ec8003 action allow
      set rulebase security rules Portolan-r5444ec8003 description "hq to mp01: HTTP, CLIENT-NOTIFICATION (always), flows: client-mp#1"
      set rulebase security rules Portolan-r5444ec8003-ping from any
      set rulebase security rules Portolan-r5444ec8003-ping to any
      set rulebase security rules Portolan-r5444ec8003-ping source hq
      set rulebase security rules Portolan-r5444ec8003-ping destination mp01
      set rulebase security rules Portolan-r5444ec8003-ping application ping
      set rulebase security rules Portolan-r5444ec8003-ping service application-default
      set rulebase security rules Portolan-r5444ec8003-ping action allow
      set rulebase security rules Portolan-r5444ec8003-ping description "hq to mp01: ICMP-ECHO (always), flows: ping#4"
      set rulebase security rules Portolan-re2d7382ebe from any
      set rulebase security rules Portolan-re2d7382ebe to any
      set rulebase security rules Portolan-re2d7382ebe source cm01
      set rulebase security rules Portolan-re2d7382ebe destination mp01-10.0.0.1
      set rulebase security rules Portolan-re2d7382ebe application any
      set rulebase security rules Portolan-re2d7382ebe service [ tcp-135 tcp-50000-50999 ]
      set rulebase security rules Portolan-re2d7382ebe action allow
      set rulebase security rules Portolan-re2d7382ebe description "cm01 to mp01: RPC endpoint mapper, RPC dynamic ports (always), flows: site-server-mp#2"
      set rulebase security rules Portolan-r6266aae100 from any
      set rulebase security rules Portolan-r6266aae100 to any
      set rulebase security rules Portolan-r6266aae100 source mp01-10.0.0.1
      set rulebase security rules Portolan-r6266aae100 destination sql01
      set rulebase security rules Portolan-r6266aae100 application any
      set rulebase security rules Portolan-r6266aae100 service tcp-445
      set rulebase security rules Portolan-r6266aae100 action allow
      set rulebase security rules Portolan-r6266aae100 description "mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14), flows: install#3"
      "
    `);
  });

  it('PAN-OS, as XML', () => {
    expect(`\n${ruleLines(policies['panos-xml network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
                      <entry name="Portolan-r5444ec8003">
                        <from><member>any</member></from>
                        <to><member>any</member></to>
                        <source><member>hq</member></source>
                        <destination><member>mp01</member></destination>
                        <application><member>any</member></application>
                        <service><member>tcp-80</member><member>tcp-10123</member></service>
                        <action>allow</action>
                        <description>hq to mp01: HTTP, CLIENT-NOTIFICATION (always), flows: client-mp#1</description>
                      </entry>
                      <entry name="Portolan-r5444ec8003-ping">
                        <from><member>any</member></from>
                        <to><member>any</member></to>
                        <source><member>hq</member></source>
                        <destination><member>mp01</member></destination>
                        <application><member>ping</member></application>
                        <service><member>application-default</member></service>
                        <action>allow</action>
                        <description>hq to mp01: ICMP-ECHO (always), flows: ping#4</description>
                      </entry>
                      <entry name="Portolan-re2d7382ebe">
                        <from><member>any</member></from>
                        <to><member>any</member></to>
                        <source><member>cm01</member></source>
                        <destination><member>mp01-10.0.0.1</member></destination>
                        <application><member>any</member></application>
                        <service><member>tcp-135</member><member>tcp-50000-50999</member></service>
                        <action>allow</action>
                        <description>cm01 to mp01: RPC endpoint mapper, RPC dynamic ports (always), flows: site-server-mp#2</description>
                      </entry>
                      <entry name="Portolan-r6266aae100">
                        <from><member>any</member></from>
                        <to><member>any</member></to>
                        <source><member>mp01-10.0.0.1</member></source>
                        <destination><member>sql01</member></destination>
                        <application><member>any</member></application>
                        <service><member>tcp-445</member></service>
                        <action>allow</action>
                        <description>mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14), flows: install#3</description>
                      </entry>
      "
    `);
  });

  it('nftables, on a host', () => {
    expect(`\n${ruleLines(policies['nftables host'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
          # flows: client-mp#1
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 tcp dport { 80, 10123 } ct state new counter accept comment "rcc1e51c3c1 client-mp#1"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 tcp dport { 80, 10123 } ct state new counter accept comment "rcc1e51c3c1 client-mp#1"
          # cm01 to mp01: RPC endpoint mapper (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 135 ct state new counter accept comment "r4f0650b9f6 site-server-mp#2"
          # cm01 to mp01: RPC dynamic ports (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 50000-50999 ct state new counter accept comment "r6ca58f98de site-server-mp#2"
          # hq to mp01: ICMP-ECHO (always)
          # flows: ping#4
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 icmp type echo-request ct state new counter accept comment "r275ee708c8 ping#4"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 icmpv6 type echo-request ct state new counter accept comment "r275ee708c8 ping#4"
          # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
          # flows: install#3
          ip saddr 10.0.0.1 ip daddr 10.0.0.8 tcp dport 445 ct state new counter accept comment "refd2aa8056 install#3"
      "
    `);
  });

  it('nftables as JSON, between networks', () => {
    expect(`\n${ruleLines(policies['nftables-json network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r5444ec8003 client-mp#1","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":{"prefix":{"addr":"10.20.0.0","len":20}}}},{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"10.0.0.1"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"set":[80,10123]}}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r5444ec8003 client-mp#1","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip6","field":"saddr"}},"right":{"prefix":{"addr":"fd20::","len":64}}}},{"match":{"op":"==","left":{"payload":{"protocol":"ip6","field":"daddr"}},"right":"fd00::1"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"set":[80,10123]}}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"re2d7382ebe site-server-mp#2","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"10.0.0.9"}},{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"10.0.0.1"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":135}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r728f7bdd1d site-server-mp#2","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"10.0.0.9"}},{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"10.0.0.1"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"range":[50000,50999]}}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r6266aae100 install#3","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"10.0.0.1"}},{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"10.0.0.8"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":445}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r04ff5dfa04 ping#4","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":{"prefix":{"addr":"10.20.0.0","len":20}}}},{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"10.0.0.1"}},{"match":{"op":"==","left":{"payload":{"protocol":"icmp","field":"type"}},"right":"echo-request"}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}},
      {"add":{"rule":{"family":"inet","table":"portolan_core","chain":"plan","comment":"r04ff5dfa04 ping#4","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip6","field":"saddr"}},"right":{"prefix":{"addr":"fd20::","len":64}}}},{"match":{"op":"==","left":{"payload":{"protocol":"ip6","field":"daddr"}},"right":"fd00::1"}},{"match":{"op":"==","left":{"payload":{"protocol":"icmpv6","field":"type"}},"right":"echo-request"}},{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"new"}},{"counter":null},{"accept":null}]}}}
      "
    `);
  });

  it('iptables, on a host', () => {
    expect(`\n${ruleLines(policies['iptables host'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
      # flows: client-mp#1
      -4 -A PORTOLAN-INPUT -s 10.20.0.0/20 -d 10.0.0.1/32 -p tcp -m multiport --dports 80,10123 -m conntrack --ctstate NEW -m comment --comment "rcc1e51c3c1 client-mp#1" -j ACCEPT
      # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
      # flows: client-mp#1
      -6 -A PORTOLAN-INPUT -s fd20::/64 -d fd00::1/128 -p tcp -m multiport --dports 80,10123 -m conntrack --ctstate NEW -m comment --comment "rcc1e51c3c1-2 client-mp#1" -j ACCEPT
      # cm01 to mp01: RPC endpoint mapper, RPC dynamic ports (always)
      # flows: site-server-mp#2
      -4 -A PORTOLAN-INPUT -s 10.0.0.9/32 -d 10.0.0.1/32 -p tcp -m multiport --dports 135,50000:50999 -m conntrack --ctstate NEW -m comment --comment "r4f0650b9f6 site-server-mp#2" -j ACCEPT
      # hq to mp01: ICMP-ECHO (always)
      # flows: ping#4
      -4 -A PORTOLAN-INPUT -s 10.20.0.0/20 -d 10.0.0.1/32 -p icmp -m icmp --icmp-type 8 -m conntrack --ctstate NEW -m comment --comment "r275ee708c8 ping#4" -j ACCEPT
      # hq to mp01: ICMP-ECHO (always)
      # flows: ping#4
      -6 -A PORTOLAN-INPUT -s fd20::/64 -d fd00::1/128 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -m conntrack --ctstate NEW -m comment --comment "r275ee708c8-2 ping#4" -j ACCEPT
      # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
      # flows: install#3
      -4 -A PORTOLAN-OUTPUT -s 10.0.0.1/32 -d 10.0.0.8/32 -p tcp -m tcp --dport 445 -m conntrack --ctstate NEW -m comment --comment "refd2aa8056 install#3" -j ACCEPT
      "
    `);
  });

  it('Windows Defender Firewall, on a host', () => {
    expect(`\n${ruleLines(windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          # hq to mp01: HTTP (always)
          @{
              Name = 'Portolan-r5511a006ce'
              DisplayName = 'hq to mp01: HTTP'
              Description = 'hq to mp01: HTTP (always). Flows: client-mp#1'
              Direction = 'Inbound'
              Protocol = 'TCP'
              LocalPort = @('80')
              LocalAddress = @('10.0.0.1', 'fd00::1')
              RemoteAddress = @('10.20.0.0/20', 'fd20::/64')
              Program = 'System'
          }
          # hq to mp01: CLIENT-NOTIFICATION (always)
          @{
              Name = 'Portolan-rcc1e51c3c1'
              DisplayName = 'hq to mp01: CLIENT-NOTIFICATION'
              Description = 'hq to mp01: CLIENT-NOTIFICATION (always). Flows: client-mp#1'
              Direction = 'Inbound'
              Protocol = 'TCP'
              LocalPort = @('10123')
              LocalAddress = @('10.0.0.1', 'fd00::1')
              RemoteAddress = @('10.20.0.0/20', 'fd20::/64')
          }
          # cm01 to mp01: RPC endpoint mapper (always)
          @{
              Name = 'Portolan-re17ba98939'
              DisplayName = 'cm01 to mp01: RPC endpoint mapper'
              Description = 'cm01 to mp01: RPC endpoint mapper (always). Flows: site-server-mp#2'
              Direction = 'Inbound'
              Protocol = 'TCP'
              LocalPort = @('RPCEPMap')
              LocalAddress = @('10.0.0.1')
              RemoteAddress = @('10.0.0.9')
              Program = '%SystemRoot%\\System32\\svchost.exe'
              Service = 'RpcSs'
          }
          # cm01 to mp01: RPC dynamic ports (always)
          @{
              Name = 'Portolan-r6ca58f98de'
              DisplayName = 'cm01 to mp01: RPC dynamic ports'
              Description = 'cm01 to mp01: RPC dynamic ports (always). Flows: site-server-mp#2'
              Direction = 'Inbound'
              Protocol = 'TCP'
              LocalPort = @('RPC')
              LocalAddress = @('10.0.0.1')
              RemoteAddress = @('10.0.0.9')
          }
          # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
          @{
              Name = 'Portolan-refd2aa8056'
              DisplayName = 'mp01 to sql01: SMB'
              Description = 'mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14). Flows: install#3'
              Direction = 'Outbound'
              Protocol = 'TCP'
              RemotePort = @('445')
              LocalAddress = @('10.0.0.1')
              RemoteAddress = @('10.0.0.8')
          }
          # hq to mp01: ICMP-ECHO (always)
          @{
              Name = 'Portolan-r275ee708c8-v4'
              DisplayName = 'hq to mp01: ICMP-ECHO'
              Description = 'hq to mp01: ICMP-ECHO (always). Flows: ping#4'
              Direction = 'Inbound'
              Protocol = 'ICMPv4'
              IcmpType = '8'
              LocalAddress = @('10.0.0.1')
              RemoteAddress = @('10.20.0.0/20')
          }
          # hq to mp01: ICMP-ECHO (always)
          @{
              Name = 'Portolan-r275ee708c8-v6'
              DisplayName = 'hq to mp01: ICMP-ECHO'
              Description = 'hq to mp01: ICMP-ECHO (always). Flows: ping#4'
              Direction = 'Inbound'
              Protocol = 'ICMPv6'
              IcmpType = '128'
              LocalAddress = @('fd00::1')
              RemoteAddress = @('fd20::/64')
          }
      "
    `);
  });

  it('Windows Defender Firewall by netsh, on a host', () => {
    expect(`\n${ruleLines(policies['windows-netsh host'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      netsh advfirewall firewall delete rule name="hq to mp01: HTTP (Portolan-r5511a006ce)" >nul 2>&1
      netsh advfirewall firewall add rule name="hq to mp01: HTTP (Portolan-r5511a006ce)" description="hq to mp01: HTTP (always). Flows: client-mp#1" dir=in action=allow enable=yes profile=any protocol=TCP localport=80 localip=10.0.0.1,fd00::1 remoteip=10.20.0.0/20,fd20::/64 program=System
      netsh advfirewall firewall delete rule name="hq to mp01: CLIENT-NOTIFICATION (Portolan-rcc1e51c3c1)" >nul 2>&1
      netsh advfirewall firewall add rule name="hq to mp01: CLIENT-NOTIFICATION (Portolan-rcc1e51c3c1)" description="hq to mp01: CLIENT-NOTIFICATION (always). Flows: client-mp#1" dir=in action=allow enable=yes profile=any protocol=TCP localport=10123 localip=10.0.0.1,fd00::1 remoteip=10.20.0.0/20,fd20::/64
      netsh advfirewall firewall delete rule name="cm01 to mp01: RPC endpoint mapper (Portolan-re17ba98939)" >nul 2>&1
      netsh advfirewall firewall add rule name="cm01 to mp01: RPC endpoint mapper (Portolan-re17ba98939)" description="cm01 to mp01: RPC endpoint mapper (always). Flows: site-server-mp#2" dir=in action=allow enable=yes profile=any protocol=TCP localport=RPC-EPMap localip=10.0.0.1 remoteip=10.0.0.9 program="%%SystemRoot%%\\System32\\svchost.exe" service=RpcSs
      netsh advfirewall firewall delete rule name="cm01 to mp01: RPC dynamic ports (Portolan-r6ca58f98de)" >nul 2>&1
      netsh advfirewall firewall add rule name="cm01 to mp01: RPC dynamic ports (Portolan-r6ca58f98de)" description="cm01 to mp01: RPC dynamic ports (always). Flows: site-server-mp#2" dir=in action=allow enable=yes profile=any protocol=TCP localport=RPC localip=10.0.0.1 remoteip=10.0.0.9
      netsh advfirewall firewall delete rule name="mp01 to sql01: SMB (Portolan-refd2aa8056)" >nul 2>&1
      netsh advfirewall firewall add rule name="mp01 to sql01: SMB (Portolan-refd2aa8056)" description="mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14). Flows: install#3" dir=out action=allow enable=yes profile=any protocol=TCP remoteport=445 localip=10.0.0.1 remoteip=10.0.0.8
      netsh advfirewall firewall delete rule name="hq to mp01: ICMP-ECHO (Portolan-r275ee708c8-v4)" >nul 2>&1
      netsh advfirewall firewall add rule name="hq to mp01: ICMP-ECHO (Portolan-r275ee708c8-v4)" description="hq to mp01: ICMP-ECHO (always). Flows: ping#4" dir=in action=allow enable=yes profile=any protocol=icmpv4:8,any localip=10.0.0.1 remoteip=10.20.0.0/20
      netsh advfirewall firewall delete rule name="hq to mp01: ICMP-ECHO (Portolan-r275ee708c8-v6)" >nul 2>&1
      netsh advfirewall firewall add rule name="hq to mp01: ICMP-ECHO (Portolan-r275ee708c8-v6)" description="hq to mp01: ICMP-ECHO (always). Flows: ping#4" dir=in action=allow enable=yes profile=any protocol=icmpv6:128,any localip=fd00::1 remoteip=fd20::/64
      "
    `);
  });

  it('Windows Defender Firewall in the registry, on a host', () => {
    expect(`\n${ruleLines(policies['windows-registry host'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      "Portolan-r5511a006ce"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|LA4=10.0.0.1|LA6=fd00::1|RA4=10.20.0.0/255.255.240.0|RA6=fd20::/64|App=System|Name=hq to mp01: HTTP|Desc=hq to mp01: HTTP (always). Flows: client-mp#1|EmbedCtxt=Portolan: Test|"
      "Portolan-rcc1e51c3c1"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=10123|LA4=10.0.0.1|LA6=fd00::1|RA4=10.20.0.0/255.255.240.0|RA6=fd20::/64|Name=hq to mp01: CLIENT-NOTIFICATION|Desc=hq to mp01: CLIENT-NOTIFICATION (always). Flows: client-mp#1|EmbedCtxt=Portolan: Test|"
      "Portolan-re17ba98939"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=RPC-EPMap|LA4=10.0.0.1|RA4=10.0.0.9|App=%SystemRoot%\\\\System32\\\\svchost.exe|Svc=RpcSs|Name=cm01 to mp01: RPC endpoint mapper|Desc=cm01 to mp01: RPC endpoint mapper (always). Flows: site-server-mp#2|EmbedCtxt=Portolan: Test|"
      "Portolan-r6ca58f98de"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=RPC|LA4=10.0.0.1|RA4=10.0.0.9|Name=cm01 to mp01: RPC dynamic ports|Desc=cm01 to mp01: RPC dynamic ports (always). Flows: site-server-mp#2|EmbedCtxt=Portolan: Test|"
      "Portolan-refd2aa8056"="v2.30|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|RPort=445|LA4=10.0.0.1|RA4=10.0.0.8|Name=mp01 to sql01: SMB|Desc=mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14). Flows: install#3|EmbedCtxt=Portolan: Test|"
      "Portolan-r275ee708c8-v4"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=1|ICMP4=8:*|LA4=10.0.0.1|RA4=10.20.0.0/255.255.240.0|Name=hq to mp01: ICMP-ECHO|Desc=hq to mp01: ICMP-ECHO (always). Flows: ping#4|EmbedCtxt=Portolan: Test|"
      "Portolan-r275ee708c8-v6"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=58|ICMP6=128:*|LA6=fd00::1|RA6=fd20::/64|Name=hq to mp01: ICMP-ECHO|Desc=hq to mp01: ICMP-ECHO (always). Flows: ping#4|EmbedCtxt=Portolan: Test|"
      "
    `);
  });

  it('Windows Defender Firewall as JSON, on a host: the first rule', () => {
    const lines = ruleLines(policies['windows-json host'] ?? windowsHost).split('\n');
    expect(`\n${lines.slice(0, lines.indexOf('  },') + 1).join('\n')}\n`).toMatchInlineSnapshot(`
      "
        {
          "Name": "Portolan-r5511a006ce",
          "DisplayName": "hq to mp01: HTTP",
          "Description": "hq to mp01: HTTP (always). Flows: client-mp#1",
          "Group": "Portolan: Test",
          "Enabled": "True",
          "Profile": "Any",
          "Direction": "Inbound",
          "Action": "Allow",
          "Protocol": "TCP",
          "LocalPort": [
            "80"
          ],
          "RemotePort": "Any",
          "IcmpType": "Any",
          "LocalAddress": [
            "10.0.0.1",
            "fd00::1"
          ],
          "RemoteAddress": [
            "10.20.0.0/20",
            "fd20::/64"
          ],
          "Program": "System",
          "Package": null,
          "Service": "Any",
          "InterfaceType": "Any",
          "InterfaceAlias": "Any",
          "Authentication": "NotRequired",
          "Encryption": "NotRequired",
          "OverrideBlockRules": false
        },
      "
    `);
  });

  it('Windows Defender Firewall by Intune, on a host: what its rules say', () => {
    const { printed } = printPolicy(intune);
    const values = [...(printed?.text.matchAll(/"value": "?(.*?)"?,?$/gm) ?? [])].map(([, value]) => value);
    expect(`\n${values.slice(0, 12).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      hq to mp01: HTTP (Portolan-r5511a006ce)
      hq to mp01: HTTP (always). Flows: client-mp#1
      vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_enabled_1
      vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_direction_in
      vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_action_type_1
      6
      80
      10.0.0.1
      fd00::1
      10.20.0.0/20
      fd20::/64
      System
      "
    `);
  });

  it('Windows Defender Firewall by a group policy, on a host: its first entries', () => {
    const { printed } = printPolicy(policies['windows-gpo host'] ?? windowsHost);
    const entries = printed?.text.split(']').slice(0, 2).join(']') ?? '';
    expect(JSON.stringify(entries)).toMatchInlineSnapshot(
      `""剐来\\u0001\\u0000[SOFTWARE\\\\Policies\\\\Microsoft\\\\WindowsFirewall\\u0000;PolicyVersion\\u0000;\\u0004\\u0000;\\u0004\\u0000;Ȟ\\u0000][SOFTWARE\\\\Policies\\\\Microsoft\\\\WindowsFirewall\\\\FirewallRules\\u0000;Portolan-r5511a006ce\\u0000;\\u0001\\u0000;ǖ\\u0000;v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|LA4=10.0.0.1|LA6=fd00::1|RA4=10.20.0.0/255.255.240.0|RA6=fd20::/64|App=System|Name=hq to mp01: HTTP|Desc=hq to mp01: HTTP (always). Flows: client-mp#1|EmbedCtxt=Portolan: Test|\\u0000""`,
    );
  });
});

/** The first rule, up to where the next one starts: clouds' languages take many lines for one. */
const firstRule = (id: string): string => {
  const network = networkPolicy(plan, hierarchyOf(), 'core');
  const isForHosts = !DIALECTS.get(id)?.capabilities.kinds.includes('network');
  const { printed } = printPolicy({ ...(isForHosts ? windowsHost : network), dialect: id });
  const [first = 1, next = first] = [...new Set(printed?.lines.map((l) => l.line))];
  const lines = printed?.text.split('\n') ?? [];
  return `\n${lines.slice(first - 4, next - 4).join('\n')}\n`;
};

describe('the first rule of one policy in the languages of clouds', () => {
  it('Azure network security group, as Bicep', () => {
    expect(firstRule('azure-nsg')).toMatchInlineSnapshot(`
      "
            {
              // hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
              // flows: client-mp#1
              name: 'hq-to-mp01-HTTP-CLIENT-NOTIFICATION-r5444ec8003-in'
              properties: {
                description: 'hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1'
                priority: 100
                direction: 'Inbound'
                access: 'Allow'
                protocol: 'Tcp'
                sourceAddressPrefix: '10.20.0.0/20'
                sourcePortRange: '*'
                destinationAddressPrefix: '10.0.0.1'
                destinationPortRanges: [
                  '80'
                  '10123'
                ]
              }
            }
      "
    `);
  });

  it('Azure network security group, as a template', () => {
    expect(firstRule('azure-nsg-arm')).toMatchInlineSnapshot(`
      "
            "properties": {
              "securityRules": [
                {
                  "name": "hq-to-mp01-HTTP-CLIENT-NOTIFICATION-r5444ec8003-in",
                  "properties": {
                    "description": "hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1",
                    "priority": 100,
                    "direction": "Inbound",
                    "access": "Allow",
                    "protocol": "Tcp",
                    "sourceAddressPrefix": "10.20.0.0/20",
                    "sourcePortRange": "*",
                    "destinationAddressPrefix": "10.0.0.1",
                    "destinationPortRanges": [
                      "80",
                      "10123"
                    ]
      "
    `);
  });

  it('Azure Firewall, as Bicep', () => {
    expect(firstRule('azure-firewall')).toMatchInlineSnapshot(`
      "
                {
                  // hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
                  // flows: client-mp#1
                  name: 'hq-to-mp01-HTTP-CLIENT-NOTIFICATION-r5444ec8003'
                  description: 'hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1'
                  ruleType: 'NetworkRule'
                  ipProtocols: [
                    'TCP'
                  ]
                  sourceAddresses: [
                    '10.20.0.0/20'
                  ]
                  destinationAddresses: [
                    '10.0.0.1'
                  ]
                  destinationPorts: [
                    '80'
                    '10123'
                  ]
                }
      "
    `);
  });

  it('Azure Firewall, as a template', () => {
    expect(firstRule('azure-firewall-arm')).toMatchInlineSnapshot(`
      "
                  },
                  "rules": [
                    {
                      "ruleType": "NetworkRule",
                      "name": "hq-to-mp01-HTTP-CLIENT-NOTIFICATION-r5444ec8003",
                      "description": "hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1",
                      "ipProtocols": [
                        "TCP"
                      ],
                      "sourceAddresses": [
                        "10.20.0.0/20"
                      ],
                      "destinationAddresses": [
                        "10.0.0.1"
                      ],
                      "destinationPorts": [
                        "80",
                        "10123"
      "
    `);
  });

  it('AWS security group, as Terraform', () => {
    expect(firstRule('aws-security-group')).toMatchInlineSnapshot(`
      "

      # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
      # flows: client-mp#1
      resource "aws_vpc_security_group_ingress_rule" "hq_to_mp01_HTTP_CLIENT_NOTIFICATION_r5511a006ce" {
        security_group_id = aws_security_group.cm_mp01.id
        description       = "hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1"
        cidr_ipv4         = "10.20.0.0/20"
        ip_protocol       = "tcp"
        from_port         = 80
        to_port           = 80
      }
      "
    `);
  });

  it('AWS security group, as CloudFormation', () => {
    expect(firstRule('aws-security-group-cloudformation')).toMatchInlineSnapshot(`
      "
            SecurityGroupIngress:
              # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
              # flows: client-mp#1
              - IpProtocol: "tcp"
                FromPort: 80
                ToPort: 80
                CidrIp: "10.20.0.0/20"
      "
    `);
  });

  it('Google Cloud firewall rules, as Terraform', () => {
    expect(firstRule('gcp-firewall')).toMatchInlineSnapshot(`
      "

      # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
      # flows: client-mp#1
      resource "google_compute_firewall" "cm_hq_to_mp01_http_client_notification_r5444ec8003_in" {
        name        = "cm-hq-to-mp01-http-client-notification-r5444ec8003-in"
        description = "hq to mp01: HTTP, CLIENT-NOTIFICATION. Flows: client-mp#1"
        network     = var.network
        direction   = "INGRESS"
        priority    = 1000

        source_ranges = ["10.20.0.0/20"]

        destination_ranges = ["10.0.0.1/32"]

        allow {
          protocol = "tcp"
          ports    = ["80", "10123"]
        }
      }
      "
    `);
  });
});

const whole = (policy: Policy): string =>
  printPolicy(policy)
    .printed?.text.split('\n')
    .filter((line) => !line.startsWith('!'))
    .join('\n') ?? 'NOT_SUPPORTED';

describe('one policy between interfaces', () => {
  it('Cisco ASA', () => {
    expect(`\n${whole(sided('cisco-asa'))}`).toMatchInlineSnapshot(`
      "
      object network hq
       subnet 10.20.0.0 255.255.240.0
      object network mp01
       host 10.0.0.1
      object network hq-v6
       subnet fd20::/64
      object network mp01-v6
       host fd00::1
      object-group service tcp-80_tcp-10123_icmp-echo-request
       service-object tcp destination eq 80
       service-object tcp destination eq 10123
       service-object icmp echo
      object-group service tcp-80_tcp-10123_icmpv6-echo-request
       service-object tcp destination eq 80
       service-object tcp destination eq 10123
       service-object icmp6 echo
      access-list portolan_servers remark nothing of the plan comes in here
      access-list portolan_servers extended deny ip any any
      access-list portolan_clients remark hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always)
      access-list portolan_clients remark flows: client-mp#1, ping#4
      access-list portolan_clients extended permit object-group tcp-80_tcp-10123_icmp-echo-request object hq object mp01
      access-list portolan_clients remark hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always)
      access-list portolan_clients remark flows: client-mp#1, ping#4
      access-list portolan_clients extended permit object-group tcp-80_tcp-10123_icmpv6-echo-request object hq-v6 object mp01-v6
      access-group portolan_servers in interface servers
      access-group portolan_clients in interface clients
      "
    `);
  });

  it('Cisco IOS', () => {
    expect(`\n${whole(sided('cisco-ios'))}`).toMatchInlineSnapshot(`
      "
      ip access-list extended portolan_servers
       remark answers to hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
       remark flows: client-mp#1
       permit tcp host 10.0.0.1 eq 80 10123 10.20.0.0 0.0.15.255 established
       remark answers to hq to mp01: ICMP-ECHO (always)
       remark flows: ping#4
       permit icmp host 10.0.0.1 10.20.0.0 0.0.15.255 echo-reply
      ipv6 access-list portolan_servers_v6
       remark neighbours find each other
       permit icmp any any nd-na
       permit icmp any any nd-ns
       permit icmp any any router-solicitation
       remark answers to hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
       remark flows: client-mp#1
       permit tcp host fd00::1 eq 80 fd20::/64 established
       permit tcp host fd00::1 eq 10123 fd20::/64 established
       remark answers to hq to mp01: ICMP-ECHO (always)
       remark flows: ping#4
       permit icmp host fd00::1 fd20::/64 echo-reply
      ip access-list extended portolan_clients
       remark hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
       remark flows: client-mp#1
       permit tcp 10.20.0.0 0.0.15.255 host 10.0.0.1 eq 80 10123
       remark hq to mp01: ICMP-ECHO (always)
       remark flows: ping#4
       permit icmp 10.20.0.0 0.0.15.255 host 10.0.0.1 echo
      ipv6 access-list portolan_clients_v6
       remark neighbours find each other
       permit icmp any any nd-na
       permit icmp any any nd-ns
       permit icmp any any router-solicitation
       remark hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
       remark flows: client-mp#1
       permit tcp fd20::/64 host fd00::1 eq 80
       permit tcp fd20::/64 host fd00::1 eq 10123
       remark hq to mp01: ICMP-ECHO (always)
       remark flows: ping#4
       permit icmp fd20::/64 host fd00::1 echo-request
      interface servers
       ip access-group portolan_servers in
       ipv6 traffic-filter portolan_servers_v6 in
      interface clients
       ip access-group portolan_clients in
       ipv6 traffic-filter portolan_clients_v6 in
      "
    `);
  });

  it('Cisco NX-OS', () => {
    expect(`\n${whole(sided('cisco-nxos'))}`).toMatchInlineSnapshot(`
      "
      object-group ip port ports-80_10123
        10 eq 80
        20 eq 10123
      ip access-list portolan_servers
        statistics per-entry
        10 remark answers to hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
        20 remark flows: client-mp#1
        30 permit tcp host 10.0.0.1 portgroup ports-80_10123 10.20.0.0/20 established
        40 remark answers to hq to mp01: ICMP-ECHO (always)
        50 remark flows: ping#4
        60 permit icmp host 10.0.0.1 10.20.0.0/20 echo-reply
      ipv6 access-list portolan_servers_v6
        statistics per-entry
        10 remark neighbours find each other
        20 permit icmp any any nd-na
        30 permit icmp any any nd-ns
        40 permit icmp any any router-solicitation
        50 remark answers to hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
        60 remark flows: client-mp#1
        70 permit tcp host fd00::1 portgroup ports-80_10123 fd20::/64 established
        80 remark answers to hq to mp01: ICMP-ECHO (always)
        90 remark flows: ping#4
        100 permit icmp host fd00::1 fd20::/64 echo-reply
      ip access-list portolan_clients
        statistics per-entry
        10 remark hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
        20 remark flows: client-mp#1
        30 permit tcp 10.20.0.0/20 host 10.0.0.1 portgroup ports-80_10123
        40 remark hq to mp01: ICMP-ECHO (always)
        50 remark flows: ping#4
        60 permit icmp 10.20.0.0/20 host 10.0.0.1 echo
      ipv6 access-list portolan_clients_v6
        statistics per-entry
        10 remark neighbours find each other
        20 permit icmp any any nd-na
        30 permit icmp any any nd-ns
        40 permit icmp any any router-solicitation
        50 remark hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
        60 remark flows: client-mp#1
        70 permit tcp fd20::/64 host fd00::1 portgroup ports-80_10123
        80 remark hq to mp01: ICMP-ECHO (always)
        90 remark flows: ping#4
        100 permit icmp fd20::/64 host fd00::1 echo-request
      interface servers
       ip access-group portolan_servers in
       ipv6 traffic-filter portolan_servers_v6 in
      interface clients
       ip access-group portolan_clients in
       ipv6 traffic-filter portolan_clients_v6 in
      "
    `);
  });
});

describe('one policy in the languages of network firewalls', () => {
  it('FortiOS', () => {
    expect(`\n${ruleLines(policies['fortios network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          edit 0
              set name "hq to mp01: HTTP, CLIENT-NOT-33c036"
              set srcintf "clients"
              set dstintf "dmz"
              set action accept
              set srcaddr "hq"
              set dstaddr "all"
              set schedule "always"
              set service "tcp-80" "tcp-10123" "icmp-echo-request"
              set logtraffic all
              set comments "r5444ec8003: hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4"
          next
          edit 0
              set name "hq to mp01: HTTP, CLIENT-NOT-944cc7"
              set srcintf "clients"
              set dstintf "dmz"
              set action accept
              set srcaddr6 "all"
              set dstaddr6 "all"
              set schedule "always"
              set service "tcp-80" "tcp-10123" "icmpv6-echo-request"
              set logtraffic all
              set comments "r5444ec8003-2: hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4"
          next
          edit 0
              set name "cm01 to mp01: RPC endpoint m-ed4b93"
              set srcintf "backend"
              set dstintf "dmz"
              set action accept
              set srcaddr "cm01"
              set dstaddr "all"
              set schedule "always"
              set service "tcp-135" "tcp-50000-50999"
              set logtraffic all
              set comments "re2d7382ebe: cm01 to mp01: RPC endpoint mapper, RPC dynamic ports (always). Flows: site-server-mp#2"
          next
          edit 0
              set name "mp01 to sql01: SMB"
              set srcintf "dmz"
              set dstintf "backend"
              set action accept
              set srcaddr "all"
              set dstaddr "sql01"
              set schedule "always"
              set service "tcp-445"
              set logtraffic all
              set comments "r6266aae100: mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14). Flows: install#3"
          next
      "
    `);
  });

  it('Check Point', () => {
    expect(`\n${ruleLines(policies['checkpoint network'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
      mgmt_cli add access-rule layer 'Network' position.bottom 'Portolan core' name 'r5444ec8003 hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO' source.1 'hq' destination.1 'mp01' service.1 'tcp-80' service.2 'tcp-10123' service.3 'icmp-echo-request' action 'Accept' track.type 'Log' comments 'hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4' -s portolan.sid
      mgmt_cli add access-rule layer 'Network' position.bottom 'Portolan core' name 'r5444ec8003-2 hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO' source.1 'hq-v6' destination.1 'mp01-v6' service.1 'tcp-80' service.2 'tcp-10123' service.3 'icmpv6-echo-request' action 'Accept' track.type 'Log' comments 'hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4' -s portolan.sid
      mgmt_cli add access-rule layer 'Network' position.bottom 'Portolan core' name 're2d7382ebe cm01 to mp01: RPC endpoint mapper, RPC dynamic ports' source.1 'cm01' destination.1 'mp01' service.1 'tcp-135' service.2 'tcp-50000-50999' action 'Accept' track.type 'Log' comments 'cm01 to mp01: RPC endpoint mapper, RPC dynamic ports (always). Flows: site-server-mp#2' -s portolan.sid
      mgmt_cli add access-rule layer 'Network' position.bottom 'Portolan core' name 'r6266aae100 mp01 to sql01: SMB' source.1 'mp01' destination.1 'sql01' service.1 'tcp-445' action 'Accept' track.type 'Log' comments 'mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14). Flows: install#3' -s portolan.sid
      "
    `);
  });
});

describe('every dialect', () => {
  it('links each rule of the policy to a line that it is printed on', () => {
    for (const [name, policy] of Object.entries(policies)) {
      const { printed } = printPolicy(policy);
      const count = printed?.text.split('\n').length ?? 0;
      expect(new Set(printed?.lines.map((l) => l.rule)), name).toEqual(
        new Set(policy.rules.map((r) => r.id)),
      );
      for (const { line, rule, origins } of printed?.lines ?? []) {
        expect(line).toBeLessThanOrEqual(count);
        expect(origins).toEqual(policy.rules.find((r) => r.id === rule)?.origins);
      }
    }
  });

  it('prints the same bytes for the same policy', () => {
    for (const policy of Object.values(policies)) {
      expect(printPolicy(policy).printed).toEqual(printPolicy(structuredClone(policy)).printed);
    }
  });

  it('is listed under its own id', () => {
    for (const [id, dialect] of DIALECTS) expect(dialect.id).toBe(id);
  });
});

describe('printPolicy', () => {
  it('says which languages there are where one is missing', () => {
    const { printed, diagnostics } = printPolicy({ ...windowsHost, dialect: 'ipfw' });
    expect(printed).toBeUndefined();
    expect(diagnostics.map((d) => [d.code, d.help])).toEqual([
      ['PT7006', `Dialects that can be printed: ${[...DIALECTS.keys()].join(', ')}`],
    ]);
  });

  it('Juniper SRX, as commands', () => {
    expect(`\n${ruleLines({ ...zoned, dialect: 'junos-srx' })}\n`).toMatchInlineSnapshot(`
      "
      # hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always)
      # flows: client-mp#1, ping#4
      set security policies from-zone clients to-zone servers policy r5444ec8003 description "hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4"
      set security policies from-zone clients to-zone servers policy r5444ec8003 match source-address any
      set security policies from-zone clients to-zone servers policy r5444ec8003 match destination-address mp01
      set security policies from-zone clients to-zone servers policy r5444ec8003 match application tcp-80
      set security policies from-zone clients to-zone servers policy r5444ec8003 match application tcp-10123
      set security policies from-zone clients to-zone servers policy r5444ec8003 match application icmp-echo-request
      set security policies from-zone clients to-zone servers policy r5444ec8003 match application icmpv6-echo-request
      set security policies from-zone clients to-zone servers policy r5444ec8003 then permit
      "
    `);
  });

  it('Juniper SRX, in braces', () => {
    expect(`\n${ruleLines({ ...zoned, dialect: 'junos-srx-curly' })}\n`).toMatchInlineSnapshot(`
      "
                  policy r5444ec8003 {
                      description "hq to mp01: HTTP, CLIENT-NOTIFICATION, ICMP-ECHO (always). Flows: client-mp#1, ping#4";
                      match {
                          source-address any;
                          destination-address mp01;
                          application [ tcp-80 tcp-10123 icmp-echo-request icmpv6-echo-request ];
                      }
                      then {
                          permit;
                      }
                  }
      "
    `);
  });

  it('pfSense', () => {
    expect(`\n${ruleLines({ ...zoned, dialect: 'pfsense' })}\n`).toMatchInlineSnapshot(`
      "
          <rule>
            <type>pass</type>
            <interface>clients</interface>
            <ipprotocol>inet46</ipprotocol>
            <protocol>tcp</protocol>
            <source>
              <any/>
            </source>
            <destination>
              <address>mp01</address>
              <port>ports_80_10123</port>
            </destination>
            <statetype>keep state</statetype>
            <descr>hq to mp01: HTTP, CLIENT-NOTIFICATION (always). Flows: client-mp#1</descr>
          </rule>
          <rule>
            <type>pass</type>
            <interface>clients</interface>
            <ipprotocol>inet</ipprotocol>
            <protocol>icmp</protocol>
            <icmptype>echoreq</icmptype>
            <source>
              <any/>
            </source>
            <destination>
              <address>mp01</address>
            </destination>
            <statetype>keep state</statetype>
            <descr>hq to mp01: ICMP-ECHO (always). Flows: ping#4</descr>
          </rule>
          <rule>
            <type>pass</type>
            <interface>clients</interface>
            <ipprotocol>inet6</ipprotocol>
            <protocol>icmp</protocol>
            <icmptype>echoreq</icmptype>
            <source>
              <any/>
            </source>
            <destination>
              <address>mp01</address>
            </destination>
            <statetype>keep state</statetype>
            <descr>hq to mp01: ICMP-ECHO (always). Flows: ping#4</descr>
          </rule>
      "
    `);
  });

  it('OPNsense', () => {
    expect(`\n${ruleLines({ ...zoned, dialect: 'opnsense' })}\n`).toMatchInlineSnapshot(`
      "
                <rule uuid="848f7781-78c8-46c1-af92-986fd0a6ae4e">
                  <enabled>1</enabled>
                  <statetype>keep</statetype>
                  <sequence>10</sequence>
                  <action>pass</action>
                  <quick>1</quick>
                  <interface>clients</interface>
                  <direction>in</direction>
                  <ipprotocol>inet46</ipprotocol>
                  <protocol>TCP</protocol>
                  <source_net>any</source_net>
                  <source_not>0</source_not>
                  <source_port></source_port>
                  <destination_net>mp01</destination_net>
                  <destination_not>0</destination_not>
                  <destination_port>ports_80_10123</destination_port>
                  <description>hq to mp01: HTTP, CLIENT-NOTIFICATION (always). Flows: client-mp#1</description>
                </rule>
                <rule uuid="fad7755e-10c4-4b30-adc9-2cec40d4fa7b">
                  <enabled>1</enabled>
                  <statetype>keep</statetype>
                  <sequence>20</sequence>
                  <action>pass</action>
                  <quick>1</quick>
                  <interface>clients</interface>
                  <direction>in</direction>
                  <ipprotocol>inet</ipprotocol>
                  <protocol>ICMP</protocol>
                  <icmptype>echoreq</icmptype>
                  <source_net>any</source_net>
                  <source_not>0</source_not>
                  <source_port></source_port>
                  <destination_net>mp01</destination_net>
                  <destination_not>0</destination_not>
                  <destination_port></destination_port>
                  <description>hq to mp01: ICMP-ECHO (always). Flows: ping#4</description>
                </rule>
                <rule uuid="a1ab1c01-79a2-4b07-a06a-c7ed4f348a78">
                  <enabled>1</enabled>
                  <statetype>keep</statetype>
                  <sequence>30</sequence>
                  <action>pass</action>
                  <quick>1</quick>
                  <interface>clients</interface>
                  <direction>in</direction>
                  <ipprotocol>inet6</ipprotocol>
                  <protocol>IPV6-ICMP</protocol>
                  <icmp6type>128</icmp6type>
                  <source_net>any</source_net>
                  <source_not>0</source_not>
                  <source_port></source_port>
                  <destination_net>mp01</destination_net>
                  <destination_not>0</destination_not>
                  <destination_port></destination_port>
                  <description>hq to mp01: ICMP-ECHO (always). Flows: ping#4</description>
                </rule>
      "
    `);
  });

  it('prints no host firewall for a filter between networks', () => {
    const { printed, diagnostics } = printPolicy({
      ...networkPolicy(plan, hierarchyOf(), 'core'),
      dialect: 'windows-firewall',
    });
    expect(printed).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
  });

  it('warns that a Linux host’s rules hold no management access', () => {
    const { diagnostics } = printPolicy(
      hostPolicy(plan, hierarchyOf({ hosts: { mp01: { os: 'linux' } } }), 'mp01'),
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7007']);
  });
});
