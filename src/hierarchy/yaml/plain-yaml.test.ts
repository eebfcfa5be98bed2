import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { YamlNode } from './node.ts';
import { parseWholeYaml } from './parse-yaml.ts';
import { readPlainYaml } from './plain-yaml.ts';

const FILES = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('hierarchy.yaml'),
);
const EXAMPLES = FILES.map((name) => readFileSync(`examples/${name}`, 'utf8'));

/** Where a map or list ends, white space and comments count for one parser and not for the other. */
function withoutEnds(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'map':
      return {
        map: node.start,
        items: node.items.map(({ key, value }) => [withoutEnds(key), withoutEnds(value)]),
      };
    case 'list':
      return { list: node.start, items: node.items.map(withoutEnds) };
    default:
      return node;
  }
}

/** What is read here is what the whole language's parser reads, and that finds nothing wrong with it. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (!plain) return false;
  const { root, errors, warnings } = parseWholeYaml(text);
  expect([...errors, ...warnings], text).toEqual([]);
  expect(withoutEnds(plain), text).toEqual(withoutEnds(root));
  return true;
}

describe('readPlainYaml', () => {
  it('reads the examples', () => {
    for (const text of EXAMPLES) {
      expect(agrees(text)).toBe(true);
      expect(agrees(text.replaceAll('\n', '\r\n'))).toBe(true);
    }
  });

  it.each([
    'a: b',
    'a: b # c\n# d\n\n  # e\nf: g',
    'a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n    - [j, k]\nl: m\n',
    'a:\n- b\n- c: d\ne: f',
    'a: [b, "c d", \'e: f\', { g: h, i: [] }, {}] # j\nk: fd00:10::/32\n',
    'a: {\n  b: c, # d\n\n  e: [f,\n    g],\n  }\n',
    'Zürich: a, b [c] {d} #e f#g\n"h": "#i"\n',
    '# a\n  b: c\n  d: e\n',
    'a: b   \nc:   d\n',
    'null: null\ntrue: 0x10\n',
  ])('reads %j', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    '',
    '# a',
    'a',
    '[a]',
    '- a',
    'a:',
    'a: b\n c: d',
    'a: b\n  c',
    'a: &b c',
    'a: *b',
    'a: !b c',
    'a: |\n  b',
    'a: b: c',
    'a : b',
    'a: {b}',
    'a: [b: c]',
    'a: [b\n]',
    'a: [b]#c',
    'a: "b\\n"',
    "a: 'b''c'",
    'a: "b" c',
    'a:\n\t- b',
    'a: - b',
    'a: -1',
    '--- \na: b',
    'a: b\n---\nc: d',
    'a: b\n...\n',
    '%YAML 1.2\n',
    '? a\n: b',
    'a: {b:c}',
    'a: {"b":c}',
    'a: [b]: c',
    'a:\n- b\n c: d',
    'a: [b,, c]',
    'a: ~',
    '<<: a',
    '\ufeffa: b',
  ])('leaves %j to the other parser', (text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('reads a piece of an example, with something put into it, as the other parser does', () => {
    const lines = EXAMPLES.flatMap((text) => text.split('\n').map((line) => `${line}\n`));
    const signs = ': # - [ ] { } , " \' & * ! | > % @ ` ? ~ a: \t \r\n é --- ...'.split(' ');
    const mutated = fc
      .tuple(
        fc.constantFrom(...EXAMPLES),
        fc.nat(),
        fc.nat(40),
        fc.constantFrom(...lines, ...signs, ' ', '\n', '\n '),
        fc.nat(600),
      )
      .map(([text, at, cut, insert, length]) => {
        const place = at % text.length;
        const begin = text.lastIndexOf('\n', Math.max(0, place - length)) + 1;
        return `${text.slice(begin, place)}${insert}${text.slice(place + cut, place + cut + length)}`;
      });
    compare(mutated, 2000);
  });

  it('reads what is put together by chance as the other parser does', () => {
    const words = fc.constantFrom('a', 'b c', '"q: r"', "'#'", 'fd00::/8', 'a#b', 'é', '*a', '- b', '?', '');
    const space = fc.constantFrom('', ' ', ' ', '\n', '\n  ', '\n#c\n ', ' #c\n   ', '\r\n ');
    const { flow } = fc.letrec<{ flow: string; list: string; map: string }>((tie) => ({
      flow: fc.oneof({ maxDepth: 3 }, words, tie('list'), tie('map')),
      list: fc
        .array(fc.tuple(space, tie('flow'), space), { maxLength: 3 })
        .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
      map: fc
        .array(fc.tuple(space, words, fc.constantFrom(': ', ': ', ':'), tie('flow'), space), { maxLength: 3 })
        .map((items) => `{${items.map((item) => item.join('')).join(',')}}`),
    }));
    const line = fc
      .tuple(
        fc.constantFrom('', '', '', '  ', '  ', ' ', '    '),
        fc.constantFrom('', '', '- ', '-   '),
        words,
        fc.constantFrom(': ', ': ', ':', ''),
        fc.oneof(flow, fc.constant('')),
        fc.constantFrom('\n', '\n', ' # c\n', '#c\n', '\r\n'),
      )
      .map((parts) => parts.join(''));
    compare(
      fc.array(line, { minLength: 1, maxLength: 5 }).map((all) => all.join('')),
      20_000,
    );
  });
});

/** Some texts must be read, or nothing was compared. */
function compare(texts: fc.Arbitrary<string>, numRuns: number): void {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (agrees(text)) read++;
    }),
    { numRuns, seed: 20261128 },
  );
  expect(read).toBeGreaterThan(numRuns / 200);
}
