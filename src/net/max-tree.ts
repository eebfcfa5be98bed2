/** Finds the places of a list that have a value above a threshold, without looking at all others. */
export class MaxTree {
  /** What the last `gather` found. Only its first few count. */
  hits: Int32Array = new Int32Array(64);
  /** By node the greatest value below it: the root at 1, the children of n at 2n and 2n + 1, the places at `#size`. */
  readonly #greatest: Int32Array;
  readonly #size: number;

  /** @param values whole numbers of 32 bits, all above the least there is. */
  constructor(values: Int32Array) {
    let size = 1;
    while (size < values.length) size *= 2;
    const greatest = new Int32Array(2 * size).fill(-0x80000000);
    greatest.set(values, size);
    for (let node = size - 1; node > 0; node--) {
      const left = greatest[2 * node] as number;
      const right = greatest[2 * node + 1] as number;
      greatest[node] = left > right ? left : right;
    }
    this.#greatest = greatest;
    this.#size = size;
  }

  /** Puts the places before `end` with a value above the threshold into `hits`, in order. How many they are; no more than `most`. */
  gather(end: number, above: number, most: number): number {
    const greatest = this.#greatest;
    const size = this.#size;
    const levels = Math.clz32(size);
    if (this.hits.length < most) this.hits = new Int32Array(most);
    const { hits } = this;
    let count = 0;
    for (let node = 1; ; ) {
      // The first place below the node.
      if ((node << (Math.clz32(node) - levels)) - size >= end) return count;
      if ((greatest[node] as number) > above) {
        if (node < size) {
          node *= 2;
          continue;
        }
        hits[count++] = node - size;
        if (count === most) return count;
      }
      while ((node & 1) === 1) node >>= 1;
      if (node === 0) return count;
      node++;
    }
  }
}
