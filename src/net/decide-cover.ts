import { FIELDS, STRIDE } from './boxes.ts';

/** Numbers of an entry: a box, and the name under which it is reported. */
const ENTRY: number = STRIDE + 1;

export type CoverDecision =
  | { readonly kind: 'covered' }
  /** A point of the cell that no box holds, one number for each field. */
  | { readonly kind: 'point'; readonly point: readonly number[] }
  | { readonly kind: 'exhausted' };

/** What a field's numbers became when the parts that slabs cover were taken out, and the rest moved together. */
interface Contraction {
  readonly field: number;
  readonly base: number;
  /** First and last numbers of what was left, in order. */
  readonly gaps: readonly number[];
}

const EXHAUSTED = Symbol('exhausted');
/** Boundaries looked at to find a middle one. */
const SAMPLES = 63;
/** Slabs are taken out again and again as long as they are at least one in so many entries. */
const WORTHWHILE = 8;

/**
 * Decides exactly whether boxes cover a cell: a measure problem after Klee, in the way of Chan ("Klee's measure problem
 * made easy", 2013). Boxes that restrict a single field are slabs: they cover the cell if those of one field do; else
 * what they cover is taken out of the field, and the rest moved together, so that they are gone. The others are
 * halved along the field that most of them end in. Time grows with about the power of half the number of fields in
 * the worst case, and with the number of boxes in all usual ones.
 */
export class CoverDecider {
  /** Names of boxes that cover the cell together, once the decision is that they do; not always the fewest. */
  readonly used: Set<number> = new Set();
  /** Entries looked at so far. */
  work = 0;
  readonly #limit: number;
  readonly #most: number;
  #entries: Int32Array;
  #top = 0;

  /**
   * @param limit of `work`; some 50 million take a second.
   * @param most entries there may be at a time: halving copies them, and boxes made to resist it could fill memory.
   */
  constructor(limit: number, room = 32, most = 8_000_000) {
    this.#limit = limit;
    this.#most = most;
    this.#entries = new Int32Array(room * ENTRY);
  }

  /** Adds a box that reaches into the cell, cut to it. */
  add(data: Int32Array, at: number, cell: Int32Array, cellAt: number, name: number): void {
    const to = this.#room();
    const entries = this.#entries;
    for (let i = 0; i < STRIDE; i += 2) {
      const low = data[at + i] as number;
      const high = data[at + i + 1] as number;
      const least = cell[cellAt + i] as number;
      const greatest = cell[cellAt + i + 1] as number;
      entries[to + i] = low > least ? low : least;
      entries[to + i + 1] = high < greatest ? high : greatest;
    }
    entries[to + STRIDE] = name;
  }

  /** Boxes added so far. */
  get size(): number {
    return this.#top;
  }

  decide(cell: Int32Array, cellAt: number): CoverDecision {
    try {
      const point = this.#decide(Array.from(cell.subarray(cellAt, cellAt + STRIDE)), 0, this.#top);
      return point ? { kind: 'point', point } : { kind: 'covered' };
    } catch (thrown) {
      if (thrown === EXHAUSTED) return { kind: 'exhausted' };
      throw thrown;
    }
  }

  #room(): number {
    const at = this.#top * ENTRY;
    if (at + ENTRY > this.#entries.length) {
      const larger = new Int32Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#top++;
    return at;
  }

  #decide(cell: number[], from: number, to: number): number[] | undefined {
    const contractions: Contraction[] = [];
    let end = to;
    for (;;) {
      this.work += end - from + 1;
      if (this.work > this.#limit) throw EXHAUSTED;
      const slabs = this.#slabs(cell, from, end);
      if (slabs === 'covered') return undefined;
      // Few slabs now and then would take as many rounds as there are entries: halving finds more at once.
      const few = contractions.length > 0 && countEntries(slabs) < (end - from) / WORTHWHILE;
      if (slabs.length === 0 || few) break;
      const step: Contraction[] = [];
      for (const { field, entries } of slabs) {
        const gaps = this.#gaps(cell, field, entries);
        if (gaps.length === 0) return undefined;
        step.push({ field, base: cell[2 * field] as number, gaps });
      }
      end = this.#contract(cell, from, end, step);
      contractions.push(...step);
    }
    const point = end === from ? lowest(cell) : this.#halve(cell, from, end);
    return point && expand(point, contractions);
  }

