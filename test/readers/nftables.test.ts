/** What Portolan prints for nftables is read back as the same packets; rules that it writes permit what they should. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nftablesReader } from '../../src/dialects/nftables/reader.ts';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import {
  ANY_PORT,
  anyOf,
  hasPorts,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  TCP,
  UDP,
} from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import { matchHolds, type Packet } from '../../src/net/packet.ts';
import { NEW } from '../../src/net/state.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import type { FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import { judge } from '../../src/verify/judge.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { filterBoxes, hostBoxes } from '../rules/expected.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { type Box, witness } from '../rules/packets.ts';

const NO_INTERFACES = { interfaces: new Map() };
const CODES = new Map([
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [ICMP, 'icmp'],
  [ICMPV6, 'icmp'],
]);

function readText(text: string): { rulesets: readonly Ruleset[]; codes: string[] } {
  const { config, diagnostics } = nftablesReader.parse(text, 'a.nft');
  const raised = nftablesReader.raise(config, NO_INTERFACES);
  return {
    rulesets: raised.configuration.rulesets,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
  };
}

function printed(policy: Policy): string {
  const { printed: file } = printPolicy({ ...policy, dialect: 'nftables' });
  if (!file) throw new Error('nothing was printed');
  return file.text;
}

/** A permit of new connections that came from the plan, as boxes. Helpers and frames have no name of a rule. */
function planned(rule: FilterRule): Box[] {
  if (rule.action !== 'permit' || rule.via === undefined || (rule.states & NEW) === 0) return [];
  return rule.matches.flatMap(({ sources, destinations, services }) =>
    sources.flatMap((s) =>
      destinations
        .filter((d) => d.family === s.family)
        .flatMap((d) =>
          services.map((service): Box => {
            const transport = CODES.get(service.protocol.first) ?? 'other';
            const port: [bigint, bigint] = hasPorts(service.protocol.first)
              ? [BigInt(service.destination.first), BigInt(service.destination.last)]
              : [0n, 0n];
            return {
              family: s.family,
              transport,
              source: [s.first, s.last],
              destination: [d.first, d.last],
              port,
            };
          }),
        ),
    ),
  );
}

/** What the frame around the plan asks for beside packets: the administrator's file, and neighbours on the link. */
const FRAME = ['`include ', '`ip6 hoplimit 255`'];

function expectSame(rulesets: readonly Ruleset[], hook: Ruleset['hook'], wanted: readonly Box[]): void {
  const [ruleset, ...others] = rulesets.filter((r) => r.hook === hook);
  expect(others).toEqual([]);
  expect(ruleset?.otherwise.action).toBe('deny');
  const got = (ruleset?.rules ?? []).flatMap(planned);
  expect({ missing: witness(wanted, got), excess: witness(got, wanted) }).toEqual({});
  expect(
    ruleset?.rules
      .flatMap((r) => r.depends)
      .filter(({ text }) => !FRAME.some((start) => text.startsWith(start))),
  ).toEqual([]);
}

describe('what Portolan prints', () => {
  it.each(EXAMPLES)('for each filter and Linux host of the example %s is read as the plan', (name) => {
    const { plan, hierarchy } = planExample(name);
    for (const filter of hierarchy.filters) {
      const { rulesets, codes } = readText(printed(networkPolicy(plan, hierarchy, filter.name)));
      expect(codes).toEqual([]);
      expectSame(rulesets, 'forward', filterBoxes(plan, hierarchy, filter.name));
    }
    for (const host of hierarchy.hosts.filter((h) => h.os === 'linux')) {
      const { rulesets, codes } = readText(printed(hostPolicy(plan, hierarchy, host.name)));
      // The administrator's own file, which isn't part of what is printed.
      expect(codes).toEqual(['PT8003', 'PT8003']);
      for (const hook of ['in', 'out'] as const)
        expectSame(rulesets, hook, hostBoxes(plan, hierarchy, host.name, hook));
    }
  });

  it('stays the plan whatever names look like', () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy }) => {
        const { rulesets, codes } = readText(printed(networkPolicy(plan, hierarchy, 'core')));
        expect(codes).toEqual([]);
        expectSame(rulesets, 'forward', filterBoxes(plan, hierarchy, 'core'));
      }),
      { numRuns: 100 },
    );
  });
});

