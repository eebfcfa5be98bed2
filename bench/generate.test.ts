import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../src/catalog/load.ts';
import { readHierarchy } from '../src/hierarchy/read.ts';
import { generateHierarchy } from './generate.ts';

describe('generateHierarchy', () => {
  it('gives the largest supported hierarchy', () => {
    const { text, sites, clientNetworks } = generateHierarchy(1);
    expect(sites).toBe(1 + 25 + 6250);
    expect(clientNetworks).toBe(20_000);
    expect(text.match(/\[distribution-point\]/g)).toHaveLength(125_000);
    expect(text.match(/management-point\]/g)).toHaveLength(6625);
  });

  it('gives a document without a fault', () => {
    const { text, hosts } = generateHierarchy(0.001);
    const { hierarchy, diagnostics } = readHierarchy(text, 'generated.yaml', loadCatalog());
    expect(diagnostics).toEqual([]);
    expect(hierarchy?.hosts.length).toBe(hosts);
  });
});
