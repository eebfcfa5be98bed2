/** Each feature of nftables in a tiny rule set, and what it does to packets. */
import { describe, expect, it } from 'vitest';
import { ask, chain, expectVerdicts, INTERFACES, read } from '../../../test/nftables/kit.ts';
import { ANY_STATE, ESTABLISHED, INVALID, UNTRACKED } from '../../net/state.ts';
import { nftablesReader } from './reader.ts';

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
