/** Nothing that isn't understood ever becomes certain. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixture, readWith } from '../../../test/dialects/reader-kit.ts';
import { fortiosReader } from './reader.ts';

const LINES = fixture('fortios/backup.conf').split('\n');
const PACKETS = [
  'tcp 10.20.17.5:50000 > 10.0.0.1:80',
  'udp 10.0.0.1:40001 > 10.24.0.5:9',
  'tcp 10.20.17.5:50000 > 10.0.0.25:80',
  'tcp 198.51.100.7:50000 > 10.0.0.1:80',
];
const whole = readWith(fortiosReader, LINES.join('\n'));

it('a policy with a setting that nobody knows permits nothing for certain', () => {
  const inside = LINES.flatMap((line, i) => (/^ {8}set (?:name|srcintf|service) /.test(line) ? [i] : []));
  fc.assert(
    fc.property(fc.constantFrom(...inside), fc.stringMatching(/^[a-z]{8,12}$/), (at, word) => {
      const fw = readWith(
        fortiosReader,
        [...LINES.slice(0, at), `        set zz${word} enable`, ...LINES.slice(at)].join('\n'),
      );
      const rule = fw.configuration.rulesets[0]?.rules.find(
        (r) => r.place.line <= at && at < r.place.line + 11,
      );
      if (rule) expect(rule.depends.length).toBeGreaterThan(0);
    }),
  );
});

it('a text that ends early, or lost a line, permits nothing that the whole one denies', () => {
  fc.assert(
    fc.property(fc.nat(LINES.length - 1), fc.boolean(), (at, isCut) => {
      const text = isCut ? LINES.slice(0, at) : LINES.filter((_, i) => i !== at);
      const isMeant =
        !/exclude|subnet|member|wildcard|-ip |portrange|protocol|icmptype|status|schedule|set (?:src|dst)/.test(
          LINES[at] ?? '',
        );
      const fw = readWith(fortiosReader, text.join('\n'));
      if (!isMeant || fw.codes.includes('PT8007')) return;
      for (const packet of PACKETS) {
        if (whole.ask(packet) === 'deny') expect([at, fw.ask(packet)]).not.toEqual([at, 'permit']);
      }
    }),
    { numRuns: 300 },
  );
});
