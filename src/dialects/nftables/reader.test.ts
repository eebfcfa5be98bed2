/** Each feature of nftables in a tiny rule set, and what it does to packets. */
import { describe, expect, it } from 'vitest';
import { network } from '../../net/network.ts';
import { parsePacket } from '../../net/packet.ts';
import { ANY_STATE, ESTABLISHED, INVALID, NEW, UNTRACKED } from '../../net/state.ts';
import type { Configuration, Ruleset } from '../../policy/ruleset.ts';
import { judgeAll } from '../../verify/judge.ts';
import type { RaiseContext } from '../reader.ts';
import { nftablesReader } from './reader.ts';

interface Read {
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  readonly configuration: Configuration;
}

const net = (first: bigint, last: bigint): ReturnType<typeof network> => network(4, first, last);
const INTERFACES: RaiseContext['interfaces'] = new Map([
  ['lan', [net(0x0a000000n, 0x0a00ffffn)]],
  ['wan', [net(0xc0000200n, 0xc00002ffn)]],
]);

function read(text: string, interfaces: RaiseContext['interfaces'] = new Map()): Read {
  const { config, diagnostics } = nftablesReader.parse(text, 'f.nft');
  const raised = nftablesReader.raise(config, { interfaces });
  const all = [...diagnostics, ...raised.diagnostics];
  return {
    codes: all.map((d) => d.code),
    messages: all.map((d) => d.message),
    configuration: raised.configuration,
  };
}

/** Rules in a forward chain that drops everything else. */
const chain = (...rules: string[]): string =>
  `table inet t {\n  chain f {\n    type filter hook forward priority filter; policy drop;\n${rules.map((r) => `    ${r}`).join('\n')}\n  }\n}\n`;

function ask(
  { configuration }: Read,
  packet: string,
  { hook = 'forward', state = NEW }: { hook?: Ruleset['hook']; state?: number } = {},
): string {
  const parsed = parsePacket(packet);
  if ('error' in parsed) throw new Error(parsed.error);
  return judgeAll(configuration, hook, parsed, state).verdict;
}

/** Packet → verdict, for rules without any finding. */
function expectVerdicts(
  text: string,
  verdicts: Readonly<Record<string, string>>,
  interfaces: RaiseContext['interfaces'] = new Map(),
): void {
  const found = read(text, interfaces);
  expect(found.messages).toEqual([]);
  expect(Object.fromEntries(Object.keys(verdicts).map((packet) => [packet, ask(found, packet)]))).toEqual(
    verdicts,
  );
}

