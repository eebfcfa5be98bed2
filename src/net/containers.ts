import type { BoxIndex } from './box-index.ts';
import { STRIDE } from './boxes.ts';

/** Boxes that are asked about together. */
const GROUP = 8;
const LAST = 0x7fffffff;

/**
 * By box of `asked` (its number there): the least owner of a box of `index` that holds all of it; -1 where none does.
 * Boxes near each other are near each other in an index, too: what may hold one of them is searched for once for
 * several, which is most of the work. A box that holds another holds its middle, and middles lie closest.
 * @param known answers from another index, which stay where they are less.
 */
export function containers(asked: BoxIndex, index: BoxIndex, known?: Int32Array): Int32Array {
  const { data, owners } = asked;
  const count = owners.length;
  const found = known ?? new Int32Array(count).fill(-1);
  const middles = new Int32Array(STRIDE);
  for (let from = 0; from < count; from += GROUP) {
    const to = from + GROUP < count ? from + GROUP : count;
    boundMiddles(data, from, to, middles);
    let before = 0;
    for (let box = from; box < to; box++) {
      const limit = found[box] as number;
      if (limit < 0) before = LAST;
      else if (limit > before) before = limit;
    }
    const candidates = index.gather(middles, 0, before, -1);
    for (let box = from; box < to && candidates > 0; box++)
      found[box] = leastHolding(data, box * STRIDE, index, candidates, found[box] as number);
  }
  return found;
}

/** Writes the bounds of the boxes' middles to `to`. */
function boundMiddles(data: Int32Array, from: number, end: number, to: Int32Array): void {
  for (let f = 0; f < STRIDE; f += 2) {
    let low = LAST;
    let high = -LAST - 1;
    for (let at = from * STRIDE + f, stop = end * STRIDE; at < stop; at += STRIDE) {
      const first = data[at] as number;
      const last = data[at + 1] as number;
      // Half of their sum, which itself could be no whole number of 32 bits.
      const middle = (first >> 1) + (last >> 1) + (first & last & 1);
      if (middle < low) low = middle;
      if (middle > high) high = middle;
    }
    to[f] = low;
    to[f + 1] = high;
  }
}

/** The least owner, of those `count` boxes that an index just found, that holds all of the box at `at`; or the known one. */
function leastHolding(
  q: Int32Array,
  at: number,
  { data, owners, hits }: BoxIndex,
  count: number,
  known: number,
): number {
  const q0 = q[at] as number;
  const q1 = q[at + 1] as number;
  const q2 = q[at + 2] as number;
  const q3 = q[at + 3] as number;
  let least = known;
  for (let n = 0; n < count; n++) {
    const box = hits[n] as number;
    const d = box * STRIDE;
    // Addresses tell most boxes apart.
    if (
      (data[d] as number) > q0 ||
      (data[d + 1] as number) < q1 ||
      (data[d + 2] as number) > q2 ||
      (data[d + 3] as number) < q3
    )
      continue;
    if (
      (data[d + 8] as number) > (q[at + 8] as number) ||
      (data[d + 9] as number) < (q[at + 9] as number) ||
      (data[d + 4] as number) > (q[at + 4] as number) ||
      (data[d + 5] as number) < (q[at + 5] as number) ||
      (data[d + 6] as number) > (q[at + 6] as number) ||
      (data[d + 7] as number) < (q[at + 7] as number)
    )
      continue;
    const owner = owners[box] as number;
    if (least < 0 || owner < least) least = owner;
  }
  return least;
}
