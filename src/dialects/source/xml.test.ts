import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childOf, childrenOf, readXml } from './xml.ts';

it('reads elements with attributes, text and their places', () => {
  const text = '<?xml version="1.0"?>\n<a>\n <b n="1&amp;2"> x <![CDATA[<y>]]></b><b/>\n</a>\n';
  const { root, fault } = readXml(text);
  expect(fault).toBeUndefined();
  const [first, second] = childrenOf(root, 'b');
  expect(first).toMatchObject({ text: 'x <y>', children: [] });
  expect(first?.attributes.get('n')).toBe('1&2');
  expect(text.slice(first?.start, first?.end)).toBe('<b n="1&amp;2"> x <![CDATA[<y>]]></b>');
  expect(text.slice(second?.start, second?.end)).toBe('<b/>');
  expect(text.slice(root?.start, root?.end)).toBe(text.slice(22, -1));
  expect(childOf(root, 'c')).toBeUndefined();
});

it('keeps what stands before a fault, and says where the fault is', () => {
  const text = '<a><b/><c></a>';
  const { root, fault } = readXml(text);
  expect(childrenOf(root, 'b')).toHaveLength(1);
  expect(fault?.message).toMatch(/unexpected close tag/);
  expect(fault?.offset).toBe(13);
});

it('knows no entity but those of XML, whatever a document type declares', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&b;&f;</a>';
  expect(readXml(bomb).fault?.message).toMatch(/entity/);
});

it('refuses elements that stand too deep, and a text that ends early', () => {
  expect(readXml('<a>'.repeat(100_000)).fault?.message).toMatch(/200 deep/);
  expect(readXml('<a><b>').fault?.message).toMatch(/unclosed root tag/);
  expect(readXml('').root).toBeUndefined();
});

it('never throws', () => {
  const piece = fc.oneof(
    fc.constantFrom('<a>', '</a>', '<', '>', '&', '<!--', '<![CDATA[', '"', '<?'),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => void readXml(pieces.join(''))));
});

it('is there for plain Node too, which finds no named exports in the package', () => {
  const module = new URL('./xml.ts', import.meta.url).href;
  const script = `import { readXml } from '${module}'; console.log(readXml('<a/>').root.name)`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(printed).toBe('a\n');
});
