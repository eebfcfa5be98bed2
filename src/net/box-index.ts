import { type Boxes, FIELDS, GREATEST_PORT, GREATEST_PROTOCOL, STRIDE } from './boxes.ts';

/** Boxes of a leaf, at most. */
const LEAF = 8;

/**
 * Finds boxes by what they overlap. A tree of bounding boxes for each pattern of fields that are not restricted, so
 * that an `any` here and there doesn't make all bounds useless; flat, in preorder: a node's children follow it, and
 * `skip` leads past them.
 */
export class BoxIndex {
  /** The boxes of all leaves, side by side; `owners` and `places` (their number in `boxes`) alike. */
  readonly data: Int32Array;
  readonly owners: Int32Array;
  readonly bounds: Int32Array;
  readonly skip: Int32Array;
  /** By node: its first box, and the one after its last; equal for inner nodes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** By node: the least owner below it. */
  readonly leastOwner: Int32Array;
  nodes = 0;
  /** A point as the box that holds nothing else. */
  readonly #point = new Int32Array(STRIDE);

  constructor(boxes: Boxes) {
    const { count } = boxes;
    const most = Math.max(1, 2 * Math.ceil(count / (LEAF / 2)) + 64);
    this.data = new Int32Array(count * STRIDE);
    this.owners = new Int32Array(count);
    this.bounds = new Int32Array(most * STRIDE);
    this.skip = new Int32Array(most);
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.leastOwner = new Int32Array(most);
    this.#build(boxes);
  }

