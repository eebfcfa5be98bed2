/** One small policy, and what each language makes of it. */
import { describe, expect, it } from 'vitest';
import { clientsEnd, flow, hierarchyOf, hostEnd, planOf, service } from '../../test/rules/plan-kit.ts';
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
const policies: Record<string, Policy> = {
  'nftables network': networkPolicy(plan, hierarchyOf(), 'core'),
  'nftables host': hostPolicy(plan, hierarchyOf({ hosts: { mp01: { os: 'linux' } } }), 'mp01'),
  'windows-firewall host': windowsHost,
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
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 tcp dport { 80, 10123 } ct state new counter accept comment "r5c9b1df156 client-mp#1"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 tcp dport { 80, 10123 } ct state new counter accept comment "r5c9b1df156 client-mp#1"
          # cm01 to mp01: RPC endpoint mapper (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 135 ct state new counter accept comment "r4d90d9852a site-server-mp#2"
          # cm01 to mp01: RPC dynamic ports (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 50000-50999 ct state new counter accept comment "re03879b13d site-server-mp#2"
          # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
          # flows: install#3
          ip saddr 10.0.0.1 ip daddr 10.0.0.8 tcp dport 445 ct state new counter accept comment "rf0fdee29ef install#3"
          # hq to mp01: ICMP-ECHO (always)
          # flows: ping#4
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 icmp type echo-request ct state new counter accept comment "ra4ace803e6 ping#4"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 icmpv6 type echo-request ct state new counter accept comment "ra4ace803e6 ping#4"
      "
    `);
  });

  it('nftables, on a host', () => {
    expect(`\n${ruleLines(policies['nftables host'] ?? windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          # hq to mp01: HTTP, CLIENT-NOTIFICATION (always)
          # flows: client-mp#1
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 tcp dport { 80, 10123 } ct state new counter accept comment "r11233bdd02 client-mp#1"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 tcp dport { 80, 10123 } ct state new counter accept comment "r11233bdd02 client-mp#1"
          # cm01 to mp01: RPC endpoint mapper (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 135 ct state new counter accept comment "r39deebdfdf site-server-mp#2"
          # cm01 to mp01: RPC dynamic ports (always)
          # flows: site-server-mp#2
          ip saddr 10.0.0.9 ip daddr 10.0.0.1 tcp dport 50000-50999 ct state new counter accept comment "rce0e5538b3 site-server-mp#2"
          # hq to mp01: ICMP-ECHO (always)
          # flows: ping#4
          ip saddr 10.20.0.0/20 ip daddr 10.0.0.1 icmp type echo-request ct state new counter accept comment "r7e191fc3c6 ping#4"
          ip6 saddr fd20::/64 ip6 daddr fd00::1 icmpv6 type echo-request ct state new counter accept comment "r7e191fc3c6 ping#4"
          # mp01 to sql01: SMB (install, from 2026-12-01 until 2026-12-14)
          # flows: install#3
          ip saddr 10.0.0.1 ip daddr 10.0.0.8 tcp dport 445 ct state new counter accept comment "r587ecda80c install#3"
      "
    `);
  });

  it('Windows Defender Firewall, on a host', () => {
    expect(`\n${ruleLines(windowsHost)}\n`).toMatchInlineSnapshot(`
      "
          # hq to mp01: HTTP (always)
          @{
              Name = 'Portolan-r28a63fa149'
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
              Name = 'Portolan-r11233bdd02'
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
              Name = 'Portolan-r6be861fd09'
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
              Name = 'Portolan-rce0e5538b3'
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
              Name = 'Portolan-r587ecda80c'
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
              Name = 'Portolan-r7e191fc3c6-v4'
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
              Name = 'Portolan-r7e191fc3c6-v6'
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
