/** The published schema and the loader agree about every file of the catalog. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogFiles } from '../../src/catalog/load.ts';
import { PAIRINGS } from '../../src/catalog/model.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/catalog.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(schema);
const files = readCatalogFiles();

describe('catalog.schema.json', () => {
  for (const { name, text } of files) {
    it(`accepts ${name}`, () => {
      validate(parse(text));
      expect(validate.errors ?? []).toEqual([]);
    });

    it(`is what ${name} points editors to`, () => {
      const up = '../'.repeat(name.split('/').length);
      const [first, second] = text.split('\n');
      expect(first).toBe(`# yaml-language-server: $schema=${up}schema/catalog.schema.json`);
      expect(second).toMatch(/^# .+\.$/);
    });
  }

  it('knows all pairings', () => {
    expect(schema.$defs.conversation.properties.pairing.enum).toEqual([...PAIRINGS]);
  });

  it.each([
    ['an unknown list', { rolls: [] }],
    ['an unknown key', { roles: [{ id: 'a', title: 'A', kind: 'client', color: 'red' }] }],
    ['a missing key', { roles: [{ id: 'a', kind: 'client' }] }],
    ['a port out of range', { services: [{ id: 'a', name: 'A', transport: 'tcp', ports: 70000 }] }],
    [
      'a condition with two comparisons',
      { conversations: [conversation({ setting: 'site.x', is: 1, not: 2 })] },
    ],
    ['a condition without comparison', { conversations: [conversation({ setting: 'site.x' })] }],
    ['an empty file', {}],
  ])('refuses %s', (_, value) => {
    expect(validate(value)).toBe(false);
  });

  it('accepts what these are variations of', () => {
    expect(validate({ conversations: [conversation({ setting: 'site.x', is: 1 })] })).toBe(true);
  });
});

function conversation(condition: unknown): unknown {
  return {
    id: 'c',
    title: 'C',
    initiator: 'client',
    responder: 'console',
    pairing: 'console',
    when: [condition],
    services: [{ service: 'smb' }],
    purpose: 'P',
    sources: ['s'],
  };
}
