import { type Boxes, FIELDS, GREATEST_PORT, GREATEST_PROTOCOL, STRIDE } from './boxes.ts';

/** Boxes of a leaf, at most. */
const LEAF = 8;
/** Boxes of a node that are looked at to tell where to part it. */
const SAMPLES = 15;
const PATTERNS: number = 1 << FIELDS;

/** Numbers of a node: its bounds, as a box has them, then what the four constants below name. One line of a cache. */
export const NODE = 16;
/** Where the node begins that follows all below this one. */
export const SKIP: number = STRIDE;
/** A leaf's first box, and the one after its last; equal for inner nodes. */
export const START: number = STRIDE + 1;
export const END: number = STRIDE + 2;
/** The least owner below. */
export const OWNER: number = STRIDE + 3;

/**
 * Trees of bounding boxes after each other, one for each pattern of fields that are not restricted, so that an `any`
 * here and there doesn't make all bounds useless; flat, in preorder: a node's children follow it.
 */
export interface BoxTree {
  /** The boxes of all leaves, side by side; `owners` alike. */
  readonly data: Int32Array;
  readonly owners: Int32Array;
  readonly nodes: Int32Array;
  /** Where the nodes end. */
  readonly end: number;
}

/** @param places of the boxes that take part, by their numbers; all where it is left out. */
export function buildTree(boxes: Boxes, places?: Int32Array): BoxTree {
  return new TreeBuilder(boxes, places ? places.length : boxes.count).build(places);
}

/**
 * Builds with whole numbers of 32 bits and as few passes over the boxes as it can: most trees are built once, by code
 * that hasn't been compiled yet, to which every other number is an object of its own.
 */
class TreeBuilder {
  readonly #boxes: Boxes;
  readonly #count: number;
  /** The boxes' numbers, in the order of the leaves once they are parted. */
  readonly #order: Int32Array;
  /** In the same order: the middle of each box in the field along which a node is parted. */
  readonly #keys: Int32Array;
  readonly #data: Int32Array;
  readonly #owners: Int32Array;
  readonly #nodes: Int32Array;
  readonly #sample = new Int32Array(SAMPLES);
  #end = 0;

  constructor(boxes: Boxes, count: number) {
    this.#boxes = boxes;
    this.#count = count;
    this.#order = new Int32Array(count);
    this.#keys = new Int32Array(count);
    this.#data = new Int32Array(count * STRIDE);
    this.#owners = new Int32Array(count);
    // A node with more than one box has at least two in each of its leaves: there are no more nodes than boxes.
    this.#nodes = new Int32Array(count * NODE);
  }

  build(places?: Int32Array): BoxTree {
    const sizes = this.#sortByPattern(places);
    for (let pattern = 0, from = 0; pattern < PATTERNS; pattern++) {
      const size = sizes[pattern] as number;
      if (size > 0) this.#addNode(from, from + size, pattern);
      from += size;
    }
    return { data: this.#data, owners: this.#owners, nodes: this.#nodes, end: this.#end };
  }

  /** Puts boxes with the same unrestricted fields side by side; how many there are of each pattern. */
  #sortByPattern(places: Int32Array | undefined): Int32Array {
    const { data, axis } = this.#boxes;
    const { least, greatest } = axis;
    const count = this.#count;
    const order = this.#order;
    const patterns = new Uint8Array(count);
    const sizes = new Int32Array(PATTERNS);
    for (let i = 0; i < count; i++) {
      const at = (places ? (places[i] as number) : i) * STRIDE;
      let pattern = 0;
      if (data[at] === least && data[at + 1] === greatest) pattern |= 1;
      if (data[at + 2] === least && data[at + 3] === greatest) pattern |= 2;
      if (data[at + 4] === 0 && data[at + 5] === GREATEST_PROTOCOL) pattern |= 4;
      if (data[at + 6] === 0 && data[at + 7] === GREATEST_PORT) pattern |= 8;
      if (data[at + 8] === 0 && data[at + 9] === GREATEST_PORT) pattern |= 16;
      patterns[i] = pattern;
      sizes[pattern] = (sizes[pattern] as number) + 1;
    }
    const next = new Int32Array(PATTERNS);
    for (let p = 1; p < PATTERNS; p++) next[p] = (next[p - 1] as number) + (sizes[p - 1] as number);
    for (let i = 0; i < count; i++) {
      const pattern = patterns[i] as number;
      const to = next[pattern] as number;
      order[to] = places ? (places[i] as number) : i;
      next[pattern] = to + 1;
    }
    return sizes;
  }

