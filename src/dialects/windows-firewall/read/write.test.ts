import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWindows } from '../../../../test/rules/windows-kit.ts';
import { ANY_ADDRESS, ANY_PORT, ANY_SERVICE, anyOf, icmpRange, type Match } from '../../../net/match.ts';
import { parseNetwork } from '../../../net/network.ts';
import { matchHolds, type Packet } from '../../../net/packet.ts';
import { judge } from '../../../verify/judge.ts';
import { windowsFirewallReader } from '../reader.ts';

const net = (text: string) => {
  const parsed = parseNetwork(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
};
const tcp = (first: number, last = first, source = ANY_PORT) => ({
  protocol: { first: 6, last: 6 },
  source,
  destination: { first, last },
});
const WEB: Match = {
  sources: [net('10.1.0.0/16')],
  destinations: [net('10.0.0.1')],
  services: [tcp(80), tcp(443), tcp(8000, 8010)],
};

/** The text with a rule written before its first one. */
function withRule(
  text: string,
  match: Match,
  action: 'permit' | 'deny' = 'permit',
  comment = "web's | new",
): string | undefined {
  const { config } = windowsFirewallReader.parse(text, 'f');
  const { configuration } = windowsFirewallReader.raise(config, { interfaces: new Map() });
  const anchor = configuration.rulesets.flatMap((r) => r.rules)[0];
  if (!anchor) throw new Error('no rule');
  const lines = windowsFirewallReader.write({ action, match, comment }, anchor, config);
  if (!lines) return undefined;
  const start = text.lastIndexOf('\n', anchor.span.start) + 1;
  return `${text.slice(0, start)}${lines.join('\n')}\n${text.slice(start)}`;
}

const ANCHORS: Readonly<Record<string, string>> = {
  command: '  New-NetFirewallRule -DisplayName old -Action Block -RemoteAddress 192.0.2.1',
  'entry of a list':
    "$rules = @(\n    @{\n        DisplayName = 'old'\n        Protocol = 'UDP'\n        LocalPort = '9'\n    }\n    @{ DisplayName = 'b'; Protocol = 'UDP'; LocalPort = '10' }\n)\n$common = @{ Group = 'g'; Action = 'Allow'; Enabled = 'True'; Profile = 'Any' }\nforeach ($rule in $rules) {\n    New-NetFirewallRule @common @rule | Out-Null\n}",
  'entry with commas':
    "$rules = @(\n    @{ DisplayName = 'old'; Protocol = 'UDP'; LocalPort = '9' },\n    @{ DisplayName = 'b'; Protocol = 'UDP'; LocalPort = '10' }\n)\nforeach ($rule in $rules) { New-NetFirewallRule @rule }",
  'rule string': 'v2.30|Action=Block|Active=TRUE|Dir=In|RA4=192.0.2.1|Name=old|',
  'reg export':
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\X\\FirewallPolicy\\FirewallRules]\n"a"="v2.30|Action=Block|Active=TRUE|Dir=In|RA4=192.0.2.1|Name=old|"',
  'reg query':
    'HKEY_LOCAL_MACHINE\\SYSTEM\\X\\FirewallPolicy\\FirewallRules\n    a    REG_SZ    v2.30|Action=Block|Active=TRUE|Dir=In|RA4=192.0.2.1|Name=old|',
};

