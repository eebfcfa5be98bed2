import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizePorts, type PortRange } from '../net/ports.ts';
import { subtractPorts } from './subtract-ports.ts';

const members = (ranges: readonly PortRange[]): number[] =>
  ranges.flatMap((r) => Array.from({ length: r.last - r.first + 1 }, (_, i) => r.first + i));

it('subtracts port by port', () => {
  const ports = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 8 })))
    .map((list) => normalizePorts(list.map(([first, size]) => ({ first, last: first + size }))));
  fc.assert(
    fc.property(ports, ports, (from, other) => {
      const gone = new Set(members(other));
      expect(members(subtractPorts(from, other))).toEqual(members(from).filter((port) => !gone.has(port)));
    }),
  );
});