  #build(boxes: Boxes): void {
    const { data, owners, count } = boxes;
    const pattern = new Uint8Array(count);
    const sizes = new Int32Array(1 << FIELDS);
    const { least, greatest } = boxes.axis;
    for (let i = 0, at = 0; i < count; i++, at += STRIDE) {
      const p =
        (data[at] === least && data[at + 1] === greatest ? 1 : 0) |
        (data[at + 2] === least && data[at + 3] === greatest ? 2 : 0) |
        (data[at + 4] === 0 && data[at + 5] === GREATEST_PROTOCOL ? 4 : 0) |
        (data[at + 6] === 0 && data[at + 7] === GREATEST_PORT ? 8 : 0) |
        (data[at + 8] === 0 && data[at + 9] === GREATEST_PORT ? 16 : 0);
      pattern[i] = p;
      sizes[p] = (sizes[p] as number) + 1;
    }
    const begins = new Int32Array(1 << FIELDS);
    for (let p = 1; p < 1 << FIELDS; p++) begins[p] = (begins[p - 1] as number) + (sizes[p - 1] as number);
    const order = new Int32Array(count);
    const next = begins.slice();
    for (let i = 0; i < count; i++) {
      const p = pattern[i] as number;
      order[next[p] as number] = i;
      next[p] = (next[p] as number) + 1;
    }
    const keys = new Float64Array(count);
    for (let p = 0; p < 1 << FIELDS; p++) {
      const size = sizes[p] as number;
      if (size === 0) continue;
      const begin = begins[p] as number;
      this.#split(data, owners, order, keys, begin, begin + size);
    }
    for (let i = 0; i < count; i++) {
      const from = order[i] as number;
      this.owners[i] = owners[from] as number;
      this.data.set(data.subarray(from * STRIDE, from * STRIDE + STRIDE), i * STRIDE);
    }
  }

  /** Makes the node of `order[from..to)`, and those below it. */
  #split(
    data: Int32Array,
    owners: Int32Array,
    order: Int32Array,
    keys: Float64Array,
    from: number,
    to: number,
  ): void {
    const node = this.nodes++;
    const { bounds } = this;
    const at = node * STRIDE;
    let least = owners[order[from] as number] as number;
    const first = (order[from] as number) * STRIDE;
    for (let i = 0; i < STRIDE; i++) bounds[at + i] = data[first + i] as number;
    for (let n = from + 1; n < to; n++) {
      const box = order[n] as number;
      const b = box * STRIDE;
      if ((owners[box] as number) < least) least = owners[box] as number;
      for (let i = 0; i < STRIDE; i += 2) {
        if ((data[b + i] as number) < (bounds[at + i] as number)) bounds[at + i] = data[b + i] as number;
        if ((data[b + i + 1] as number) > (bounds[at + i + 1] as number))
          bounds[at + i + 1] = data[b + i + 1] as number;
      }
    }
    this.leastOwner[node] = least;
    if (to - from <= LEAF) {
      this.starts[node] = from;
      this.ends[node] = to;
    } else {
      const field = this.#widest(data, order, from, to);
      for (let n = from; n < to; n++) {
        const b = (order[n] as number) * STRIDE + 2 * field;
        keys[order[n] as number] = (data[b] as number) + (data[b + 1] as number);
      }
      const middle = (from + to) >> 1;
      select(order, keys, from, to - 1, middle);
      this.#split(data, owners, order, keys, from, middle);
      this.#split(data, owners, order, keys, middle, to);
    }
    this.skip[node] = this.nodes;
  }

  /** The field in which the boxes' middles lie apart most, measured by how wide the boxes are. */
  #widest(data: Int32Array, order: Int32Array, from: number, to: number): number {
    let best = 0;
    let bestScore = -1;
    for (let field = 0; field < FIELDS; field++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      let widths = 0;
      for (let n = from; n < to; n++) {
        const b = (order[n] as number) * STRIDE + 2 * field;
        const first = data[b] as number;
        const last = data[b + 1] as number;
        const middle = first + last;
        if (middle < low) low = middle;
        if (middle > high) high = middle;
        widths += last - first + 1;
      }
      const score = (high - low) / (2 * (widths / (to - from)));
      if (score > bestScore) {
        bestScore = score;
        best = field;
      }
    }
    return best;
  }

  /** The least owner below `before`, and not `without`, of a box that holds all of the box at `at`; -1 if there is none. */
  containing(q: Int32Array, at: number, before: number, without: number): number {
    const { bounds, skip, starts, ends, leastOwner, data, owners, nodes } = this;
    const q0 = q[at] as number;
    const q1 = q[at + 1] as number;
    const q2 = q[at + 2] as number;
    const q3 = q[at + 3] as number;
    const q4 = q[at + 4] as number;
    const q5 = q[at + 5] as number;
    const q6 = q[at + 6] as number;
    const q7 = q[at + 7] as number;
    const q8 = q[at + 8] as number;
    const q9 = q[at + 9] as number;
    let limit = before;
    let found = -1;
    for (let node = 0; node < nodes; ) {
      const b = node * STRIDE;
      if (
        (leastOwner[node] as number) >= limit ||
        (bounds[b] as number) > q0 ||
        (bounds[b + 1] as number) < q1 ||
        (bounds[b + 2] as number) > q2 ||
        (bounds[b + 3] as number) < q3 ||
        (bounds[b + 4] as number) > q4 ||
        (bounds[b + 5] as number) < q5 ||
        (bounds[b + 6] as number) > q6 ||
        (bounds[b + 7] as number) < q7 ||
        (bounds[b + 8] as number) > q8 ||
        (bounds[b + 9] as number) < q9
      ) {
        node = skip[node] as number;
        continue;
      }
      const end = ends[node] as number;
      for (let i = starts[node] as number; i < end; i++) {
        const d = i * STRIDE;
        const owner = owners[i] as number;
        if (
          owner < limit &&
          owner !== without &&
          (data[d] as number) <= q0 &&
          (data[d + 1] as number) >= q1 &&
          (data[d + 2] as number) <= q2 &&
          (data[d + 3] as number) >= q3 &&
          (data[d + 4] as number) <= q4 &&
          (data[d + 5] as number) >= q5 &&
          (data[d + 6] as number) <= q6 &&
          (data[d + 7] as number) >= q7 &&
          (data[d + 8] as number) <= q8 &&
          (data[d + 9] as number) >= q9
        ) {
          found = owner;
          limit = owner;
        }
      }
      node++;
    }
    return found;
  }

  /**
   * Visits every box with an owner below `before`, and not `without`, that overlaps the box at `at`, by its number
   * here, in no order that means anything; until a visit answers true. Whether one did.
   */
  overlapping(
    q: Int32Array,
    at: number,
    before: number,
    without: number,
    visit: (box: number) => boolean,
  ): boolean {
    const { bounds, skip, starts, ends, leastOwner, data, owners, nodes } = this;
    const q0 = q[at] as number;
    const q1 = q[at + 1] as number;
    const q2 = q[at + 2] as number;
    const q3 = q[at + 3] as number;
    const q4 = q[at + 4] as number;
    const q5 = q[at + 5] as number;
    const q6 = q[at + 6] as number;
    const q7 = q[at + 7] as number;
    const q8 = q[at + 8] as number;
    const q9 = q[at + 9] as number;
    for (let node = 0; node < nodes; ) {
      const b = node * STRIDE;
      if (
        (leastOwner[node] as number) >= before ||
        (bounds[b] as number) > q1 ||
        (bounds[b + 1] as number) < q0 ||
        (bounds[b + 2] as number) > q3 ||
        (bounds[b + 3] as number) < q2 ||
        (bounds[b + 4] as number) > q5 ||
        (bounds[b + 5] as number) < q4 ||
        (bounds[b + 6] as number) > q7 ||
        (bounds[b + 7] as number) < q6 ||
        (bounds[b + 8] as number) > q9 ||
        (bounds[b + 9] as number) < q8
      ) {
        node = skip[node] as number;
        continue;
      }
      const end = ends[node] as number;
      for (let i = starts[node] as number; i < end; i++) {
        const d = i * STRIDE;
        const owner = owners[i] as number;
        if (
          owner < before &&
          owner !== without &&
          (data[d] as number) <= q1 &&
          (data[d + 1] as number) >= q0 &&
          (data[d + 2] as number) <= q3 &&
          (data[d + 3] as number) >= q2 &&
          (data[d + 4] as number) <= q5 &&
          (data[d + 5] as number) >= q4 &&
          (data[d + 6] as number) <= q7 &&
          (data[d + 7] as number) >= q6 &&
          (data[d + 8] as number) <= q9 &&
          (data[d + 9] as number) >= q8 &&
          visit(i)
        )
          return true;
      }
      node++;
    }
    return false;
  }

  /** The least owner below `before`, and not `without`, of a box that holds a point; -1 if there is none. */
  first(point: ArrayLike<number>, before: number, without: number): number {
    const box = this.#point;
    for (let f = 0; f < FIELDS; f++) {
      box[2 * f] = point[f] as number;
      box[2 * f + 1] = point[f] as number;
    }
    return this.containing(box, 0, before, without);
  }

  /** As `overlapping`, for boxes with a value above a threshold only; see `valued`. */
  overlappingAbove(
    q: Int32Array,
    at: number,
    before: number,
    { values, greatest }: NodeValues,
    above: number,
    visit: (box: number) => boolean,
  ): boolean {
    const { bounds, skip, starts, ends, leastOwner, data, owners, nodes } = this;
    for (let node = 0; node < nodes; ) {
      if (
        (leastOwner[node] as number) >= before ||
        (greatest[node] as number) <= above ||
        !overlap(bounds, node * STRIDE, q, at)
      ) {
        node = skip[node] as number;
        continue;
      }
      const end = ends[node] as number;
      for (let i = starts[node] as number; i < end; i++) {
        if (
          (owners[i] as number) < before &&
          (values[i] as number) > above &&
          overlap(data, i * STRIDE, q, at) &&
          visit(i)
        )
          return true;
      }
      node++;
    }
    return false;
  }

  /** A value of every box here (by its number), with the greatest below each node. */
  valued(values: Int32Array): NodeValues {
    const greatest = new Int32Array(this.nodes);
    for (let node = this.nodes - 1; node >= 0; node--) {
      const start = this.starts[node] as number;
      const end = this.ends[node] as number;
      let most = -1;
      for (let i = start; i < end; i++) if ((values[i] as number) > most) most = values[i] as number;
      if (start === end) {
        const left = node + 1;
        const right = this.skip[left] as number;
        most = Math.max(greatest[left] as number, greatest[right] as number);
      }
      greatest[node] = most;
    }
    return { values, greatest };
  }

  /** Makes a box (by its number here) one that nothing overlaps: no port is as large as its least. */
  erase(box: number): void {
    for (let f = 0; f < STRIDE; f += 2) {
      this.data[box * STRIDE + f] = 0x7fffffff;
      this.data[box * STRIDE + f + 1] = -0x80000000;
    }
  }
}

export interface NodeValues {
  readonly values: Int32Array;
  readonly greatest: Int32Array;
}

function overlap(a: Int32Array, at: number, b: Int32Array, bt: number): boolean {
  for (let f = 0; f < STRIDE; f += 2)
    if (
      (a[at + f] as number) > (b[bt + f + 1] as number) ||
      (a[at + f + 1] as number) < (b[bt + f] as number)
    )
      return false;
  return true;
}

/** Partially sorts `order[low..high]` by key, so that the element at `place` is where a full sort would put it. */
function select(order: Int32Array, keys: Float64Array, low: number, high: number, place: number): void {
  let left = low;
  let right = high;
  while (left < right) {
    const pivot = keys[order[(left + right) >> 1] as number] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((keys[order[i] as number] as number) < pivot) i++;
      while ((keys[order[j] as number] as number) > pivot) j--;
      if (i <= j) {
        const swapped = order[i] as number;
        order[i] = order[j] as number;
        order[j] = swapped;
        i++;
        j--;
      }
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}
