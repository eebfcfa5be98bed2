import { type Axis, IPV4_AXIS, ipv6Axis, ipv6AxisOf } from './axis.ts';
import { BoxIndex } from './box-index.ts';
import { Boxes, STRIDE } from './boxes.ts';
import { matchesOfBoxes } from './compact.ts';
import { type Budget, Coverage, everything, USUAL_BUDGET } from './coverage.ts';
import { Exhausted } from './exhausted.ts';
import { ANY_PACKET, boxCount, type Match } from './match.ts';
import type { Family } from './network.ts';
import { matchOfPacket, type Packet } from './packet.ts';
import { disjointBoxes, subtractBoxes } from './subtract-boxes.ts';
import { lowestPacket } from './witness.ts';

/** The boxes of one family with what finds them; boxes share no packet. */
interface Part {
  readonly boxes: Boxes;
  index: BoxIndex | undefined;
}

/**
 * An exact set of packets. Values: nothing changes one that exists. What would take more room or time than the
 * budget throws `Exhausted`; no answer is ever a guess.
 */
export class PacketSet {
  static get empty(): PacketSet {
    return NOTHING;
  }

  static get all(): PacketSet {
    return EVERYTHING;
  }

  readonly #parts: Readonly<Record<Family, Part>>;

  private constructor(four: Boxes, six: Boxes) {
    this.#parts = { 4: { boxes: four, index: undefined }, 6: { boxes: six, index: undefined } };
  }

  /** The packets that any of the matches holds. */
  static of(matches: Iterable<Match>, budget: Budget = USUAL_BUDGET): PacketSet {
    const list = [...matches];
    let count = 0;
    for (const match of list) count += boxCount(match);
    if (count > budget.boxes)
      throw new Exhausted(`the set is made of more than ${budget.boxes.toLocaleString('en')} boxes`);
    const part = (axis: Axis): Boxes => {
      const boxes = new Boxes(axis);
      for (const [owner, match] of list.entries()) boxes.pushMatch(match, owner);
      return disjointBoxes(boxes, budget);
    };
    return new PacketSet(
      part(IPV4_AXIS),
      part(ipv6Axis(list.flatMap((match) => [...match.sources, ...match.destinations]))),
    );
  }

  /** The packets of boxes that share none, for what has computed them already. */
  static ofBoxes(four: Boxes, six: Boxes): PacketSet {
    return new PacketSet(four, six);
  }