const address = (family: Family): fc.Arbitrary<AddressRange> =>
  fc
    .tuple(fc.bigInt(1n, 60n), fc.bigInt(0n, 20n))
    .map(([first, size]) => ({ family, first, last: first + size }));
const port = fc.tuple(fc.nat(60), fc.nat(20)).map(([first, size]) => ({ first, last: first + size }));
const service = fc.oneof(
  fc
    .tuple(fc.constantFrom(TCP, UDP), fc.oneof(fc.constant(ANY_PORT), port), port)
    .map(([p, source, destination]) => ({
      ...anyOf(p),
      source,
      destination,
    })),
  fc
    .tuple(fc.nat(20), fc.nat(3))
    .map(([t, c]) => ({ ...anyOf(ICMP), source: icmpRange(t), destination: icmpRange(0, c) })),
  fc.constantFrom(anyOf(47), { protocol: { first: 40, last: 60 }, source: ANY_PORT, destination: ANY_PORT }),
);
const match: fc.Arbitrary<Match> = fc.record({
  sources: fc.array(fc.oneof(address(4), address(6)), { minLength: 1, maxLength: 4 }),
  destinations: fc.array(fc.oneof(address(4), address(6)), { minLength: 1, maxLength: 4 }),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
});
const packet: fc.Arbitrary<Packet> = fc
  .record({
    family: fc.constantFrom<Family>(4, 6),
    source: fc.bigInt(0n, 85n),
    destination: fc.bigInt(0n, 85n),
    protocol: fc.constantFrom(TCP, UDP, ICMP, 47, 61),
    a: fc.nat(85),
    b: fc.nat(85),
  })
  .map(({ a, b, ...rest }) => {
    const scale = rest.protocol === ICMP ? 256 : hasPorts(rest.protocol) ? 1 : 0;
    return {
      ...rest,
      sourcePort: (rest.protocol === ICMP ? a % 22 : a) * scale,
      destinationPort: (rest.protocol === ICMP ? b % 5 : b) * scale,
    };
  });

const FRAMES = [
  'table inet t {\n  chain f {\n    type filter hook forward priority 0; policy drop;\n    ct state established accept\n\tanchor\n  }\n}\n',
  'add table inet t\nadd chain inet t f { type filter hook forward priority 0; policy drop; }\nadd rule inet t f anchor\n',
];

describe('what it writes into a configuration', () => {
  it.each(FRAMES)('permits exactly what was asked for, in %j', (frame) => {
    const text = frame.replace('anchor', 'udp dport 65535 counter drop');
    const { config } = nftablesReader.parse(text, 'a.nft');
    const before = nftablesReader.raise(config, NO_INTERFACES).configuration.rulesets[0];
    const anchor = before?.rules.at(-1);
    if (!anchor) throw new Error('no anchor');
    let written = 0;
    fc.assert(
      fc.property(
        match,
        fc.array(packet, { minLength: 60, maxLength: 60 }),
        fc.string({ unit: 'binary' }),
        (m, packets, comment) => {
          const lines = nftablesReader.write({ action: 'permit', match: m, comment }, anchor, config);
          if (!lines) return;
          written++;
          const line = text.slice(0, anchor.span.start).lastIndexOf('\n') + 1;
          const after = readText(`${text.slice(0, line)}${lines.join('\n')}\n${text.slice(line)}`);
          expect(after.codes).toEqual([]);
          const [ruleset] = after.rulesets;
          if (!ruleset) throw new Error('no rule set');
          for (const p of packets)
            expect(judge(ruleset, p).verdict).toBe(matchHolds(m, p) ? 'permit' : 'deny');
        },
      ),
      { numRuns: 150 },
    );
    // ICMP of one family in lines of both can't be said.
    expect(written).toBeGreaterThan(40);
  });

  it('keeps the indentation, the counter and the question for the state', () => {
    const { config } = nftablesReader.parse(
      FRAMES[0]?.replace('anchor', 'tcp dport 1 counter accept') ?? '',
      'a.nft',
    );
    const anchor = nftablesReader.raise(config, NO_INTERFACES).configuration.rulesets[0]?.rules.at(-1);
    if (!anchor) throw new Error('no anchor');
    const one = (family: Family): AddressRange => ({ family, first: 1n, last: 2n });
    const rule = {
      action: 'permit',
      match: {
        sources: [one(4), one(6)],
        destinations: [one(6), one(4)],
        services: [
          { ...anyOf(TCP), destination: { first: 80, last: 80 } },
          { ...anyOf(TCP), destination: { first: 443, last: 445 } },
          { ...anyOf(UDP), destination: { first: 53, last: 53 } },
        ],
      },
      comment: 'a "quoted"\ncomment',
    } as const;
    expect(nftablesReader.write(rule, anchor, config)).toEqual(
      ['ip saddr 0.0.0.1-0.0.0.2 ip daddr 0.0.0.1-0.0.0.2', 'ip6 saddr ::1-::2 ip6 daddr ::1-::2'].flatMap(
        (sides) =>
          ['tcp dport { 80, 443-445 }', 'udp dport 53'].map(
            (ports) => `\t${sides} ${ports} ct state new counter accept comment "a 'quoted'\\u{a}comment"`,
          ),
      ),
    );
  });
});

