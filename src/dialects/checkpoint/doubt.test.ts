/** Nothing that isn't understood ever becomes certain. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixture, readWith } from '../../../test/dialects/reader-kit.ts';
import { checkpointReader } from './reader.ts';

const TEXT = fixture('checkpoint/network.out');
const LINES = TEXT.split('\n');
const PACKETS = [
  'tcp 10.20.1.5:50000 > 10.0.0.29:10124',
  'tcp 10.20.1.5:50000 > 10.0.0.25:80',
  'tcp 10.20.1.5:50000 > 192.0.2.9:2000',
  'tcp 10.20.7.9:50000 > 10.99.0.1:2000',
  'tcp 198.51.100.7:50000 > 10.0.0.1:80',
];
const whole = readWith(checkpointReader, TEXT);

it('the packets are denied by the whole text', () => {
  for (const packet of PACKETS) expect(whole.ask(packet)).toBe('deny');
});

it('a rule with a field that nobody knows permits nothing for certain', () => {
  const starts = LINES.flatMap((line, i) => (line.includes('"type": "access-rule"') ? [i] : []));
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.stringMatching(/^[a-z]{8,12}$/), (at, word) => {
      const text = [...LINES.slice(0, at), `"zz${word}": true,`, ...LINES.slice(at)].join('\n');
      const fw = readWith(checkpointReader, text);
      const rule = fw.configuration.rulesets[0]?.rules.find((r) => Math.abs(r.place.line - at) <= 3);
      if (rule) expect(rule.depends.length).toBeGreaterThan(0);
    }),
  );
});

it('a text that ends early permits nothing that the whole one denies', () => {
  fc.assert(
    fc.property(fc.nat(TEXT.length), (at) => {
      const fw = readWith(checkpointReader, TEXT.slice(0, at));
      if (fw.codes.includes('PT8007')) return;
      for (const packet of PACKETS) expect([at, packet, fw.ask(packet)]).not.toEqual([at, packet, 'permit']);
    }),
    { numRuns: 150 },
  );
});

it('objects without what they should say permit nothing that the whole text denies', () => {
  const inside = LINES.flatMap((line, i) =>
    /^ {6,8}"(?:members|include|subnet4|mask-length4|ipv4-[a-z-]*|port|source-port|ip-protocol|icmp-type)"/.test(
      line,
    ) && line.endsWith(',')
      ? [i]
      : [],
  );
  fc.assert(
    fc.property(fc.constantFrom(...inside), (at) => {
      const broken = LINES.map((line, i) => (i === at ? line.replace(/: .*,$/, ': "?",') : line)).join('\n');
      const fw = readWith(checkpointReader, broken);
      for (const packet of PACKETS) expect([at, packet, fw.ask(packet)]).not.toEqual([at, packet, 'permit']);
    }),
  );
});
