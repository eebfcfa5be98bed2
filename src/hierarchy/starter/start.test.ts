import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/load.ts';
import { planFlows } from '../../plan/plan.ts';
import { readHierarchy } from '../read.ts';
import type { StarterForm } from './form.ts';
import { startHierarchy } from './start.ts';

const catalog = loadCatalog();

const FORM: StarterForm = {
  name: 'Contoso',
  siteCode: 'P01',
  communication: 'https',
  servers: [
    { name: 'dc01', address: '10.0.0.10', roles: ['domain-controller', 'global-catalog', 'dns-server'] },
    { name: 'cm01', address: '10.0.0.20, fd00::20', roles: ['site-server', 'sql-server', 'sms-provider'] },
    { name: 'mp01', address: '10.0.0.21', roles: ['management-point', 'software-update-point'] },
    { name: 'dp01', address: '10.1.0.22', roles: ['distribution-point'], pxe: 'responder' },
  ],
  wsus: { http: 80, https: 443, ssl: true },
  clients: [
    { name: 'office', networks: '10.1.0.0/22 10.1.8.0/24', servers: ['mp01', 'dp01'] },
    { name: 'plant', networks: '10.2.0.0/22', servers: ['mp01'] },
  ],
  consoles: '10.0.9.0/28',
  zones: [
    { name: 'datacenter', networks: '10.0.0.0/16, fd00::/32' },
    { name: 'office', networks: '10.1.0.0/16\n10.2.0.0/16' },
  ],
  firewall: { name: 'core', between: ['datacenter', 'office', 'internet'], dialect: 'cisco-asa' },
};

const fieldsOf = (form: StarterForm): string[] => startHierarchy(form, catalog).problems.map((p) => p.field);

describe('startHierarchy', () => {
  it('makes a document that reads without errors and says what the form says', () => {
    const { text, problems } = startHierarchy(FORM, catalog);
    expect(problems).toEqual([]);
    const { hierarchy, diagnostics } = readHierarchy(text, 'hierarchy.yaml', catalog);
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(hierarchy?.sites[0]).toMatchObject({ code: 'P01', communication: 'https', server: 'cm01' });
    expect(hierarchy?.boundaryGroups.map((g) => g.siteSystems)).toEqual([['mp01', 'dp01'], ['mp01']]);
    expect(hierarchy?.filters[0]).toMatchObject({ name: 'core', dialect: 'cisco-asa' });
    expect(hierarchy?.hosts[2]?.roles[1]?.options).toMatchObject({ 'ports.http': 80, ssl: true });
  });

  it('makes a document that a plan can be made of, or says what is in the way', () => {
    const errorsOf = (form: StarterForm): string[] => {
      const reading = readHierarchy(startHierarchy(form, catalog).text, 'hierarchy.yaml', catalog);
      if (!reading.hierarchy) throw new Error('it does not read');
      const plan = planFlows({ hierarchy: reading.hierarchy, place: reading.place }, catalog);
      return plan.diagnostics.filter((d) => d.severity === 'error').map((d) => d.code);
    };
    expect(errorsOf(FORM)).toEqual([]);
    const firewall = { name: 'core', between: ['datacenter', 'office'], dialect: 'nftables' };
    expect(errorsOf({ ...FORM, firewall })).toContain('PT6001');
    expect(fieldsOf({ ...FORM, firewall })).toEqual(['firewall.between']);
    expect(fieldsOf({ ...FORM, firewall, internet: 'none' })).toEqual([]);
    expect(errorsOf({ ...FORM, firewall, internet: 'none' })).toEqual([]);
    const between = ['datacenter', 'internet'];
    expect(fieldsOf({ ...FORM, firewall: { ...firewall, between } })).toEqual(['firewall.between']);
  });

  it('needs no zones, groups or consoles', () => {
    const { zones: _, firewall: __, consoles: ___, ...bare } = FORM;
    const clients = [{ name: 'office', networks: '10.1.0.0/22' }];
    expect(startHierarchy({ ...bare, clients }, catalog).problems).toEqual([]);
  });

  it('says at its field what is missing', () => {
    expect(fieldsOf({ servers: [], clients: [] })).toEqual(['name', 'siteCode', 'servers', 'clients']);
    expect(fieldsOf({ ...FORM, siteCode: 'TOOLONG', consoles: '10.0.9.1/28' })).toEqual([
      'siteCode',
      'consoles',
    ]);
    const [dc01, ...rest] = FORM.servers;
    if (!dc01) throw new Error('no server');
    expect(fieldsOf({ ...FORM, servers: [{ ...dc01, address: '10.0.0.0/8', roles: [] }, ...rest] })).toEqual([
      'servers.0.address',
      'servers.0.roles',
    ]);
    expect(fieldsOf({ ...FORM, servers: [dc01] })).toContain('servers');
  });

  it('says at its field what only the document shows', () => {
    const servers = [...FORM.servers, { name: 'dp02', address: '10.0.0.20', roles: ['distribution-point'] }];
    const [problem] = startHierarchy({ ...FORM, servers }, catalog).problems;
    expect(problem?.field).toMatch(/^servers\.(1|4)\.address$/);
    const zones = [...(FORM.zones ?? []), { name: 'twice', networks: '10.1.0.0/16' }];
    const firewall = {
      name: 'core',
      between: [...zones.map((z) => z.name), 'internet'],
      dialect: 'nftables',
    };
    expect(fieldsOf({ ...FORM, zones, firewall }).some((field) => field.startsWith('zones.'))).toBe(true);
  });

  it('quotes names: whatever they are, they come back, or are refused', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'yes',
        'NULL',
        '1e5',
        '- a',
        '#x',
        'a: b',
        '"',
        "'",
        '{}',
        '=cmd()',
        '../x',
        '__proto__',
      ),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(name, name, (host, zone) => {
        const servers = [{ name: host, address: '10.0.0.20', roles: ['site-server', 'sql-server'] }];
        const form: StarterForm = {
          name: zone,
          siteCode: 'YES',
          servers,
          clients: [{ name: zone, networks: '10.1.0.0/22', servers: [host] }],
          zones: [{ name: zone, networks: '10.0.0.0/8' }],
        };
        const { text, problems } = startHierarchy(form, catalog);
        if (problems.length > 0) return;
        const { hierarchy } = readHierarchy(text, 'hierarchy.yaml', catalog);
        expect(hierarchy?.name).toBe(zone);
        expect(hierarchy?.hosts[0]?.name).toBe(host);
        expect(hierarchy?.zones[0]?.name).toBe(zone);
      }),
    );
  });
});
