import { type BoxIndex, overlap } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { containers } from '../net/containers.ts';
import { type Budget, type Cover, Coverage, USUAL_BUDGET } from '../net/coverage.ts';
import { intersection } from '../net/cut-box.ts';
import { Exhausted } from '../net/exhausted.ts';
import { ANY_PACKET } from '../net/match.ts';
import { MaxTree } from '../net/max-tree.ts';
import type { Family } from '../net/network.ts';
import type { Packet } from '../net/packet.ts';
import { packetOf, type RuleList } from './rule-list.ts';

/** Packets that one list permits by a certain rule, and another denies by a certain rule. */
export interface Difference {
  /** The permitting rule; -1 for the default. */
  readonly permit: number;
  /** The denying rule of the other list; -1 for the default. */
  readonly deny: number;
  /** One of the packets. */
  readonly witness: Packet;
}

const FAMILIES: readonly Family[] = [4, 6];
const LAST = 0x7fffffff;
/** Rules to look at for a deny, beyond which it isn't worth it. */
const MANY = 1024;

/**
 * Everything that `a` permits and `b` denies: each pair of rules that decide differently about some packet. Both lists
 * must know each other's addresses (`alongside`).
 * @throws Exhausted when a decision costs more than the budget.
 */
export function* permittedButDenied(
  a: RuleList,
  b: RuleList,
  budget: Budget = USUAL_BUDGET,
): Generator<Difference> {
  for (const family of FAMILIES) yield* new Comparison(a, b, family, budget).differences();
}

/** Whether two lists permit the same packets. */
export function samePackets(a: RuleList, b: RuleList, budget?: Budget): boolean {
  const none = (differences: Generator<Difference>): boolean => differences.next().done === true;
  return none(permittedButDenied(a, b, budget)) && none(permittedButDenied(b, a, budget));
}

/**
 * A packet that `a` permits by rule i and `b` denies by rule k is in the boxes of both, in none of a rule of `a` before
 * i, and in none of `b` before k. Two bounds make most pairs of i and k needless to look at: permits of
 * `b` that cover i's box (no deny behind the last of them counts), and rules of `a` that cover k's box (no permit
 * behind the last of them meets k).
 */
class Comparison {
  readonly #a: RuleList;
  readonly #b: RuleList;
  readonly #family: Family;
  readonly #coverage: Coverage;
  /** The rules of `a` before the one asked about. */
  readonly #before: readonly Cover[];
  /** All permits of `b`. */
  readonly #permits: Cover;
  /** The rules of `b` before a deny. */
  readonly #earlier: readonly Cover[];
  readonly #denies: BoxIndex;
  /** By deny's box of `b`: the rule of `a` by which every packet of it is decided; past all where some go further. */
  readonly #decisions: Int32Array;
  readonly #beforeAndEarlier: readonly Cover[];
  readonly #clip = new Int32Array(STRIDE);
  /** The differences of the box asked about last. */
  #found: Difference[] = [];

  constructor(a: RuleList, b: RuleList, family: Family, budget: Budget) {
    this.#a = a;
    this.#b = b;
    this.#family = family;
    this.#coverage = new Coverage(budget);
    this.#before = coversOf(a, family);
    const permits = b.side(family).ofAction('permit');
    this.#permits = { index: permits, before: LAST, without: -1, base: a.rules.length };
    this.#earlier = coversOf(b, family);
    this.#beforeAndEarlier = [...this.#before, ...this.#earlier];
    this.#denies = b.side(family).ofAction('deny');
    this.#decisions = this.#decide();
  }

