import { type Family, type Network, network } from './network.ts';

/** Addresses as sorted ranges without overlap, to be cut out of others quickly. */
export class Intervals {
  readonly #ranges: Readonly<Record<Family, readonly Network[]>>;

  constructor(networks: readonly Network[]) {
    this.#ranges = { 4: joined(networks, 4), 6: joined(networks, 6) };
  }

  /** Families that it has addresses of. */
  get families(): readonly Family[] {
    return ([4, 6] as const).filter((family) => this.#ranges[family].length > 0);
  }

  /** How many addresses it has. */
  get size(): bigint {
    return [...this.#ranges[4], ...this.#ranges[6]].reduce(
      (sum, { first, last }) => sum + last - first + 1n,
      0n,
    );
  }

  /** The parts of a network that it holds; the network itself where that is all of it. */
  cut(from: Network): readonly Network[] {
    const ranges = this.#ranges[from.family];
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle] as Network).last < from.first) low = middle + 1;
      else high = middle;
    }
    // Mostly it is within one range, or in none.
    const nearest = ranges[low];
    if (!nearest || nearest.first > from.last) return NONE;
    if (nearest.first <= from.first && from.last <= nearest.last) return [from];
    const parts: Network[] = [];
    for (let i = low; i < ranges.length; i++) {
      const range = ranges[i] as Network;
      if (range.first > from.last) break;
      const first = range.first > from.first ? range.first : from.first;
      parts.push(network(from.family, first, range.last < from.last ? range.last : from.last));
    }
    return parts;
  }

  /** Whether every address of this is in the other. */
  isWithin(other: Intervals): boolean {
    return ([4, 6] as const).every((family) =>
      this.#ranges[family].every((range) => {
        const [part, ...more] = other.cut(range);
        return more.length === 0 && part?.first === range.first && part.last === range.last;
      }),
    );
  }
}

const NONE: readonly Network[] = Object.freeze([]);

/** Sorted; neighbours become one, so that a range is held by one range or not at all. */
function joined(networks: readonly Network[], family: Family): Network[] {
  const sorted = networks
    .filter((n) => n.family === family)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const ranges: Network[] = [];
  for (const next of sorted) {
    const previous = ranges.at(-1);
    if (!previous || next.first > previous.last + 1n) ranges.push(next);
    else if (next.last > previous.last)
      ranges[ranges.length - 1] = network(family, previous.first, next.last);
  }
  return ranges;
}
