import type { Axis } from './axis.ts';
import type { Match, ServiceRange } from './match.ts';
import type { AddressRange, Family } from './network.ts';
import { normalizeAddresses } from './normalize.ts';

/** Fields of a box, in the order in which they are stored: source, destination, protocol, source port, destination port. */
export const FIELDS = 5;
/** Numbers of a box: the least and the greatest of each field. */
export const STRIDE: number = 2 * FIELDS;

/** Whole ranges of the three fields that need no axis. */
export const GREATEST_PROTOCOL = 255;
export const GREATEST_PORT = 65535;

/** Most sets have boxes of one family only. */
const NONE = new Int32Array(0);

/** Many boxes of one family, side by side: five ranges of whole numbers each, and whose they are. */
export class Boxes {
  readonly axis: Axis;
  readonly #family: Family;
  data: Int32Array;
  /** By box: the number that was given with it, which only ever grows where boxes come in the order of rules. */
  owners: Int32Array;
  count = 0;

  /** @param room for how many boxes; without it, none is made before the first box comes. */
  constructor(axis: Axis, room = 0) {
    this.axis = axis;
    this.#family = axis.family;
    this.data = room === 0 ? NONE : new Int32Array(room * STRIDE);
    this.owners = room === 0 ? NONE : new Int32Array(room);
  }

  /** Makes room for one more box and gives the place of its first number. */
  grow(owner: number): number {
    if (this.count === this.owners.length) {
      const room = Math.max(16, this.count * 2);
      const data = new Int32Array(room * STRIDE);
      data.set(this.data);
      this.data = data;
      const owners = new Int32Array(room);
      owners.set(this.owners);
      this.owners = owners;
    }
    this.owners[this.count] = owner;
    const at = this.count * STRIDE;
    this.count++;
    return at;
  }

  /** Adds a copy of the box that stands at `at` of `from`. */
  push(from: Int32Array, at: number, owner: number): void {
    const to = this.grow(owner);
    const { data } = this;
    for (let i = 0; i < STRIDE; i++) data[to + i] = from[at + i] as number;
  }

  /** Adds every box of a product that is of the axis's family; adjacent ranges of a list become one first. */
  pushMatch(match: Match, owner: number): void {
    const family = this.#family;
    const { sources, destinations, services } = match;
    // Most rules have one range at each end: nothing to put in order, and no list to make.
    if (sources.length === 1 && destinations.length === 1) {
      const source = sources[0] as AddressRange;
      const destination = destinations[0] as AddressRange;
      if (source.family === family && destination.family === family)
        this.#pushPair(source, destination, services, owner);
      return;
    }
    const from = normalizeAddresses(sources, family);
    if (from.length === 0) return;
    const to = normalizeAddresses(destinations, family);
    for (const source of from)
      for (const destination of to) this.#pushPair(source, destination, services, owner);
  }

  #pushPair(
    source: AddressRange,
    destination: AddressRange,
    services: readonly ServiceRange[],
    owner: number,
  ): void {
    const { axis } = this;
    const s0 = axis.first(source);
    const s1 = axis.last(source);
    const d0 = axis.first(destination);
    const d1 = axis.last(destination);
    // By number: to code that isn't compiled yet, other loops are several times slower.
    for (let i = 0; i < services.length; i++) {
      const { protocol, source: from, destination: to } = services[i] as ServiceRange;
      const at = this.grow(owner);
      const { data } = this;
      data[at] = s0;
      data[at + 1] = s1;
      data[at + 2] = d0;
      data[at + 3] = d1;
      data[at + 4] = protocol.first;
      data[at + 5] = protocol.last;
      data[at + 6] = from.first;
      data[at + 7] = from.last;
      data[at + 8] = to.first;
      data[at + 9] = to.last;
    }
  }
}
