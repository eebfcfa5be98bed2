import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog } from '../../src/catalog/load.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { hierarchyJsonSchema } from '../../src/hierarchy/schema/document.ts';
import { starterHierarchy } from '../../src/hierarchy/starter.ts';

const catalog = loadCatalog();
const schema = hierarchyJsonSchema(catalog.roles);
const validate = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  validateFormats: false,
}).compile(schema);

const examples = ['branch', 'contoso'].map((name) => {
  const file = `examples/${name}/hierarchy.yaml`;
  return { file, text: readFileSync(file, 'utf8') };
});

/** Fenced YAML of a page; fragments are marked so and not read. */
function snippets(page: string): { readonly line: number; readonly text: string }[] {
  return [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length + 1,
    text: match[1] ?? '',
  }));
}

const guide = readFileSync('docs/hierarchy.md', 'utf8');
const complete = snippets(guide).filter(({ text }) => !text.startsWith('# fragment'));

const documents = [
  ...examples,
  { file: 'starter', text: starterHierarchy() },
  {
    file: 'starter with names',
    text: starterHierarchy({ name: 'a "b" # c: d', version: '2403', siteCode: '001' }),
  },
  ...complete.map(({ line, text }) => ({ file: `docs/hierarchy.md:${line}`, text })),
];

describe('documents that people copy', () => {
  it.each(documents)('$file reads without a diagnostic', ({ file, text }) => {
    const { hierarchy, diagnostics } = readHierarchy(text, file, catalog);
    expect(renderDiagnostics(diagnostics, new Map([[file, text]]))).toBe('');
    expect(hierarchy).toBeDefined();
  });

  it.each(documents)('$file validates against the schema', ({ text }) => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('the guide has complete documents and fragments', () => {
    expect(complete.length).toBeGreaterThanOrEqual(4);
    expect(snippets(guide).length).toBeGreaterThan(complete.length);
  });

  it('the guide names every key of the schema', () => {
    const keys = new Set<string>();
    const collect = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') for (const name of Object.keys(value)) keys.add(name);
        collect(value);
      }
    };
    collect(schema);
    const roles = new Set([...catalog.roles.values()].flatMap((role) => [role.id, ...role.aliases]));
    const missing = [...keys].filter((key) => !roles.has(key) && !new RegExp(`\\b${key}\\b`).test(guide));
    expect(missing).toEqual([]);
  });

  it('the smallest example is under 15 lines of YAML', () => {
    const lines = examples[0]?.text.split('\n').filter((line) => line !== '' && !line.startsWith('#')) ?? [];
    expect(lines.length).toBeLessThan(15);
  });

  it('examples name their schema for editors', () => {
    for (const { text } of examples) {
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../schema/hierarchy.schema.json');
    }
  });
});

describe('the schema', () => {
  it('is the one that is checked in', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../schema/hierarchy.schema.json',
    );
  });

  it.each([
    ['an unknown key', 'hierarchy: T\nversion: "2509"\nsites: {}\nhosts: {}\nclinets: {}\n'],
    [
      'an unknown role',
      'hierarchy: T\nversion: "2509"\nsites: {}\nhosts: { a: { roles: [managment-point] } }\n',
    ],
    [
      'an option of another role',
      'hierarchy: T\nversion: "2509"\nsites: {}\nhosts: { a: { roles: [{ mp: { pxe: wds } }] } }\n',
    ],
    ['a missing key', 'hierarchy: T\nsites: {}\nhosts: {}\n'],
  ])('refuses %s', (_what, text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

describe('the model of examples/contoso', () => {
  const { hierarchy } = readHierarchy(examples[1]?.text ?? '', 'contoso', catalog);
  const host = (name: string) => hierarchy?.hosts.find((h) => h.name === name);
  const options = (name: string, role: string) => host(name)?.roles.find((r) => r.role === role)?.options;

  it('gives hosts the roles and sites that their sites imply', () => {
    expect(host('sqlcas')).toMatchObject({ site: 'CAS', roles: [{ role: 'sql-server' }] });
    expect(host('cm02')?.roles.map((r) => r.role)).toEqual(['sms-provider', 'site-server']);
    expect(host('fs01')).toMatchObject({ site: 'P01', roles: [{ role: 'remote-content-library' }] });
    expect(host('sqlwsus')?.roles.map((r) => r.role)).toEqual(['wsus-database-server']);
    expect(host('sqlrep')?.roles.map((r) => r.role)).toEqual(['sql-server']);
    expect(host('dc01')?.site).toBeUndefined();
  });

  it('flattens role options under dotted names', () => {
    expect(options('dp03', 'distribution-point')).toEqual({
      pull: true,
      'pull.sources': ['dp01', 'cmg1'],
      pxe: 'responder',
      connectedCache: true,
    });
    expect(options('dp02', 'distribution-point')).toEqual({
      pxe: 'wds',
      multicast: true,
      multicastPorts: '63000-63999',
    });
    expect(options('sup02', 'software-update-point')).toEqual({
      'ports.http': 80,
      'ports.https': 443,
      upstream: 'sup01',
    });
    expect(options('mp02', 'management-point')?.replica).toMatchObject({
      hosts: ['sqlrep'],
      availabilityGroup: false,
    });
    expect(options('cm01', 'sms-provider')).toEqual({ callers: ['auto01'] });
  });

  it('reads databases, windows and ports', () => {
    const site = hierarchy?.sites.find((s) => s.code === 'P01');
    expect(site?.database).toMatchObject({
      hosts: ['sql01', 'sql02'],
      availabilityGroup: true,
      listener: { name: 'sqlp01' },
      endpoint: 5022,
    });
    expect(site?.clientPush).toEqual({ from: '2026-12-01', until: '2026-12-31' });
    expect(hierarchy?.sites.find((s) => s.code === 'S01')?.database.hosts).toEqual(['sec01']);
    expect(host('web01')).toMatchObject({
      siteInitiated: true,
      internetFacing: true,
      installation: { until: '2026-12-06' },
    });
  });

  it('merges the document’s client settings into each site’s', () => {
    expect(hierarchy?.sites.map((s) => s.clientSettings.remoteControl)).toEqual([true, true, true, true]);
  });

  it('knows where everything was written', () => {
    const reading = readHierarchy(examples[1]?.text ?? '', 'contoso', catalog);
    const site = reading.hierarchy?.sites.find((s) => s.code === 'P01');
    const lines = examples[1]?.text.split('\n') ?? [];
    const textAt = (offset: number | undefined): string => {
      const place = reading.place(offset ?? 0);
      return lines[place.line - 1]?.slice(place.column - 1, place.column - 1 + place.length) ?? '';
    };
    expect(textAt(site?.at[''])).toBe('P01');
    expect(textAt(site?.at.communication)).toBe('enhanced-http');
    expect(textAt(site?.at['ports.notification'])).toBe('10123');
    expect(textAt(site?.at['clientPush.from'])).toBe('2026-12-01');
    expect(textAt(site?.at['clientSettings.remoteControl'])).toBe('true');
    expect(textAt(site?.database.at.endpoint)).toBe('5022');
    const sup = reading.hierarchy?.hosts.find((h) => h.name === 'sup02')?.roles[0];
    expect(textAt(sup?.at['ports.https'])).toBe('443');
  });
});
