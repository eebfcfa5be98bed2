import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complement,
  contains,
  formatAddress,
  type Network,
  network,
  overlaps,
  parseNetwork,
  toPrefixes,
} from './network.ts';

function read(text: string): Network {
  const result = parseNetwork(text);
  if ('error' in result) throw new Error(`${text}: ${result.error}`);
  return result;
}

describe('parseNetwork', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.0-10.0.0.255', '10.0.0.0/24'],
    ['10.0.0.5 - 10.0.0.9', '10.0.0.5-10.0.0.9'],
    ['FD00:0:0:0:0:0:0:1', 'fd00::1'],
    ['::', '::'],
    ['fd00:10::/32', 'fd00:10::/32'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ])('reads %s as %s', (text, expected) => {
    expect(read(text).text).toBe(expected);
  });

  it.each([
    ['10.0.0.300', 'not a number from 0 to 255'],
    ['10.0.0.01', 'leading zeros'],
    ['10.0.0', 'IPv4 or IPv6'],
    ['10.0.0.5/24', 'host bits set: the network is 10.0.0.0/24'],
    ['10.0.0.0/33', '0 to 32'],
    ['fd00::/129', '0 to 128'],
    ['fd00:::1', 'IPv6'],
    ['1:2:3:4:5:6:7:8:9', 'IPv6'],
    ['10.0.0.9-10.0.0.1', 'ends before it starts'],
    ['10.0.0.1-fd00::1', 'one family'],
    ['', 'IPv4 or IPv6'],
    ['any', 'IPv4 or IPv6'],
  ])('refuses %s', (text, message) => {
    expect(parseNetwork(text)).toEqual({ error: expect.stringContaining(message) });
  });

  it('reads back every address that it prints', () => {
    const address = fc.oneof(
      fc.record({ family: fc.constant(4 as const), value: fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }) }),
      fc.record({ family: fc.constant(6 as const), value: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }) }),
    );
    fc.assert(
      fc.property(address, ({ family, value }) => {
        const back = read(formatAddress(family, value));
        expect([back.family, back.first, back.last]).toEqual([family, value, value]);
      }),
    );
  });
});

/** A small universe: the last five bits of an IPv4 address, so that every address can be tried. */
const small = fc
  .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 31 }))
  .map(([a, b]) => network(4, BigInt(Math.min(a, b)), BigInt(Math.max(a, b))));
const has = (n: Network, value: bigint): boolean => n.first <= value && value <= n.last;
const universe = Array.from({ length: 40 }, (_, i) => BigInt(i));

describe('on a small universe', () => {
  it('contains and overlaps agree with trying every address', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(contains(a, b)).toBe(universe.filter((v) => has(b, v)).every((v) => has(a, v)));
        expect(overlaps(a, b)).toBe(universe.some((v) => has(a, v) && has(b, v)));
      }),
    );
  });

  it('complement holds exactly what no network holds', () => {
    fc.assert(
      fc.property(fc.array(small), (networks) => {
        const gaps = complement(4, networks);
        for (const value of [...universe, (1n << 32n) - 1n]) {
          expect(gaps.filter((g) => has(g, value)).length).toBe(networks.some((n) => has(n, value)) ? 0 : 1);
        }
      }),
    );
  });

  it('toPrefixes covers a range exactly once', () => {
    fc.assert(
      fc.property(small, (range) => {
        const prefixes = toPrefixes(range);
        for (const value of universe)
          expect(prefixes.filter((p) => has(p, value)).length).toBe(has(range, value) ? 1 : 0);
        for (const p of prefixes) expect(p.text).not.toContain('-');
      }),
    );
  });

  it('toPrefixes takes a whole family as one prefix', () => {
    expect(toPrefixes(network(4, 0n, (1n << 32n) - 1n)).map((p) => p.text)).toEqual(['0.0.0.0/0']);
  });
});
