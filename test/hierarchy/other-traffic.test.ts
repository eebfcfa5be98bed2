import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { type HierarchyReading, readHierarchy } from '../../src/hierarchy/read.ts';
import { formatPorts } from '../../src/net/ports.ts';
import { planFlows } from '../../src/plan/plan.ts';
import { ROLES } from './roles.ts';

const FILE = 'hierarchy.yaml';
const HEAD = `hierarchy: T
version: "2509"
zones:
  datacenter: [10.10.0.0/16, "fd00:10::/32"]
  campus: { networks: [10.20.0.0/15] }
  dmz: [192.0.2.0/24]
filters:
  core: { between: [datacenter, campus], dialect: nftables }
  edge: { between: [datacenter, internet], dialect: nftables }
sites:
  P01:
    database:
      availabilityGroup:
        replicas: [cm01, sql02]
        listener: { name: sqlp01, address: 10.10.1.12 }
hosts:
  cm01: { addresses: [10.10.1.10, "fd00:10::10"], roles: [site-server, management-point, dp] }
  sql02: { address: 10.10.1.11, roles: [sql-server] }
clients:
  office: { subnets: [10.20.0.0/20, 10.20.16.0/20] }
consoles:
  admins: { subnet: 10.20.99.0/28 }
`;
const read = (text: string): HierarchyReading => readHierarchy(text, FILE, { roles: ROLES });
const withInterfaces = (text: string): HierarchyReading =>
  read(HEAD.replace('[datacenter, campus], ', `[datacenter, campus], interfaces: ${text}, `));
const entriesOf = (lines: string) => {
  const { hierarchy, diagnostics } = read(`${HEAD}otherTraffic:\n${lines}`);
  expect(diagnostics.filter((d) => d.code !== 'PT5009')).toEqual([]);
  return hierarchy?.otherTraffic ?? [];
};
const texts = (networks: readonly { text: string }[] | undefined) => networks?.map((n) => n.text);

/** Everything outside of the three zones. */
const OUTSIDE_4 = [
  '0.0.0.0-10.9.255.255',
  '10.11.0.0-10.19.255.255',
  '10.22.0.0-192.0.1.255',
  '192.0.3.0-255.255.255.255',
];

