import { describe, expect, it } from 'vitest';
import { fixture, networks, readWith } from '../../../test/dialects/reader-kit.ts';
import { ANY_PORT, icmpRange, type Match } from '../../net/match.ts';
import { applyEdits } from '../../verify/text-edit.ts';
import { checkpointReader } from './reader.ts';

const match: Match = {
  sources: networks('10.20.0.0/16', '10.30.0.10-10.30.0.12'),
  destinations: networks('10.0.0.5'),
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
const text = fixture('checkpoint/script.sh');
const fw = readWith(checkpointReader, text);
const ruleOf = (name: string) => {
  const rule = fw.configuration.rulesets[0]?.rules.find((r) => r.name === name);
  if (!rule) throw new Error(name);
  return rule;
};

describe('a new rule in a script', () => {
  it('stands with its objects before its anchor, and permits just what is asked', () => {
    const anchor = ruleOf('drop the rest');
    const lines = checkpointReader.write(
      { action: 'permit', match, comment: "it's\nnew" },
      anchor,
      fw.config,
    );
    const after = readWith(
      checkpointReader,
      applyEdits(text, [{ kind: 'insert', before: anchor, lines: lines ?? [] }]),
    );
    expect(after.codes).toEqual(fw.codes);
    for (const packet of [
      'tcp 10.20.0.9:5 > 10.0.0.5:443',
      'udp 10.30.0.11:40001 > 10.0.0.5:9',
      'icmp 10.20.0.9 > 10.0.0.5',
      '47 10.20.0.9 > 10.0.0.5',
    ]) {
      expect(fw.ask(packet)).toBe('deny');
      expect(after.ask(packet)).toBe('permit');
    }
    expect(after.ask('tcp 10.30.0.13:5 > 10.0.0.5:443')).toBe('deny');
    expect(lines?.at(-1)).toMatch(/comments 'it'\\''s\\u\{a\}new' -s id\.txt$/);
  });

  it('is not written where a command before the anchor would make a rule behind it, nor into answers', () => {
    const rule = { action: 'permit', match, comment: '' } as const;
    expect(checkpointReader.write(rule, ruleOf('first'), fw.config)).toBeUndefined();
    const json = readWith(checkpointReader, fixture('checkpoint/network.out'));
    const anchor = json.configuration.rulesets[0]?.rules[0];
    expect(anchor && checkpointReader.write(rule, anchor, json.config)).toBeUndefined();
  });
});
