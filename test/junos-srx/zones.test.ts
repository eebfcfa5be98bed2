/** What stands behind zones: said by somebody, or by interfaces and routes; and what isn't known. */
import { describe, expect, it } from 'vitest';
import { networks } from '../dialects/reader-kit.ts';
import { permit, readSrx } from './kit.ts';

const POLICY = permit('one', 'junos-http');
const ZONES = `set security zones security-zone clients interfaces ge-0/0/1.0
set security zones security-zone servers interfaces ge-0/0/2
set security zones security-zone internet interfaces ge-0/0/0.0
set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.2/30
set interfaces ge-0/0/1 unit 0 family inet address 10.1.0.1/24
set interfaces ge-0/0/2 unit 0 family inet address 10.0.0.1/24
set interfaces ge-0/0/2 unit 0 family inet6 address 2001:db8:2::1/64
`;
const HTTP = 'tcp 10.1.0.7 > 10.0.0.5:80';
const FAR = 'tcp 10.1.9.7 > 10.0.0.5:80';
const DEFAULT = 'set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1\n';

describe('without a word about zones', () => {
  it('a packet that some policy permits depends on them, all others are denied', () => {
    const srx = readSrx(POLICY, {});
    expect(srx.ask(HTTP)).toBe('depends');
    expect(srx.why(HTTP)).toEqual([
      'what stands behind the zone "clients"',
      'what stands behind the zone "servers"',
    ]);
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:81')).toBe('deny');
    expect(srx.diagnostics.map((d) => d.message)).toEqual([
      'what stands behind the zone "clients" is not known',
      'what stands behind the zone "servers" is not known',
    ]);
  });

  it('global policies are for whatever goes through', () => {
    const global = POLICY.replaceAll('from-zone clients to-zone servers', 'global');
    expect(readSrx(global, {}).ask(HTTP)).toBe('permit');
    expect(readSrx(global + ZONES, {}).ask('tcp 10.77.0.7 > 10.0.0.5:80')).toBe('depends');
  });
});

describe('what somebody says', () => {
  it('of a zone is all that stands there', () => {
    const srx = readSrx(POLICY, { clients: networks('10.1.0.0/24'), servers: networks('10.0.0.0/24') });
    expect([srx.ask(HTTP), srx.ask(FAR)]).toEqual(['permit', 'deny']);
  });

  it('of one zone leaves the other open', () => {
    const srx = readSrx(POLICY, { clients: networks('10.1.0.0/24') });
    expect([srx.ask(HTTP), srx.ask(FAR)]).toEqual(['depends', 'deny']);
  });

  it('may be for an interface of the zone', () => {
    for (const name of ['ge-0/0/1.0', 'ge-0/0/1']) {
      const srx = readSrx(POLICY + ZONES, { [name]: networks('10.1.0.0/16') });
      expect([srx.ask(HTTP), srx.ask(FAR)]).toEqual(['permit', 'permit']);
      expect(srx.ask('tcp 10.77.0.7 > 10.0.0.5:80')).toBe('deny');
    }
  });

  it('goes before what the text says', () => {
    const srx = readSrx(POLICY + ZONES, { internet: networks('10.1.0.0/24') });
    expect(srx.ask(HTTP)).toBe('deny');
  });

  it('for something else is said to be that, and proves nothing', () => {
    const srx = readSrx(POLICY + ZONES, { trust: networks('10.1.0.0/24') });
    expect(srx.diagnostics[0]?.message).toBe('"trust" is no zone and no interface of the configuration');
    expect(srx.ask(HTTP)).toBe('depends');
  });

  it('may be the same for two zones: both must permit then', () => {
    const both = {
      clients: networks('10.1.0.0/24'),
      other: networks('10.1.0.0/24'),
      servers: networks('10.0.0.0/24'),
    };
    expect(readSrx(POLICY, both).ask(HTTP)).toBe('deny');
    expect(readSrx(POLICY + POLICY.replaceAll('zone clients', 'zone other'), both).ask(HTTP)).toBe('permit');
  });
});

