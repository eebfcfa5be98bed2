import { describe, expect, it } from 'vitest';
import { type HierarchyReading, readHierarchy } from '../../src/hierarchy/read.ts';
import { ROLES } from './roles.ts';

const read = (text: string): HierarchyReading => readHierarchy(text, 'hierarchy.yaml', { roles: ROLES });
const HOST = 'hosts:\n  cm1: { address: 10.0.0.1, roles: [site-server, sql-server] }\n';

describe('forms that mean the same', () => {
  it('a site code and a version stay what was written, with and without quotes', () => {
    for (const [code, version] of [
      ['001', '2509'],
      ['"001"', '"2509"'],
      ["'001'", "'2509'"],
    ]) {
      const { hierarchy, diagnostics } = read(
        `hierarchy: 12\nversion: ${version}\nsites: { ${code}: {} }\n${HOST}`,
      );
      expect(diagnostics).toEqual([]);
      expect(hierarchy).toMatchObject({
        name: '12',
        version: 2509,
        sites: [{ code: '001' }],
        hosts: [{ site: '001' }],
      });
    }
  });

  it.each([
    'roles: dns',
    'roles: [dns]',
    'roles: [dns-server]',
    'roles: [{ dns: {} }]',
    'roles: [{ dns-server: {} }]',
  ])('%s', (roles) => {
    const { hierarchy } = read(
      `hierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST}  x: { address: 10.0.0.2, ${roles} }\n`,
    );
    expect(hierarchy?.hosts[1]?.roles.map((r) => [r.role, r.options])).toEqual([['dns-server', {}]]);
  });

  it.each([
    'consoles: { subnet: 10.9.0.0/28 }',
    'consoles: { subnets: [10.9.0.0/28] }',
    'consoles: { consoles: { subnet: 10.9.0.0/28, sites: P01 } }',
  ])('%s', (consoles) => {
    const { hierarchy } = read(`hierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST}${consoles}\n`);
    expect(hierarchy?.consoles).toMatchObject([
      { name: 'consoles', subnets: [{ text: '10.9.0.0/28' }], sites: ['P01'] },
    ]);
  });

  it.each(['cm1', '{ server: cm1 }'])('database: %s', (database) => {
    const { hierarchy } = read(
      `hierarchy: T\nversion: "2509"\nsites: { P01: { database: ${database} } }\n${HOST}`,
    );
    expect(hierarchy?.sites[0]?.database).toMatchObject({ hosts: ['cm1'], availabilityGroup: false });
  });

  it('line ends of Windows and a byte order mark change nothing but offsets', () => {
    const text = `\ufeffhierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST}clinets: {}\n`;
    const unix = read(text);
    const windows = read(text.replaceAll('\n', '\r\n'));
    expect(unix.diagnostics.map((d) => [d.code, d.place?.line, d.place?.column, d.place?.length])).toEqual([
      ['PT2001', 6, 1, 7],
    ]);
    expect(windows.diagnostics).toEqual(unix.diagnostics);
  });
});

describe('what small documents leave out', () => {
  const { hierarchy } = read(
    `hierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST}clients:\n  c: { subnet: 10.1.0.0/16 }\n`,
  );

  it('the site’s server and database are the hosts with the roles', () => {
    expect(hierarchy?.sites[0]).toMatchObject({
      type: 'primary',
      server: 'cm1',
      database: { hosts: ['cm1'] },
    });
  });
  it('one zone holds everything', () => {
    expect(hierarchy?.zones.map((z) => [z.name, z.networks.map((n) => n.text)])).toEqual([
      ['network', ['0.0.0.0/0', '::/0']],
    ]);
  });
  it('the primary site has a boundary group of its own', () => {
    expect(hierarchy?.boundaryGroups).toMatchObject([
      { name: 'P01', site: 'P01', siteSystems: [], implicit: true },
    ]);
    expect(hierarchy?.clients[0]?.boundaryGroup).toBe('P01');
  });
});

it('a proxy of the document holds for everything but itself', () => {
  const { hierarchy, place } = read(
    `hierarchy: T\nversion: "2509"\nproxy: p\nsites: { P01: {} }\n${HOST}  p: { address: 10.0.0.8, roles: [{ proxy: { port: 3128 } }] }\n  q: { address: 10.0.0.9, roles: [proxy, dns], proxy: p }\n`,
  );
  expect(hierarchy?.hosts.map((h) => [h.name, h.proxy])).toEqual([
    ['cm1', 'p'],
    ['p', undefined],
    ['q', 'p'],
  ]);
  expect(place(hierarchy?.hosts[0]?.at.proxy ?? 0)).toMatchObject({ line: 3, column: 8, length: 1 });
  expect(place(hierarchy?.hosts[2]?.at.proxy ?? 0)).toMatchObject({ line: 8 });
});

const codes = (text: string): string[] => read(text).diagnostics.map((d) => d.code);

it('one mistake is reported once, not everything that follows from it', () => {
  const zoned = (zones: string) =>
    codes(`hierarchy: T\nversion: "2509"\nzones:\n  a: ${zones}\nsites: { P01: {} }\n${HOST}`);
  expect(zoned('[10.0.0.0/33, 192.0.2.0/24]')).toEqual(['PT2008']);
  expect(zoned('{ network: [10.0.0.0/8] }')).toEqual(['PT2001']);
  expect(zoned('[192.0.2.0/24]')).toEqual(['PT5002']);
  expect(
    codes(`hierarchy: T\nversion: "2509"\nsites: { P01: {} }\nhosst:\n  cm1: { address: 10.0.0.1 }\n`),
  ).toEqual(['PT2001']);
  expect(
    codes(`hierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST.replace('site-server', 'site-servr')}`),
  ).toEqual(['PT3007']);
  expect(
    codes(`hierarchy: T\nversion: "2509"\nsites: [P01]\n${HOST}clients: { c: { subnet: 10.1.0.0/16 } }\n`),
  ).toEqual(['PT2002']);
  expect(
    codes(
      `hierarchy: T\nversion: "2509"\nsites: { P01: {} }\n${HOST}boundaryGroups: x\nclients: { c: { subnet: 10.1.0.0/16, boundaryGroup: G } }\n`,
    ),
  ).toEqual(['PT2002']);
});
