/** New rules: written next to one that is there, and read again as exactly what was asked for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iptablesReader } from '../../src/dialects/iptables/reader.ts';
import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  icmpRange,
  type Match,
  type ServiceRange,
  subtractMatch,
} from '../../src/net/match.ts';
import { parseNetwork } from '../../src/net/network.ts';
import { NEW } from '../../src/net/state.ts';
import { filterTable } from './kit.ts';

const COMMENT = `"quoted" \\ it's; $(x)\n-j DROP`;

function addresses(...texts: string[]): Match['sources'] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(network.error);
    return { family: network.family, first: network.first, last: network.last };
  });
}

function ports(protocol: number, ...ranges: [number, number][]): ServiceRange[] {
  return ranges.map(([first, last]) => ({ ...anyOf(protocol), destination: { first, last } }));
}

const match = (
  sources: string[],
  destinations: string[],
  services: readonly ServiceRange[] = ports(6, [445, 445]),
): Match => ({ sources: addresses(...sources), destinations: addresses(...destinations), services });

/** Writes a rule in front of the last one of a file whose rules these are. */
function write(
  wanted: Match,
  lines: readonly string[] = ['-A FORWARD -j DROP'],
  comment = COMMENT,
): readonly string[] | undefined {
  const { config } = iptablesReader.parse(filterTable(...lines), 'rules');
  const { configuration } = iptablesReader.raise(config, { interfaces: new Map() });
  const anchor = configuration.rulesets[0]?.rules.at(-1);
  if (!anchor) throw new Error('no anchor');
  return iptablesReader.write({ action: 'permit', match: wanted, comment }, anchor, config);
}

/** What lines permit, in `NEW`; they must be read without any doubt. */
function permitted(lines: readonly string[]): readonly Match[] {
  const { config, diagnostics } = iptablesReader.parse(filterTable(...lines), 'rules');
  const raised = iptablesReader.raise(config, { interfaces: new Map() });
  expect([...diagnostics, ...raised.diagnostics]).toEqual([]);
  const rules = raised.configuration.rulesets[0]?.rules ?? [];
  expect(rules.every((r) => r.action === 'permit' && r.depends.length === 0 && (r.states & NEW) !== 0)).toBe(
    true,
  );
  return rules.flatMap(({ matches }) => matches);
}

const minus = (from: readonly Match[], away: readonly Match[]): readonly Match[] =>
  away.reduce<readonly Match[]>((rest, piece) => rest.flatMap((one) => subtractMatch(one, piece)), from);

/** A product with sources and destinations of different families only holds no packet. */
const some = (matches: readonly Match[]): readonly Match[] =>
  matches.filter(({ sources, destinations }) =>
    sources.some(({ family }) => destinations.some((d) => d.family === family)),
  );

function expectExactly(lines: readonly string[] | undefined, wanted: Match): void {
  const found = permitted(lines ?? []);
  expect({ missing: some(minus([wanted], found)), excess: some(minus(found, [wanted])) }).toEqual({
    missing: [],
    excess: [],
  });
}

