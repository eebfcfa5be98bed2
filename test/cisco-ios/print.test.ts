/** Lists for routers and switches: what stands in them, and that they are the plan. */
import { describe, expect, it } from 'vitest';
import { ciscoAsa } from '../../src/dialects/cisco-asa/dialect.ts';
import { ciscoIos, ciscoNxos } from '../../src/dialects/cisco-ios/dialect.ts';
import { printProven } from '../../src/handout/print-proven.ts';
import { ESTABLISHED } from '../../src/net/state.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, net, planOf, service } from '../rules/plan-kit.ts';
import { readIos, readNxos } from './kit.ts';

const INTERFACES = [
  { name: 'Vlan10', networks: [net('10.0.0.0/24'), net('fd00::/64')] },
  { name: 'Vlan20', networks: [net('10.20.0.0/16'), net('fd20::/64')] },
];
const BEHIND = { Vlan10: ['10.0.0.0/24', 'fd00::/64'], Vlan20: ['10.20.0.0/16', 'fd20::/64'] };

function policyOf(services: readonly string[], client = 'hq', interfaces = INTERFACES): Policy {
  const plan = planOf([
    flow(
      'client-dp',
      [clientsEnd(client, '10.20.0.0/16')],
      [hostEnd('dp01', '10.0.0.7'), hostEnd('dp02', '10.0.0.9')],
      services.map((text) => service(text.split(' ')[0] ?? '', text.split(' ')[1] ?? '')),
    ),
  ]);
  return { ...networkPolicy(plan, hierarchyOf(), 'core'), interfaces };
}

const printed = (dialect: typeof ciscoIos, policy: Policy): string =>
  dialect.print(dialect.lower(policy).model).text;

describe('lists for IOS', () => {
  it('take up to ten ports in an entry, and ranges in one of their own', () => {
    const services = Array.from({ length: 12 }, (_, i) => `s${i} tcp/${1000 + 2 * i}`);
    const text = printed(ciscoIos, policyOf([...services, 'rpc tcp/49152-65535']));
    expect(text.split('\n').filter((line) => line.startsWith(' permit tcp 10.20.'))).toEqual([
      ' permit tcp 10.20.0.0 0.0.255.255 object-group dp01-dp02 eq 1000 1002 1004 1006 1008 1010 1012 1014 1016 1018',
      ' permit tcp 10.20.0.0 0.0.255.255 object-group dp01-dp02 eq 1020 1022',
      ' permit tcp 10.20.0.0 0.0.255.255 object-group dp01-dp02 range 49152 65535',
    ]);
  });

  it('let answers of TCP back by their flags, those of UDP by their ports', () => {
    const text = printed(ciscoIos, policyOf(['http tcp/80', 'dns udp/53', 'ping icmp']));
    const list = readIos(text, BEHIND);
    expect(list.ask('tcp 10.0.0.7:80 > 10.20.1.7:50000')).toBe('deny');
    expect(list.ask('tcp 10.0.0.7:80 > 10.20.1.7:50000', ESTABLISHED)).toBe('permit');
    expect(list.ask('tcp 10.0.0.8:80 > 10.20.1.7:50000', ESTABLISHED)).toBe('deny');
    expect(list.ask('udp 10.0.0.7:53 > 10.20.1.7:50000')).toBe('permit');
    expect(list.ask('icmp 10.0.0.7 > 10.20.1.7 type 0')).toBe('permit');
    expect(list.ask('icmp 10.0.0.7 > 10.20.1.7 type 8')).toBe('deny');
  });

  it('permit finding neighbours, and deny IPv6 where the plan has none', () => {
    const list = readIos(printed(ciscoIos, policyOf(['http tcp/80'])), BEHIND);
    expect(list.ask('icmp6 fd20::1 > fd00::1 type 135')).toBe('permit');
    expect(list.ask('tcp [fd20::1] > [fd00::1]:80')).toBe('deny');
  });

  it('keep names on their line, and say where one can be no interface', () => {
    const evil = 'hq\n permit ip any any\n!';
    const rooms = [
      { name: 'server room', networks: [net('10.0.0.0/24')] },
      INTERFACES[1] as (typeof INTERFACES)[0],
    ];
    const policy = policyOf(['http tcp/80'], evil, rooms);
    const { diagnostics } = ciscoIos.lower(policy);
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003', 'PT7007'].reverse());
    const text = printed(ciscoIos, policy);
    expect(text).not.toMatch(/^ permit ip any any/m);
    expect(text).toMatch(/^interface server_room-\w{6}$/m);
  });
});

describe('ESP', () => {
  const tunnelled = policyOf(['http tcp/80']);
  const policy: Policy = {
    ...tunnelled,
    rules: tunnelled.rules.map((rule) => ({ ...rule, transport: 'esp', ports: [] })),
  };

  it.each([
    [ciscoIos, 'permit esp 10.20.0.0 0.0.255.255 object-group dp01-dp02\n'],
    [ciscoIos, 'permit esp object-group dp01-dp02 10.20.0.0 0.0.255.255\n'],
    [ciscoNxos, 'permit esp addrgroup dp01-dp02 10.20.0.0/16\n'],
  ])('stands in entries without ports, both ways', (dialect, line) => {
    expect(printed(dialect, policy)).toContain(line);
  });

  it('stands in an entry of an ASA', () => {
    expect(ciscoAsa.print(ciscoAsa.lower(policy).model).text).toContain(
      'extended permit esp any4 object-group dp01-dp02\n',
    );
  });

  it('is read back as what it is', () => {
    for (const [dialect, read] of [
      [ciscoIos, readIos],
      [ciscoNxos, readNxos],
    ] as const) {
      const list = read(printed(dialect, policy), BEHIND);
      expect(list.ask('50 10.20.1.7 > 10.0.0.9')).toBe('permit');
      expect(list.ask('50 10.0.0.9 > 10.20.1.7')).toBe('permit');
      expect(list.ask('51 10.20.1.7 > 10.0.0.9')).toBe('deny');
    }
  });
});

describe('lists for NX-OS', () => {
  it('name groups of addresses and ports, also in answers', () => {
    const text = printed(ciscoNxos, policyOf(['http tcp/80', 'https tcp/443']));
    expect(text).toContain(
      'object-group ip address dp01-dp02\n  10 host 10.0.0.7\n  20 host 10.0.0.9\nobject-group ip port ports-80_443\n  10 eq 80\n  20 eq 443\n',
    );
    expect(text).toContain('permit tcp 10.20.0.0/16 addrgroup dp01-dp02 portgroup ports-80_443\n');
    expect(text).toContain(
      'permit tcp addrgroup dp01-dp02 portgroup ports-80_443 10.20.0.0/16 established\n',
    );
    const list = readNxos(text, BEHIND);
    expect(list.ask('tcp 10.20.1.7 > 10.0.0.9:443')).toBe('permit');
    expect(list.ask('tcp 10.20.1.7 > 10.0.0.8:443')).toBe('deny');
  });
});

describe.each(['cisco-ios', 'cisco-nxos', 'cisco-asa'])('%s for the examples', (dialect) => {
  const cases = EXAMPLES.flatMap((name) => {
    const { plan, hierarchy } = planExample(name);
    return hierarchy.filters.map((filter) => ({ name: `${name}, ${filter.name}`, plan, hierarchy, filter }));
  });

  it.each(cases)('$name is proven to be the plan', ({ plan, hierarchy, filter }) => {
    const policy = { ...networkPolicy(plan, hierarchy, filter.name), dialect };
    const { proof, diagnostics } = printProven(policy, plan, hierarchy);
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(proof).toBe('equal');
  });
});
