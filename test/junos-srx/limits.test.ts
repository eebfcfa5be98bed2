/** Texts that are made to take long, or to grow: reading ends, and nothing becomes a certain permit by it. */
import { describe, expect, it } from 'vitest';
import { permit, readSrx } from './kit.ts';

const MEGABYTE = 1 << 20;
const many = (line: (i: number) => string): string => {
  const lines: string[] = [];
  for (let i = 0, length = 0; length < MEGABYTE; i++) {
    const text = line(i);
    length += text.length + 1;
    lines.push(text);
  }
  return `${lines.join('\n')}\n`;
};
const PAIR = 'security policies from-zone clients to-zone servers';
const BOOK = 'set security address-book global';

describe('a megabyte of', () => {
  it.each([
    [
      'policies that are moved',
      many((i) =>
        i % 2 ? `insert ${PAIR} policy p${i - 1} before policy p0` : `set ${PAIR} policy p${i} then deny`,
      ),
    ],
    ['unknown statements that are deleted', many((i) => (i % 2 ? 'delete gone' : `set strange${i} x`))],
    [
      'names that are deactivated all at once',
      many((i) => (i % 2 ? 'deactivate interfaces' : `set interfaces ge-${i} unit 0`)),
    ],
    ['levels', many(() => 'edit security policies from-zone a to-zone b')],
    ['sets in sets', many((i) => `${BOOK} address-set s${i} address-set s${i + 1}`)],
    ['sets of all sets', many((i) => `${BOOK} address-set s${i % 300} address-set s${(i * 7) % 300}`)],
    [
      'wildcards in groups',
      [
        many((i) =>
          i % 2
            ? `set groups g security zones security-zone <*${i}*> tcp-rst`
            : `set security zones security-zone z${i} interfaces a${i}`,
        ),
        'set apply-groups g\n',
      ].join(''),
    ],
    [
      'zones with addresses',
      many(
        (i) =>
          `set security zones security-zone z${i} interfaces a${i}.0\nset interfaces a${i} unit 0 family inet address 10.${(i >> 8) & 255}.${i & 255}.1/24`,
      ),
    ],
    [
      'routes',
      many(
        (i) =>
          `set routing-options static route 10.${(i >> 8) & 255}.${i & 255}.0/24 next-hop 10.255.${(i >> 8) & 255}.${i & 255}`,
      ),
    ],
    ['braces that do not close', 'a { '.repeat(MEGABYTE / 4)],
    [
      'lists',
      `security { policies { from-zone a to-zone b { policy p { match { source-address [ ${'x '.repeat(MEGABYTE / 2)}]; } } } } }`,
    ],
    ['values of one statement', many((i) => `set applications application x protocol ${i % 256}`)],
    [
      'terms',
      many(
        (i) => `set applications application x term t${i} protocol tcp destination-port 1-${(i % 65000) + 1}`,
      ),
    ],
  ])(
    '%s',
    (_, text) => {
      const srx = readSrx(permit('web', 'x', 's0') + text);
      expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:70')).not.toBe(undefined);
      expect(srx.diagnostics.length).toBeLessThan(1500);
    },
    20_000,
  );
});
