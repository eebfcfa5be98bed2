import { type Axis, IPV4_AXIS } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { type Budget, Coverage, everything } from '../net/coverage.ts';
import { ANY_SERVICE, boxCount, type Match, type ServiceRange } from '../net/match.ts';
import type { AddressRange, Family } from '../net/network.ts';
import type { FilterRule, Ruleset } from '../policy/ruleset.ts';
import { axisOf } from './rule-list.ts';
import { overlapsSpan, spansOf } from './spans.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** A region of packets, to find out quickly which rules have anything to do with it. */
export interface Region {
  /** Whether a rule may match some packet of the region; never `false` where it does. */
  meets(rule: FilterRule): boolean;
  /** Whether the region holds all that a rule matches; `true` too where finding out would take too long. */
  holds(rule: FilterRule): boolean;
}

/** Boxes of a region, at most; and pairs of addresses of all rules together that are looked up in it. */
const MOST = 2_000_000;
/** Boxes of one rule of which it is found out whether the region holds them. */
const MOST_HELD = 10_000;
/** For each of them: it is about what is told, not about what is so. */
const HELD: Budget = { boxes: 100_000, steps: 1_000_000 };

/**
 * Where a region is too large to look into, every rule counts as meeting it. What is asked of them all then has a
 * budget of its own, and what exceeds that is said to be unproven.
 */
const BOUNDLESS: Region = { meets: () => true, holds: () => true };

const countOf = (matches: readonly Match[]): number =>
  matches.reduce((sum, match) => sum + boxCount(match), 0);

export function regionOf(matches: readonly Match[]): Region {
  const size = countOf(matches);
  if (size > MOST) return BOUNDLESS;
  const axes: Readonly<Record<Family, Axis>> = {
    4: IPV4_AXIS,
    6: axisOf(matches),
  };
  const boxes = { 4: boxesOf(axes[4], matches), 6: boxesOf(axes[6], matches) };
  const indexes = { 4: new BoxIndex(boxes[4]), 6: new BoxIndex(boxes[6]) };
  const sources = { 4: spansOf(boxes[4], 0), 6: spansOf(boxes[6], 0) };
  const destinations = { 4: spansOf(boxes[4], 1), 6: spansOf(boxes[6], 1) };
  const box = new Int32Array(STRIDE);
  const pair = anywhere();
  const coverage = new Coverage(HELD);
  let pairs = 0;
  let held = 0;
  const setServices = ({ protocol, source, destination }: ServiceRange): void => {
    box[4] = protocol.first;
    box[5] = protocol.last;
    box[6] = source.first;
    box[7] = source.last;
    box[8] = destination.first;
    box[9] = destination.last;
  };
  const pairMeets = (
    { family, first, last }: AddressRange,
    to: AddressRange,
    services: Match['services'],
  ): boolean => {
    const axis = axes[family];
    const index = indexes[family];
    box[0] = axis.step(first);
    box[1] = axis.step(last);
    // Most rules are about other addresses: a few comparisons, and one question instead of one for each service.
    if (!overlapsSpan(sources[family], box[0], box[1])) return false;
    box[2] = axis.step(to.first);
    box[3] = axis.step(to.last);
    if (!overlapsSpan(destinations[family], box[2], box[3])) return false;
    setServices(ANY_SERVICE);
    if (!index.meets(box, 0, 1, -1)) return false;
    for (const service of services) {
      setServices(service);
      if (index.meets(box, 0, 1, -1)) return true;
    }
    return false;
  };
  const meetsMatch = ({ sources: from, destinations: to, services }: Match): boolean => {
    pairs += from.length * to.length;
    if (pairs > MOST) return true;
    // By number: code that is not compiled yet makes an object for each step through a list.
    for (let i = 0; i < from.length; i++) {
      const source = from[i] as AddressRange;
      for (let j = 0; j < to.length; j++) {
        const destination = to[j] as AddressRange;
        if (source.family === destination.family && pairMeets(source, destination, services)) return true;
      }
    }
    return false;
  };
  /** Nearly all rules are about one pair of IPv4 ranges elsewhere: in one piece, which is compiled before the rest. */
  const isElsewhere = ({ sources: from, destinations: to }: Match): boolean => {
    if (from.length !== 1 || to.length !== 1) return false;
    const source = from[0] as AddressRange;
    const destination = to[0] as AddressRange;
    if (source.family !== 4 || destination.family !== 4) return false;
    pair[0] = IPV4_AXIS.step(source.first);
    pair[1] = IPV4_AXIS.step(source.last);
    if (!overlapsSpan(sources[4], pair[0], pair[1])) return true;
    pair[2] = IPV4_AXIS.step(destination.first);
    pair[3] = IPV4_AXIS.step(destination.last);
    return !overlapsSpan(destinations[4], pair[2], pair[3]) || !indexes[4].meets(pair, 0, 1, -1);
  };
  return {
    meets: ({ matches: own }) =>
      own.length === 1 && isElsewhere(own[0] as Match) ? false : own.some(meetsMatch),
    holds: ({ matches: own }) => {
      const count = countOf(own);
      held += count;
      return count > MOST_HELD || FAMILIES.every((family) => isHeld(own, family));
    },
  };

  function isHeld(own: readonly Match[], family: Family): boolean {
    // An axis is as fine as what is asked on it: for another rule, another one of IPv6.
    const inner = boxesOf(family === 4 ? IPV4_AXIS : axisOf(matches, own), own);
    if (inner.count === 0) return true;
    if (family === 6) held += size;
    if (held > MOST) return true;
    const outer = family === 4 ? indexes[family] : new BoxIndex(boxesOf(inner.axis, matches));
    const covers = [everything(outer)];
    for (let i = 0; i < inner.count; i++)
      if (coverage.cover(inner.data, i * STRIDE, covers).kind === 'witness') return false;
    return true;
  }
}

/** A box of every service, whose addresses are to be set. */
function anywhere(): Int32Array {
  const { protocol, source, destination } = ANY_SERVICE;
  const services = [protocol, source, destination].flatMap(({ first, last }) => [first, last]);
  return Int32Array.of(0, 0, 0, 0, ...services);
}

function boxesOf(axis: Axis, matches: readonly Match[]): Boxes {
  const boxes = new Boxes(axis);
  for (const match of matches) boxes.pushMatch(match, 0);
  return boxes;
}

/** A rule set without the rules that have nothing to do with a region: about its packets it says the same. */
export function concerning(ruleset: Ruleset, region: Region): Ruleset {
  const rules = ruleset.rules.filter((rule) => rule.matches.length === 0 || region.meets(rule));
  return rules.length === ruleset.rules.length ? ruleset : { ...ruleset, rules };
}
