import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPorts, normalizePorts, parsePorts } from './ports.ts';

describe('parsePorts', () => {
  it.each([
    ['80', '80'],
    ['443,80', '80,443'],
    ['80-90,85-100', '80-100'],
    ['80,81,82', '80-82'],
    [' 63000 - 64000 ', '63000-64000'],
  ])('reads %s as %s', (text, expected) => {
    const ports = parsePorts(text);
    expect('error' in ports ? ports.error : formatPorts(ports)).toBe(expected);
  });

  it.each(['', '0', '65536', '80-', '90-80', 'http', '80;443', '-1', '1e3', '0x50'])(
    'refuses "%s"',
    (text) => {
      expect(parsePorts(text)).toHaveProperty('error');
    },
  );
});

it('normalizePorts keeps exactly the ports that it is given', () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
  fc.assert(
    fc.property(fc.array(range), (ranges) => {
      const joined = normalizePorts(ranges);
      for (let port = 1; port <= 41; port++) {
        const has = (r: { first: number; last: number }): boolean => r.first <= port && port <= r.last;
        expect(joined.filter(has).length).toBe(ranges.some(has) ? 1 : 0);
      }
      for (const [i, r] of joined.entries()) {
        const next = joined[i + 1];
        if (next) expect(next.first).toBeGreaterThan(r.last + 1);
      }
    }),
  );
});