  union(other: PacketSet, budget: Budget = USUAL_BUDGET): PacketSet {
    if (other.isEmpty()) return this;
    if (this.isEmpty()) return other;
    return this.#combine(other, (mine, theirs) => {
      const added = subtractBoxes(theirs, new BoxIndex(mine), budget);
      const all = new Boxes(mine.axis, mine.count + added.count);
      for (const boxes of [mine, added])
        for (let i = 0; i < boxes.count; i++) all.push(boxes.data, i * STRIDE, 0);
      return all;
    });
  }

  intersect(other: PacketSet, budget: Budget = USUAL_BUDGET): PacketSet {
    return this.#combine(other, (mine, theirs) => {
      const both = new Boxes(mine.axis);
      const index = new BoxIndex(theirs);
      for (let i = 0; i < mine.count; i++) {
        const at = i * STRIDE;
        index.overlapping(mine.data, at, 0x7fffffff, -1, (box) => {
          if (both.count === budget.boxes)
            throw new Exhausted(
              `the intersection is made of more than ${budget.boxes.toLocaleString('en')} boxes`,
            );
          const to = both.grow(0);
          for (let f = 0; f < STRIDE; f += 2) {
            both.data[to + f] = Math.max(mine.data[at + f] as number, index.data[box * STRIDE + f] as number);
            both.data[to + f + 1] = Math.min(
              mine.data[at + f + 1] as number,
              index.data[box * STRIDE + f + 1] as number,
            );
          }
          return false;
        });
      }
      return both;
    });
  }

  /** The packets of this set that the other doesn't hold. */
  subtract(other: PacketSet, budget: Budget = USUAL_BUDGET): PacketSet {
    if (other.isEmpty() || this.isEmpty()) return this;
    return this.#combine(other, (mine, theirs) => subtractBoxes(mine, new BoxIndex(theirs), budget));
  }

  /** Every packet that this set doesn't hold. */
  complement(budget: Budget = USUAL_BUDGET): PacketSet {
    return PacketSet.all.subtract(this, budget);
  }

  isEmpty(): boolean {
    return this.#parts[4].boxes.count === 0 && this.#parts[6].boxes.count === 0;
  }

  /** Whether every packet of the other set is in this one. */
  contains(other: PacketSet, budget: Budget = USUAL_BUDGET): boolean {
    const coverage = new Coverage(budget);
    for (const family of [4, 6] satisfies Family[]) {
      const [mine, theirs] = this.#sameAxis(other, family);
      if (theirs.count === 0) continue;
      if (mine.count === 0) return false;
      const covers = [everything(new BoxIndex(mine))];
      for (let i = 0; i < theirs.count; i++) {
        const answer = coverage.cover(theirs.data, i * STRIDE, covers);
        if (answer.kind === 'exhausted') throw new Exhausted(answer.what);
        if (answer.kind === 'witness') return false;
      }
    }
    return true;
  }

  equals(other: PacketSet, budget: Budget = USUAL_BUDGET): boolean {
    return this.contains(other, budget) && other.contains(this, budget);
  }

  has(packet: Packet): boolean {
    const part = this.#parts[packet.family];
    if (part.boxes.count === 0) return false;
    part.index ??= new BoxIndex(part.boxes);
    const { axis } = part.boxes;
    const [service] = matchOfPacket(packet).services;
    if (!service) return false;
    const source = axis.step(packet.source);
    const destination = axis.step(packet.destination);
    const { first } = service.protocol;
    const ports = [
      service.source.first,
      service.source.first,
      service.destination.first,
      service.destination.first,
    ];
    const point = Int32Array.of(source, source, destination, destination, first, first, ...ports);
    return part.index.meets(point, 0, 0x7fffffff, -1);
  }

  /** How many packets there are; ICMP's and other protocols' unused ports count as ports do. */
  size(): bigint {
    let total = 0n;
    for (const { boxes } of [this.#parts[4], this.#parts[6]]) {
      const { data, axis } = boxes;
      for (let i = 0; i < boxes.count; i++) {
        const at = i * STRIDE;
        const n = (f: number): number => data[at + f] as number;
        total +=
          (axis.high(n(1)) - axis.low(n(0)) + 1n) *
          (axis.high(n(3)) - axis.low(n(2)) + 1n) *
          BigInt((n(5) - n(4) + 1) * (n(7) - n(6) + 1) * (n(9) - n(8) + 1));
      }
    }
    return total;
  }

  /**
   * One packet of the set, always the same for the same set however it was made: the first by source, destination,
   * protocol, destination port and source port, where each starts to count at a usual value (`lowestPacket`).
   */
  witness(): Packet | undefined {
    return lowestPacket([this.#parts[4].boxes, this.#parts[6].boxes]);
  }

  /** The set as few products, for people and rules; they share no packet. */
  matches(): Match[] {
    return [...matchesOfBoxes(this.#parts[4].boxes), ...matchesOfBoxes(this.#parts[6].boxes)];
  }

  #combine(other: PacketSet, work: (mine: Boxes, theirs: Boxes) => Boxes): PacketSet {
    return new PacketSet(work(...this.#sameAxis(other, 4)), work(...this.#sameAxis(other, 6)));
  }

  #sameAxis(other: PacketSet, family: Family): [Boxes, Boxes] {
    const mine = this.#parts[family].boxes;
    const theirs = other.#parts[family].boxes;
    if (mine.axis === theirs.axis) return [mine, theirs];
    const begins = new Set([...mine.axis.begins(), ...theirs.axis.begins()]);
    const axis = ipv6AxisOf(begins);
    return [moved(mine, axis), moved(theirs, axis)];
  }
}

// Not static fields: TypeScript 7.0.2 compiles those of this class to uses of a name that it gives the class later.
const NOTHING: PacketSet = PacketSet.of([]);
const EVERYTHING: PacketSet = PacketSet.of([ANY_PACKET]);

/** The same boxes on a finer axis. */
function moved(boxes: Boxes, axis: Axis): Boxes {
  const result = new Boxes(axis, boxes.count);
  for (let i = 0; i < boxes.count; i++) {
    const at = i * STRIDE;
    const to = result.grow(boxes.owners[i] as number);
    const { data } = result;
    for (let f = 0; f < STRIDE; f++) data[to + f] = boxes.data[at + f] as number;
    for (let f = 0; f < 4; f += 2) {
      data[to + f] = axis.step(boxes.axis.low(boxes.data[at + f] as number));
      data[to + f + 1] = axis.step(boxes.axis.high(boxes.data[at + f + 1] as number));
    }
  }
  return result;
}