describe('interfaces and routes', () => {
  it('say what stands behind the zones', () => {
    const srx = readSrx(POLICY + ZONES, {});
    expect(srx.ask(HTTP)).toBe('permit');
    expect(srx.ask('tcp 10.1.0.7 > 192.0.2.1:80')).toBe('deny');
    expect(srx.ask(FAR)).toBe('depends');
  });

  it('the longest prefix wins', () => {
    const srx = readSrx(
      `${POLICY}${ZONES}${DEFAULT}set routing-options static route 10.1.0.0/16 next-hop 10.1.0.254
set routing-options static route 10.1.9.0/24 next-hop 192.0.2.1
set routing-options rib inet6.0 static route 2001:db8:1::/48 next-hop ge-0/0/1.0
`,
      {},
    );
    expect(srx.ask('tcp 10.1.8.7 > 10.0.0.5:80')).toBe('permit');
    expect(srx.ask(FAR)).toBe('deny');
    expect(srx.ask('tcp 8.8.8.8 > 10.0.0.5:80')).toBe('deny');
    expect(srx.ask('tcp [2001:db8:1::7] > [2001:db8:2::5]:80')).toBe('permit');
  });

  it('of which a route is not clear stay open', () => {
    for (const route of [
      'next-table other.inet.0',
      'qualified-next-hop 10.1.0.254',
      'next-hop [ 10.1.0.254 192.0.2.1 ]',
      'next-hop 172.16.0.1',
    ]) {
      const srx = readSrx(
        `${POLICY}${ZONES}${DEFAULT}set routing-options static route 10.1.9.0/24 ${route}\n`,
        {},
      );
      expect(srx.ask(FAR)).toBe('depends');
    }
  });

  it('that are switched off, or learn, do not count', () => {
    expect(readSrx(`${POLICY}${ZONES}set interfaces ge-0/0/1 unit 0 disable\n`, {}).ask(HTTP)).toBe(
      'depends',
    );
    expect(readSrx(`${POLICY}${ZONES}deactivate interfaces ge-0/0/1\n`, {}).ask(HTTP)).toBe('depends');
    const ospf = readSrx(`${POLICY}${ZONES}${DEFAULT}set protocols ospf area 0 interface ge-0/0/1.0\n`, {});
    expect(ospf.codes).toContain('PT8005');
    expect([ospf.ask(HTTP), ospf.ask(FAR)]).toEqual(['permit', 'depends']);
    const tables = readSrx(`${POLICY}${ZONES}set routing-instances V interface ge-0/0/1.0\n`, {});
    expect(tables.ask(HTTP)).toBe('depends');
    const dhcp = readSrx(
      `${POLICY.replaceAll('zone servers', 'zone internet')}${ZONES}set interfaces ge-0/0/0 unit 0 family inet dhcp\n`,
      {},
    );
    expect(dhcp.ask('tcp 10.1.0.7 > 8.8.8.8:80')).toBe('permit');
  });

  it('that the text does not configure may stand in what only the default route covers', () => {
    const more = 'set security zones security-zone servers interfaces ge-0/0/9.0\n';
    const range =
      'set interfaces interface-range R member ge-0/0/9 unit 0 family inet address 10.55.0.1/16\n';
    const text = `${POLICY}${ZONES}${DEFAULT}`;
    const packet = 'tcp 10.1.0.7 > 10.55.0.5:80';
    expect(readSrx(text, {}).ask(packet)).toBe('deny');
    expect(readSrx(text + more, {}).ask(packet)).toBe('depends');
    expect(readSrx(text + more + range, {}).ask(packet)).toBe('depends');
    expect(readSrx(text + more, {}).ask(HTTP)).toBe('permit');
    const beside = 'set security zones security-zone internet interfaces ge-0/0/9.0\n';
    expect(readSrx(text + beside, {}).ask(packet)).toBe('deny');
  });

  it('in two zones at once stay open', () => {
    const srx = readSrx(
      `${POLICY}${ZONES}set interfaces ge-0/0/3 unit 0 family inet address 10.1.0.2/24\nset security zones security-zone more interfaces ge-0/0/3.0\n`,
      {},
    );
    expect(srx.ask(HTTP)).toBe('depends');
  });
});

describe('many zones', () => {
  it('are taken together where there is no policy between them', () => {
    const zones = Array.from({ length: 60 }, (_, i) => [`z${i}`, networks(`10.${i}.0.0/16`)] as const);
    const srx = readSrx(
      POLICY.replaceAll('clients', 'z1').replaceAll('servers', 'z0'),
      Object.fromEntries(zones),
    );
    expect(srx.configuration.rulesets.length).toBeLessThan(5);
    expect([srx.ask(HTTP), srx.ask('tcp 10.3.0.7 > 10.4.0.5:80')]).toEqual(['permit', 'deny']);
  });
});

describe('a tunnel that clients dial into', () => {
  // The zone of the tunnel has an interface and no route: private addresses that only the default route covers may
  // stand there as well.
  const text = `${ZONES}${DEFAULT}set security zones security-zone vpn interfaces st0.1
set interfaces st0 unit 1 family inet
set security policies from-zone vpn to-zone servers policy v match source-address any destination-address any application junos-https
set security policies from-zone vpn to-zone servers policy v then permit
set security policies from-zone clients to-zone internet policy o match source-address any destination-address any application any
set security policies from-zone clients to-zone internet policy o then permit
`;

  it('may hold private addresses that only the default route covers', () => {
    const srx = readSrx(text, {});
    expect(srx.ask('tcp 10.99.0.7 > 10.0.0.5:443')).toBe('depends');
    expect(srx.ask('tcp 198.51.100.7 > 10.0.0.5:443')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.7 > 198.51.100.7:443')).toBe('permit');
  });

  it('holds what its routes lead to', () => {
    const routed = `${text}set routing-options static route 10.99.0.0/16 next-hop st0.1\n`;
    expect(readSrx(routed, {}).ask('tcp 10.99.0.7 > 10.0.0.5:443')).toBe('permit');
    expect(readSrx(routed, {}).ask('tcp 10.98.0.7 > 10.0.0.5:443')).toBe('deny');
  });
});
