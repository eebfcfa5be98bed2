import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import type { Coverage } from '../net/coverage.ts';
import { cutBox, intersection } from '../net/cut-box.ts';
import type { Family } from '../net/network.ts';
import type { RuleList, Side } from './rule-list.ts';

const FAMILIES: readonly Family[] = [4, 6];
/** So many rules, and pieces of what they leave, are looked at one after the other. */
const FEW = 24;
const FEW_PIECES = 256;

/** Finds every rule that is the first to match some packet of a rule that never is. */
export class DeciderFinder {
  readonly #list: RuleList;
  readonly #coverage: Coverage;
  /** By rule: whether it was found for the one being asked about. */
  readonly #isFound: Uint8Array;
  /** By rule: whether it never decides, so that others take from a packet whatever it takes. */
  readonly #isDead: Uint8Array;
  #found = new Int32Array(64);
  #size = 0;

  constructor(list: RuleList, coverage: Coverage) {
    this.#list = list;
    this.#coverage = coverage;
    this.#isFound = new Uint8Array(list.rules.length);
    this.#isDead = new Uint8Array(list.rules.length);
  }

  /**
   * The rules that decide in the place of a rule that is covered by those before it, in order; or what exhausted the
   * budget. It is quickest where rules are asked about in order: those that never decide are left out from then on.
   */
  find(rule: number): number[] | string {
    this.#isDead[rule] = 1;
    let exhausted: string | undefined;
    for (const family of FAMILIES) {
      const side = this.#list.side(family);
      const end = side.begins[rule + 1] as number;
      for (let box = side.begins[rule] as number; box < end && exhausted === undefined; box++)
        exhausted = this.#ofBox(side, box * STRIDE, rule);
    }
    const found = this.#found.subarray(0, this.#size);
    this.#size = 0;
    for (const owner of found) this.#isFound[owner] = 0;
    return exhausted ?? Array.from(found.sort());
  }

  #add(owner: number): void {
    if (this.#isFound[owner] === 1) return;
    this.#isFound[owner] = 1;
    if (this.#size === this.#found.length) {
      const found = new Int32Array(this.#size * 4);
      found.set(this.#found);
      this.#found = found;
    }
    this.#found[this.#size++] = owner;
  }

  #ofBox({ boxes, index }: Side, at: number, rule: number): string | undefined {
    const q = boxes.data;
    const container = index.containing(q, at, rule, -1);
    const count = index.gather(q, at, container >= 0 ? container + 1 : rule, -1);
    const overlapping = this.#alive(index, count, container);
    if (overlapping.length === 1) {
      this.#add(index.owners[overlapping[0] as number] as number);
      return undefined;
    }
    if (overlapping.length <= FEW && this.#addInTurn(q, at, index, overlapping)) return undefined;
    // What of them reaches into the box is all that matters, and much less to look through than all boxes are.
    const inside = new Boxes(boxes.axis, overlapping.length);
    for (const box of overlapping) {
      const to = inside.grow(index.owners[box] as number);
      intersection(q, at, index.data, box * STRIDE, inside.data, to);
    }
    const cover = { index: BoxIndex.packed(inside), before: 0, without: -1, base: 0 };
    const covers = [cover];
    for (let piece = 0; piece < inside.count; piece++) {
      const owner = inside.owners[piece] as number;
      if (this.#isFound[owner] === 1) continue;
      cover.before = owner;
      const covered = this.#coverage.isCovered(inside.data, piece * STRIDE, covers);
      if (typeof covered === 'string') return covered;
      if (!covered) this.#add(owner);
    }
    return undefined;
  }

  /** Those of the boxes just gathered that decide about something, or hold everything. */
  #alive({ hits, owners }: BoxIndex, count: number, container: number): Int32Array {
    const alive = new Int32Array(count);
    let size = 0;
    for (let n = 0; n < count; n++) {
      const box = hits[n] as number;
      const owner = owners[box] as number;
      if (this.#isDead[owner] === 0 || owner === container) alive[size++] = box;
    }
    return alive.subarray(0, size);
  }

  /** Takes what each rule matches out of the box, in turn; false where it falls to too many pieces, with nothing added. */
  #addInTurn(q: Int32Array, at: number, { data, owners }: BoxIndex, overlapping: Int32Array): boolean {
    // Few as they are: by inserting, as the engine's own sort would call back for each pair.
    for (let n = 1; n < overlapping.length; n++) {
      const box = overlapping[n] as number;
      const owner = owners[box] as number;
      let to = n;
      for (; to > 0 && (owners[overlapping[to - 1] as number] as number) > owner; to--)
        overlapping[to] = overlapping[to - 1] as number;
      overlapping[to] = box;
    }
    const found: number[] = [];
    let rest: Int32Array[] = [q.slice(at, at + STRIDE)];
    for (const box of overlapping) {
      const next: Int32Array[] = [];
      let takes = false;
      for (const piece of rest) if (cutBox(piece, data, box * STRIDE, next)) takes = true;
      if (takes) found.push(owners[box] as number);
      rest = next;
      if (rest.length === 0) break;
      if (rest.length > FEW_PIECES) return false;
    }
    for (const owner of found) this.#add(owner);
    return true;
  }
}
