import { describe, expect, it } from 'vitest';
import { loadCatalog, readCatalogFiles } from './load.ts';

const catalog = loadCatalog();

describe('loadCatalog', () => {
  it('reads the same, frozen, every time', () => {
    expect(loadCatalog()).toEqual(catalog);
    expect(Object.isFrozen(catalog)).toBe(true);
    expect(Object.isFrozen(catalog.conversations)).toBe(true);
    expect(Object.isFrozen(catalog.services.get('smb'))).toBe(true);
  });

  it('has no service that nothing uses, but for the one that a proxy stands in with', () => {
    const used = new Set(catalog.conversations.flatMap((c) => c.services.map((s) => s.service)));
    expect([...catalog.services.keys()].filter((id) => !used.has(id))).toEqual(['http-proxy']);
  });

  it('has no role that nothing uses, but for the proxy that stands in for the internet', () => {
    const used = new Set(catalog.conversations.flatMap((c) => [c.initiator, c.responder]));
    expect([...catalog.roles.keys()].filter((id) => !used.has(id))).toEqual(['proxy-server']);
  });

  it('has no setting that nothing asks for, but for those that need no ports or are asked for otherwise', () => {
    const used = new Set(
      catalog.conversations.flatMap((c) => [
        ...[...c.when, ...c.reverseWhen].map((w) => w.setting),
        ...c.services.flatMap((s) => [...s.when.map((w) => w.setting), s.ports]),
      ]),
    );
    expect([...catalog.settings.keys()].filter((id) => !used.has(id))).toEqual([
      'site.type',
      'site.communication',
      'site.clientInstallation.update-point',
      'site.clientInstallation.share',
      'site.clientInstallation.group-policy',
      'cloud.instances',
    ]);
  });

  it('keeps its own default of each port setting where a service has one', () => {
    for (const conversation of catalog.conversations) {
      for (const { service, ports } of conversation.services) {
        const fallback = ports === undefined ? null : (catalog.settings.get(ports)?.default ?? null);
        const own = catalog.services.get(service)?.ports;
        if (fallback !== null && own !== '')
          expect(`${conversation.id} ${fallback}`).toBe(`${conversation.id} ${own}`);
      }
    }
  });
});

describe('readCatalogFiles', () => {
  it('gives the files of all folders in a fixed order', () => {
    const names = readCatalogFiles().map((f) => f.name);
    expect(names).toContain('roles.yaml');
    expect(names).toContain('conversations/console.yaml');
    expect(names).toEqual(names.toSorted());
    for (const { name, text } of readCatalogFiles()) {
      if (name.startsWith('conversations/')) expect(text.split('\n').length, name).toBeLessThan(400);
    }
  });
});
