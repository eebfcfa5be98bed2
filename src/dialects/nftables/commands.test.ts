/** Rule sets of nftables as commands, of any length, and with parts that are not understood. */
import { describe, expect, it } from 'vitest';
import { ask, chain, expectVerdicts, read } from '../../../test/nftables/kit.ts';
import { nftablesReader } from './reader.ts';

describe('commands', () => {
  it('build the same as a block does, in their order', () => {
    expectVerdicts(
      `#!/usr/sbin/nft -f
flush ruleset
add table inet t
add chain inet t f { type filter hook forward priority 0; policy drop; }
add set inet t s { type ipv4_addr; }
add element inet t s { 10.0.0.1, 10.0.0.2 }
delete element inet t s { 10.0.0.2 }
add rule inet t f ip saddr @s accept
insert rule inet t f ip saddr 10.0.0.1 tcp dport 25 drop
add rule inet t f index 0 tcp dport 26 drop
nft add rule inet t f \\
  tcp dport 27 accept
add table ip gone
add chain ip gone f { type filter hook forward priority 0; policy drop; }
delete table ip gone
list ruleset`,
      {
        'tcp 10.0.0.1 > 1.1.1.1:24': 'permit',
        'tcp 10.0.0.2 > 1.1.1.1:24': 'deny',
        'tcp 10.0.0.1 > 1.1.1.1:25': 'deny',
        'tcp 10.0.0.1 > 1.1.1.1:26': 'deny',
        'tcp 10.0.0.2 > 1.1.1.1:27': 'permit',
      },
    );
  });

  it('that need the running filter are unknown', () => {
    const found = read(`${chain('tcp dport 1 accept')}\ndelete rule inet t f handle 4\n`);
    expect(found.codes).toEqual(['PT8001']);
    expect(ask(found, 'tcp 1.1.1.1 > 1.1.1.1:1')).toBe('depends');
    const placed = read(`${chain('tcp dport 1 accept')}\nadd rule inet t f handle 4 tcp dport 1-2 drop\n`);
    expect(placed.codes).toEqual(['PT8002']);
    expect([1, 2, 3].map((port) => ask(placed, `tcp 1.1.1.1 > 1.1.1.1:${port}`))).toEqual([
      'depends',
      'deny',
      'deny',
    ]);
  });
});

describe('what is not understood', () => {
  it('is named with its place, and decides nothing for certain', () => {
    const found = read(
      chain(
        'tcp dport 1 frobnicate accept',
        'tcp dport 2 frobnicate',
        'tcp dport 1-3 accept',
        'tcp dport 4 frobnicate drop',
      ),
    );
    expect(found.codes).toEqual(['PT8002', 'PT8001', 'PT8002']);
    const verdicts = [1, 2, 3, 4].map((port) => ask(found, `tcp 1.1.1.1 > 1.1.1.1:${port}`));
    expect(verdicts).toEqual(['permit', 'depends', 'permit', 'deny']);
    const [first, second] = found.configuration.rulesets[0]?.rules ?? [];
    expect(first).toMatchObject({
      action: 'permit',
      place: { line: 4, column: 5 },
      depends: [{ kind: 'not-understood' }],
    });
    expect(second).toMatchObject({ action: 'unknown', place: { line: 5, column: 5 } });
  });

  it('outside of chains, included files and a missing brace put everything in doubt', () => {
    for (const text of [
      `bogus line\n${chain('accept')}`,
      `include "/etc/x.nft"\n${chain('accept')}`,
      chain('accept').slice(0, -3),
      'complete nonsense',
    ]) {
      const found = read(text);
      expect(found.codes[0]).toMatch(/^PT800[13]$/);
      expect(ask(found, 'tcp 1.1.1.1 > 1.1.1.1:1')).toBe('depends');
    }
  });

  it('inside of a chain, an included file leaves open what stands behind it', () => {
    const found = read(chain('tcp dport 1 accept', 'include "/etc/more.nft"'));
    expect(found.codes).toEqual(['PT8003']);
    expect(ask(found, 'tcp 1.1.1.1 > 1.1.1.1:1')).toBe('permit');
    expect(ask(found, 'tcp 1.1.1.1 > 1.1.1.1:2')).toBe('depends');
  });

  it('an empty file judges nothing, and says so', () => {
    expect(read('').codes).toEqual(['PT8007']);
  });

  it('queue and synproxy leave the verdict to others', () => {
    for (const verdict of [
      'queue num 3',
      'queue flags bypass to 1-3',
      'synproxy mss 1460 wscale 7 timestamp sack-perm',
    ])
      expect(ask(read(chain(`tcp dport 1 ${verdict}`)), 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe('depends');
  });
});

it('reads texts of any length, also where the room for tokens grows', () => {
  // Rules that are read by tokens, and one that is read without; the first line makes their number odd or even.
  const table = (first: string, pad: number): string =>
    `${first}\ntable inet t {\n  chain c {\n${'    meta mark 1 counter\n'.repeat(pad)}    tcp dport 80 accept\n  }\n\n  chain d {\n  }\n}\n`;
  for (let pad = 180; pad < 270; pad++)
    for (const first of ['', 'table ip x', 'table ip x { }', 'flush ruleset', 'table ip x { };'])
      expect([pad, first, nftablesReader.parse(table(first, pad), 'a.nft').diagnostics]).toEqual([
        pad,
        first,
        [],
      ]);
});