  /** The entries that restrict a single field, by field; or that one restricts none. */
  #slabs(cell: readonly number[], from: number, end: number): Slabs[] | 'covered' {
    const entries = this.#entries;
    const found: (number[] | undefined)[] = [undefined, undefined, undefined, undefined, undefined];
    for (let n = from; n < end; n++) {
      const at = n * ENTRY;
      let field = -1;
      let several = false;
      for (let f = 0; f < FIELDS; f++) {
        if (
          (entries[at + 2 * f] as number) > (cell[2 * f] as number) ||
          (entries[at + 2 * f + 1] as number) < (cell[2 * f + 1] as number)
        ) {
          if (field >= 0) {
            several = true;
            break;
          }
          field = f;
        }
      }
      if (several) continue;
      if (field < 0) {
        this.used.add(entries[at + STRIDE] as number);
        return 'covered';
      }
      const list = found[field];
      if (list) list.push(n);
      else found[field] = [n];
    }
    const slabs: Slabs[] = [];
    found.forEach((list, field) => {
      if (list) slabs.push({ field, entries: list });
    });
    return slabs;
  }

  /** What the slabs of one field leave of it. Takes no more of them than needed, and the widest. */
  #gaps(cell: readonly number[], field: number, slabs: number[]): number[] {
    const entries = this.#entries;
    const low = (n: number): number => entries[n * ENTRY + 2 * field] as number;
    const high = (n: number): number => entries[n * ENTRY + 2 * field + 1] as number;
    slabs.sort((a, b) => low(a) - low(b) || high(b) - high(a));
    const gaps: number[] = [];
    const last = cell[2 * field + 1] as number;
    let next = cell[2 * field] as number;
    for (let n = 0; n < slabs.length && next <= last; ) {
      const slab = slabs[n] as number;
      if (low(slab) > next) {
        gaps.push(next, low(slab) - 1);
        next = low(slab);
      }
      let widest = slab;
      for (; n < slabs.length && low(slabs[n] as number) <= next; n++)
        if (high(slabs[n] as number) > high(widest)) widest = slabs[n] as number;
      if (high(widest) < next) continue;
      this.used.add(entries[widest * ENTRY + STRIDE] as number);
      next = high(widest) + 1;
    }
    if (next <= last) gaps.push(next, last);
    return gaps;
  }

  /** Takes what slabs cover out of the cell and the entries; drops the slabs, and entries of which nothing is left. */
  #contract(cell: number[], from: number, end: number, step: readonly Contraction[]): number {
    const entries = this.#entries;
    const maps = step.map(positions);
    let kept = from;
    for (let n = from; n < end; n++) {
      const at = n * ENTRY;
      let empty = false;
      for (const map of maps) {
        const f = 2 * map.field;
        const low = map.atOrAfter(entries[at + f] as number);
        const high = map.atOrBefore(entries[at + f + 1] as number);
        if (low > high) {
          empty = true;
          break;
        }
        entries[at + f] = low;
        entries[at + f + 1] = high;
      }
      if (empty) continue;
      if (kept !== n) entries.copyWithin(kept * ENTRY, at, at + ENTRY);
      kept++;
    }
    for (const map of maps) cell[2 * map.field + 1] = map.last;
    return kept;
  }

  #halve(cell: number[], from: number, end: number): number[] | undefined {
    const { field, cut } = this.#cut(cell, from, end);
    const high = cell[2 * field + 1] as number;
    const left = [...cell];
    left[2 * field + 1] = cut - 1;
    const point = this.#half(left, field, from, end);
    if (point) return point;
    const right = [...cell];
    right[2 * field] = cut;
    right[2 * field + 1] = high;
    return this.#half(right, field, from, end);
  }

  #half(cell: number[], field: number, from: number, end: number): number[] | undefined {
    const start = this.#top;
    if (start + end - from > this.#most) throw EXHAUSTED;
    const least = cell[2 * field] as number;
    const greatest = cell[2 * field + 1] as number;
    for (let n = from; n < end; n++) {
      const at = n * ENTRY;
      const low = this.#entries[at + 2 * field] as number;
      const high = this.#entries[at + 2 * field + 1] as number;
      if (low > greatest || high < least) continue;
      const to = this.#room();
      this.#entries.copyWithin(to, at, at + ENTRY);
      if (low < least) this.#entries[to + 2 * field] = least;
      if (high > greatest) this.#entries[to + 2 * field + 1] = greatest;
    }
    const point = this.#decide(cell, start, this.#top);
    this.#top = start;
    return point;
  }

  /** Where to halve: at a middle one of the ends of entries, in the field that has most of them. */
  #cut(cell: readonly number[], from: number, end: number): { field: number; cut: number } {
    const entries = this.#entries;
    let field = 0;
    let most = -1;
    for (let f = 0; f < FIELDS; f++) {
      const least = cell[2 * f] as number;
      const greatest = cell[2 * f + 1] as number;
      let ends = 0;
      for (let at = from * ENTRY + 2 * f, stop = end * ENTRY; at < stop; at += ENTRY) {
        if ((entries[at] as number) > least) ends++;
        if ((entries[at + 1] as number) < greatest) ends++;
      }
      if (ends > most) {
        most = ends;
        field = f;
      }
    }
    const least = cell[2 * field] as number;
    const greatest = cell[2 * field + 1] as number;
    const every = Math.max(1, Math.floor(most / SAMPLES));
    const cuts: number[] = [];
    let seen = 0;
    for (let at = from * ENTRY + 2 * field, stop = end * ENTRY; at < stop; at += ENTRY) {
      const low = entries[at] as number;
      const high = entries[at + 1] as number;
      if (low > least && seen++ % every === 0) cuts.push(low);
      if (high < greatest && seen++ % every === 0) cuts.push(high + 1);
    }
    cuts.sort((a, b) => a - b);
    return { field, cut: cuts[cuts.length >> 1] as number };
  }
}

