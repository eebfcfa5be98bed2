/** Texts that are made to take long, to exhaust the stack, or to be taken for more than they say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { readBicep } from '../../src/dialects/source/bicep.ts';
import { readHcl } from '../../src/dialects/source/hcl.ts';
import { readYaml } from '../../src/dialects/source/yaml.ts';

const MEGABYTE = 1 << 20;
const filled = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));

const HCL = 'resource "google_compute_firewall" "r" {\n  source_ranges = ';
const BICEP = "resource r 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {\n  name: ";
const YAML = 'Resources:\n  A:\n    Type: AWS::EC2::SecurityGroup\n    Properties: ';
const TEXTS: readonly (readonly [string, string])[] = [
  ['HCL: open lists', HCL + filled('[')],
  ['HCL: open objects', HCL + filled('{a=')],
  ['HCL: open brackets', HCL + filled('f(')],
  ['HCL: open templates', HCL + filled('"${')],
  ['HCL: dollars', `${HCL}"${filled('$')}{x}"`],
  ['HCL: heredocs', HCL + filled('<<A\na = ')],
  ['HCL: expressions behind literals', HCL + filled('[1] + [')],
  ['HCL: blocks in blocks', HCL + filled('\na {')],
  ['HCL: attributes', HCL + filled('\na = 1')],
  ['HCL: comments', HCL + filled('/*')],
  ['Bicep: open lists', BICEP + filled('[')],
  ['Bicep: open objects', BICEP + filled('{a:')],
  ['Bicep: long strings', BICEP + filled("'''")],
  ['Bicep: resources', filled(`${BICEP}'x'\n`)],
  ['Bicep: conditions', filled("resource r 'a@1' = if \n")],
  ['Bicep: decorators', BICEP + filled('}\n@')],
  ['YAML: open lists', YAML + filled('[')],
  ['YAML: lists in lists', `${YAML}\n${filled('- ')}`],
  ['YAML: anchors', YAML + filled('&a [*a, ')],
  ['YAML: keys', `${YAML}\n${filled('      a: b\n')}`],
  ['JSON: rules', `{"securityRules": [${filled('{"name":"a"},')}`],
  ['JSON: groups', `{"SecurityGroups": [${filled('{"IpPermissions":[{"IpRanges":[{}]}]},')}`],
  ['JSON: firewall rules', `[${filled('{"allowed":[{}]},')}`],
  ['JSON: collections', `[{"ruleCollections":[${filled('{"rules":[{"ruleType":"NetworkRule"}]},')}`],
];
/** Who reads a notation. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  HCL: ['gcp-firewall'],
  Bicep: ['azure-nsg', 'azure-firewall'],
  YAML: ['aws-security-group'],
  JSON: ['azure-nsg', 'azure-firewall', 'aws-security-group', 'gcp-firewall'],
};
const readersOf = (title: string): readonly DialectReader[] =>
  (OWN[title.split(':')[0] ?? ''] ?? []).flatMap((id) => READERS.get(id) ?? []);

describe.each(TEXTS)('%s', (title, text) => {
  it('ends soon and permits nothing for certain', () => {
    const start = performance.now();
    for (const reader of readersOf(title)) {
      reader.recognises(text, 'f');
      const { configuration } = reader.raise(reader.parse(text, 'f').config, { interfaces: new Map() });
      const permits = configuration.rulesets.flatMap(({ rules }) =>
        rules.filter((rule) => rule.action === 'permit' && rule.depends.length === 0),
      );
      // What Azure and AWS add by themselves may stand there.
      expect(permits.filter(({ text: said }) => !/Azure adds|default rule/.test(said))).toEqual([]);
    }
    // Far more than it takes: what is quadratic takes hours.
    expect(performance.now() - start).toBeLessThan(60_000);
  }, 120_000);
});

describe('notations', () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '(', ')', '"', "'", '=', ':', ',', '\n', '\\', '${', '#', '//', '/*'),
    fc.constantFrom(
      'resource',
      ' a',
      ' "b"',
      "'x@1'",
      'true',
      '12',
      '<<E\n',
      'E\n',
      "'''",
      '- ',
      '&a',
      '*a',
      '!Ref',
    ),
    fc.string({ maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  it('are read without an error, and every span lies in the text', () => {
    fc.assert(
      fc.property(text, (source) => {
        const hcl = readHcl(source);
        for (const { start, end } of [...hcl.blocks, ...hcl.faults]) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(source.length);
        }
        const bicep = readBicep(source);
        for (const { start, end } of [...bicep.resources, ...bicep.doubts])
          expect(start <= end && end <= source.length).toBe(true);
        readYaml(source);
      }),
      { numRuns: 2000 },
    );
  });

  it('of HCL keep what stands in strings and lists', () => {
    const { blocks, faults } = readHcl(
      'r "a" b {\n  s = "x\\"y $${z} \\u0041"\n  l = ["1", 2, true, null,]\n  h = <<-E\n    text\n    E\n  n { k = 1 }\n  n { k = 2 }\n  e = a.b[0] ? "}" : {x = 1}\n}\n',
    );
    expect(faults).toEqual([]);
    const [block] = blocks;
    expect(block?.labels).toEqual(['a', 'b']);
    const kinds = [...(block?.body.entries ?? [])].map(([name, value]) => [name, value.kind]);
    expect(kinds).toEqual([
      ['s', 'text'],
      ['l', 'list'],
      ['h', 'text'],
      ['e', 'expression'],
      ['n', 'list'],
    ]);
    const said = block?.body.entries.get('s');
    expect(said?.kind === 'text' && said.text).toBe('x"y $' + '{z} A');
  });
});
