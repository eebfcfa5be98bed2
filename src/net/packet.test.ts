import { describe, expect, it } from 'vitest';
import { formatPacket, matchHolds, matchOfPacket, type Packet, parsePacket } from './packet.ts';

function read(text: string): Packet {
  const packet = parsePacket(text);
  if ('error' in packet) throw new Error(packet.error);
  return packet;
}

describe('parsePacket', () => {
  it.each([
    ['tcp 10.0.0.1:50000 > 10.0.0.2:445', 'tcp 10.0.0.1:50000 > 10.0.0.2:445'],
    ['TCP 10.0.0.1:50000->10.0.0.2:445', 'tcp 10.0.0.1:50000 > 10.0.0.2:445'],
    ['  udp 10.0.0.1 →10.0.0.2:53 ', 'udp 10.0.0.1:49152 > 10.0.0.2:53'],
    ['udp fd00::1 > [fd00::2]:0', 'udp [fd00::1]:49152 > [fd00::2]:0'],
    ['33 10.0.0.1:1 > 10.0.0.2:65535', '33 10.0.0.1:1 > 10.0.0.2:65535'],
    ['132 10.0.0.1:1 > 10.0.0.2:2', 'sctp 10.0.0.1:1 > 10.0.0.2:2'],
    ['icmp 10.0.0.1 > 10.0.0.2', 'icmp 10.0.0.1 > 10.0.0.2 type 8 code 0'],
    ['icmp 10.0.0.1 > 10.0.0.2 type 3 code 4', 'icmp 10.0.0.1 > 10.0.0.2 type 3 code 4'],
    ['icmp6 ::1 -> ::2', 'icmpv6 ::1 > ::2 type 128 code 0'],
    ['50 ::1 > fd00::1234', '50 ::1 > fd00::1234'],
    ['0 0.0.0.0 > 255.255.255.255', '0 0.0.0.0 > 255.255.255.255'],
  ])('reads %s', (text, canonical) => {
    const packet = read(text);
    expect(formatPacket(packet)).toBe(canonical);
    expect(read(canonical)).toEqual(packet);
  });

  it.each([
    ['tcp 10.0.0.1:50000', /expected a packet like/],
    ['', /expected a packet like/],
    ['tcp 10.0.0.1 > 10.0.0.2:445 please', /expected a packet like/],
    ['constructor 10.0.0.1 > 10.0.0.2:445', /is no protocol/],
    ['256 10.0.0.1 > 10.0.0.2', /is no protocol/],
    ['tcp 10.0.0.1 > 10.0.0.2', /destination port is missing/],
    ['tcp 10.0.0.1 > 10.0.0.2:65536', /from 0 to 65535/],
    ['tcp 10.0.0.1 > [fd00::1]:445', /of one family/],
    ['tcp 10.0.0.256 > 10.0.0.2:445', /10\.0\.0\.256: /],
    ['tcp 10.0.0.1 > 10.0.0.2:445 type 8', /only ICMP/],
    ['50 10.0.0.1 > 10.0.0.2 code 1', /only ICMP/],
    ['50 10.0.0.1 > 10.0.0.2:1', /has no ports/],
    ['icmp 10.0.0.1 > 10.0.0.2 type 256', /from 0 to 255/],
  ])('refuses %s', (text, error) => {
    expect(parsePacket(text)).toEqual({ error: expect.stringMatching(error) });
  });

  it('takes no time for garbage', () => {
    const start = performance.now();
    for (const part of ['>', ' ', '1', 'x >', ':', '[', ' type 1'])
      expect(parsePacket(`tcp ${part.repeat(200_000)}`)).toHaveProperty('error');
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('matchOfPacket', () => {
  it('is the ICMP type and code for all of its stretched numbers', () => {
    const packet = read('icmp 10.0.0.1 > 10.0.0.2 type 8 code 1');
    const [service] = matchOfPacket(packet).services;
    expect(service).toMatchObject({
      source: { first: 2048, last: 2303 },
      destination: { first: 256, last: 511 },
    });
  });

  it('holds packets of one address family only', () => {
    const four = read('50 0.0.0.1 > 0.0.0.2');
    const six = read('50 ::1 > ::2');
    expect(matchHolds(matchOfPacket(four), four)).toBe(true);
    expect(matchHolds(matchOfPacket(four), six)).toBe(false);
  });
});
