import { BoxIndex } from './box-index.ts';
import { Boxes, STRIDE } from './boxes.ts';
import type { Budget } from './coverage.ts';
import { cutBox } from './cut-box.ts';
import { Exhausted } from './exhausted.ts';

/**
 * The parts of boxes that an index's boxes leave, as boxes that share no packet if the given ones don't.
 * @param which `earlier`: only boxes of the index with an owner below the box's own take something away.
 */
export function subtractBoxes(
  from: Boxes,
  away: BoxIndex,
  budget: Budget,
  which: 'all' | 'earlier' = 'all',
): Boxes {
  const result = new Boxes(from.axis, from.count);
  for (let i = 0; i < from.count; i++) {
    const at = i * STRIDE;
    const owner = from.owners[i] as number;
    const before = which === 'all' ? 0x7fffffff : owner;
    let pieces: Int32Array[] = [from.data.slice(at, at + STRIDE)];
    away.overlapping(from.data, at, before, -1, (box) => {
      const next: Int32Array[] = [];
      for (const piece of pieces) cutBox(piece, away.data, box * STRIDE, next);
      pieces = next;
      if (result.count + pieces.length > budget.boxes)
        throw new Exhausted(`the difference is made of more than ${budget.boxes.toLocaleString('en')} boxes`);
      return pieces.length === 0;
    });
    for (const piece of pieces) result.push(piece, 0, owner);
  }
  return result;
}

/** The same packets, each in a single box. The boxes' owners become their places. */
export function disjointBoxes(boxes: Boxes, budget: Budget): Boxes {
  for (let i = 0; i < boxes.count; i++) boxes.owners[i] = i;
  return boxes.count < 2 ? boxes : subtractBoxes(boxes, new BoxIndex(boxes), budget, 'earlier');
}