describe('matches', () => {
  it('of addresses: hosts, prefixes with host bits, ranges, sets, negation, comparison', () => {
    expectVerdicts(
      chain(
        'ip saddr 10.0.0.5/24 ip daddr 192.0.2.1 accept',
        'ip saddr { 10.1.0.1, 10.1.0.8-10.1.0.9, 10.2.0.0/16 } accept',
        'ip saddr != { 0.0.0.0/1, 128.0.0.0-223.255.255.255 } ip daddr 224.0.0.0/4 accept',
        'ip6 saddr fd00::/64 ip6 daddr != fd01::1-fd01::5 accept',
        'ip saddr > 10.200.255.254 ip saddr <= 10.201.0.0 accept',
        'ip daddr & 255.255.0.0 == 10.7.0.0 accept',
      ),
      {
        'tcp 10.0.0.1 > 192.0.2.1:1': 'permit',
        'tcp 10.0.1.1 > 192.0.2.1:1': 'deny',
        'udp 10.1.0.1 > 1.1.1.1:1': 'permit',
        'udp 10.1.0.7 > 1.1.1.1:1': 'deny',
        'udp 10.1.0.9 > 1.1.1.1:1': 'permit',
        '47 10.2.255.255 > 1.1.1.1': 'permit',
        'udp 239.0.0.1 > 239.0.0.2:1': 'permit',
        'udp 10.9.0.1 > 239.0.0.2:1': 'deny',
        'udp [fd00::1] > [fd01::6]:1': 'permit',
        'udp [fd00::1] > [fd01::5]:1': 'deny',
        'udp 10.200.255.255 > 1.1.1.1:1': 'permit',
        'udp 10.201.0.0 > 1.1.1.1:1': 'permit',
        'udp 10.201.0.1 > 1.1.1.1:1': 'deny',
        'udp 1.1.1.1 > 10.7.9.9:1': 'permit',
        'udp 1.1.1.1 > 10.8.0.0:1': 'deny',
      },
    );
  });

  it('of ports: names, ranges, sets, comparison, source ports', () => {
    expectVerdicts(
      chain(
        'tcp dport { ssh, 80-90, ftp-data } accept',
        'udp sport 1024 - 2047 udp dport != 53 accept',
        'tcp dport > 60000 accept',
        'meta l4proto { tcp, udp } th dport 53 accept',
        'sctp dport 2905 accept',
      ),
      {
        'tcp 1.1.1.1 > 2.2.2.2:22': 'permit',
        'tcp 1.1.1.1 > 2.2.2.2:20': 'permit',
        'tcp 1.1.1.1 > 2.2.2.2:21': 'deny',
        'tcp [::1] > [::2]:90': 'permit',
        'tcp [::1] > [::2]:91': 'deny',
        'udp 1.1.1.1:1024 > 2.2.2.2:54': 'permit',
        'udp 1.1.1.1:2048 > 2.2.2.2:54': 'deny',
        'udp 1.1.1.1:1024 > 2.2.2.2:53': 'permit',
        'tcp 1.1.1.1:1024 > 2.2.2.2:53': 'permit',
        'sctp 1.1.1.1:1024 > 2.2.2.2:53': 'deny',
        'sctp 1.1.1.1:1024 > 2.2.2.2:2905': 'permit',
        'tcp 1.1.1.1 > 2.2.2.2:60000': 'deny',
        'tcp 1.1.1.1 > 2.2.2.2:60001': 'permit',
      },
    );
  });

  it('of the bytes where ports would be is sure for protocols that have ports there', () => {
    const found = read(chain('th dport 53 accept'));
    expect(ask(found, 'sctp 1.1.1.1 > 2.2.2.2:53')).toBe('permit');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:54')).toBe('deny');
    expect(ask(found, 'icmp 1.1.1.1 > 2.2.2.2')).toBe('depends');
  });

  it('of protocols and families', () => {
    expectVerdicts(
      chain(
        'ip protocol gre accept',
        'ip6 nexthdr 50 accept',
        'meta l4proto != { tcp, udp, icmp, icmpv6, gre, esp } meta nfproto ipv4 accept',
        'meta protocol ip6 meta l4proto ah accept',
        'ip version 4 udp dport 9 accept',
      ),
      {
        '47 1.1.1.1 > 2.2.2.2': 'permit',
        '47 ::1 > ::2': 'deny',
        '50 ::1 > ::2': 'permit',
        '50 1.1.1.1 > 2.2.2.2': 'deny',
        '89 1.1.1.1 > 2.2.2.2': 'permit',
        '89 ::1 > ::2': 'deny',
        '51 ::1 > ::2': 'permit',
        'udp 1.1.1.1 > 2.2.2.2:9': 'permit',
        'udp [::1] > [::2]:9': 'deny',
      },
    );
  });

  it('of ICMP: types and codes by name and number, in their own family', () => {
    expectVerdicts(
      chain(
        'icmp type { echo-request, 13 } accept',
        'icmp type destination-unreachable icmp code port-unreachable accept',
        'icmpv6 type { nd-neighbor-solicit, 1-4 } accept',
        'meta l4proto 1 ip6 saddr ::5 accept',
      ),
      {
        'icmp 1.1.1.1 > 2.2.2.2 type 8': 'permit',
        'icmp 1.1.1.1 > 2.2.2.2 type 0': 'deny',
        'icmp 1.1.1.1 > 2.2.2.2 type 3 code 3': 'permit',
        'icmp 1.1.1.1 > 2.2.2.2 type 3 code 1': 'deny',
        'icmpv6 ::1 > ::2 type 135': 'permit',
        'icmpv6 ::1 > ::2 type 4': 'permit',
        'icmpv6 ::1 > ::2 type 5': 'deny',
        'icmp ::1 > ::2 type 8': 'deny',
        'icmp ::5 > ::2 type 8': 'permit',
      },
    );
  });

  it('of concatenations, plain and negated', () => {
    expectVerdicts(
      chain(
        'ip saddr . ip daddr . tcp dport { 10.0.0.0/24 . 10.1.0.1 . 80-90, 10.0.1.1-10.0.1.9 . 10.2.0.0/16 . ssh } accept',
        'meta l4proto . th dport { tcp . 53, udp . 123 } accept',
        'ip daddr . udp dport != { 10.0.0.1 . 5, 10.0.0.2 . 6 } ip saddr 9.9.9.9 accept',
      ),
      {
        'tcp 10.0.0.9 > 10.1.0.1:85': 'permit',
        'tcp 10.0.0.9 > 10.1.0.1:22': 'deny',
        'tcp 10.0.1.9 > 10.2.3.4:22': 'permit',
        'tcp 9.9.9.8 > 1.1.1.1:53': 'permit',
        'udp 9.9.9.8 > 1.1.1.1:53': 'deny',
        'udp [::1] > [::2]:123': 'permit',
        'udp 9.9.9.9 > 10.0.0.1:5': 'deny',
        'udp 9.9.9.9 > 10.0.0.1:6': 'permit',
        'udp 9.9.9.9 > 10.0.0.3:5': 'permit',
        'tcp 9.9.9.9 > 10.0.0.3:5': 'deny',
      },
    );
  });

  it.each([
    ['ct state established,related', 'established related'],
    ['ct state { new, untracked }', 'new untracked'],
    ['ct state != new', 'established related invalid untracked'],
    // Each packet has one state, and none is two of them at once: nft compares the whole.
    ['ct state != new,established', 'new established related invalid untracked'],
    ['ct state == new,established', ''],
    ['ct state ! new,established', 'related invalid untracked'],
    ['ct state & (new | related) != 0', 'new related'],
    ['ct state & ( new | invalid ) == new', 'new'],
    ['ct state & (established|related) == 0', 'new invalid untracked'],
    ['ct state new | established', 'new established'],
  ])('%s holds for: %s', (text, states) => {
    const found = read(chain(`${text} accept`));
    const names = { new: 1, established: 2, related: 4, invalid: 8, untracked: 16 };
    const held = Object.entries(names).filter(
      ([, state]) => ask(found, 'tcp 1.1.1.1 > 2.2.2.2:1', { state }) === 'permit',
    );
    expect(found.messages).toEqual([]);
    expect(held.map(([name]) => name).join(' ')).toBe(states);
  });

  it.each([
    ['tcp flags syn / fin,syn,rst,ack', 'permit'],
    ['tcp flags & (fin|syn|rst|ack) == syn', 'permit'],
    ['tcp flags & (fin | syn | rst | ack) != syn', 'deny'],
    ['tcp flags syn', 'permit'],
    // A host that offers ECN sets two more bits.
    ['tcp flags == syn', 'depends'],
    ['tcp flags != syn,ack', 'permit'],
    ['tcp flags ! ack,rst', 'permit'],
    ['tcp flags & (syn|ack) == (syn|ack)', 'deny'],
    ['tcp flags { fin, ack }', 'deny'],
  ])('%s: the first packet of a connection gets %s', (text, verdict) => {
    const found = read(chain(`${text} accept`));
    expect(found.messages).toEqual([]);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe(verdict);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:1', { state: ESTABLISHED })).toBe('depends');
    expect(ask(found, 'udp 1.1.1.1 > 2.2.2.2:1')).toBe('deny');
  });

  it('of the direction: first packets go the original way', () => {
    expect(ask(read(chain('ct direction original accept')), 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe('permit');
    expect(ask(read(chain('ct direction reply accept')), 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe('deny');
  });

  it('of interfaces: what stands behind them, if somebody said so', () => {
    expectVerdicts(
      chain('iifname "lan" oifname wan accept', 'iif lo accept', 'iifname != { "lan", "wan" } accept'),
      {
        'tcp 10.0.0.1 > 192.0.2.1:1': 'permit',
        'tcp 10.0.0.1 > 192.0.3.1:1': 'deny',
        'tcp 192.0.2.1 > 10.0.0.1:1': 'deny',
        'tcp 172.16.0.1 > 10.0.0.1:1': 'permit',
        'tcp [::1] > [::2]:1': 'permit',
      },
      INTERFACES,
    );
    const unknown = read(
      chain('iifname "eth0" tcp dport 22 accept', 'iifname eth* drop', 'iifname "eth0" drop'),
    );
    expect(unknown.codes).toEqual(['PT8005', 'PT8005']);
    expect(ask(unknown, 'tcp 1.1.1.1 > 2.2.2.2:22')).toBe('depends');
    expect(ask(unknown, 'tcp 1.1.1.1 > 2.2.2.2:23')).toBe('deny');
  });

  it.each([
    ['meta mark 0x1', 'other'],
    ['limit rate 10/second burst 5 packets', 'rate'],
    ['limit rate over 10 mbytes/second', 'rate'],
    ['quota over 5 gbytes', 'rate'],
    ['ct count over 20', 'rate'],
    ['meta hour "08:00"-"18:00"', 'schedule'],
    ['meta day { "Monday", "Friday" }', 'schedule'],
    ['meta skuid 1000', 'user'],
    ['fib saddr . iif oif eth0', 'other'],
    ['fib saddr type local', 'other'],
    ['socket transparent 1', 'other'],
    ['ct status snat', 'translation'],
    ['ct original ip daddr 1.2.3.4', 'translation'],
    ['ether saddr 00:11:22:33:44:55', 'other'],
    ['ip dscp cs1', 'other'],
    ['@th,0,16 0x50', 'other'],
    ['update @seen { ip saddr limit rate 3/minute }', 'rate'],
    ['ip daddr server.example', 'name'],
    ['@nonsense xyz', 'not-understood'],
  ])('%s is a dependency (%s)', (text, kind) => {
    const found = read(chain(`tcp dport 22 ${text} accept`));
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:22')).toBe('depends');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:23')).toBe('deny');
    expect(found.configuration.rulesets[0]?.rules[0]?.depends.map((d) => d.kind)).toEqual([kind]);
    const heard = kind === 'name' || kind === 'not-understood' ? ['PT8002'] : [];
    expect(found.codes).toEqual(heard);
  });

  it.each([
    'counter',
    'counter packets 5 bytes 300',
    'counter name "c"',
    'log',
    'log prefix "x: " level info flags tcp sequence,options',
    'log group 5 snaplen 64',
    'meta mark set 0x1',
    'meta nftrace set 1',
    'meta priority set 1:10',
    'ct mark set meta mark',
    'ct helper set "tftp"',
    'ct timeout set "x"',
    'tcp option maxseg size set rt mtu',
    'ip dscp set cs1',
    'flow add @f',
    'dup to 10.0.0.9',
    'continue',
  ])('%s decides nothing', (text) => {
    expectVerdicts(
      chain(`tcp dport 22 ${text}`, `udp dport 9 ${text.replace('continue', 'counter')} accept comment "c"`),
      {
        'tcp 1.1.1.1 > 2.2.2.2:22': 'deny',
        'udp 1.1.1.1 > 2.2.2.2:9': 'permit',
      },
    );
  });
});

describe('sets and maps', () => {
  it('are named, defined, written in several lines, and used by many', () => {
    expectVerdicts(
      `define servers = { 10.0.0.1, 10.0.0.2 }
define web = 80
define all = { $servers, 10.0.0.9 }
table ip t {
  set clients {
    type ipv4_addr; flags interval
    auto-merge
    elements = { 10.1.0.0/16, # the first floor
                 10.2.0.1-10.2.0.9 comment "x", 10.3.0.0/24 counter packets 1 bytes 2 }
  }
  set pairs { typeof ip daddr . tcp dport
    elements = { 10.0.0.7 . 25 } }
  chain f { type filter hook forward priority 0; policy drop
    ip saddr @clients ip daddr $all tcp dport { $web, 443 } accept
    ip daddr . tcp dport @pairs accept
  }
}`,
      {
        'tcp 10.1.2.3 > 10.0.0.9:80': 'permit',
        'tcp 10.3.0.3 > 10.0.0.2:443': 'permit',
        'tcp 10.2.0.10 > 10.0.0.2:443': 'deny',
        'tcp 10.2.0.9 > 10.0.0.3:443': 'deny',
        'tcp 1.1.1.1 > 10.0.0.7:25': 'permit',
      },
    );
  });

  it('map verdicts, inline and named, with a rest', () => {
    expectVerdicts(
      `table inet t {
  map ways {
    type ipv4_addr . inet_service : verdict
    elements = { 10.0.0.1 . 22 : jump admin, 10.0.0.1 . 23 : drop }
  }
  chain admin { ip saddr 10.9.0.0/16 accept }
  chain web { ip saddr 10.8.0.1 return; accept }
  chain f {
    type filter hook forward priority filter; policy drop;
    ct state vmap { invalid : drop, established : accept, related : accept }
    ip daddr . tcp dport vmap @ways
    tcp dport vmap { 80:goto web, 8000-8100 : jump web, 7:continue, * : drop }
    meta l4proto vmap { udp : accept }
    accept
  }
}`,
      {
        'tcp 10.9.0.1 > 10.0.0.1:22': 'permit',
        'tcp 10.8.0.2 > 10.0.0.1:22': 'deny',
        'tcp 10.8.0.2 > 10.0.0.1:23': 'deny',
        'tcp 10.8.0.2 > 10.0.0.1:80': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:80': 'deny',
        'tcp 10.8.0.1 > 10.0.0.1:8000': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:7': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:6': 'deny',
        'udp 10.8.0.1 > 10.0.0.1:6': 'permit',
      },
    );
  });

  it('that the kernel changes by itself, or that are missing, decide nothing for certain', () => {
    const text = (flags: string): string =>
      `table ip t {\n set s { type ipv4_addr; ${flags}; elements = { 10.0.0.1 } }\n chain f {\n type filter hook forward priority 0; policy drop;\n ip saddr @s accept\n }\n}`;
    expect(ask(read(text('flags dynamic,timeout')), 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
    expect(ask(read(text('flags constant')), 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('deny');
    const missing = read(chain('ip saddr @nobody accept', 'ip daddr $nowhere accept', 'jump elsewhere'));
    expect(missing.codes).toEqual(['PT8003', 'PT8003', 'PT8003']);
    expect(ask(missing, 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
  });

  it('that grow without end by names in names are given up', () => {
    const names = Array.from({ length: 40 }, (_, i) => `define a${i + 1} = { $a${i}, $a${i} }`);
    const found = read(`define a0 = 10.0.0.1\n${names.join('\n')}\n${chain('ip saddr $a40 accept')}`);
    expect(found.codes).toEqual(['PT8006']);
    expect(ask(found, 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
  });
});

describe('chains', () => {
  it('are entered by jump and goto, and left by return', () => {
    expectVerdicts(
      `table inet t {
  chain inner { tcp dport 1 return; tcp dport 2 accept; tcp dport 3 drop }
  chain last { tcp dport 5 return
    accept }
  chain f {
    type filter hook forward priority filter; policy drop;
    ip saddr 10.0.0.0/8 jump inner
    ip saddr 10.0.0.0/8 tcp dport 1-3 accept
    ip saddr 11.0.0.0/8 goto last
    tcp dport 5 accept
    ip saddr 12.0.0.1 return
    accept
  }
}`,
      {
        'tcp 10.0.0.1 > 1.1.1.1:1': 'permit',
        'tcp 10.0.0.1 > 1.1.1.1:2': 'permit',
        'tcp 10.0.0.1 > 1.1.1.1:3': 'deny',
        'tcp 11.0.0.1 > 1.1.1.1:5': 'deny',
        'tcp 11.0.0.1 > 1.1.1.1:6': 'permit',
        'tcp 12.0.0.1 > 1.1.1.1:5': 'permit',
        'tcp 12.0.0.1 > 1.1.1.1:6': 'deny',
        'tcp 12.0.0.2 > 1.1.1.1:6': 'permit',
      },
    );
  });

  it('name the way to each rule', () => {
    const found = read(`table inet t {
  chain b { tcp dport 1 accept comment "mail"; }
  chain a { jump b; }
  chain f { type filter hook forward priority 0; jump   a; tcp dport 9 drop; }
}`);
    const rule = found.configuration.rulesets[0]?.rules[0];
    expect(rule?.via?.map((v) => [v.place.line, v.text])).toEqual([
      [4, 'jump a'],
      [3, 'jump b'],
    ]);
    expect(rule).toMatchObject({ name: 'mail', place: { line: 2, column: 13, length: 33 } });
  });

  it('that lead back to themselves, or are missing, are unknown', () => {
    const found = read(`table inet t {
  chain a { tcp dport 1 jump b; }
  chain b { jump a; }
  chain f { type filter hook forward priority 0; policy drop; jump a; }
}`);
    expect(found.codes).toEqual(['PT8001']);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe('depends');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:2')).toBe('deny');
  });

  it('must all permit, in the order of their priorities', () => {
    const found =
      read(`table ip a { chain f { type filter hook forward priority filter + 10; policy accept; tcp dport 1 drop; } }
table inet b { chain f { type filter hook forward priority mangle - 5; policy accept; tcp dport 2 drop; }
  chain p { type filter hook prerouting priority -300; tcp dport 3 drop; } }
table ip6 c { chain f { type filter hook forward priority 0; policy drop; } }`);
    expect(found.codes).toEqual([]);
    expect(found.configuration.rulesets.map((r) => `${r.hook} ${r.name}`)).toEqual([
      'forward chain inet b p',
      'forward chain inet b f',
      'forward chain ip6 c f',
      'forward chain ip a f',
      'in chain inet b p',
    ]);
    const verdicts = [1, 2, 3, 4].map((port) => ask(found, `tcp 1.1.1.1 > 2.2.2.2:${port}`));
    expect(verdicts).toEqual(['deny', 'deny', 'deny', 'permit']);
    expect(ask(found, 'tcp [::1] > [::2]:4')).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:3', { hook: 'in' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:3', { hook: 'out' })).toBe('permit');
  });

  it('refuse with an answer only what can get that answer', () => {
    const text = (answer: string): string =>
      `table inet t { chain f { type filter hook forward priority 0; reject with ${answer}; } }`;
    const packets = [
      'tcp 1.1.1.1 > 2.2.2.2:1',
      'udp 1.1.1.1 > 2.2.2.2:1',
      'tcp [::1] > [::2]:1',
      'udp [::1] > [::2]:1',
    ];
    const denied = (answer: string): number[] =>
      packets.flatMap((packet, i) => (ask(read(text(answer)), packet) === 'deny' ? [i] : []));
    expect(denied('icmp host-unreachable')).toEqual([0, 1]);
    expect(denied('icmpv6 type port-unreachable')).toEqual([2, 3]);
    expect(denied('tcp reset')).toEqual([0, 2]);
    expect(denied('icmpx admin-prohibited')).toEqual([0, 1, 2, 3]);
  });

  it('judge input and output, where the loopback counts for nothing', () => {
    const found = read(`table inet h {
  chain i { type filter hook input priority 0; policy drop; iifname "lo" accept; tcp dport 22 accept; reject with icmpx admin-prohibited; }
  chain o { type filter hook output priority 0; policy accept; oif "lo" accept; tcp dport 25 reject with tcp reset; iifname "eth0" drop; }
}`);
    expect(found.codes).toEqual([]);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:22', { hook: 'in' })).toBe('permit');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:23', { hook: 'in' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:25', { hook: 'out' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:26', { hook: 'out' })).toBe('permit');
    // Not even as a rule that never matches: it is no mistake.
    const texts = found.configuration.rulesets.flatMap(({ rules }) => rules.map(({ text }) => text));
    expect(texts.filter((text) => text.includes('"lo"'))).toEqual([]);
    expect(texts.length).toBeGreaterThan(3);
  });

  it('that nothing leads to, tables that are switched off and other layers are named', () => {
    const found = read(`table inet t { chain unused { tcp dport 1 accept; } 
  chain f { type filter hook forward priority 0; policy drop; } }
table inet off { flags dormant; chain f { type filter hook forward priority 0; policy drop; } }
table arp a { chain i { type filter hook input priority 0; policy drop; } }
table bridge b { chain f { type filter hook forward priority 0; policy drop; } }`);
    expect(found.codes.toSorted()).toEqual(['PT8004', 'PT8004', 'PT8010', 'PT8010']);
    expect(found.configuration.rulesets.length).toBe(1);
  });

  it('of a device concern the packets from behind it', () => {
    const text = `table netdev n { chain i { type filter hook ingress device "lan" priority 0; policy accept; tcp dport 1 drop; } }`;
    expectVerdicts(
      text,
      {
        'tcp 10.0.0.1 > 1.1.1.1:1': 'deny',
        'tcp 10.0.0.1 > 1.1.1.1:2': 'permit',
        'tcp 9.0.0.1 > 1.1.1.1:1': 'permit',
      },
      INTERFACES,
    );
    expect(ask(read(text), 'tcp 10.0.0.1 > 1.1.1.1:1')).toBe('depends');
  });
});

describe('address translation', () => {
  it('of destinations leaves open what later chains decide about them', () => {
    const found = read(`table ip nat {
  chain pre { type nat hook prerouting priority dstnat; ip daddr 192.0.2.1 tcp dport 443 dnat to 10.0.0.5:8443; tcp dport 81 redirect to :3128 }
  chain post { type nat hook postrouting priority srcnat; oifname "wan" masquerade; ip saddr 10.0.0.0/8 snat to 192.0.2.1 }
}
${chain('accept')}`);
    expect(found.codes).toEqual(['PT8009', 'PT8009', 'PT8005']);
    expect(ask(found, 'tcp 1.1.1.1 > 192.0.2.1:443')).toBe('depends');
    expect(ask(found, 'tcp 1.1.1.1 > 192.0.2.1:80')).toBe('permit');
    expect(found.configuration.rulesets.map((r) => r.name)).toEqual(['chain inet t f']);
  });

  it('and connections that are not tracked', () => {
    const found =
      read(`table ip raw { chain pre { type filter hook prerouting priority raw; udp dport 53 notrack } }
${chain('ct state new accept')}`);
    expect(found.codes).toEqual(['PT8009']);
    expect(ask(found, 'udp 1.1.1.1 > 192.0.2.1:53')).toBe('depends');
    expect(ask(found, 'udp 1.1.1.1 > 192.0.2.1:54')).toBe('permit');
  });
});

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

it('keeps rules that never match, and states for what they ask', () => {
  const found = read(
    chain('ip saddr 10.0.0.1 ip6 daddr ::1 accept', 'ct state invalid drop', 'ct state untracked accept'),
  );
  const rules = found.configuration.rulesets[0]?.rules ?? [];
  expect(rules.map((r) => [r.matches.length, r.states])).toEqual([
    [0, ANY_STATE],
    [1, INVALID],
    [1, UNTRACKED],
  ]);
});

it.each([
  ['table inet t {\n chain f {\n type filter hook forward priority 0;\n }\n}', 1],
  ['#!/usr/sbin/nft -f\n', 1],
  ['add rule inet t f accept\n', 0.9],
  ['access-list OUTSIDE extended permit tcp any any eq 80', 0],
  ['*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n', 0],
  ['', 0],
])('recognises %j as %d', (text, sure) => {
  expect(nftablesReader.recognises(text, 'x.txt')).toBe(sure);
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
