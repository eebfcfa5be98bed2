import { type BoxTree, buildTree, END, NODE, OWNER, packTree, SKIP, START } from './box-tree.ts';
import { type Boxes, FIELDS, STRIDE } from './boxes.ts';

/** What a box must have to be found, by the two numbers of each field of the box asked about that it is held against. */
type Relation = number;
/** It holds all of the box asked about. */
const HOLDS_ALL: Relation = 0;
/** It shares a point with it. */
const OVERLAPS: Relation = 1;
/** It holds the lowest corner. */
const HOLDS_CORNER: Relation = 2;

/** In the place of how many are wanted: only the box with the least owner. */
const LEAST = 0;
/** Room for the boxes found by most questions, so that it hardly ever has to grow. */
const USUAL_HITS = 512;
/** More than any memory holds. */
const ALL = 0x7fffffff;

/** Finds boxes by what they overlap. */
export class BoxIndex {
  /** The boxes in the order of the tree, side by side, and their owners. */
  readonly data: Int32Array;
  readonly owners: Int32Array;
  /** What the last `gather` found: boxes by their numbers here. Only its first few count. */
  hits: Int32Array;
  readonly #tree: BoxTree;
  /** A point as the box that holds nothing else. */
  readonly #point = new Int32Array(STRIDE);

  /** @param places of the boxes that take part, by their numbers; all where it is left out. */
  constructor(boxes: Boxes, places?: Int32Array, tree: BoxTree = buildTree(boxes, places)) {
    this.#tree = tree;
    this.data = tree.data;
    this.owners = tree.owners;
    this.hits = new Int32Array(Math.min(tree.owners.length, USUAL_HITS));
  }

  /** Of boxes that lie near each other where their numbers do, as another index gives them; they are not copied. */
  static packed(boxes: Boxes): BoxIndex {
    return new BoxIndex(boxes, undefined, packTree(boxes));
  }