  /** Adds the node of `order[from..to)`, and those below it. */
  #addNode(from: number, to: number, pattern: number): void {
    const nodes = this.#nodes;
    const at = this.#end;
    this.#end = at + NODE;
    if (to - from <= LEAF) {
      this.#fillLeaf(at, from, to);
    } else {
      const middle = this.#part(from, to, pattern);
      this.#addNode(from, middle, pattern);
      const right = this.#end;
      this.#addNode(middle, to, pattern);
      join(nodes, at, right);
    }
    nodes[at + SKIP] = this.#end;
  }

  #fillLeaf(at: number, from: number, to: number): void {
    const { data: given, owners: givenOwners } = this.#boxes;
    const order = this.#order;
    const data = this.#data;
    const owners = this.#owners;
    const nodes = this.#nodes;
    for (let n = from; n < to; n++) {
      const box = order[n] as number;
      const owner = givenOwners[box] as number;
      owners[n] = owner;
      const b = box * STRIDE;
      const d = n * STRIDE;
      for (let i = 0; i < STRIDE; i++) data[d + i] = given[b + i] as number;
    }
    bound(nodes, at, data, owners, from, to);
  }

  /** Sorts `order[from..to)` into two parts by where the boxes lie; where the second begins, never far from the middle. */
  #part(from: number, to: number, pattern: number): number {
    const size = to - from;
    const middle = from + (size >> 1);
    const field = this.#widest(from, to, pattern);
    if (field < 0) return middle;
    const { data } = this.#boxes;
    const order = this.#order;
    const keys = this.#keys;
    for (let n = from; n < to; n++) {
      const b = (order[n] as number) * STRIDE + field;
      keys[n] = ((data[b] as number) >> 1) + ((data[b + 1] as number) >> 1);
    }
    const pivot = this.#pivot(from, size);
    // Boxes with the same middle stay together where that is possible: then fewer bounds overlap.
    const quarter = size >> 2;
    const low = this.#moveBelow(from, to, pivot);
    if (low >= from + quarter) {
      if (low <= to - quarter) return low;
    } else {
      const high = this.#moveBelow(low, to, pivot + 1);
      if (high >= from + quarter && high <= to - quarter) return high;
    }
    this.#select(from, to - 1, middle);
    return middle;
  }

  /**
   * Where the field begins, in a box, in which the middles of boxes lie apart most, measured by how wide the boxes are;
   * -1 if they don't. A few of the boxes tell.
   */
  #widest(from: number, to: number, pattern: number): number {
    const { data } = this.#boxes;
    const order = this.#order;
    const size = to - from;
    const step = size < SAMPLES ? 1 : Math.floor(size / SAMPLES);
    const end = from + step * (size < SAMPLES ? size : SAMPLES);
    let best = -1;
    let bestScore = 0;
    for (let field = 0; field < FIELDS; field++) {
      // What isn't restricted is the same for all of them.
      if (((pattern >> field) & 1) === 1) continue;
      let low = 0x7fffffff;
      let high = -0x80000000;
      let widths = 1;
      for (let n = from; n < end; n += step) {
        const b = (order[n] as number) * STRIDE + 2 * field;
        const first = data[b] as number;
        const last = data[b + 1] as number;
        const middle = (first >> 1) + (last >> 1);
        if (middle < low) low = middle;
        if (middle > high) high = middle;
        widths += last - first;
      }
      const score = (high - low) / widths;
      if (score > bestScore) {
        bestScore = score;
        best = 2 * field;
      }
    }
    return best;
  }

  /** A key that some half of the node's keys are below. */
  #pivot(from: number, size: number): number {
    const keys = this.#keys;
    const sample = this.#sample;
    const step = size < SAMPLES ? 1 : Math.floor(size / SAMPLES);
    const count = size < SAMPLES ? size : SAMPLES;
    for (let i = 0; i < count; i++) {
      const key = keys[from + i * step] as number;
      let to = i;
      for (; to > 0 && (sample[to - 1] as number) > key; to--) sample[to] = sample[to - 1] as number;
      sample[to] = key;
    }
    return sample[count >> 1] as number;
  }

  /** Moves what has a key below the pivot to the front of `order[from..to)`; where the rest begins. */
  #moveBelow(from: number, to: number, pivot: number): number {
    const order = this.#order;
    const keys = this.#keys;
    let i = from;
    let j = to - 1;
    for (;;) {
      while (i <= j && (keys[i] as number) < pivot) i++;
      while (i <= j && (keys[j] as number) >= pivot) j--;
      if (i > j) return i;
      swap(order, i, j);
      swap(keys, i, j);
    }
  }

  /** Partially sorts `order[low..high]` by key, so that the element at `place` is where a full sort would put it. */
  #select(low: number, high: number, place: number): void {
    const order = this.#order;
    const keys = this.#keys;
    let left = low;
    let right = high;
    while (left < right) {
      const pivot = keys[(left + right) >> 1] as number;
      let i = left;
      let j = right;
      while (i <= j) {
        while ((keys[i] as number) < pivot) i++;
        while ((keys[j] as number) > pivot) j--;
        if (i > j) break;
        swap(order, i, j);
        swap(keys, i, j);
        i++;
        j--;
      }
      if (place <= j) right = j;
      else if (place >= i) left = i;
      else return;
    }
  }
}

