/** Lines that repair a list stand at their place, and say what they should. */
import { describe, expect, it } from 'vitest';
import { ciscoIosReader, ciscoNxosReader } from '../../src/dialects/cisco-ios/reader.ts';
import type { NewRule } from '../../src/dialects/reader.ts';
import { ANY_PORT } from '../../src/net/match.ts';
import { readIos, readNxos } from './kit.ts';

const address = (last: number) => ({
  family: 4 as const,
  first: 0x0a00_0000n + BigInt(last),
  last: 0x0a00_0000n + BigInt(last),
});
const rule: NewRule = {
  action: 'permit',
  comment: 'client-mp#1 "what?"\nnext',
  match: {
    sources: [{ family: 4, first: 0x0a14_0000n, last: 0x0a14_ffffn }],
    destinations: [address(11), address(12)],
    services: [{ protocol: { first: 6, last: 6 }, source: ANY_PORT, destination: { first: 80, last: 80 } }],
  },
};

function writeBefore(reader: typeof ciscoIosReader, text: string, at: number) {
  const { config } = reader.parse(text, 'r1.cfg');
  const { configuration } = reader.raise(config, { interfaces: new Map() });
  const anchor = configuration.rulesets[0]?.rules[at];
  return anchor && reader.write(rule, anchor, config);
}

describe('write', () => {
  it('writes into a list without numbers', () => {
    const text = 'ip access-list extended L\n permit udp any any\n deny ip any any\n';
    const lines = writeBefore(ciscoIosReader, text, 1) ?? [];
    expect(lines).toEqual([
      ' remark client-mp#1 "what." next',
      ' permit tcp 10.20.0.0 0.0.255.255 host 10.0.0.11 eq 80',
      ' permit tcp 10.20.0.0 0.0.255.255 host 10.0.0.12 eq 80',
    ]);
    const repaired = readIos(text.replace(' deny', `${lines.map((line) => `${line}\n`).join('')} deny`));
    expect(repaired.ask('tcp 10.20.1.7 > 10.0.0.12:80')).toBe('permit');
  });

  it('takes numbers that are free', () => {
    const text = 'ip access-list extended L\n 10 permit udp any any\n 20 deny ip any any\n';
    expect(writeBefore(ciscoIosReader, text, 1)).toEqual([
      ' remark client-mp#1 "what." next',
      ' 13 permit tcp 10.20.0.0 0.0.255.255 host 10.0.0.11 eq 80',
      ' 16 permit tcp 10.20.0.0 0.0.255.255 host 10.0.0.12 eq 80',
    ]);
    expect(writeBefore(ciscoIosReader, text.replace('20', '11'), 1)).toBeUndefined();
  });

  it('writes lines of a numbered list', () => {
    const text = 'access-list 101 permit udp any any\naccess-list 101 deny ip any any\n';
    expect(writeBefore(ciscoIosReader, text, 0)?.at(-1)).toBe(
      'access-list 101 permit tcp 10.20.0.0 0.0.255.255 host 10.0.0.12 eq 80',
    );
  });

  it('writes prefixes and numbered remarks in NX-OS', () => {
    const text = 'ip access-list L\n  10 permit udp any any\n  20 deny ip any any\n';
    const lines = writeBefore(ciscoNxosReader, text, 1) ?? [];
    expect(lines).toEqual([
      '  12 remark client-mp#1 "what." next',
      '  14 permit tcp 10.20.0.0/16 host 10.0.0.11 eq 80',
      '  16 permit tcp 10.20.0.0/16 host 10.0.0.12 eq 80',
    ]);
    const repaired = readNxos(text.replace('  20', `${lines.map((line) => `${line}\n`).join('')}  20`));
    expect(repaired.ask('tcp 10.20.1.7 > 10.0.0.12:80')).toBe('permit');
  });

  it('says nothing for another family', () => {
    const text = 'ipv6 access-list L\n permit udp any any\n';
    expect(writeBefore(ciscoIosReader, text, 0)).toBeUndefined();
  });
});
