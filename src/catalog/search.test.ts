import { describe, expect, it } from 'vitest';
import { loadCatalog } from './load.ts';
import { type CatalogMatches, type CatalogQuery, findRole, searchCatalog } from './search.ts';

const catalog = loadCatalog();

function search(query: CatalogQuery): CatalogMatches {
  const found = searchCatalog(catalog, query);
  if ('error' in found) throw new Error(found.error);
  return found;
}
const ids = (query: CatalogQuery): string[] => search(query).conversations.map((c) => c.id);

describe('searchCatalog', () => {
  it('finds all without criteria', () => {
    const all = search({});
    expect(all.conversations).toHaveLength(catalog.conversations.length);
    expect(all.endpoints).toHaveLength(131);
    expect(all.statements).toHaveLength(5);
    expect(all.discoveryPorts).toHaveLength(5);
  });

  it('finds a port, of one transport or of both', () => {
    expect(ids({ port: 'tcp/10123' })).toEqual(['client-management-point']);
    expect(ids({ port: '4011' })).toContain('client-distribution-point-pxe');
    expect(ids({ port: 'tcp/4011' })).not.toContain('client-distribution-point-pxe');
    expect(ids({ port: 'udp/10123' })).not.toContain('client-management-point');
    expect(ids({ port: 'tcp/2701' })).toEqual(['console-client', 'site-server-domain-controller']);
  });

  it('finds a port inside a range, and the other ports of a service', () => {
    expect(ids({ port: 'udp/63500' })).toContain('client-distribution-point-multicast');
    expect(ids({ port: 'tcp/80', role: 'sup' })).toContain('client-software-update-point');
    expect(ids({ port: 'udp/60-70' })).toContain('client-dhcp-server');
  });

  it('finds by service and by ICMP', () => {
    expect(ids({ port: 'client-notification' })).toEqual(['client-management-point']);
    expect(ids({ port: 'icmp' })).toEqual(['client-client-wake-up-proxy', 'site-server-network-device']);
  });

  it('finds by role on either side, and by alias', () => {
    expect(ids({ role: 'mp' })).toEqual(ids({ role: 'management-point' }));
    expect(ids({ role: 'mp' })).toContain('site-server-management-point');
    expect(ids({ role: 'mp' })).not.toContain('site-server-distribution-point');
    expect(search({ role: 'asset-intelligence-sync-point' }).endpoints).toHaveLength(2);
  });

  it('finds guide tables and rows', () => {
    expect(ids({ guide: 'site-server/3' })).toEqual(['site-server-distribution-point']);
    expect(search({ guide: 'configurable' }).statements).toHaveLength(5);
    expect(search({ guide: 'discovery/5' }).discoveryPorts.map((d) => d.id)).toEqual([
      'discovery-rpc-dynamic',
    ]);
    expect(search({ guide: 'discovery' }).endpoints).toEqual([]);
  });

  it('finds words in any case and order, also in the names of roles and services', () => {
    expect(ids({ text: 'PROXY wake-up' })).toContain('client-client-wake-up-proxy');
    expect(ids({ text: 'kerberos' })).toContain('any-domain-controller-kerberos');
    expect(search({ text: 'petrol.office.microsoft.com' }).endpoints.length).toBeGreaterThan(0);
    expect(ids({ text: 'nothing says this' })).toEqual([]);
  });

  it('joins criteria', () => {
    expect(ids({ role: 'console', port: 'tcp/135', text: 'provider' })).toContain('console-sms-provider');
    expect(ids({ role: 'console', port: 'tcp/1433' })).toEqual([]);
  });

  it.each([
    [{ role: 'managment-point' }, 'no role'],
    [{ port: 'tcp/99999' }, 'neither a port'],
    [{ port: '' }, 'neither a port'],
    [{ guide: 'nowhere' }, 'no table'],
    [{ guide: 'clients/16' }, 'rows 1 to 15'],
    [{ guide: 'clients/0' }, 'rows 1 to 15'],
  ])('refuses %j', (query, error) => {
    expect(searchCatalog(catalog, query)).toEqual({ error: expect.stringContaining(error) });
  });
});

describe('findRole', () => {
  it('knows ids and aliases', () => {
    expect(findRole(catalog, 'dp')).toBe('distribution-point');
    expect(findRole(catalog, 'distribution-point')).toBe('distribution-point');
    expect(findRole(catalog, 'constructor')).toBeUndefined();
  });
});
