import { describe, expect, it } from 'vitest';
import { fixture, networks, readWith } from '../../../test/dialects/reader-kit.ts';
import { ANY_ADDRESS, ANY_PORT, ANY_SERVICE, icmpRange, type Match } from '../../net/match.ts';
import { applyEdits } from '../../verify/text-edit.ts';
import { fortiosReader } from './reader.ts';

const match: Match = {
  sources: networks('10.20.0.0/16', '10.30.0.10-10.30.0.12', 'fd20::/64'),
  destinations: networks('10.0.0.5', 'fd00::5'),
  services: [
    { protocol: { first: 6, last: 6 }, source: ANY_PORT, destination: { first: 443, last: 443 } },
    {
      protocol: { first: 17, last: 17 },
      source: { first: 40000, last: 40001 },
      destination: { first: 9, last: 9 },
    },
    { protocol: { first: 1, last: 1 }, source: icmpRange(8), destination: ANY_PORT },
    { protocol: { first: 47, last: 47 }, source: ANY_PORT, destination: ANY_PORT },
  ],
};

const text = fixture('fortios/backup.conf');
const fw = readWith(fortiosReader, text);
const anchor = fw.configuration.rulesets[0]?.rules.find((rule) => rule.name === 'late work');
if (!anchor) throw new Error('no rule');

describe('a new policy', () => {
  const lines = fortiosReader.write(
    { action: 'permit', match, comment: 'a "quoted"\nname' },
    anchor,
    fw.config,
  );
  const changed = applyEdits(text, [{ kind: 'insert', before: anchor, lines: lines ?? [] }]);
  const after = readWith(fortiosReader, changed);

  it('stands with its objects before its anchor, and permits just what is asked', () => {
    expect(after.codes).toEqual(fw.codes);
    for (const packet of [
      'tcp 10.20.0.9:5 > 10.0.0.5:443',
      'udp 10.30.0.11:40001 > 10.0.0.5:9',
      'icmp 10.20.0.9 > 10.0.0.5',
      '47 10.20.0.9 > 10.0.0.5',
      'tcp [fd20::9]:5 > [fd00::5]:443',
    ]) {
      expect(fw.ask(packet)).toBe('deny');
      expect(after.ask(packet)).toBe('permit');
    }
    for (const packet of [
      'tcp 10.30.0.13:5 > 10.0.0.5:443',
      'udp 10.30.0.11:40002 > 10.0.0.5:9',
      'tcp [fd21::9]:5 > [fd00::5]:443',
    ])
      expect(after.ask(packet)).toBe('deny');
  });

  it('has the indentation of the text and its comment in one line', () => {
    expect(lines?.filter((line) => /edit \d|comments/.test(line))).toEqual([
      expect.stringMatching(/^ {4}edit \d{7,}$/),
      '        set comments "a \\"quoted\\"\\\\u{a}name"',
    ]);
  });

  it('can be a deny, and say everything', () => {
    const everything: Match = { sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services: [ANY_SERVICE] };
    const denied = fortiosReader.write({ action: 'deny', match: everything, comment: '' }, anchor, fw.config);
    const shut = readWith(
      fortiosReader,
      applyEdits(text, [{ kind: 'insert', before: anchor, lines: denied ?? [] }]),
    );
    expect(shut.ask('udp 10.0.0.1:40001 > 10.24.0.5:9')).toBe('deny');
  });

  it('is not written where the language has no words for it, or the anchor is elsewhere', () => {
    const services = [{ protocol: { first: 0, last: 5 }, source: ANY_PORT, destination: ANY_PORT }];
    expect(
      fortiosReader.write(
        { action: 'permit', match: { ...match, services }, comment: '' },
        anchor,
        fw.config,
      ),
    ).toBeUndefined();
    const foreign = { ...anchor, span: { start: 3, end: 4 } };
    expect(fortiosReader.write({ action: 'permit', match, comment: '' }, foreign, fw.config)).toBeUndefined();
  });
});
