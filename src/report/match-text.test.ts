import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_IPV6,
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../net/match.ts';
import { type AddressRange, parseNetwork } from '../net/network.ts';
import { matchText } from './match-text.ts';

function ranges(...texts: string[]): AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(network.error);
    return network;
  });
}

function service(protocol: number, first: number, last = first): ServiceRange {
  return { ...anyOf(protocol), destination: { first, last } };
}

const match = (sources: string[], destinations: string[], ...services: ServiceRange[]): Match => ({
  sources: ranges(...sources),
  destinations: ranges(...destinations),
  services,
});

describe('matchText', () => {
  it.each<[string, Match]>([
    [
      'tcp 10.20.0.0/15, 10.30.0.0/16 > 10.10.1.10 ports 80,443',
      match(['10.30.0.0/16', '10.20.0.0/15'], ['10.10.1.10'], service(TCP, 443), service(TCP, 80)),
    ],
    ['tcp 10.0.0.1 > 10.0.0.2 port 445', match(['10.0.0.1'], ['10.0.0.2'], service(TCP, 445))],
    ['tcp 10.0.0.1 > 10.0.0.2', match(['10.0.0.1'], ['10.0.0.2'], anyOf(TCP))],
    [
      'tcp 10.0.0.1 > 10.0.0.2 ports 80-90',
      match(['10.0.0.1'], ['10.0.0.2'], service(TCP, 80, 85), service(TCP, 86, 90)),
    ],
    [
      'udp fd00::1 > fd00:1::/32 from ports 1024-65535 to port 53',
      match(['fd00::1'], ['fd00:1::/32'], { ...service(UDP, 53), source: { first: 1024, last: 65535 } }),
    ],
    [
      '10.0.0.1 > 10.0.0.2: tcp port 445; udp ports 137-138',
      match(['10.0.0.1'], ['10.0.0.2'], service(TCP, 445), service(UDP, 137, 138)),
    ],
    [
      'tcp, udp 10.0.0.1 > 10.0.0.2 port 53',
      match(['10.0.0.1'], ['10.0.0.2'], service(TCP, 53), service(UDP, 53)),
    ],
    [
      'icmp 10.0.0.1 > 10.0.0.2 type 8 code 0',
      match(['10.0.0.1'], ['10.0.0.2'], { ...anyOf(ICMP), source: icmpRange(8), destination: icmpRange(0) }),
    ],
    [
      'icmpv6 fd00::1 > fd00::2 types 133-136',
      match(['fd00::1'], ['fd00::2'], { ...anyOf(ICMPV6), source: icmpRange(133, 136) }),
    ],
    ['protocol 50 10.0.0.1 > 10.0.0.2', match(['10.0.0.1'], ['10.0.0.2'], anyOf(50))],
    [
      'protocols 7-16 10.0.0.1 > 10.0.0.2',
      match(['10.0.0.1'], ['10.0.0.2'], { ...ANY_SERVICE, protocol: { first: 7, last: 16 } }),
    ],
    ['any protocol any > any', ANY_PACKET],
    ['any protocol any IPv4 > any IPv4', { ...ANY_PACKET, sources: [ANY_IPV4], destinations: [ANY_IPV4] }],
    ['any protocol any IPv6 > any IPv6', { ...ANY_PACKET, sources: [ANY_IPV6] }],
    ['any protocol any > 10.0.0.2', { ...ANY_PACKET, destinations: ranges('10.0.0.2') }],
    ['any protocol 10.0.0.2 > any', { ...ANY_PACKET, sources: ranges('10.0.0.2') }],
    ['any protocol any IPv4, fd00::1 > any', { ...ANY_PACKET, sources: [ANY_IPV4, ...ranges('fd00::1')] }],
    ['tcp 10.0.0.1 > 10.0.0.2', match(['10.0.0.1', 'fd00::1'], ['10.0.0.2'], anyOf(TCP))],
    ['tcp 10.0.0.1 > 10.0.0.0/24', match(['10.0.0.1'], ['10.0.0.0/25', '10.0.0.128/25'], anyOf(TCP))],
    ['tcp 10.0.0.1 > 10.0.0.5, 10.0.0.6', match(['10.0.0.1'], ['10.0.0.5-10.0.0.6'], anyOf(TCP))],
    ['tcp 10.0.0.1 > 10.0.0.5-10.0.0.9', match(['10.0.0.1'], ['10.0.0.5-10.0.0.9'], anyOf(TCP))],
    ['no packet', match(['10.0.0.1'], ['fd00::1'], anyOf(TCP))],
    ['no packet', match(['10.0.0.1'], ['10.0.0.2'])],
    ['no packet', match([], ['10.0.0.2'], anyOf(TCP))],
  ])('%s', (text, of) => {
    expect(matchText(of)).toBe(text);
  });

  it('cuts every list and says how many items are left', () => {
    const many = match(
      ['10.0.0.1', '10.0.0.3', '10.0.0.5'],
      ['10.1.0.1', '10.1.0.3', '10.1.0.5', '10.1.0.7'],
      ...[1, 3, 5, 7, 9].map((port) => service(TCP, port)),
    );
    expect(matchText(many, 2)).toBe(
      'tcp 10.0.0.1, 10.0.0.3 … and 1 more > 10.1.0.1, 10.1.0.3 … and 2 more ports 1,3 … and 3 more',
    );
    const protocols = match(['10.0.0.1'], ['10.0.0.2'], ...[50, 51, 89].map((p, i) => service(p, i, 9 + i)));
    expect(matchText(protocols, 2)).toBe(
      '10.0.0.1 > 10.0.0.2: protocol 50 ports 0-9; protocol 51 ports 1-10 … and 1 more',
    );
  });

  it('does not depend on the order of the lists, nor on how they are cut', () => {
    const port = fc.nat(65535);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(TCP, UDP, 50), port, port), { minLength: 1 }),
        (picks) => {
          const services = picks.map(([protocol, a, b]) => service(protocol, Math.min(a, b), Math.max(a, b)));
          const of = { sources: ANY_ADDRESS, destinations: ranges('10.0.0.1'), services };
          const cut = services.flatMap(({ destination: { first, last }, ...rest }) => [
            { ...rest, destination: { first, last: first } },
            { ...rest, destination: { first, last } },
          ]);
          expect(matchText({ ...of, services: cut.reverse() })).toBe(matchText(of));
        },
      ),
    );
  });

  it('tells a hundred thousand ranges in a moment', () => {
    const sources = Array.from({ length: 100_000 }, (_, i): AddressRange => {
      const at = BigInt(i) * 2n;
      return { family: 4, first: at, last: at };
    });
    const start = performance.now();
    const text = matchText({
      sources,
      destinations: [ANY_IPV4],
      services: [{ ...anyOf(TCP), source: ANY_PORT }],
    });
    expect(text).toMatch(/ … and 99994 more > any$/);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