describe('a rule is written', () => {
  it('as iptables-save would', () => {
    const wanted = match(['10.1.0.0/16'], ['10.9.0.1', '10.9.0.5-10.9.0.7'], ports(6, [80, 80], [443, 443]));
    const lines = write(wanted, undefined, `CM01's "web"`);
    expect(lines).toEqual([
      `-A FORWARD -s 10.1.0.0/16 -d 10.9.0.1/32 -p tcp -m multiport --dports 80,443 -m comment --comment "CM01\\'s \\"web\\"" -j ACCEPT`,
      `-A FORWARD -s 10.1.0.0/16 -p tcp -m iprange --dst-range 10.9.0.5-10.9.0.7 -m multiport --dports 80,443 -m comment --comment "CM01\\'s \\"web\\"" -j ACCEPT`,
    ]);
    expectExactly(lines, wanted);
  });

  it('in the chain, with the counters, the table and the state that are used there', () => {
    const lines = write(
      match(['10.1.0.1'], ['10.9.0.1']),
      [
        '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        '-A FORWARD -j U',
        '[1:2] -t filter -A U -j DROP',
      ],
      'smb',
    );
    expect(lines).toEqual([
      '[0:0] -t filter -A U -s 10.1.0.1/32 -d 10.9.0.1/32 -p tcp -m tcp --dport 445 -m conntrack --ctstate NEW -m comment --comment smb -j ACCEPT',
    ]);
  });

  it('as a denial, and without what is any', () => {
    const { config } = iptablesReader.parse(filterTable('-A FORWARD -j ACCEPT'), 'rules');
    const anchor = iptablesReader.raise(config, { interfaces: new Map() }).configuration.rulesets[0]
      ?.rules[0];
    if (!anchor) throw new Error('no anchor');
    expect(iptablesReader.write({ action: 'deny', match: ANY_PACKET, comment: '' }, anchor, config)).toEqual([
      '-A FORWARD -j DROP',
    ]);
  });

  it('with no more than 15 ports in a list, of which a range is two', () => {
    const many = Array.from({ length: 20 }, (_, i): [number, number] => [i * 10 + 1, i * 10 + 1 + (i % 2)]);
    const wanted = match(['10.1.0.1'], ['10.9.0.1'], ports(17, ...many));
    const lines = write(wanted);
    expect(lines).toHaveLength(2);
    for (const line of lines ?? []) {
      const list = /--dports (\S+)/.exec(line)?.[1] ?? '';
      expect(list.split(/[,:]/).length).toBeLessThanOrEqual(15);
    }
    expectExactly(lines, wanted);
  });

  it.each<[string, Match]>([
    ['one port', match(['10.1.0.1'], ['10.9.0.1'])],
    ['any address', match(['0.0.0.0/0'], ['10.9.0.1'])],
    ['source ports', match(['10.1.0.1'], ['10.9.0.1'], [{ ...anyOf(17), source: { first: 67, last: 68 } }])],
    [
      'source and destination ports',
      match(
        ['10.1.0.1'],
        ['10.9.0.1'],
        [
          { ...anyOf(6), source: { first: 1024, last: 65535 }, destination: { first: 80, last: 80 } },
          { ...anyOf(6), source: { first: 1024, last: 65535 }, destination: { first: 90, last: 99 } },
          { ...anyOf(6), source: { first: 20, last: 20 }, destination: ANY_PORT },
        ],
      ),
    ],
    [
      'several protocols',
      match(['10.1.0.1'], ['10.9.0.1'], [...ports(6, [1, 2]), ...ports(17, [3, 3]), anyOf(50)]),
    ],
    [
      'a range of protocols',
      match(['10.1.0.1'], ['10.9.0.1'], [{ ...ANY_SERVICE, protocol: { first: 47, last: 51 } }]),
    ],
    ['UDP-Lite', match(['10.1.0.1'], ['10.9.0.1'], ports(136, [5, 5]))],
    ['an ICMP type', match(['10.1.0.1'], ['10.9.0.1'], [{ ...anyOf(1), source: icmpRange(8) }])],
    [
      'ICMP codes',
      match(
        ['10.1.0.1'],
        ['10.9.0.1'],
        [{ ...anyOf(1), source: icmpRange(3), destination: icmpRange(1, 4) }],
      ),
    ],
    ['a protocol', match(['10.1.0.1'], ['10.9.0.1'], [anyOf(6), anyOf(1)])],
  ])('exactly: %s', (_, wanted) => {
    expectExactly(write(wanted), wanted);
  });

  it('exactly, whatever it is', () => {
    const port = fc.integer({ min: 0, max: 65535 });
    const span = fc.tuple(port, port).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
    const service = fc
      .tuple(
        fc.constantFrom(6, 17, 132),
        fc.oneof(fc.constant(ANY_PORT), span),
        fc.oneof(fc.constant(ANY_PORT), span),
      )
      .map(([protocol, source, destination]) => ({ ...anyOf(protocol), source, destination }));
    const address = fc
      .tuple(fc.bigInt({ min: 0n, max: 0xffff_ffffn }), fc.bigInt({ min: 0n, max: 0xffff_ffffn }))
      .map(([a, b]) => ({ family: 4 as const, first: a < b ? a : b, last: a < b ? b : a }));
    const list = fc.array(address, { minLength: 1, maxLength: 3 });
    const anyMatch = fc.record({
      sources: list,
      destinations: list,
      services: fc.array(service, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(anyMatch, (wanted) => expectExactly(write(wanted), wanted)),
      { numRuns: 100, seed: 11 },
    );
  });

  it('for IPv6 in a file for IPv6, where the rest is left out', () => {
    const wanted = match(
      ['fd00::/16', '10.1.0.1'],
      ['fd01::1'],
      [...ports(17, [53, 53]), { ...anyOf(58), source: icmpRange(128) }],
    );
    const lines = write(wanted, ['-A FORWARD -s fd00::/8 -j DROP'], 'dns');
    expect(lines).toEqual([
      '-A FORWARD -s fd00::/16 -d fd01::1/128 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -m comment --comment dns -j ACCEPT',
      '-A FORWARD -s fd00::/16 -d fd01::1/128 -p udp -m udp --dport 53 -m comment --comment dns -j ACCEPT',
    ]);
  });

  it('with a comment that ends nothing, in what the kernel keeps of it', () => {
    const comment = `${COMMENT}${'€'.repeat(200)}`;
    const lines = write(match(['10.1.0.1'], ['10.9.0.1']), undefined, comment) ?? [];
    expect(lines).toHaveLength(1);
    const { config } = iptablesReader.parse(filterTable(...lines), 'rules');
    const { configuration } = iptablesReader.raise(config, { interfaces: new Map() });
    const [rule] = configuration.rulesets[0]?.rules ?? [];
    expect(rule?.name?.startsWith('"quoted" \\ it\'s; $(x)\\u{a}-j DROP')).toBe(true);
    expect(Buffer.byteLength(rule?.name ?? '')).toBeLessThanOrEqual(255);
    expect(rule?.action).toBe('permit');
  });
});

describe('a rule is not written', () => {
  const here: Match = { sources: [ANY_IPV4], destinations: [ANY_IPV4], services: [ANY_SERVICE] };
  it.each<[string, Match, (readonly string[])?]>([
    ['for the other family alone', { ...here, sources: [ANY_IPV6], destinations: [ANY_IPV6] }],
    ['for protocol 0 alone', { ...here, services: [anyOf(0)] }],
    [
      'for ports of several protocols at once',
      { ...here, services: [{ ...ANY_SERVICE, destination: { first: 1, last: 1 } }] },
    ],
    [
      "for ICMP's type 255, which means any",
      { ...here, services: [{ ...anyOf(1), source: icmpRange(255) }] },
    ],
    ['before a line that inserts', here, ['-I FORWARD -j DROP']],
    [
      'for more lines than anybody would read',
      match(
        Array.from({ length: 100 }, (_, i) => `10.1.${i}.1`),
        Array.from({ length: 100 }, (_, i) => `10.9.${i}.1`),
      ),
    ],
  ])('%s', (_, wanted, lines) => {
    expect(write(wanted, lines)).toBeUndefined();
  });
});
