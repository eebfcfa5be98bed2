import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadNft, ReadNftRule } from './model.ts';
import { parseNft } from './parse.ts';
import { raiseNft } from './raise.ts';

const HEAD = ['table inet t {', '  chain c {', '    type filter hook forward priority 0; policy drop;'];
const textOf = (lines: readonly string[]): string => [...HEAD, ...lines, '  }', '}'].join('\n');
const rulesOf = ({ tables }: ReadNft): readonly ReadNftRule[] => tables[0]?.chains.get('c')?.rules ?? [];

/** The same configuration, of which every rule is known by its parts alone. */
function withoutPlain(config: ReadNft): ReadNft {
  for (const { chains } of config.tables)
    for (const chain of chains.values())
      chain.rules = chain.rules.map(({ parts, span, place, comment }) => ({ parts, span, place, comment }));
  return config;
}

const raised = (config: ReadNft): unknown => raiseNft(config, { interfaces: new Map() });

const word = fc.constantFrom(
  ...[
    '10.0.0.1',
    '10.1.0.0/16',
    '10.0.0.3-10.0.0.9',
    '{ 10.0.0.1, 10.2.0.0/24 }',
    '{ 10.0.0.1 }',
    '0.0.0.0/0',
  ],
  ...[
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.9-10.0.0.3',
    '10.0.0.1/33',
    '{ 10.0.0.1,10.0.0.2 }',
    '{10.0.0.1}',
    '@s',
  ],
  ...['fd00::1', 'fd00::/64', '{ fd00::1-fd00::9, ::1 }', 'fd00::/0x40', '::', 'fd00:', '::ffff:10.0.0.1'],
  ...[
    '443',
    '8000-8010',
    '{ 80, 443 }',
    '{ 80-90, 1024-65535 }',
    '65536',
    '9-8',
    'https',
    '0443',
    '{ 80, }',
    '$p',
  ],
);
const part = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('ip saddr', 'ip daddr', 'tcp dport', 'udp dport'), word) },
  fc.tuple(fc.constantFrom('ip6 saddr', 'ip6 daddr', 'tcp sport', 'ip protocol', 'th dport', '!='), word),
  fc.tuple(
    fc.constantFrom('ct state', 'counter', 'log', 'comment "x"', 'accept', ''),
    fc.constantFrom('new', 'new,established', 'packets 5 bytes 60', 'packets 5', '', '"a"'),
  ),
);
const end = fc.constantFrom(
  ...['accept', 'drop', 'accept comment "web  server"', 'drop comment "x \\ y"', 'accept comment "a" "b"'],
  ...['reject', 'accept;', 'accept ', 'accepted', 'accept # why', 'drop comment "', 'return', 'drop\r', ''],
);
const line = fc
  .tuple(fc.constantFrom('    ', '', '\t'), fc.array(part, { maxLength: 5 }), end)
  .map(([indent, parts, last]) => `${indent}${[...parts.map((p) => p.join(' ')), last].join(' ')}`);

describe('rules of the simplest form', () => {
  it('mean what their parts mean, among all others', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = textOf(lines);
        const { config, diagnostics } = parseNft(text, 'f');
        const answer = raised(config);
        expect(answer).toEqual(raised(withoutPlain(config)));
        // Nothing is read without tokens where a command begins the line: the rules' places alone differ.
        const slow = parseNft(
          text.replaceAll(/^[ \t]*(?=\S)/gm, (blank) => `${blank}\\\n`),
          'f',
        );
        expect(rulesOf(slow.config).map((rule) => rule.plain)).toEqual(
          rulesOf(slow.config).map(() => undefined),
        );
        expect(rulesOf(slow.config).map((rule) => kindsOf(rule))).toEqual(rulesOf(config).map(kindsOf));
        expect(slow.diagnostics.map((d) => d.code)).toEqual(diagnostics.map((d) => d.code));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'ip saddr 10.0.0.0/8 ip daddr { 10.1.1.1, 10.1.1.3-10.1.1.9 } tcp dport { 443, 8000-8010 } ct state new counter accept comment "app 1"',
    'ip6 daddr fd00::/64 udp dport 53 counter packets 12 bytes 3456 drop',
    'accept',
  ])('reads %s at once', (rule) => {
    const { config } = parseNft(textOf([`    ${rule}`]), 'f');
    const [found] = rulesOf(config);
    expect(found?.plain).toBeDefined();
    expect(config.text.slice(found?.span.start, found?.span.end)).toBe(rule);
    expect(found?.place).toEqual({ file: 'f', line: 4, column: 5, length: rule.length });
  });
});

function kindsOf({ parts, comment }: ReadNftRule): unknown {
  return [parts.map((p) => (p.kind === 'match' ? [p.selectors, p.operator, p.value, p.mask] : p)), comment];
}