/** Of boxes whose numbers are near each other where they lie so: they are neither sorted nor copied. */
export function packTree(boxes: Boxes): BoxTree {
  const { count } = boxes;
  // There may be room for more.
  const data = boxes.data.subarray(0, count * STRIDE);
  const owners = boxes.owners.subarray(0, count);
  // Halved again and again, no leaf but an only one has fewer than four boxes.
  const nodes = new Int32Array(Math.max(1, count >> 1) * NODE);
  return { data, owners, nodes, end: count === 0 ? 0 : packNode(nodes, 0, data, owners, 0, count) };
}

/** Adds the node of some boxes at `at`, and those below it; where they end. */
function packNode(
  nodes: Int32Array,
  at: number,
  data: Int32Array,
  owners: Int32Array,
  from: number,
  to: number,
): number {
  let end = at + NODE;
  if (to - from <= LEAF) bound(nodes, at, data, owners, from, to);
  else {
    const middle = (from + to) >> 1;
    const right = packNode(nodes, end, data, owners, from, middle);
    end = packNode(nodes, right, data, owners, middle, to);
    join(nodes, at, right);
  }
  nodes[at + SKIP] = end;
  return end;
}

/** Makes the node at `at` a leaf of the boxes from `from` to before `to`. */
function bound(
  nodes: Int32Array,
  at: number,
  data: Int32Array,
  owners: Int32Array,
  from: number,
  to: number,
): void {
  let least = owners[from] as number;
  for (let n = from + 1; n < to; n++) if ((owners[n] as number) < least) least = owners[n] as number;
  for (let i = 0; i < STRIDE; i += 2) {
    let low = data[from * STRIDE + i] as number;
    let high = data[from * STRIDE + i + 1] as number;
    for (let d = (from + 1) * STRIDE + i, end = to * STRIDE; d < end; d += STRIDE) {
      if ((data[d] as number) < low) low = data[d] as number;
      if ((data[d + 1] as number) > high) high = data[d + 1] as number;
    }
    nodes[at + i] = low;
    nodes[at + i + 1] = high;
  }
  nodes[at + START] = from;
  nodes[at + END] = to;
  nodes[at + OWNER] = least;
}

/** Makes the node at `at` hold those two that follow it. */
function join(nodes: Int32Array, at: number, right: number): void {
  const left = at + NODE;
  for (let i = 0; i < STRIDE; i += 2) {
    const leftLow = nodes[left + i] as number;
    const rightLow = nodes[right + i] as number;
    nodes[at + i] = leftLow < rightLow ? leftLow : rightLow;
    const leftHigh = nodes[left + i + 1] as number;
    const rightHigh = nodes[right + i + 1] as number;
    nodes[at + i + 1] = leftHigh > rightHigh ? leftHigh : rightHigh;
  }
  const leftOwner = nodes[left + OWNER] as number;
  const rightOwner = nodes[right + OWNER] as number;
  nodes[at + OWNER] = leftOwner < rightOwner ? leftOwner : rightOwner;
}

function swap(list: Int32Array, i: number, j: number): void {
  const value = list[i] as number;
  list[i] = list[j] as number;
  list[j] = value;
}
