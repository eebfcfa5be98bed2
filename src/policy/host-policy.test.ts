import { describe, expect, it } from 'vitest';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  internetEnd,
  listenerEnd,
  net,
  planOf,
  service,
} from '../../test/rules/plan-kit.ts';
import { formatPorts } from '../net/ports.ts';
import { hostPolicy } from './host-policy.ts';
import type { Policy, Rule } from './model.ts';

const cm = hostEnd('cm01', '10.0.0.1');
const dp = hostEnd('dp01', '10.0.0.2');
const hq = clientsEnd('hq', '10.20.0.0/20');
const hosts = { cm01: { addresses: cm.networks }, dp01: { addresses: dp.networks } };

const brief = (rule: Rule): string =>
  `${rule.direction} ${rule.title} ${rule.transport}/${formatPorts(rule.ports)}`;
const policyOf = (
  flows: Parameters<typeof planOf>[0],
  options: Parameters<typeof hierarchyOf>[0] = {},
): Policy => hostPolicy(planOf(flows), hierarchyOf({ hosts, ...options }), 'cm01');

describe('hostPolicy', () => {
  it('sees flows from the host: what it starts, what it answers, and nothing to itself', () => {
    const { rules, dialect } = policyOf([
      flow('a', [cm, dp], [cm, dp], [service('smb', 'tcp/445')]),
      flow('b', [hq], [cm], [service('http', 'tcp/80')], { filters: [] }),
      flow('c', [hq], [dp], [service('http', 'tcp/80')]),
    ]);
    expect(rules.map(brief)).toEqual([
      'out cm01 to dp01: SMB tcp/445',
      'in dp01 to cm01: SMB tcp/445',
      'in hq to cm01: HTTP tcp/80',
    ]);
    expect(dialect).toBe('windows-firewall');
  });

  it('names the program where it is certain, and keeps such rules apart', () => {
    const { rules } = policyOf([
      flow('a', [hq], [cm], [service('smb', 'tcp/445'), service('sql', 'tcp/1433')]),
      flow('b', [hq], [cm], [service('rpc-endpoint-mapper', 'tcp/135')]),
    ]);
    expect(rules.map((r) => [formatPorts(r.ports), r.program, r.windowsService])).toEqual([
      ['445', 'System', undefined],
      ['1433', undefined, undefined],
      ['135', '%SystemRoot%\\System32\\svchost.exe', 'RpcSs'],
    ]);
  });

  it('names no program on Linux, and none for what the host starts', () => {
    const flows = [flow('a', [cm], [dp], [service('smb', 'tcp/445')])];
    expect(policyOf(flows).rules.map((r) => r.program)).toEqual([undefined]);
    const linux = hierarchyOf({ hosts: { dp01: { os: 'linux' } } });
    expect(hostPolicy(planOf(flows), linux, 'dp01').rules.map((r) => r.program)).toEqual([undefined]);
  });

  it('answers on the listener of its availability group', () => {
    const listener = listenerEnd('ag1', '10.0.0.50');
    const { rules } = policyOf([flow('sql', [dp], [listener], [service('sql', 'tcp/1433')])], {
      sites: [
        {
          code: 'P01',
          type: 'primary',
          server: 'dp01',
          database: {
            hosts: ['cm01', 'dp01'],
            listener: { name: 'ag1', networks: [net('10.0.0.50')] },
            availabilityGroup: true,
            at: {},
          },
          ports: {},
          clientInstallation: [],
          fileShares: [],
          discoversForests: [],
          fileReplication: [],
          clientSettings: {},
          at: {},
        },
      ],
    });
    expect(rules.map(brief)).toEqual(['in dp01 to ag1: SQL tcp/1433']);
  });

  it('opens names outward only where every filter on the way does, or none stands there', () => {
    const toInternet = (filters: readonly string[]): Policy =>
      policyOf(
        [flow('mu', [cm], [internetEnd('mu', 'u.example')], [service('https', 'tcp/443')], { filters })],
        {
          zones: ['10.0.0.0/8'],
          filters: {
            open: { internetDestinations: 'any-address' },
            shut: { internetDestinations: 'refuse' },
          },
        },
      );
    for (const [filters, opened] of [
      [[], true],
      [['open'], true],
      [['open', 'shut'], false],
    ] as const) {
      const { rules, diagnostics } = toInternet(filters);
      expect(rules.flatMap((r) => r.to.flatMap((p) => p.networks.map((n) => n.text)))).toEqual(
        opened ? ['0.0.0.0-9.255.255.255', '11.0.0.0-255.255.255.255'] : [],
      );
      expect(diagnostics.map((d) => d.code)).toEqual(opened ? [] : ['PT7001', 'PT7005']);
    }
  });

  it('hears broadcasts of its own subnet only', () => {
    const { rules } = policyOf([
      flow(
        'cache',
        [clientsEnd('near', '10.0.0.0/24'), hq],
        [cm],
        [service('peer-cache-broadcast', 'udp/8004')],
      ),
    ]);
    expect(
      rules.map((r) => [r.from, r.to].map((side) => side.flatMap((p) => p.networks.map((n) => n.text)))),
    ).toEqual([
      [['10.0.0.0/24', '10.20.0.0/20'], ['10.0.0.1']],
      [['10.0.0.0/24'], ['255.255.255.255', '10.0.0.255']],
    ]);
  });

  it('says that a DHCP client without an address is not covered', () => {
    const { diagnostics } = policyOf([flow('pxe', [hq], [cm], [service('dhcp', 'udp/67')])]);
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7004']);
  });
});
