/** What is printed, beyond what every language has to fulfil. */
import { describe, expect, it } from 'vitest';
import { panos, panosXml } from '../../src/dialects/panos/dialect.ts';
import type { Interface, Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  internetEnd,
  net,
  planOf,
  service,
} from '../rules/plan-kit.ts';
import { readPanos } from './kit.ts';

const hq = clientsEnd('hq "West" \\', '10.20.0.0/20', 'fd20::/64');
const mp = hostEnd('mp01', '10.0.0.1', 'fd00::1');
const plan = planOf([
  flow('client-mp', [hq], [mp], [service('https', 'tcp/443'), service('icmp-echo', 'icmp')], { id: 'a?#1' }),
  flow(
    'client-internet',
    [hq],
    [internetEnd('cloud', 'login.contoso.com', '*.contoso.com')],
    [service('https', 'tcp/443')],
  ),
]);
const zones: readonly Interface[] = [
  { name: 'campus', networks: [net('10.20.0.0/16'), net('fd20::/32')] },
  { name: 'data center', networks: [net('10.0.0.0/16'), net('fd00::/32')] },
];
const policy = (interfaces: readonly Interface[]): Policy => ({
  ...networkPolicy(plan, hierarchyOf(), 'core'),
  interfaces,
});
const print = (dialect: typeof panos, interfaces = zones): string =>
  dialect.print(dialect.lower(policy(interfaces)).model).text;

describe('set commands', () => {
  it('have zones, objects, a rule for ports and one for ping', () => {
    const lines = print(panos)
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "
      set address hq__West___-10.20.0.0-20-06ec76 ip-netmask 10.20.0.0/20
      set address hq__West___-10.20.0.0-20-06ec76 description "hq 'West' /"
      set address hq__West___-fd20__-64-047f56 ip-netmask fd20::/64
      set address hq__West___-fd20__-64-047f56 description "hq 'West' /"
      set address mp01-10.0.0.1 ip-netmask 10.0.0.1
      set address mp01-10.0.0.1 description "mp01"
      set address mp01-fd00__1-fa5ef7 ip-netmask fd00::1
      set address mp01-fd00__1-fa5ef7 description "mp01"
      set address login.contoso.com fqdn login.contoso.com
      set address-group hq__West___-707053 static [ hq__West___-10.20.0.0-20-06ec76 hq__West___-fd20__-64-047f56 ]
      set address-group hq__West___-707053 description "hq 'West' /"
      set address-group mp01 static [ mp01-10.0.0.1 mp01-fd00__1-fa5ef7 ]
      set service tcp-443 protocol tcp port 443

      set rulebase security rules Portolan-r1c7d7a5a6d from campus
      set rulebase security rules Portolan-r1c7d7a5a6d to "data center"
      set rulebase security rules Portolan-r1c7d7a5a6d source hq__West___-707053
      set rulebase security rules Portolan-r1c7d7a5a6d destination mp01
      set rulebase security rules Portolan-r1c7d7a5a6d application any
      set rulebase security rules Portolan-r1c7d7a5a6d service tcp-443
      set rulebase security rules Portolan-r1c7d7a5a6d action allow
      set rulebase security rules Portolan-r1c7d7a5a6d description "hq 'West' / to mp01: HTTPS (always), flows: a.#1"
      set rulebase security rules Portolan-r1c7d7a5a6d-ping from campus
      set rulebase security rules Portolan-r1c7d7a5a6d-ping to "data center"
      set rulebase security rules Portolan-r1c7d7a5a6d-ping source hq__West___-707053
      set rulebase security rules Portolan-r1c7d7a5a6d-ping destination mp01
      set rulebase security rules Portolan-r1c7d7a5a6d-ping application ping
      set rulebase security rules Portolan-r1c7d7a5a6d-ping service application-default
      set rulebase security rules Portolan-r1c7d7a5a6d-ping action allow
      set rulebase security rules Portolan-r1c7d7a5a6d-ping description "hq 'West' / to mp01: ICMP-ECHO (always), flows: a.#1"
      set rulebase security rules Portolan-rebb2312de9 from campus
      set rulebase security rules Portolan-rebb2312de9 to any
      set rulebase security rules Portolan-rebb2312de9 source hq__West___-707053
      set rulebase security rules Portolan-rebb2312de9 destination login.contoso.com
      set rulebase security rules Portolan-rebb2312de9 application any
      set rulebase security rules Portolan-rebb2312de9 service tcp-443
      set rulebase security rules Portolan-rebb2312de9 action allow
      set rulebase security rules Portolan-rebb2312de9 description "hq 'West' / to cloud: HTTPS (always), flows: client-internet#2"
      "
    `);
  });

  it('hold nothing that a terminal would take for something else', () => {
    const text = print(panos);
    expect(text).not.toMatch(/[?\\\t]/);
    for (const line of text.split('\n').filter((l) => !l.startsWith('#')))
      expect((line.match(/"/g) ?? []).length % 2).toBe(0);
  });

  it('are for all zones where nobody said what stands where', () => {
    expect(print(panos, [])).toContain(' from any\n');
    expect(readPanos(print(panos, [])).ask('tcp 10.20.0.1 > 10.0.0.1:443')).toBe('permit');
  });

  it('say what no zone can be called', () => {
    const odd = zones.map((zone, i) => (i === 0 ? { ...zone, name: 'a"; delete' } : zone));
    const { diagnostics } = panos.lower(policy(odd));
    expect(diagnostics.map((d) => d.message)).toContain(
      '"a\\"; delete" is no name that a zone of PAN-OS can have',
    );
  });

  it('say names below a domain that an object can not hold', () => {
    const { diagnostics } = panos.lower({ ...policy(zones), interfaces: [] });
    expect(diagnostics.map((d) => d.code)).toContain('PT7001');
  });
});

describe('XML', () => {
  it('means the same', () => {
    const given = { campus: '10.20.0.0/16,fd20::/32', 'data center': '10.0.0.0/16,fd00::/32' };
    const { ask, said } = readPanos(print(panosXml), given);
    expect(said).toEqual([]);
    expect(ask('tcp 10.20.0.1 > 10.0.0.1:443')).toBe('permit');
    expect(ask('icmpv6 [fd20::1] > [fd00::1]')).toBe('permit');
    expect(ask('tcp 10.20.0.1 > 10.0.0.1:444')).toBe('deny');
  });

  it('holds names as they are, as text', () => {
    const text = print(panosXml);
    expect(text).toContain('hq &quot;West&quot; \\');
    expect(text).toContain('a?#1');
  });
});

it('leaves addresses out that PAN-OS takes for those of IPv4', () => {
  const everywhere = clientsEnd('all', '::/0');
  const open = networkPolicy(
    planOf([flow('x', [everywhere], [mp], [service('https', 'tcp/443')])]),
    hierarchyOf(),
    'core',
  );
  const { model, diagnostics } = panos.lower({ ...open, interfaces: [] });
  expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
  expect(readPanos(panos.print(model).text).ask('tcp 10.20.0.1 > 10.0.0.1:443')).toBe('depends');
});
