import { describe, expect, it } from 'vitest';
import { IPV4_AXIS, ipv6Axis } from './axis.ts';
import { ANY_IPV4, ANY_IPV6 } from './match.ts';

describe('IPV4_AXIS', () => {
  it('keeps the order of all addresses in 32 bits with sign', () => {
    expect(IPV4_AXIS.first(ANY_IPV4)).toBe(-(2 ** 31));
    expect(IPV4_AXIS.last(ANY_IPV4)).toBe(2 ** 31 - 1);
    for (const address of [0n, 1n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn]) {
      const step = IPV4_AXIS.step(address);
      expect([IPV4_AXIS.low(step), IPV4_AXIS.high(step)]).toEqual([address, address]);
    }
  });
});

describe('ipv6Axis', () => {
  const last = (1n << 128n) - 1n;

  it('is a single step where no range is given', () => {
    const axis = ipv6Axis([ANY_IPV4]);
    expect([axis.least, axis.greatest]).toEqual([0, 0]);
    expect([axis.low(0), axis.high(0)]).toEqual([0n, last]);
    expect([axis.step(0n), axis.step(1n << 64n), axis.step(last)]).toEqual([0, 0, 0]);
    expect([axis.first(ANY_IPV6), axis.last(ANY_IPV6)]).toEqual([0, 0]);
  });

  it('has a step for each part between the ends of ranges', () => {
    const range = { family: 6, first: 5n, last: last - 1n } as const;
    const axis = ipv6Axis([range, { family: 6, first: 7n, last: 7n }, range]);
    const steps = [0, 1, 2, 3, 4].map((step) => [axis.low(step), axis.high(step)]);
    expect(steps).toEqual([
      [0n, 4n],
      [5n, 6n],
      [7n, 7n],
      [8n, last - 1n],
      [last, last],
    ]);
    expect([axis.first(range), axis.last(range), axis.greatest]).toEqual([1, 3, 4]);
    expect([4n, 5n, 6n, 7n, 100n, last - 1n, last].map((a) => axis.step(a))).toEqual([0, 1, 1, 2, 3, 3, 4]);
    expect(() => axis.first({ family: 6, first: 6n, last: 7n })).toThrow(RangeError);
    expect(() => axis.last({ family: 6, first: 5n, last: 5n })).toThrow(RangeError);
    expect([...axis.begins()]).toEqual([0n, 5n, 7n, 8n, last, last + 1n]);
  });
});
