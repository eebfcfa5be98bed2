import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { type HierarchyReading, readHierarchy } from '../../src/hierarchy/read.ts';
import { ROLES } from './roles.ts';

const FILE = 'hierarchy.yaml';
const EXAMPLES = ['branch', 'contoso'].map((name) => readFileSync(`examples/${name}/hierarchy.yaml`, 'utf8'));
const read = (text: string): HierarchyReading => readHierarchy(text, FILE, { roles: ROLES });

/** Reading never throws, an unreadable document says why, and what is said can be printed. */
function survives(text: string): void {
  const { hierarchy, diagnostics } = read(text);
  expect(hierarchy !== undefined || diagnostics.some((d) => d.severity === 'error')).toBe(true);
  const lines = text.split('\n');
  for (const { place } of diagnostics) {
    if (!place) continue;
    const line = lines[place.line - 1];
    expect(line).toBeDefined();
    expect(place.column - 1 + place.length).toBeLessThanOrEqual(line?.length ?? -1);
  }
  const rendered = renderDiagnostics(diagnostics, new Map([[FILE, text]]));
  expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
}

describe('limits', () => {
  it('PT1005: a document that is too large is not parsed', () => {
    const { diagnostics } = read(`hierarchy: ${'x'.repeat(64 * 1024 * 1024)}`);
    expect(diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT1005', 1]]);
  });

  it.each(['[', '{a: ', '- ', '? '])('PT1006: %s nested without end', (open) => {
    const { diagnostics } = read(`hosts: ${open.repeat(20_000)}`);
    expect(diagnostics.some((d) => ['PT1006', 'PT1001'].includes(d.code))).toBe(true);
    survives(`hosts: ${open.repeat(20_000)}`);
  });

  it('PT1006 is what an exhausted stack is called', () => {
    expect(read(`hosts: ${'['.repeat(20_000)}`).diagnostics.map((d) => d.code)).toContain('PT1006');
  });

  it('PT1007: the number of aliases is limited, so that they can not multiply', () => {
    const list = Array.from({ length: 10_001 }, () => '*a').join(', ');
    const { diagnostics } = read(`zones:\n  x: [&a 10.0.0.0/8, ${list}]\n`);
    expect(diagnostics.find((d) => d.message.includes('more than 10000 aliases'))?.code).toBe('PT1007');
  });

  it('PT1010: only the first 1,000 problems are shown', () => {
    const hosts = Array.from({ length: 1_500 }, (_, i) => `  h${i}: { adress: 10.0.0.1 }`).join('\n');
    const { diagnostics } = read(`hierarchy: T\nversion: "2509"\nsites: { P01: {} }\nhosts:\n${hosts}\n`);
    expect(diagnostics).toHaveLength(1_001);
    expect(diagnostics.at(-1)?.code).toBe('PT1010');
  });

  it('PT5014: names that stand for too many networks are not copied without end', () => {
    const networks = Array.from({ length: 1_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/25`).join(', ');
    const entries = Array.from(
      { length: 1_100 },
      (_, i) => `  - { name: e${i}, from: [a, 192.0.2.1], to: b, services: any }`,
    ).join('\n');
    const text = `hierarchy: T\nversion: "2509"\nzones:\n  a: [${networks}]\n  b: [192.168.0.0/16]\nsites: { P01: {} }\nhosts:\n  h: { address: 192.168.0.1, roles: [site-server, sql-server] }\notherTraffic:\n${entries}\n`;
    expect(read(text).diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT5014', 1_009]]);
    const shared = read(text.replaceAll('from: [a, 192.0.2.1]', 'from: a'));
    expect(shared.diagnostics).toEqual([]);
    const { otherTraffic } = shared.hierarchy ?? { otherTraffic: [] };
    expect(otherTraffic[1_099]?.from).toBe(otherTraffic[0]?.from);
  });

  it('an alias takes the value of its anchor', () => {
    const { hierarchy } = read(
      'hierarchy: T\nversion: "2509"\nsites: { P01: { ports: { http: &p 8080, https: *p } } }\nhosts:\n  a: { address: 10.0.0.1, roles: [site-server, sql-server] }\n',
    );
    expect(hierarchy?.sites[0]?.ports).toEqual({ http: 8080, https: 8080 });
  });

  it('a document of 20,000 hosts is read in linear time', () => {
    const hosts = Array.from(
      { length: 20_000 },
      (_, i) => `  h${i}: { address: 10.0.${i >> 8}.${i & 255}, roles: [dp] }`,
    );
    const text = `hierarchy: T\nversion: "2509"\nsites: { P01: { server: h0, database: h0 } }\nhosts:\n${hosts.join('\n')}\n`;
    const { hierarchy, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(hierarchy?.hosts).toHaveLength(20_000);
  });
});

describe('hostile input', () => {
  it('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), survives), { numRuns: 300 });
  });

  it('texts made of the pieces of YAML', () => {
    const piece = fc.constantFrom(
      'hosts',
      'sites',
      'zones',
      ':',
      ': ',
      '\n',
      '\n  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '&a ',
      '*a',
      '!!str ',
      '|\n',
      '? ',
      '#',
      '---\n',
      '%YAML 1.1\n',
      '<<: ',
      '\t',
      '\r\n',
      'true',
      '10.0.0.1',
      '~',
      'P01',
      '__proto__',
      'constructor',
      '\u0000',
      '\ufeff',
      '𝒳',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        survives,
      ),
      { numRuns: 1_000 },
    );
  });

  it('the examples with pieces cut out, doubled or replaced', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.nat(30),
      fc.constantFrom('', '{}', '[x]', ': ', '\n', 'x', '"', '*a', '- ', '\t', '80', 'null', '\u0007'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...EXAMPLES),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (example, changes) => {
          let text = example;
          for (const [at, length, piece] of changes) {
            const start = at % text.length;
            text = text.slice(0, start) + piece + text.slice(start + length);
          }
          survives(text);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('names of JavaScript’s own things are names like others', () => {
    const { hierarchy, diagnostics } = read(
      'hierarchy: constructor\nversion: "2509"\nsites: { P01: { server: __proto__, database: __proto__ } }\nhosts:\n  __proto__: { address: 10.0.0.1 }\n  toString: { address: 10.0.0.2, roles: [dns] }\n',
    );
    expect(diagnostics).toEqual([]);
    expect(hierarchy?.hosts.map((host) => host.name)).toEqual(['__proto__', 'toString']);
  });
});