describe('what stands behind a filter’s interfaces', () => {
  it('is what zones and networks hold', () => {
    const { hierarchy, diagnostics, place } = withInterfaces(
      '{ outside: [campus, 172.16.0.0/12], inside: datacenter, "Vlan 30": dmz, empty-ish: 203.0.113.7 }',
    );
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    const filter = hierarchy?.filters[0];
    expect([...(filter?.interfaces ?? [])].map(([name, networks]) => [name, texts(networks)])).toEqual([
      ['outside', ['10.20.0.0/15', '172.16.0.0/12']],
      ['inside', ['10.10.0.0/16', 'fd00:10::/32']],
      ['Vlan 30', ['192.0.2.0/24']],
      ['empty-ish', ['203.0.113.7']],
    ]);
    expect(place(filter?.at['interfaces.Vlan 30'] ?? 0)).toMatchObject({
      line: 8,
      length: '"Vlan 30"'.length,
    });
  });

  it('is unknown where nobody says it', () => {
    expect(read(HEAD).hierarchy?.filters.map((filter) => filter.interfaces)).toEqual([undefined, undefined]);
  });

  it('can be the internet: everything outside of the zones', () => {
    const { hierarchy } = withInterfaces('{ outside: internet }');
    const networks = hierarchy?.filters[0]?.interfaces?.get('outside') ?? [];
    expect(texts(networks.filter((n) => n.family === 4))).toEqual(OUTSIDE_4);
    expect(networks.some((n) => n.family === 6)).toBe(true);
  });

  it('the internet is what no other interface leads to, whatever their order', () => {
    for (const text of [
      '{ outside: [internet, 10.22.0.0/16], backup: [192.0.2.0/23, "2000::/3"] }',
      '{ backup: [192.0.2.0/23, "2000::/3"], outside: [internet, 10.22.0.0/16] }',
    ]) {
      const { hierarchy, diagnostics } = withInterfaces(text);
      expect(diagnostics).toEqual([]);
      const networks = hierarchy?.filters[0]?.interfaces?.get('outside') ?? [];
      expect(texts(networks.filter((n) => n.family === 4))).toEqual([
        '10.22.0.0/16',
        ...OUTSIDE_4.slice(0, 3),
        '192.0.4.0-255.255.255.255',
      ]);
      expect(texts(networks.filter((n) => n.family === 6))).toEqual([
        '::/3',
        '4000::-fd00:f:ffff:ffff:ffff:ffff:ffff:ffff',
        'fd00:11::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      ]);
    }
  });

  it('where no zone is declared, the internet is every address that is no host’s', () => {
    const { hierarchy, diagnostics } = read(
      'hierarchy: T\nversion: "2509"\nfilters:\n  f: { between: [network, internet], dialect: nftables, interfaces: { wan: internet } }\nsites: { P01: {} }\nhosts:\n  h: { address: 10.0.0.1, roles: [site-server, sql-server] }\n',
    );
    expect(diagnostics).toEqual([]);
    expect(texts(hierarchy?.filters[0]?.interfaces?.get('wan'))).toEqual([
      '0.0.0.0-10.0.0.0',
      '10.0.0.2-255.255.255.255',
      '::/0',
    ]);
  });

  it('names of JavaScript’s own things are names like others', () => {
    const { hierarchy } = withInterfaces('{ __proto__: campus, constructor: datacenter }');
    expect([...(hierarchy?.filters[0]?.interfaces?.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
  });

  it('says what was meant, and one mistake once', () => {
    const found = (text: string) =>
      withInterfaces(text).diagnostics.map((d) => [d.code, d.help, d.related?.length ?? 0]);
    expect(found('{ a: campsu }')).toEqual([['PT3003', 'did you mean `campus`?', 0]]);
    expect(found('{ a: 10.20.0.1/15 }')).toEqual([['PT2008', 'did you mean `10.20.0.0/15`?', 0]]);
    expect(found('{ a: [campus, datacenter], b: [datacenter, 10.20.1.0/24] }').map(([code]) => code)).toEqual(
      ['PT5013', 'PT5013'],
    );
    // Inside of one interface networks may overlap.
    expect(found('{ a: [campus, 10.20.1.0/24], b: dmz }')).toEqual([]);
  });

  it('PT5013 shows the place of the second one, wherever the addresses stand', () => {
    const { diagnostics } = withInterfaces('{ a: 10.20.1.0/24, b: [dmz, campus] }');
    expect(diagnostics.map((d) => [d.message, d.place?.column, d.related?.[0]?.place?.column])).toEqual([
      ['10.20.0.0/15 ("campus") behind "b" overlaps 10.20.1.0/24 behind "a"', 82, 59],
    ]);
  });
});

describe('other traffic', () => {
  it('has the networks that its ends stand for', () => {
    const [entry] = entriesOf(
      '  - { name: Backup, from: [10.5.0.0/16, cm01, campus], to: [office, admins, sqlp01], services: tcp/1 }\n',
    );
    expect(texts(entry?.from)).toEqual(['10.5.0.0/16', '10.10.1.10', 'fd00:10::10', '10.20.0.0/15']);
    expect(texts(entry?.to)).toEqual(['10.20.0.0/20', '10.20.16.0/20', '10.20.99.0/28', '10.10.1.12']);
  });

  it('any is every address, internet everything outside of the zones', () => {
    const [entry] = entriesOf('  - { name: Web, from: any, to: internet, services: tcp/443 }\n');
    expect(texts(entry?.from)).toEqual(['0.0.0.0/0', '::/0']);
    expect(texts(entry?.to.filter((n) => n.family === 4))).toEqual(OUTSIDE_4);
  });

  it('has services with the ports of the side that answers', () => {
    const [entry] = entriesOf(
      '  - { name: S, from: campus, to: dmz, services: [tcp/3389, udp/514, icmp, tcp/5000-5010, "tcp/80,81,443", udp, any] }\n',
    );
    expect(entry?.services.map(({ transport, ports }) => `${transport} ${formatPorts(ports)}`)).toEqual([
      'tcp 3389',
      'udp 514',
      'icmp ',
      'tcp 5000-5010',
      'tcp 80-81,443',
      'udp ',
      'any ',
    ]);
  });

  it('keeps filters, reason and last day, and where they are written', () => {
    const text = `${HEAD}otherTraffic:\n  - name: Backup\n    from: campus\n    to: dmz\n    services: any\n    filters: core\n    reason: "Ticket 4711: nightly"\n    until: 2027-01-31\n`;
    const { hierarchy, place } = read(text);
    expect(hierarchy?.otherTraffic).toMatchObject([
      { name: 'Backup', filters: ['core'], reason: 'Ticket 4711: nightly', until: '2027-01-31' },
    ]);
    const at = hierarchy?.otherTraffic[0]?.at ?? {};
    const line = text.split('\n').indexOf('  - name: Backup') + 1;
    const placed = (key: string) => {
      const { line: found, column, length } = place(at[key] ?? 0);
      return [found - line, column, length];
    };
    expect([placed('name'), placed('until'), placed('reason')]).toEqual([
      [0, 11, 6],
      [6, 12, 10],
      [5, 13, '"Ticket 4711: nightly"'.length],
    ]);
  });

  it('is empty where nothing is declared, and concerns every filter unless it says which', () => {
    expect(read(HEAD).hierarchy?.otherTraffic).toEqual([]);
    expect(entriesOf('  - { name: A, from: any, to: any, services: any }\n')[0]).not.toHaveProperty(
      'filters',
    );
  });

  it('a name that means two things names both', () => {
    const { diagnostics, hierarchy } = read(
      `${HEAD.replace('office:', 'campus:')}otherTraffic:\n  - { name: A, from: campus, to: dmz, services: any }\n`,
    );
    expect(hierarchy).toBeUndefined();
    expect(diagnostics.map((d) => [d.code, d.message, d.related?.map((r) => r.message)])).toEqual([
      [
        'PT3021',
        '"campus" is both a zone and a client network',
        ['a zone of this name', 'a client network of this name'],
      ],
    ]);
    // As long as nobody asks, both may be called so.
    expect(read(HEAD.replace('office:', 'campus:')).diagnostics).toEqual([]);
  });

  it('what could not be read elsewhere is not reported again', () => {
    const text = `${HEAD.replace('subnets: [10.20.0.0/20, 10.20.16.0/20]', 'subnets: 10.20.0.0/33')}otherTraffic:\n  - { name: A, from: office, to: dmz, services: any }\n`;
    expect(read(text).diagnostics.map((d) => d.code)).toEqual(['PT2008']);
    const lost = `${HEAD.replace(/clients:\n.*\n/, 'clients: [x]\n')}otherTraffic:\n  - { name: A, from: office, to: dmz, services: any }\n`;
    expect(read(lost).diagnostics.map((d) => d.code)).toEqual(['PT2002']);
  });

  it('says what was meant', () => {
    const found = (text: string) => {
      const { diagnostics } = read(`${HEAD}otherTraffic:\n  - { name: A, ${text} }\n`);
      return diagnostics.map((d) => [d.code, d.help]);
    };
    expect(found('from: campuss, to: dmz, services: any')).toEqual([['PT3020', 'did you mean `campus`?']]);
    expect(found('from: 10.5.0.1/16, to: dmz, services: any')).toEqual([
      ['PT2008', 'did you mean `10.5.0.0/16`?'],
    ]);
    expect(found('from: campus, to: dmz, services: [tcp/80, 443]')).toEqual([
      ['PT2018', 'write `tcp/443` or `udp/443`'],
    ]);
    expect(found('from: campus, to: dmz, services: any, filters: croe')).toEqual([
      ['PT3004', 'did you mean `core`?'],
    ]);
    expect(found('from: campus, to: dmz, services: any, untill: 2027-01-01').map(([code]) => code)).toEqual([
      'PT2001',
    ]);
  });
});

it('neither key changes the plan', () => {
  const catalog = loadCatalog();
  const whole = readFileSync('examples/contoso/hierarchy.yaml', 'utf8');
  const text = whole.slice(0, whole.search(/^(#[^\n]*\n)*otherTraffic:/m));
  expect(text.length).toBeLessThan(whole.length);
  const planned = (document: string) => {
    const { hierarchy, place, diagnostics } = readHierarchy(document, FILE, catalog);
    expect(diagnostics).toEqual([]);
    return (
      hierarchy && [hierarchy.otherTraffic.length, planFlows({ hierarchy, place }, catalog).flows.length]
    );
  };
  const [none, flows] = planned(text) ?? [];
  const more = text.replace(
    'between: [datacenter, campus],',
    '$& interfaces: { in: datacenter, out: internet },',
  );
  expect(more).not.toBe(text);
  const added = 'otherTraffic: [{ name: A, from: any, to: dmz, services: any }]\n';
  expect(planned(`${more}\n${added}`)).toEqual([1, flows]);
  expect(none).toBe(0);
  expect(flows).toBeGreaterThan(100);
});