interface Slabs {
  readonly field: number;
  readonly entries: number[];
}

function countEntries(slabs: readonly Slabs[]): number {
  let count = 0;
  for (const { entries } of slabs) count += entries.length;
  return count;
}

const lowest = (cell: readonly number[]): number[] => {
  const point: number[] = [];
  for (let f = 0; f < FIELDS; f++) point.push(cell[2 * f] as number);
  return point;
};

/** A point of a contracted cell, in the numbers from before. */
function expand(point: number[], contractions: readonly Contraction[]): number[] {
  for (let c = contractions.length - 1; c >= 0; c--) {
    const { field, base, gaps } = contractions[c] as Contraction;
    let offset = (point[field] as number) - base;
    for (let g = 0; g < gaps.length; g += 2) {
      const first = gaps[g] as number;
      const size = (gaps[g + 1] as number) - first + 1;
      if (offset < size) {
        point[field] = first + offset;
        break;
      }
      offset -= size;
    }
  }
  return point;
}

/** Old numbers → new ones. */
function positions({ field, base, gaps }: Contraction): {
  field: number;
  last: number;
  atOrAfter(old: number): number;
  atOrBefore(old: number): number;
} {
  const count = gaps.length / 2;
  /** New number of each gap's first. */
  const begins: number[] = [];
  let total = 0;
  for (let g = 0; g < count; g++) {
    begins.push(base + total);
    total += (gaps[2 * g + 1] as number) - (gaps[2 * g] as number) + 1;
  }
  /** The first gap that ends at or after an old number; `count` if there is none. */
  const find = (old: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((gaps[2 * middle + 1] as number) < old) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    field,
    last: base + total - 1,
    atOrAfter: (old) => {
      const g = find(old);
      if (g === count) return base + total;
      return (begins[g] as number) + Math.max(0, old - (gaps[2 * g] as number));
    },
    atOrBefore: (old) => {
      const g = find(old);
      if (g === count) return base + total - 1;
      const offset = old - (gaps[2 * g] as number);
      return (begins[g] as number) + (offset < 0 ? -1 : offset);
    },
  };
}