  /** The least owner below `before`, and not `without`, of a box that holds all of the box at `at`; -1 if there is none. */
  containing(q: Int32Array, at: number, before: number, without: number): number {
    if (this.#search(q, at, HOLDS_ALL, before, without, LEAST) === 0) return -1;
    return this.owners[this.hits[0] as number] as number;
  }

  /** The least owner below `before`, and not `without`, of a box that holds a point; -1 if there is none. */
  first(point: ArrayLike<number>, before: number, without: number): number {
    const box = this.#point;
    for (let f = 0; f < FIELDS; f++) box[2 * f] = point[f] as number;
    if (this.#search(box, 0, HOLDS_CORNER, before, without, LEAST) === 0) return -1;
    return this.owners[this.hits[0] as number] as number;
  }

  /** Some box with an owner below `before`, and not `without`, that holds the lowest corner of the box at `at`; or -1. */
  atCorner(q: Int32Array, at: number, before: number, without: number): number {
    return this.#search(q, at, HOLDS_CORNER, before, without, 1) === 0 ? -1 : (this.hits[0] as number);
  }

  /** Whether a box with an owner below `before`, and not `without`, overlaps the box at `at`. */
  meets(q: Int32Array, at: number, before: number, without: number): boolean {
    return this.#search(q, at, OVERLAPS, before, without, 1) > 0;
  }

  /**
   * Puts the boxes with an owner below `before`, and not `without`, that overlap the box at `at` into `hits`, in no
   * order that means anything. How many they are; no more than `most`.
   */
  gather(q: Int32Array, at: number, before: number, without: number, most: number = ALL): number {
    return this.#search(q, at, OVERLAPS, before, without, most);
  }

  /**
   * As `gather`, for boxes only that hold all of the box at `at` in every field but one, or in every field. They are
   * quickly found even where thousands overlap it.
   */
  gatherSlabs(q: Int32Array, at: number, before: number, without: number, most: number): number {
    const { nodes, end } = this.#tree;
    const { data, owners } = this;
    let { hits } = this;
    let count = 0;
    for (let node = 0; node < end; ) {
      if ((nodes[node + OWNER] as number) >= before || !isSlab(nodes, node, q, at)) {
        node = nodes[node + SKIP] as number;
        continue;
      }
      const last = nodes[node + END] as number;
      for (let i = nodes[node + START] as number; i < last; i++) {
        const owner = owners[i] as number;
        if (owner >= before || owner === without || !isSlab(data, i * STRIDE, q, at)) continue;
        if (count === hits.length) hits = this.#makeRoom();
        hits[count++] = i;
        if (count === most) return count;
      }
      node += NODE;
    }
    return count;
  }

  /** Visits every box that `gather` finds, until a visit answers true. Whether one did. */
  overlapping(
    q: Int32Array,
    at: number,
    before: number,
    without: number,
    visit: (box: number) => boolean,
  ): boolean {
    const count = this.gather(q, at, before, without);
    // A copy: a visit may ask, too.
    for (const box of this.hits.slice(0, count)) if (visit(box)) return true;
    return false;
  }

  /**
   * Everything that is asked of the index, in one function on purpose: a short process answers most of its questions
   * before a second one would have been compiled.
   */
  #search(
    q: Int32Array,
    at: number,
    relation: Relation,
    before: number,
    without: number,
    most: number,
  ): number {
    const { nodes, end } = this.#tree;
    const { data, owners } = this;
    let { hits } = this;
    const low = relation === OVERLAPS ? at + 1 : at;
    const high = relation === HOLDS_ALL ? at + 1 : at;
    const l0 = q[low] as number;
    const h0 = q[high] as number;
    const l1 = q[low + 2] as number;
    const h1 = q[high + 2] as number;
    const l2 = q[low + 4] as number;
    const h2 = q[high + 4] as number;
    const l3 = q[low + 6] as number;
    const h3 = q[high + 6] as number;
    const l4 = q[low + 8] as number;
    const h4 = q[high + 8] as number;
    let limit = before;
    let count = 0;
    for (let node = 0; node < end; ) {
      if (
        (nodes[node + OWNER] as number) >= limit ||
        (nodes[node] as number) > l0 ||
        (nodes[node + 1] as number) < h0 ||
        (nodes[node + 2] as number) > l1 ||
        (nodes[node + 3] as number) < h1 ||
        (nodes[node + 8] as number) > l4 ||
        (nodes[node + 9] as number) < h4 ||
        (nodes[node + 4] as number) > l2 ||
        (nodes[node + 5] as number) < h2 ||
        (nodes[node + 6] as number) > l3 ||
        (nodes[node + 7] as number) < h3
      ) {
        node = nodes[node + SKIP] as number;
        continue;
      }
      const last = nodes[node + END] as number;
      for (let i = nodes[node + START] as number; i < last; i++) {
        const owner = owners[i] as number;
        const d = i * STRIDE;
        if (
          owner >= limit ||
          (data[d] as number) > l0 ||
          (data[d + 1] as number) < h0 ||
          (data[d + 2] as number) > l1 ||
          (data[d + 3] as number) < h1 ||
          (data[d + 8] as number) > l4 ||
          (data[d + 9] as number) < h4 ||
          (data[d + 4] as number) > l2 ||
          (data[d + 5] as number) < h2 ||
          (data[d + 6] as number) > l3 ||
          (data[d + 7] as number) < h3 ||
          owner === without
        )
          continue;
        // From now on only a lesser one counts, in the place of this one.
        if (most === LEAST) {
          limit = owner;
          count = 0;
        }
        if (count === hits.length) hits = this.#makeRoom();
        hits[count++] = i;
        if (count === most) return count;
      }
      node += NODE;
    }
    return count;
  }

  #makeRoom(): Int32Array {
    const hits = new Int32Array(this.hits.length * 4);
    hits.set(this.hits);
    this.hits = hits;
    return hits;
  }

  /** Makes a box (by its number here) one that nothing overlaps: no port is as large as its least. */
  erase(box: number): void {
    for (let f = 0; f < STRIDE; f += 2) {
      this.data[box * STRIDE + f] = 0x7fffffff;
      this.data[box * STRIDE + f + 1] = -0x80000000;
    }
  }
}

/** Whether two boxes share a point. */
export function overlap(a: Int32Array, at: number, b: Int32Array, bt: number): boolean {
  for (let f = 0; f < STRIDE; f += 2)
    if (
      (a[at + f] as number) > (b[bt + f + 1] as number) ||
      (a[at + f + 1] as number) < (b[bt + f] as number)
    )
      return false;
  return true;
}

/** Whether a box holds all of `q` in every field but one, and overlaps it there; or in every field. */
function isSlab(box: Int32Array, at: number, q: Int32Array, qt: number): boolean {
  let several = false;
  for (let f = 0; f < STRIDE; f += 2) {
    const low = box[at + f] as number;
    const high = box[at + f + 1] as number;
    if (low <= (q[qt + f] as number) && high >= (q[qt + f + 1] as number)) continue;
    if (several || low > (q[qt + f + 1] as number) || high < (q[qt + f] as number)) return false;
    several = true;
  }
  return true;
}
