import type { BoxIndex } from './box-index.ts';
import { STRIDE } from './boxes.ts';
import { CoverDecider } from './decide-cover.ts';
import { SlabCover } from './slab-cover.ts';

/** Boxes that count as covering: those of an index with an owner below `before`, except one owner's. */
export interface Cover {
  readonly index: BoxIndex;
  before: number;
  /** -1 for none. */
  without: number;
  /** Added to the owners in the answer, to tell several indexes apart. */
  readonly base: number;
}

export type CoverAnswer =
  /** `by`: owners (plus their cover's base) that cover the box together. */
  | { readonly kind: 'covered'; readonly by: readonly number[] }
  /** A point of the box that nothing covers, one number for each field. */
  | { readonly kind: 'witness'; readonly point: readonly number[] }
  | { readonly kind: 'exhausted'; readonly what: string };

/** How much one answer may cost; what it doesn't suffice for is `exhausted`, never guessed. */
export interface Budget {
  /** Boxes that reach into the box asked about, at most. */
  readonly boxes: number;
  /** Steps of the exact decision, at most; some 50 million take a second. */
  readonly steps: number;
}

export const USUAL_BUDGET: Budget = Object.freeze({ boxes: 2_000_000, steps: 40_000_000 });

const PROBES = 24;
const LAST_OWNER = 0x7fffffff;

/** Everything of an index. */
export function everything(index: BoxIndex, base = 0): Cover {
  return { index, before: LAST_OWNER, without: -1, base };
}

/**
 * Decides whether boxes cover a box, exactly: first by its lowest corner (nothing holds that of nearly every box that
 * isn't covered), then by one that holds all of it, then by looking for a point that nothing holds along a way of
 * carved pieces, then by slabs of a single field, then by `CoverDecider`.
 * The same question has the same answer, always: the numbers that choose points start anew for each.
 */
export class Coverage {
  readonly #budget: Budget;
  readonly #piece = new Int32Array(STRIDE);
  readonly #point = new Int32Array(STRIDE);
  #seed = 0;
  /** The box that held the last point asked about. */
  #hitData: Int32Array = this.#piece;
  #hitAt = 0;

  constructor(budget: Budget = USUAL_BUDGET) {
    this.#budget = budget;
  }

  cover(q: Int32Array, at: number, covers: readonly Cover[]): CoverAnswer {
    // Most boxes end here: their lowest corner is a point that nothing holds.
    if (!this.#isHit(q, at, covers)) return { kind: 'witness', point: lowestPoint(q, at) };
    for (const { index, before, without, base } of covers) {
      const owner = index.containing(q, at, before, without);
      if (owner >= 0) return { kind: 'covered', by: [owner + base] };
    }
    const point = this.#probe(q, at, covers);
    if (point) return { kind: 'witness', point };
    return this.#decide(q, at, covers);
  }

  /** Whether the boxes cover the box, for callers that need no more; or what was exhausted. */
  isCovered(q: Int32Array, at: number, covers: readonly Cover[]): boolean | string {
    if (!this.#isHit(q, at, covers)) return false;
    const answer = this.cover(q, at, covers);
    return answer.kind === 'exhausted' ? answer.what : answer.kind === 'covered';
  }

  /** Looks for a point that nothing holds, given that the lowest corner was just found to be held. */
  #probe(q: Int32Array, at: number, covers: readonly Cover[]): number[] | undefined {
    const piece = this.#piece;
    const point = this.#point;
    for (let i = 0; i < STRIDE; i++) piece[i] = q[at + i] as number;
    this.#seed = 0x2545f491;
    for (let n = 1; n < PROBES; n++) {
      if (!carve(piece, this.#hitData, this.#hitAt)) return undefined;
      for (let f = 0; f < STRIDE; f += 2) {
        const low = piece[f] as number;
        point[f] = low + this.#random((piece[f + 1] as number) - low + 1);
      }
      if (!this.#isHit(point, 0, covers)) return lowestPoint(point, 0);
    }
    return undefined;
  }

  /** Whether a box holds the lowest corner of the box at `at`; one that does is remembered. */
  #isHit(q: Int32Array, at: number, covers: readonly Cover[]): boolean {
    for (const { index, before, without } of covers) {
      const box = index.atCorner(q, at, before, without);
      if (box < 0) continue;
      this.#hitData = index.data;
      this.#hitAt = box * STRIDE;
      return true;
    }
    return false;
  }

  /** A whole number from 0 to below `size`, by xorshift. */
  #random(size: number): number {
    let x = this.#seed;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#seed = x;
    return Math.floor(((x >>> 0) / 4294967296) * size);
  }

  #decide(q: Int32Array, at: number, covers: readonly Cover[]): CoverAnswer {
    const { boxes, steps } = this.#budget;
    const slabs = new SlabCover(q, at);
    let size = 0;
    for (const { index, before, without, base } of covers) {
      const { data, owners } = index;
      const count = index.gatherSlabs(q, at, before, without, boxes - size + 1);
      size += count;
      if (size > boxes) return tooMany(boxes);
      const { hits } = index;
      for (let n = 0; n < count; n++) {
        const box = hits[n] as number;
        slabs.add(data, box * STRIDE, (owners[box] as number) + base);
      }
    }
    const by = slabs.cover();
    if (by) return { kind: 'covered', by };
    const decider = new CoverDecider(steps);
    for (const { index, before, without, base } of covers) {
      const { data, owners } = index;
      const count = index.gather(q, at, before, without, boxes - decider.size + 1);
      if (decider.size + count > boxes) return tooMany(boxes);
      const { hits } = index;
      for (let n = 0; n < count; n++) {
        const box = hits[n] as number;
        decider.add(data, box * STRIDE, q, at, (owners[box] as number) + base);
      }
    }
    const decision = decider.decide(q, at);
    switch (decision.kind) {
      case 'covered':
        return { kind: 'covered', by: [...decider.used].sort((a, b) => a - b) };
      case 'point':
        return { kind: 'witness', point: decision.point };
      case 'exhausted':
        return { kind: 'exhausted', what: `the decision took more than ${steps.toLocaleString('en')} steps` };
      default:
        return decision satisfies never;
    }
  }
}

function tooMany(boxes: number): CoverAnswer {
  return { kind: 'exhausted', what: `more than ${boxes.toLocaleString('en')} rules overlap it` };
}

function lowestPoint(box: Int32Array, at: number): number[] {
  const point: number[] = [];
  for (let f = 0; f < STRIDE; f += 2) point.push(box[at + f] as number);
  return point;
}

/** Cuts a piece down to the largest part beside a box that overlaps it; false if the box holds all of it. */
function carve(piece: Int32Array, box: Int32Array, at: number): boolean {
  let best = -1;
  let bestShare = 0;
  for (let i = 0; i < STRIDE; i += 2) {
    const low = piece[i] as number;
    const high = piece[i + 1] as number;
    const size = high - low + 1;
    const below = ((box[at + i] as number) - low) / size;
    const above = (high - (box[at + i + 1] as number)) / size;
    if (below > bestShare) {
      bestShare = below;
      best = i;
    }
    if (above > bestShare) {
      bestShare = above;
      best = i + 1;
    }
  }
  if (best < 0) return false;
  if ((best & 1) === 0) piece[best + 1] = (box[at + best] as number) - 1;
  else piece[best - 1] = (box[at + best] as number) + 1;
  return true;
}
