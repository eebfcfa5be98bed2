import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IPV4_AXIS } from '../net/axis.ts';
import { Boxes } from '../net/boxes.ts';
import { overlapsSpan, spansOf } from './spans.ts';

const range = fc.tuple(fc.nat(40), fc.nat(6)).map(([first, more]): [number, number] => [first, first + more]);

it('spans hold exactly what the boxes take of a field', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), range, (ranges, [first, last]) => {
      const boxes = new Boxes(IPV4_AXIS);
      for (const [from, to] of ranges) {
        const at = boxes.grow(0);
        boxes.data.set([0, 0, from, to, 0, 0, 0, 0, 0, 0], at);
      }
      const spans = spansOf(boxes, 1);
      expect([...spans]).toEqual([...spans].sort((a, b) => a - b));
      expect(overlapsSpan(spans, first, last)).toBe(ranges.some(([from, to]) => from <= last && to >= first));
    }),
  );
});
