/** What is none: never an error, never slow, never a certain permit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { fixture, readPanos, rule } from './kit.ts';

const PACKETS = ['tcp 10.1.0.5 > 10.2.0.1:80', 'udp 8.8.8.8 > 10.2.0.1:53', 'tcp [fd00::1] > [fd00::2]:443'];

const words = `set delete move edit top up rulebase pre-rulebase security rules r s from to source destination
application service action allow deny any trust [ ] { } ; " ' before after disabled yes negate-source address A
ip-netmask 10.0.0.0/8 fqdn address-group static vsys vsys1 device-group DG shared rule-type intrazone <rules> <entry
name= > </entry> <member> </member> <config>`.split(/\s+/);
const garbage = fc
  .array(
    fc.oneof(fc.constantFrom(...words), fc.constantFrom('\n', '\n', '\r\n'), fc.string({ maxLength: 4 })),
  )
  .map((parts) => parts.join(' '));

describe('garbage', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(garbage, fc.string({ unit: 'binary' })), (text) => {
        panosReader.recognises(text, 'x');
        const { ask } = readPanos(text, { trust: '10.0.0.0/8' });
        for (const packet of PACKETS) ask(packet);
      }),
      { numRuns: 1000 },
    );
  });

  it('among commands is never passed by', () => {
    const whole = rule('r', 'source 10.1.0.0/16') + rule('last', '', 'deny');
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), (text) => {
        const isNoise = /^\s*$|^\s*[#!]|["'\n\r]/.test(text) || /^\s*(set|top|up|delete|edit)\b/.test(text);
        fc.pre(!isNoise);
        const { ask } = readPanos(`${whole}zzz ${text}\n`);
        expect(ask('tcp 10.1.0.5 > 10.2.0.1:80')).toBe('depends');
      }),
      { numRuns: 300 },
    );
  });

  it('in a rule is never a certain permit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,9}-[a-z]{1,9}$/), (key) => {
        const { ask } = readPanos(`${rule('r', '')}set rulebase security rules r x${key} y\n`);
        expect(ask('tcp 10.1.0.5 > 10.2.0.1:80')).toBe('depends');
      }),
      { numRuns: 100 },
    );
  });

  it('in place of a part of the text never permits more', () => {
    const text = fixture('site.set');
    const before = readPanos(text);
    const lines = text.split('\n');
    const packets = [
      'tcp 10.20.1.1 > 10.0.10.11:445',
      'tcp 10.20.15.1 > 10.0.50.11:445',
      'tcp 10.30.0.100 > 10.0.10.12:10123',
    ];
    // Without a line that denies, or one that narrows, more may pass: with garbage in its place it is never certain.
    for (const [at, line] of lines.entries()) {
      if (!line.startsWith('set ') && !line.startsWith('move ')) continue;
      const torn = [...lines.slice(0, at), `se${line.slice(3)}`, ...lines.slice(at + 1)].join('\n');
      const { ask } = readPanos(torn);
      for (const packet of packets) {
        expect(before.ask(packet)).toBe('deny');
        expect(ask(packet), `${line} ${packet}`).not.toBe('permit');
      }
    }
  });
});

describe('a megabyte', () => {
  const MEGABYTE = 1_000_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));
  const many = (count: number, one: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => one(i)).join('');
  it.each<[string, string]>([
    ['quotes', fill('" ')],
    ['single quotes', fill("set '")],
    ['opening brackets', fill('set rulebase security rules r source [ ')],
    ['braces', fill('a { ')],
    ['brace lines', fill('rulebase {\n')],
    ['elements', fill('<entry name="x">')],
    ['blanks', fill(' ')],
    ['sets', fill('set rulebase security rules r from a to b\n')],
    [
      'rules',
      many(12_000, (i) => `set rulebase security rules r${i} from a${i} to b source x${i} service s${i}\n`),
    ],
    [
      'moves',
      `${many(9000, (i) => rule(`r${i}`, ''))}${many(9000, (i) => `move rulebase security rules r${i} top\n`)}`,
    ],
    [
      'groups in groups',
      many(20_000, (i) => `set address-group g${i} static [ g${i + 1} g${i + 2} ]\n`) +
        rule('r', 'source g0'),
    ],
    [
      'application groups',
      many(20_000, (i) => `set application-group g${i} members g${i + 1}\n`) +
        rule('r', 'application g0 service application-default'),
    ],
    [
      'wildcards',
      many(500, (i) => `set address w${i} ip-wildcard 10.0.0.${i % 250}/0.170.170.170\n`) +
        many(500, (i) => rule(`r${i}`, `source w${i}`)),
    ],
    [
      'one large group in every rule',
      `set address-group g static [ ${many(20_000, (i) => `10.${i >> 8}.${i & 255}.0/25 `)}]\n${many(5000, (i) => rule(`r${i}`, 'source [ g 10.0.0.1 ]'))}`,
    ],
    [
      'zones',
      many(
        8000,
        (i) =>
          `set zone z${i} network layer3 e${i}\nset network interface ethernet e${i} layer3 ip 10.${i >> 8}.${i & 255}.1/24\n`,
      ) + rule('r', 'from z1 to z2'),
    ],
    [
      'device groups that share rules',
      many(4000, (i) => `set device-group g${i} address a ip-netmask 10.0.0.${i % 250}\n`) +
        many(4000, (i) => rule(`r${i}`, '').replace('set rulebase', 'set shared pre-rulebase')),
    ],
    [
      'device groups in each other',
      many(
        9000,
        (i) =>
          `set device-group g${i} parent-dg g${i + 1}\nset device-group g${i} address a ip-netmask 10.0.0.1\n`,
      ),
    ],
  ])(
    'of %s is read',
    (_, text) => {
      const { ask } = readPanos(text);
      for (const packet of PACKETS) ask(packet);
      panosReader.recognises(text, 'x');
    },
    60_000,
  );
});
