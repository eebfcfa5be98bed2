import { FIELDS, STRIDE } from './boxes.ts';

/** So many slabs are told apart by the gaps that they leave, more by the steps between their ends. */
const FEW = 16;

/** The part of one field that a slab holds, and the name under which it is reported. */
interface Slab {
  readonly low: number;
  readonly high: number;
  readonly name: number;
}

/**
 * Whether slabs of a single field cover a box: those that restrict no other one. This is how a rule that somebody
 * split is covered by its parts; the answer takes those with the lowest names that suffice.
 */
export class SlabCover {
  readonly #box: Int32Array;
  readonly #at: number;
  readonly #slabs: (Slab[] | undefined)[] = [];

  constructor(box: Int32Array, at: number) {
    this.#box = box;
    this.#at = at;
  }

  /** Looks at a box that overlaps the box; one that is no slab is left alone. */
  add(data: Int32Array, at: number, name: number): void {
    const box = this.#box;
    let field = -1;
    for (let f = 0; f < STRIDE; f += 2) {
      if (
        (data[at + f] as number) <= (box[this.#at + f] as number) &&
        (data[at + f + 1] as number) >= (box[this.#at + f + 1] as number)
      )
        continue;
      if (field >= 0) return;
      field = f;
    }
    if (field < 0) return;
    const low = Math.max(data[at + field] as number, box[this.#at + field] as number);
    const high = Math.min(data[at + field + 1] as number, box[this.#at + field + 1] as number);
    const slabs = this.#slabs[field >> 1];
    if (slabs) slabs.push({ low, high, name });
    else this.#slabs[field >> 1] = [{ low, high, name }];
  }

  /** Names of slabs that cover the box together, in order; of several such sets, one that ends first. */
  cover(): number[] | undefined {
    let best: number[] | undefined;
    for (let field = 0; field < FIELDS; field++) {
      const slabs = this.#slabs[field];
      if (!slabs || slabs.length < 2) continue;
      const first = this.#box[this.#at + 2 * field] as number;
      const last = this.#box[this.#at + 2 * field + 1] as number;
      if (!areEnough(slabs, first, last)) continue;
      const found = paint(slabs, first, last);
      if (found && (!best || (found.at(-1) as number) < (best.at(-1) as number))) best = found;
    }
    return best;
  }
}

/** Whether slabs begin with the first number and end with the last, and aren't shorter together: most that cover nothing don't. */
function areEnough(slabs: readonly Slab[], first: number, last: number): boolean {
  let missing = last - first + 1;
  let begins = false;
  let ends = false;
  for (let i = 0; i < slabs.length; i++) {
    const { low, high } = slabs[i] as Slab;
    missing -= high - low + 1;
    if (low === first) begins = true;
    if (high === last) ends = true;
  }
  return begins && ends && missing <= 0;
}

/** The slabs that, one after the other by name, are first to hold some number, if all numbers are held in the end. */
function paint(slabs: Slab[], first: number, last: number): number[] | undefined {
  slabs.sort((a, b) => a.name - b.name);
  return slabs.length <= FEW ? paintFew(slabs, first, last) : paintMany(slabs, first, last);
}

/** By what is left bare after each slab: first and last numbers in turn, in no order. */
function paintFew(slabs: readonly Slab[], first: number, last: number): number[] | undefined {
  const names: number[] = [];
  let bare = [first, last];
  for (const { low, high, name } of slabs) {
    const rest: number[] = [];
    let takes = false;
    for (let i = 0; i < bare.length; i += 2) {
      const from = bare[i] as number;
      const to = bare[i + 1] as number;
      if (high < from || low > to) {
        rest.push(from, to);
        continue;
      }
      takes = true;
      if (low > from) rest.push(from, low - 1);
      if (high < to) rest.push(high + 1, to);
    }
    if (!takes) continue;
    if (names.at(-1) !== name) names.push(name);
    if (rest.length === 0) return names;
    bare = rest;
  }
  return undefined;
}

function paintMany(slabs: readonly Slab[], first: number, last: number): number[] | undefined {
  const starts = startsOf(slabs, first, last);
  const cells = starts.length;
  /** By cell: itself while it is bare, else one further on; bare cells are found along it. */
  const next = Int32Array.from({ length: cells + 1 }, (_, i) => i);
  const bareFrom = (cell: number): number => {
    let at = cell;
    while (next[at] !== at) {
      next[at] = next[next[at] as number] as number;
      at = next[at] as number;
    }
    return at;
  };
  const names: number[] = [];
  let bare = cells;
  for (const { low, high, name } of slabs) {
    const end = lowerBound(starts, high + 1);
    const before = bare;
    for (let cell = bareFrom(lowerBound(starts, low)); cell < end; cell = bareFrom(cell + 1)) {
      next[cell] = cell + 1;
      bare--;
    }
    if (bare < before && names.at(-1) !== name) names.push(name);
    if (bare === 0) return names;
  }
  return undefined;
}

/** Where a slab or what follows one begins, in order, each once. */
function startsOf(slabs: readonly Slab[], first: number, last: number): Float64Array {
  const all = new Float64Array(slabs.length * 2 + 1);
  all[0] = first;
  slabs.forEach(({ low, high }, i) => {
    all[2 * i + 1] = low;
    all[2 * i + 2] = high < last ? high + 1 : first;
  });
  all.sort();
  return all.filter((start, i) => i === 0 || start !== all[i - 1]);
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
