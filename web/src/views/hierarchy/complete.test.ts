import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { proposals } from './complete.ts';
import { describe as about, type Schema } from './schema-lookup.ts';
import { scanYaml } from './yaml-scan.ts';

const schema = JSON.parse(readFileSync('schema/hierarchy.schema.json', 'utf8')) as Schema;
const contoso = readFileSync('examples/contoso/hierarchy.yaml', 'utf8');

/** `|` in the text is the cursor. */
const at = (text: string): string[] => {
  const offset = text.indexOf('|');
  const result = proposals(text.replace('|', ''), offset, schema, ['nftables', 'cisco-asa']);
  return result.options.map((o) => o.label);
};

const DOCUMENT = `hierarchy: X
zones:
  dc: [10.0.0.0/8]
  "a b": [11.0.0.0/8]
filters:
  core: { between: [dc, internet], dialect: nftables }
hosts:
  cm01:
    roles:
      - site-server
      - { distribution-point: { pxe: wds } }
`;

describe('proposals', () => {
  it('knows the keys of the document, without those that are there', () => {
    expect(at(`${DOCUMENT}|`)).toContain('clients');
    expect(at(`${DOCUMENT}|`)).not.toContain('zones');
  });

  it('knows the keys of a named thing, in lines and in brackets', () => {
    expect(at(`${DOCUMENT}  cm02:\n    |`)).toEqual(expect.arrayContaining(['address', 'roles', 'rpc']));
    expect(at('hosts:\n  cm02: { address: 10.0.0.1, | }')).toContain('roles');
    expect(at('hosts:\n  cm02: { address: 10.0.0.1, | }')).not.toContain('address');
  });

  it('offers nothing where a name is free', () => {
    expect(at('hosts:\n  |')).toEqual([]);
  });

  it('knows values', () => {
    expect(at('sites:\n  P01:\n    communication: |')).toEqual(['https', 'enhanced-http', 'http']);
    expect(at('hosts:\n  a: { siteInitiated: | }')).toEqual(expect.arrayContaining(['true', 'false']));
  });

  it('knows roles in a list, as words and as maps with options', () => {
    expect(at('hosts:\n  a:\n    roles: [|')).toContain('management-point');
    expect(at('hosts:\n  a:\n    roles:\n      - m|')).toContain('management-point');
    expect(at('hosts:\n  a:\n    roles:\n      - distribution-point: { | }')).toContain('pxe');
    expect(at('hosts:\n  a:\n    roles: [dns-server, { distribution-point: { pxe: | }')).toContain('wds');
  });

  it('knows names that the document declares', () => {
    expect(at(`${DOCUMENT}routes:\n  - { from: | }`)).toEqual(['dc', 'a b', 'internet']);
    expect(at(`${DOCUMENT}routes:\n  - from: dc\n    via: [|]`)).toEqual(['core']);
    expect(at(`${DOCUMENT}sites:\n  P01:\n    server: |`)).toEqual(expect.arrayContaining(['cm01']));
    expect(at('filters:\n  core:\n    dialect: |')).toEqual(
      expect.arrayContaining(['nftables', 'cisco-asa']),
    );
  });

  it('begins at the word', () => {
    const text = 'sites:\n  P01:\n    communication: ht';
    expect(proposals(text, text.length, schema).from).toBe(text.length - 2);
  });
});

describe('scanYaml', () => {
  it('finds the path of every key', () => {
    const paths = scanYaml(DOCUMENT).keys.map((k) => k.path.join('.'));
    expect(paths).toEqual(
      expect.arrayContaining([
        'zones.a b',
        'filters.core.dialect',
        'hosts.cm01.roles.1.distribution-point.pxe',
      ]),
    );
    const hosts = scanYaml(contoso).keys.filter((k) => k.path.length === 2 && k.path[0] === 'hosts');
    expect(hosts.map((k) => k.path[1])).toEqual(Object.keys(parse(contoso).hosts));
  });

  it('never throws or hangs, whatever is written', () => {
    const piece = fc.constantFrom(
      'a: ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '  ',
      '"',
      "'",
      '#',
      ': ',
      ',',
      'x',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(80), (parts, offset) => {
        const text = parts.join('');
        const { from } = proposals(text, Math.min(offset, text.length), schema);
        expect(from).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('describe', () => {
  it('says what a key is for', () => {
    expect(about(schema, ['filters', 'core', 'between'])).toMatch(/Zones that it stands between/);
    expect(about(schema, ['hosts', 'cm01', 'roles', 0, 'distribution-point', 'pxe'])).toBeTruthy();
  });
});