describe.each(Object.entries(ANCHORS))('beside a %s', (_, text) => {
  it('a rule is written that permits what it was asked to', () => {
    const read = readWindows(withRule(text, WEB) ?? '');
    expect(read.diagnostics).toEqual([]);
    expect(
      [
        'tcp 10.1.0.5:1 > 10.0.0.1:80',
        'tcp 10.1.0.5:1 > 10.0.0.1:8005',
        'tcp 10.1.0.5:1 > 10.0.0.2:80',
        'tcp 10.2.0.5:1 > 10.0.0.1:80',
        'tcp 10.1.0.5:1 > 10.0.0.1:81',
      ].map((p) => read.ask('in', p)),
    ).toEqual(['permit', 'permit', 'deny', 'deny', 'deny']);
    expect(read.rules[0]?.name).toMatch(/^web's . new$/);
    expect(read.rules.length).toBe(readWindows(text).rules.length + 1);
  });
});

describe('what can not be said', () => {
  const command = ANCHORS.command ?? '';
  const list = ANCHORS['entry of a list'] ?? '';
  it.each<[string, string, Match, 'permit' | 'deny']>([
    [
      'ports of SCTP',
      command,
      { ...WEB, services: [{ ...tcp(80), protocol: { first: 132, last: 132 } }] },
      'permit',
    ],
    [
      'some protocols',
      command,
      { ...WEB, services: [{ ...ANY_SERVICE, protocol: { first: 7, last: 90 } }] },
      'permit',
    ],
    [
      'ICMPv4 over IPv6',
      command,
      { sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services: [anyOf(1)] },
      'permit',
    ],
    ['a deny in a list of permits', list, WEB, 'deny'],
    [
      'a rule in a loop',
      'foreach ($p in 1..3) {\n  New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort $p\n}',
      WEB,
      'permit',
    ],
    ['a rule behind something else', '$x = New-NetFirewallRule -DisplayName x', WEB, 'permit'],
    ['a rule under a condition', 'if ($q) {\n  New-NetFirewallRule -DisplayName x\n}', WEB, 'permit'],
    ['a rule beside a line that was not understood', 'frobnicate', WEB, 'permit'],
  ])('%s', (_, text, match, action) => {
    expect(withRule(text, match, action)).toBeUndefined();
  });
});

describe('any match', () => {
  const address = fc
    .constantFrom('10.1.0.0/16', '10.1.0.5', '10.1.0.5-10.1.0.9', '0.0.0.0/0', 'fd00::/64', 'fd00::1', '::/0')
    .map(net);
  const addresses = fc.oneof(
    fc.constant([...ANY_ADDRESS]),
    fc.array(address, { minLength: 1, maxLength: 3 }),
  );
  const port = fc
    .tuple(fc.integer({ min: 0, max: 65535 }), fc.nat(3))
    .map(([first, more]) => ({ first, last: Math.min(first + more, 65535) }));
  const ports = fc.oneof(fc.constant(ANY_PORT), port);
  const type = fc.oneof(
    fc.constant(ANY_PORT),
    fc.tuple(fc.integer({ min: 0, max: 250 }), fc.nat(3)).map(([a, b]) => icmpRange(a, a + b)),
  );
  const service = fc.oneof(
    fc.constant(ANY_SERVICE),
    fc.constantFrom(1, 47, 58, 132).map(anyOf),
    fc.record({
      protocol: fc.constantFrom(6, 17).map((p) => ({ first: p, last: p })),
      source: ports,
      destination: ports,
    }),
    fc.record({
      protocol: fc.constantFrom(1, 58).map((p) => ({ first: p, last: p })),
      source: type,
      destination: type,
    }),
  );
  const match: fc.Arbitrary<Match> = fc.record({
    sources: addresses,
    destinations: addresses,
    services: fc.array(service, { minLength: 1, maxLength: 3 }),
  });
  /** Packets at the edges of a match, and one beyond. */
  const packetsOf = (m: Match): Packet[] => {
    const near = (a: { first: number; last: number }) =>
      [a.first - 1, a.first, a.last, a.last + 1].filter((x) => x >= 0 && x <= 65535);
    return m.services.flatMap((s) =>
      m.sources.flatMap((from) =>
        m.destinations.flatMap((to) =>
          from.family !== to.family
            ? []
            : near(s.source).flatMap((sourcePort) =>
                near(s.destination).flatMap((destinationPort) =>
                  [s.protocol.first, s.protocol.last, 6].flatMap((protocol): Packet[] => {
                    const plain = ![1, 6, 17, 58, 132].includes(protocol);
                    return [from.first, from.last, from.last + 1n].map((source) => ({
                      family: from.family,
                      source,
                      destination: to.first,
                      protocol,
                      sourcePort: plain ? 0 : sourcePort,
                      destinationPort: plain ? 0 : destinationPort,
                    }));
                  }),
                ),
              ),
        ),
      ),
    );
  };
  it.each(Object.entries(ANCHORS))('is permitted exactly, beside a %s, whatever the comment', (_, text) => {
    fc.assert(
      fc.property(match, fc.string({ unit: 'binary', maxLength: 30 }), (m, comment) => {
        const written = withRule(text, m, 'permit', comment);
        if (written === undefined) return;
        const read = readWindows(written);
        expect(read.diagnostics).toEqual([]);
        const [inbound] = read.configuration.rulesets;
        const before = readWindows(text).configuration.rulesets[0];
        if (!inbound || !before) throw new Error('no rules');
        for (const packet of packetsOf(m).slice(0, 400)) {
          const old = judge(before, packet).verdict;
          const denied = judge(before, packet).by === 'rule' && old === 'deny';
          expect(judge(inbound, packet).verdict).toBe(!denied && matchHolds(m, packet) ? 'permit' : old);
        }
      }),
      { numRuns: 40 },
    );
  });
});
