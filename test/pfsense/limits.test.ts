/** Texts that are made to take long, or to grow: reading ends. */
import { describe, expect, it } from 'vitest';
import { pf, readPf, rule } from './kit.ts';

const MEGABYTE = 1 << 20;
const many = (element: (i: number) => string): string => {
  const parts: string[] = [];
  for (let i = 0, length = 0; length < MEGABYTE; i++) {
    const text = element(i);
    length += text.length;
    parts.push(text);
  }
  return parts.join('');
};
const alias = (i: number, address: string): string =>
  `<alias><name>a${i}</name><type>host</type><address>${address}</address></alias>`;

describe('a megabyte of', () => {
  it.each([
    [
      'aliases in aliases',
      pf(
        rule({ source: '<address>a0</address>' }),
        `<aliases>${many((i) => alias(i, `a${i + 1}`))}</aliases>`,
      ),
    ],
    [
      'aliases of all aliases',
      pf(
        rule({ source: '<address>a0</address>' }),
        `<aliases>${many((i) => alias(i % 300, `a${(i * 7) % 300} a${(i * 11) % 300} 10.0.0.${i % 256}`))}</aliases>`,
      ),
    ],
    [
      'interfaces with floating rules',
      pf(
        many((i) => (i % 2 ? rule({ interface: '', more: '<floating>yes</floating>' }) : '')),
        `<interfaces>${Array.from({ length: 2000 }, (_, i) => `<opt${i}><enable/><if>em${i}</if></opt${i}>`).join('')}</interfaces>`,
      ),
    ],
    ['rules for interfaces that nobody knows', pf(many((i) => rule({ interface: `opt${i}` })))],
    [
      'ports',
      pf(
        rule({ destination: '<any/><port>a0</port>' }),
        `<aliases><alias><name>a0</name><type>port</type><address>${many((i) => `${(i * 2) % 65536} `)}</address></alias></aliases>`,
      ),
    ],
    ['elements in elements', `<pfsense>${'<a>'.repeat(MEGABYTE / 3)}`],
    [
      'groups',
      pf(
        rule({ interface: 'g7' }),
        `<ifgroups>${many((i) => `<ifgroupentry><ifname>g${i}</ifname><members>lan opt1</members></ifgroupentry>`)}</ifgroups>`,
      ),
    ],
  ])(
    '%s',
    (_, text) => {
      const one = readPf(text);
      expect(one.diagnostics.length).toBeLessThan(1500);
      expect(one.ask('tcp 10.1.0.7 > 10.0.0.5:80')).not.toBe(undefined);
    },
    20_000,
  );
});