  #decide(): Int32Array {
    const side = this.#a.side(this.#family);
    const values = containers(this.#denies, side.ofAction('deny'));
    containers(this.#denies, side.ofAction('permit'), values);
    upTo(this.#before, LAST);
    for (let box = 0; box < values.length; box++) {
      if ((values[box] as number) >= 0) continue;
      const answer = this.#coverage.cover(this.#denies.data, box * STRIDE, this.#before);
      values[box] = answer.kind === 'covered' ? (answer.by.at(-1) as number) : LAST;
    }
    return values;
  }

  *differences(): Generator<Difference> {
    const { boxes } = this.#a.side(this.#family);
    const rules = this.#doubtfulRules();
    for (let box = this.#nextDifferent(boxes, rules, 0); box < boxes.count; ) {
      yield* this.#found;
      box = this.#nextDifferent(boxes, rules, box + 1);
    }
    if (this.#a.otherwise === 'permit') {
      const all = new Boxes(boxes.axis);
      all.pushMatch(ANY_PACKET, 0);
      this.#compare(all.data, 0, -1, this.#a.rules.length);
      yield* this.#found;
    }
  }

  /**
   * By rule of `a`: 0 where a glance tells that `b` denies nothing of what it permits: a permit of `b` holds all of
   * each box, and no deny before that one gets a packet of it. Where both lists have a similar order, few denies stand
   * before what holds a rule and aren't decided before the rule: places tell most pairs apart, without a look at boxes.
   */
  #doubtfulRules(): Uint8Array {
    const { boxes, begins } = this.#a.side(this.#family);
    const count = this.#a.rules.length;
    const doubtful = new Uint8Array(count).fill(1);
    const permits = this.#a.side(this.#family).ofAction('permit');
    const holding = containers(permits, this.#permits.index);
    /** By rule: behind which deny of `b` nothing of it is left; -1 where it needn't be looked for. */
    const limits = new Int32Array(count).fill(-1);
    for (let box = 0; box < holding.length; box++) doubtful[permits.owners[box] as number] = 0;
    for (let box = 0; box < holding.length; box++) {
      const rule = permits.owners[box] as number;
      const holder = holding[box] as number;
      if (holder < 0) doubtful[rule] = 1;
      else if (holder > (limits[rule] as number)) limits[rule] = holder;
    }
    const tree = new MaxTree(limits);
    const { data, owners } = this.#denies;
    for (let box = 0; box < owners.length; box++) {
      const decision = this.#decisions[box] as number;
      const end = decision < count ? decision + 1 : count;
      const found = tree.gather(end, owners[box] as number, MANY);
      // Lists in quite another order: the boxes themselves tell faster what may meet.
      if (found === MANY) return doubtful.fill(1);
      for (let n = 0; n < found; n++) {
        const rule = tree.hits[n] as number;
        const last = begins[rule + 1] as number;
        for (let own = begins[rule] as number; own < last && doubtful[rule] === 0; own++)
          if (overlap(boxes.data, own * STRIDE, data, box * STRIDE)) doubtful[rule] = 1;
      }
    }
    return doubtful;
  }

  /** The first box from `from` on, of a doubtful rule, with differences, which are then `#found`; past all if there is none. */
  #nextDifferent({ data, owners, count }: Boxes, doubtful: Uint8Array, from: number): number {
    for (let box = from; box < count; box++) {
      const rule = owners[box] as number;
      if (doubtful[rule] === 0 || this.#a.actionOf(rule) !== 'permit') continue;
      this.#compare(data, box * STRIDE, rule, rule);
      if (this.#found.length > 0) return box;
    }
    return count;
  }

  /**
   * Finds the differences about packets of a box.
   * @param position of the rule in its list, behind all for the default.
   */
  #compare(data: Int32Array, at: number, rule: number, position: number): void {
    if (this.#found.length > 0) this.#found = [];
    const lastPermit = this.#lastPermit(data, at, position);
    if (lastPermit === undefined) return;
    if (typeof lastPermit !== 'number') this.#found.push(this.#difference(rule, -1, lastPermit));
    const limit = typeof lastPermit === 'number' ? lastPermit : LAST;
    const count = this.#denies.gather(data, at, limit, -1);
    for (let n = 0; n < count; n++) {
      if ((this.#decisions[this.#denies.hits[n] as number] as number) < position) continue;
      this.#askDenies(data, at, rule, position, this.#denies.hits.slice(n, count));
      return;
    }
  }

  #askDenies(data: Int32Array, at: number, rule: number, position: number, found: Int32Array): void {
    const seen = new Set<number>();
    upTo(this.#before, position);
    for (const box of found) {
      const deny = this.#denies.owners[box] as number;
      if ((this.#decisions[box] as number) < position || seen.has(deny)) continue;
      intersection(data, at, this.#denies.data, box * STRIDE, this.#clip);
      upTo(this.#earlier, deny);
      const answer = this.#coverage.cover(this.#clip, 0, this.#beforeAndEarlier);
      if (answer.kind === 'exhausted') throw new Exhausted(answer.what);
      if (answer.kind === 'covered') continue;
      seen.add(deny);
      this.#found.push(this.#difference(rule, deny, Int32Array.from(answer.point)));
    }
  }

  /**
   * The last of the permits of `b` that cover what reaches the rule; a point that falls to `b`'s default if that
   * denies it; nothing if no packet reaches the rule.
   */
  #lastPermit(data: Int32Array, at: number, position: number): number | Int32Array | undefined {
    const holds = this.#permits.index.containing(data, at, LAST, -1);
    if (holds >= 0) return holds;
    if (this.#b.otherwise === 'permit') return LAST;
    upTo(this.#before, position);
    const answer = this.#coverage.cover(data, at, [...this.#before, this.#permits]);
    if (answer.kind === 'exhausted') throw new Exhausted(answer.what);
    if (answer.kind === 'covered') {
      const last = answer.by.at(-1) as number;
      return last < this.#a.rules.length ? undefined : last - this.#a.rules.length;
    }
    // A deny may stand before the default: then the pair is found below.
    const point = Int32Array.from(answer.point);
    return this.#denies.first(point, LAST, -1) < 0 ? point : this.#fallsThrough(data, at);
  }

  /** A point of the box that reaches the rule and that no rule of `b` matches. */
  #fallsThrough(data: Int32Array, at: number): Int32Array | number {
    upTo(this.#earlier, LAST);
    const answer = this.#coverage.cover(data, at, this.#beforeAndEarlier);
    if (answer.kind === 'exhausted') throw new Exhausted(answer.what);
    return answer.kind === 'witness' ? Int32Array.from(answer.point) : LAST;
  }

  #difference(permit: number, deny: number, point: Int32Array): Difference {
    return { permit, deny, witness: packetOf(point, this.#a.side(this.#family).boxes.axis) };
  }
}

/** All rules of a list as what covers: those of each action by themselves, as they are needed so anyway. */
function coversOf(list: RuleList, family: Family): Cover[] {
  const side = list.side(family);
  return (['permit', 'deny'] as const).map((action) => ({
    index: side.ofAction(action),
    before: LAST,
    without: -1,
    base: 0,
  }));
}

function upTo(covers: readonly Cover[], position: number): void {
  for (const cover of covers) cover.before = position;
}
