/** Questions about the kind of a packet, which its way through the kernel answers: as firewalld, ufw and others ask. */
import { describe, expect, it } from 'vitest';
import { nftablesReader } from '../../src/dialects/nftables/reader.ts';
import { readWith } from '../dialects/reader-kit.ts';

const HOST = 'tcp 10.0.0.1:50000 > 10.0.0.2:80';
const HOST6 = 'tcp [fd00::1]:50000 > [fd00::2]:80';
const QUERY = 'udp 10.0.0.1:50000 > 10.0.0.2:137';
const GROUP = 'udp 10.0.0.1:50000 > 239.0.0.2:80';
const EVERYONE = 'udp 10.0.0.1:50000 > 255.255.255.255:67';

const table = (hook: string, ...rules: readonly string[]): string =>
  [
    'table inet f {',
    'chain c {',
    `type filter hook ${hook} priority 0; policy drop;`,
    ...rules,
    '}',
    '}',
  ].join('\n');

describe('the kind of a packet to the host itself', () => {
  it.each([
    // A packet comes in where answers to it go out, as everywhere that an interface stands for addresses.
    ['fib saddr . mark . iif oif missing drop; accept', { [HOST]: 'permit', [HOST6]: 'permit' }],
    ['fib saddr . iif oif 0 drop; accept', { [HOST]: 'permit' }],
    ['fib saddr . iif oif exists accept', { [HOST]: 'permit' }],
    ['fib saddr . iif oif "eth0" accept', { [HOST]: 'depends' }],
    ['fib daddr type local accept', { [HOST]: 'permit', [GROUP]: 'deny', [EVERYONE]: 'deny' }],
    ['fib daddr type != local drop; accept', { [HOST]: 'permit', [GROUP]: 'deny' }],
    [
      'fib daddr . iif type != { local, broadcast, multicast } drop; accept',
      { [HOST]: 'permit', [GROUP]: 'permit', [EVERYONE]: 'permit', [QUERY]: 'permit' },
    ],
    // A network's own broadcast address looks like any other: but for TCP, which a host takes from none.
    [
      'fib daddr type broadcast drop; accept',
      { [HOST]: 'permit', [HOST6]: 'permit', [QUERY]: 'depends', [EVERYONE]: 'deny' },
    ],
    ['fib daddr type vmap { local : accept, broadcast : drop }', { [HOST]: 'permit', [EVERYONE]: 'deny' }],
    ['fib saddr type local accept', { [HOST]: 'depends' }],
    ['meta pkttype { broadcast, multicast } drop; accept', { [HOST]: 'permit', [QUERY]: 'depends' }],
    ['meta pkttype host accept', { [HOST]: 'permit', [QUERY]: 'depends' }],
    ['meta pkttype != host drop; accept', { [HOST]: 'permit', [QUERY]: 'depends' }],
    // A packet that is asked about is whole, and has no header between that of IPv6 and that of TCP.
    ['rt type 0 drop; exthdr rt exists drop; exthdr frag exists drop; accept', { [HOST6]: 'permit' }],
    ['exthdr rt missing accept', { [HOST6]: 'permit', [HOST]: 'deny' }],
    ['rt nexthop 10.0.0.1 accept', { [HOST]: 'depends' }],
    ['ip frag-off & 0x1fff != 0 drop; ip frag-off & 0x3fff == 0 accept', { [HOST]: 'permit' }],
    ['ip frag-off != 0 drop; accept', { [HOST]: 'depends' }],
    ['ct status dnat accept', { [HOST]: 'deny' }],
    ['ct status & dnat == dnat accept', { [HOST]: 'deny' }],
    ['ct status ! dnat accept', { [HOST]: 'permit' }],
    ['ct status snat accept', { [HOST]: 'depends' }],
  ])('%s', (rules, verdicts) => {
    const read = readWith(nftablesReader, table('input', ...rules.split('; ')));
    expect(read.codes).toEqual([]);
    const found = Object.keys(verdicts).map((packet) => [packet, read.ask(packet, 'in')]);
    expect(Object.fromEntries(found)).toEqual(verdicts);
  });

  it('is another one where it is sent through', () => {
    const read = readWith(nftablesReader, table('forward', 'fib daddr type local drop', 'accept'));
    expect(read.ask(HOST)).toBe('permit');
    const broadcast = readWith(nftablesReader, table('forward', 'fib daddr type broadcast accept'));
    expect(broadcast.ask(HOST)).toBe('depends');
  });

  it('depends on a translation where there is one', () => {
    const nat =
      'table ip n { chain p { type nat hook prerouting priority -100; tcp dport 8080 dnat to 10.0.0.9:80; }; }\n';
    const read = readWith(nftablesReader, nat + table('forward', 'ct status dnat accept'));
    expect(read.ask(HOST)).toBe('depends');
  });

  it('is read from JSON, too', () => {
    const match = (left: object, right: unknown): object => ({ match: { op: '==', left, right } });
    const rule = (...expr: object[]): object => ({ rule: { family: 'inet', table: 'f', chain: 'c', expr } });
    const listing = {
      nftables: [
        { metainfo: { json_schema_version: 1 } },
        { table: { family: 'inet', name: 'f' } },
        {
          chain: {
            family: 'inet',
            table: 'f',
            name: 'c',
            type: 'filter',
            hook: 'input',
            prio: 0,
            policy: 'drop',
          },
        },
        rule(match({ fib: { result: 'oif', flags: ['saddr', 'iif'] } }, false), { drop: null }),
        rule(match({ exthdr: { name: 'rt', field: 'type' } }, 0), { drop: null }),
        rule(match({ exthdr: { name: 'frag' } }, true), { drop: null }),
        rule(match({ fib: { result: 'type', flags: ['daddr'] } }, 'local'), { accept: null }),
      ],
    };
    const read = readWith(nftablesReader, JSON.stringify(listing));
    expect([HOST, HOST6, GROUP].map((packet) => read.ask(packet, 'in'))).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
  });
});

describe('an interface by the start of its name', () => {
  const interfaces = { eth0: ['10.0.0.0/8'], wg0: ['10.200.0.0/16'] };
  const ask = (rule: string, packet: string): string =>
    readWith(nftablesReader, table('input', rule), interfaces).ask(packet, 'in');

  it('is certain for the networks that are known, and open for all others', () => {
    expect(ask('iifname "eth*" accept', HOST)).toBe('permit');
    expect(ask('iifname "eth*" accept', 'tcp 192.0.2.1:50000 > 10.0.0.2:80')).toBe('depends');
    expect(ask('iifname != "eth*" accept', HOST)).toBe('deny');
    expect(ask('iifname { "eth*", "wg*" } accept', 'tcp 10.200.0.1:50000 > 10.0.0.2:80')).toBe('permit');
  });

  it('is asked for where none is known', () => {
    const read = readWith(nftablesReader, table('input', 'iifname "ppp*" accept'), interfaces);
    expect(read.codes).toEqual(['PT8005']);
    expect(read.ask(HOST, 'in')).toBe('depends');
  });
});
