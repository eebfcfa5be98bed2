import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Box, witness } from './packets.ts';

const range = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([a, b]): [bigint, bigint] => [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))]);
const box: fc.Arbitrary<Box> = fc.record({
  family: fc.constant<4>(4),
  transport: fc.constantFrom('tcp', 'udp'),
  source: range,
  destination: range,
  port: range,
});
const points = (boxes: readonly Box[]): Set<string> => {
  const all = new Set<string>();
  for (const b of boxes) {
    for (let s = b.source[0]; s <= b.source[1]; s++)
      for (let d = b.destination[0]; d <= b.destination[1]; d++)
        for (let p = b.port[0]; p <= b.port[1]; p++) all.add(`${b.transport} ${s} ${d} ${p}`);
  }
  return all;
};

it('decides containment as counting does', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 5 }), fc.array(box, { maxLength: 5 }), (a, b) => {
      const other = points(b);
      expect(witness(a, b) === undefined).toBe([...points(a)].every((point) => other.has(point)));
    }),
    { numRuns: 300 },
  );
});