describe('hostile texts', () => {
  const pieces = [
    'table inet t {\n',
    'chain f {\n',
    'type filter hook forward priority 0; policy drop;\n',
    '}\n',
    '{',
    '}',
    ';',
    '\n',
    '"',
    '#',
    '\\\n',
    '@',
    '$x',
    ':',
    '.',
    '-',
    ' ',
    'tcp dport ',
    'vmap ',
    'jump f',
    'accept',
    'ct state ',
    '!= ',
    'ip saddr ',
    '10.0.0.0/8',
    '::',
    'fd00::/',
    ', ',
    'limit rate ',
    'set s {\n',
    'elements = ',
    'define x = ',
    '$x',
    'add rule inet t f ',
    'delete ',
    'flush ruleset',
    'include ',
    'log prefix ',
    'reject with ',
    'meta ',
    '& ',
    '| ',
    '(',
    ')',
    '0x',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    'é',
    '99999999999',
  ] as const;

  it('never throw, and always end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        const { rulesets } = readText(parts.join(''));
        for (const ruleset of rulesets)
          for (const rule of ruleset.rules) expect(rule.place.line).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['open braces', '{'.repeat(1_000_000)],
    ['open parentheses', `table inet t { chain f { ct state ${'('.repeat(1_000_000)}`],
    ['words', 'x '.repeat(500_000)],
    ['colons', ':'.repeat(1_000_000)],
    ['one long word', 'a:'.repeat(500_000)],
    ['quotes', '"\n'.repeat(500_000)],
    [
      'nested sets',
      `table inet t { chain f { type filter hook forward priority 0; tcp dport ${'{ '.repeat(300_000)}`,
    ],
    ['unknown lines', 'frob\n'.repeat(200_000)],
    [
      'unknown rules',
      `table inet t { chain f { type filter hook forward priority 0;\n${'frob\n'.repeat(200_000)}} }`,
    ],
    [
      'concatenations',
      `table inet t { chain f { type filter hook forward priority 0;\n${'ip saddr . '.repeat(90_000)}`,
    ],
    [
      'returns',
      `table inet t {\nchain c {\n${Array.from({ length: 15_000 }, (_, i) => `ip saddr 10.0.${(i * 2) >> 8}.${(i * 2) & 255} tcp dport ${i} return\n`).join('')} accept\n}\nchain f { type filter hook forward priority 0;\njump c\ndrop\n}\n}`,
    ],
    [
      'chains that jump twice',
      `table inet t {\n${Array.from({ length: 20 }, (_, i) => `chain c${i} {\n${`jump c${i + 1}\n`.repeat(8)}tcp dport 1 accept\n}\n`).join('')}chain c20 { accept; }\nchain f { type filter hook forward priority 0;\njump c0\n}\n}`,
    ],
    [
      'sets against sets',
      `table inet t { chain f { type filter hook forward priority 0;\nip saddr { ${Array.from({ length: 20_000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`).join(',')} } ip saddr != { ${Array.from({ length: 20_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0`).join(',')} } accept\n} }`,
    ],
  ])('%s take no longer than their length allows', (_, text) => {
    const start = process.cpuUsage();
    readText(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(6);
  });
});

it('reads all example files quickly enough to read them again and again', () => {
  const folder = new URL('../../examples/contoso/rules/filters/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(nftablesReader.recognises(text, file)).toBe(1);
    expect(readText(text).codes).toEqual([]);
  }
});
