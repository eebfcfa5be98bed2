import { type Axis, IPV4_AXIS, ipv6Axis } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes } from '../net/boxes.ts';
import type { Budget } from '../net/coverage.ts';
import { Exhausted } from '../net/exhausted.ts';
import { boxCount, type Match } from '../net/match.ts';
import type { AddressRange, Family } from '../net/network.ts';
import type { Packet } from '../net/packet.ts';

export type Action = 'permit' | 'deny';

/** What decides, without what surrounds it: the form that all questions are asked of. */
export interface OrderedRule {
  readonly action: Action;
  readonly matches: readonly Match[];
}

/** The rules' boxes of one family, in the rules' order, each with its rule's number; found by what they overlap. */
export class Side {
  readonly boxes: Boxes;
  /** By rule: its first box; one more entry than rules. */
  readonly begins: Int32Array;
  readonly #rules: readonly OrderedRule[];
  readonly #silent: ReadonlySet<number>;
  #all: BoxIndex | undefined;
  #permits: BoxIndex | undefined;
  #denies: BoxIndex | undefined;

  constructor(rules: readonly OrderedRule[], axis: Axis, silent: ReadonlySet<number>) {
    this.#rules = rules;
    this.#silent = silent;
    this.boxes = new Boxes(axis, Math.max(16, rules.length));
    this.begins = new Int32Array(rules.length + 1);
    const { boxes, begins } = this;
    for (let owner = 0; owner < rules.length; owner++) {
      begins[owner] = boxes.count;
      const { matches } = rules[owner] as OrderedRule;
      for (let i = 0; i < matches.length; i++) boxes.pushMatch(matches[i] as Match, owner);
    }
    begins[rules.length] = boxes.count;
  }

  /** Of all rules that decide. */
  get index(): BoxIndex {
    this.#all ??=
      this.#silent.size === 0 ? new BoxIndex(this.boxes) : new BoxIndex(this.boxes, this.#places());
    return this.#all;
  }

  /** Of those with an action. */
  ofAction(action: Action): BoxIndex {
    if (action === 'permit') {
      this.#permits ??= new BoxIndex(this.boxes, this.#places('permit'));
      return this.#permits;
    }
    this.#denies ??= new BoxIndex(this.boxes, this.#places('deny'));
    return this.#denies;
  }

  /** The boxes of rules that decide, and that have an action if one is given. */
  #places(action?: Action): Int32Array {
    const { owners, count } = this.boxes;
    const places = new Int32Array(count);
    let size = 0;
    for (let box = 0; box < count; box++) {
      const owner = owners[box] as number;
      if (action !== undefined && this.#rules[owner]?.action !== action) continue;
      if (this.#silent.size > 0 && this.#silent.has(owner)) continue;
      places[size++] = box;
    }
    return places.subarray(0, size);
  }
}

export interface RuleListOptions {
  readonly budget?: Budget;
  /** Of IPv6, where other addresses than the rules' own will be asked about: see `axisOf`. */
  readonly axis?: Axis | undefined;
  /** Rules that can be asked about, but that take nothing from others: nobody knows whether they match. */
  readonly silent?: ReadonlySet<number>;
}

const USUAL_MOST = 10_000_000;

/** Rules of which the first that matches decides, ready to be asked. */
export class RuleList {
  readonly rules: readonly OrderedRule[];
  readonly otherwise: Action;
  readonly #sides: Record<Family, Side>;

  private constructor(
    rules: readonly OrderedRule[],
    otherwise: Action,
    axis: Axis,
    silent: ReadonlySet<number>,
  ) {
    this.rules = rules;
    this.otherwise = otherwise;
    this.#sides = { 4: new Side(rules, IPV4_AXIS, silent), 6: new Side(rules, axis, silent) };
  }

  /**
   * @throws Exhausted when the rules are made of more boxes than the budget allows.
   */
  static of(
    rules: readonly OrderedRule[],
    otherwise: Action,
    { budget, axis, silent = new Set() }: RuleListOptions = {},
  ): RuleList {
    const most = budget?.boxes ?? USUAL_MOST;
    if (countBoxes(rules) > most)
      throw new Exhausted(`the rules are made of more than ${most.toLocaleString('en')} boxes`);
    return new RuleList(rules, otherwise, axis ?? axisOfRules(rules), silent);
  }

  side(family: Family): Side {
    return this.#sides[family];
  }

  actionOf(rule: number): Action {
    return this.rules[rule]?.action ?? this.otherwise;
  }

  /** The number of the rule that decides about a packet; -1 for the default. */
  firstMatch(packet: Packet): number {
    const { index, boxes } = this.#sides[packet.family];
    return index.first(pointOf(packet, boxes.axis), 0x7fffffff, -1);
  }

  /** Whether a packet is permitted. */
  permits(packet: Packet): boolean {
    return this.actionOf(this.firstMatch(packet)) === 'permit';
  }
}

function countBoxes(rules: readonly OrderedRule[]): number {
  let count = 0;
  for (let i = 0; i < rules.length; i++) {
    const { matches } = rules[i] as OrderedRule;
    for (let m = 0; m < matches.length; m++) count += boxCount(matches[m] as Match);
  }
  return count;
}

/** An axis of IPv6 on which everything that takes part in a question can be asked about. */
export function axisOf(...parts: readonly Iterable<Match>[]): Axis {
  const ranges: AddressRange[] = [];
  for (const part of parts) for (const match of part) addRanges(match, ranges);
  return ipv6Axis(ranges);
}

/** As `axisOf`, of the rules of lists that are asked about together. */
export function axisOfRules(...lists: readonly (readonly OrderedRule[])[]): Axis {
  const ranges: AddressRange[] = [];
  for (const rules of lists) {
    for (let i = 0; i < rules.length; i++) {
      const { matches } = rules[i] as OrderedRule;
      for (let m = 0; m < matches.length; m++) addRanges(matches[m] as Match, ranges);
    }
  }
  return ipv6Axis(ranges);
}

function addRanges({ sources, destinations }: Match, ranges: AddressRange[]): void {
  for (let i = 0; i < sources.length; i++)
    if (sources[i]?.family === 6) ranges.push(sources[i] as AddressRange);
  for (let i = 0; i < destinations.length; i++)
    if (destinations[i]?.family === 6) ranges.push(destinations[i] as AddressRange);
}

/** A packet as a point: one number for each field. */
function pointOf(packet: Packet, axis: Axis): Int32Array {
  return Int32Array.of(
    axis.step(packet.source),
    axis.step(packet.destination),
    packet.protocol,
    packet.sourcePort,
    packet.destinationPort,
  );
}

/** The packet of a point; the lowest where a step holds several addresses. */
export function packetOf(point: ArrayLike<number>, axis: Axis): Packet {
  return {
    family: axis.family,
    source: axis.low(point[0] as number),
    destination: axis.low(point[1] as number),
    protocol: point[2] as number,
    sourcePort: point[3] as number,
    destinationPort: point[4] as number,
  };
}
