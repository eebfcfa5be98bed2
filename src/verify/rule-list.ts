import { type Axis, IPV4_AXIS, ipv6Axis } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
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
  readonly #byAction: { -readonly [A in Action]?: BoxIndex } = {};

  constructor(rules: readonly OrderedRule[], axis: Axis, silent: ReadonlySet<number>) {
    this.#rules = rules;
    this.#silent = silent;
    this.boxes = new Boxes(axis, Math.max(16, rules.length));
    this.begins = new Int32Array(rules.length + 1);
    rules.forEach((rule, owner) => {
      this.begins[owner] = this.boxes.count;
      for (const match of rule.matches) this.boxes.pushMatch(match, owner);
    });
    this.begins[rules.length] = this.boxes.count;
  }

  /** Of all rules that decide. */
  get index(): BoxIndex {
    this.#all ??= new BoxIndex(
      this.#silent.size === 0 ? this.boxes : this.#only((owner) => !this.#silent.has(owner)),
    );
    return this.#all;
  }

  /** Of those with an action. */
  ofAction(action: Action): BoxIndex {
    const known = this.#byAction[action];
    if (known) return known;
    const index = new BoxIndex(
      this.#only((owner) => this.#rules[owner]?.action === action && !this.#silent.has(owner)),
    );
    this.#byAction[action] = index;
    return index;
  }

  #only(wanted: (owner: number) => boolean): Boxes {
    const { boxes } = this;
    const some = new Boxes(boxes.axis, boxes.count);
    for (let box = 0; box < boxes.count; box++) {
      const owner = boxes.owners[box] as number;
      if (wanted(owner)) some.push(boxes.data, box * STRIDE, owner);
    }
    return some;
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
    let count = 0;
    for (const rule of rules) for (const match of rule.matches) count += boxCount(match);
    if (count > most)
      throw new Exhausted(`the rules are made of more than ${most.toLocaleString('en')} boxes`);
    return new RuleList(rules, otherwise, axis ?? axisOf(rules.flatMap((rule) => rule.matches)), silent);
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

/** An axis of IPv6 on which everything that takes part in a question can be asked about. */
export function axisOf(...parts: readonly Iterable<Match>[]): Axis {
  return ipv6Axis(addressesOf(parts));
}

function* addressesOf(parts: readonly Iterable<Match>[]): Generator<AddressRange> {
  for (const part of parts) {
    for (const match of part) {
      yield* match.sources;
      yield* match.destinations;
    }
  }
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
