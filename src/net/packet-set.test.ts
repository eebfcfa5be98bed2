import { describe, expect, it } from 'vitest';
import { Exhausted } from './exhausted.ts';
import { ANY_IPV4, ANY_PACKET, ANY_SERVICE, anyOf, ICMP, type Match, TCP } from './match.ts';
import { parseNetwork } from './network.ts';
import { formatPacket, matchOfPacket, parsePacket } from './packet.ts';
import { PacketSet } from './packet-set.ts';

function match(from: string, to: string, services: Match['services'] = [ANY_SERVICE]): Match {
  const range = (text: string): Match['sources'] => {
    const network = parseNetwork(text);
    return 'error' in network ? [] : [network];
  };
  return { sources: range(from), destinations: range(to), services };
}

const PACKETS_OF_PAIR = 256n * 65536n * 65536n;

describe('PacketSet', () => {
  it('counts every packet there is', () => {
    expect(PacketSet.all.size()).toBe(((1n << 64n) + (1n << 256n)) * PACKETS_OF_PAIR);
    expect(PacketSet.empty.size()).toBe(0n);
    expect(PacketSet.empty.witness()).toBeUndefined();
    expect(PacketSet.all.complement().isEmpty()).toBe(true);
    expect(PacketSet.empty.complement().equals(PacketSet.all)).toBe(true);
  });

  it('holds no packet of two families', () => {
    expect(PacketSet.of([match('10.0.0.1', 'fd00::1')]).isEmpty()).toBe(true);
  });

  it.each([
    ['every packet', [ANY_PACKET], 'tcp 10.0.0.0:49152 > 10.0.0.0:1'],
    ['a network below', [match('1.0.0.0/8', '9.0.0.0/8')], 'tcp 1.0.0.0:49152 > 9.0.0.0:1'],
    ['a network around', [match('8.0.0.0/6', '10.1.0.0/16')], 'tcp 10.0.0.0:49152 > 10.1.0.0:1'],
    ['IPv6', [match('::/0', '2001:db8::/32')], 'tcp [2001::]:49152 > [2001:db8::]:1'],
    ['ICMP', [match('10.0.0.1', '10.0.0.2', [anyOf(ICMP)])], 'icmp 10.0.0.1 > 10.0.0.2 type 0 code 0'],
    ['neither ports nor types', [match('10.0.0.1', '10.0.0.2', [anyOf(50)])], '50 10.0.0.1 > 10.0.0.2'],
    [
      'low ports only',
      [
        match('10.0.0.1', '10.0.0.2', [
          { ...anyOf(TCP), source: { first: 5, last: 9 }, destination: { first: 0, last: 0 } },
        ]),
      ],
      'tcp 10.0.0.1:5 > 10.0.0.2:0',
    ],
  ])('has a witness that somebody could send: %s', (_, matches, expected) => {
    const witness = PacketSet.of(matches).witness();
    expect(witness && formatPacket(witness)).toBe(expected);
  });

  it('compares sets that were made of other IPv6 ranges', () => {
    const whole = PacketSet.of([match('fd00::/32', '::/0')]);
    const halves = PacketSet.of([match('fd00:0:8000::/33', '::/0'), match('fd00::/33', '::/0')]);
    expect(whole.equals(halves)).toBe(true);
    expect(whole.subtract(halves).isEmpty()).toBe(true);
    expect(halves.union(whole).size()).toBe(whole.size());
  });

  it('joins what was cut', () => {
    const packet = parsePacket('tcp 10.0.0.7:1024 > 10.0.0.2:445');
    if ('error' in packet) throw new Error(packet.error);
    const one = PacketSet.of([matchOfPacket(packet)]);
    const rest = PacketSet.of([match('10.0.0.0/24', '10.0.0.0/24')]).subtract(one);
    expect(rest.has(packet)).toBe(false);
    expect(rest.union(one).matches()).toEqual([
      {
        sources: [{ family: 4, first: 0x0a000000n, last: 0x0a0000ffn }],
        destinations: [{ family: 4, first: 0x0a000000n, last: 0x0a0000ffn }],
        services: [ANY_SERVICE],
      },
    ]);
  });

  it('says so where an answer would be made of too many boxes', () => {
    const stripes = (by: 'sources' | 'destinations'): Match[] =>
      Array.from({ length: 30 }, (_, i) => ({
        ...ANY_PACKET,
        sources: [ANY_IPV4],
        destinations: [ANY_IPV4],
        [by]: [{ family: 4, first: BigInt(2 * i), last: BigInt(2 * i) }],
      }));
    const small = { boxes: 100, steps: 100 };
    const [rows, columns] = [PacketSet.of(stripes('sources')), PacketSet.of(stripes('destinations'))];
    expect(rows.intersect(columns).size()).toBe(900n * PACKETS_OF_PAIR);
    expect(() => rows.intersect(columns, small)).toThrow(Exhausted);
    expect(() => PacketSet.all.subtract(rows).subtract(columns, small)).toThrow(Exhausted);
    expect(() =>
      PacketSet.of([...stripes('sources'), ...stripes('sources')], { boxes: 59, steps: 1 }),
    ).toThrow(Exhausted);
  });
});
