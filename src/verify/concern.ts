import { type Axis, IPV4_AXIS, ipv6Axis } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { Coverage, everything } from '../net/coverage.ts';
import { ANY_SERVICE, type Match, type ServiceRange } from '../net/match.ts';
import type { AddressRange, Family } from '../net/network.ts';
import type { FilterRule, Ruleset } from '../policy/ruleset.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** A region of packets, to find out quickly which rules have anything to do with it. */
export interface Region {
  /** Whether a rule may match some packet of the region; never `false` where it does. */
  meets(rule: FilterRule): boolean;
  /** Whether the region holds all that a rule matches. */
  holds(rule: FilterRule): boolean;
}

export function regionOf(matches: readonly Match[]): Region {
  const axes: Readonly<Record<Family, Axis>> = {
    4: IPV4_AXIS,
    6: ipv6Axis(matches.flatMap((match) => [...match.sources, ...match.destinations])),
  };
  const indexes = { 4: indexOf(axes[4], matches), 6: indexOf(axes[6], matches) };
  const box = new Int32Array(STRIDE);
  const coverage = new Coverage();
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
    box[0] = axis.step(first);
    box[1] = axis.step(last);
    box[2] = axis.step(to.first);
    box[3] = axis.step(to.last);
    // Most rules are about other addresses: one question instead of one for each service.
    setServices(ANY_SERVICE);
    if (!indexes[family].meets(box, 0, 1, -1)) return false;
    for (const service of services) {
      setServices(service);
      if (indexes[family].meets(box, 0, 1, -1)) return true;
    }
    return false;
  };
  const meetsMatch = ({ sources, destinations, services }: Match): boolean => {
    for (const source of sources)
      for (const destination of destinations)
        if (source.family === destination.family && pairMeets(source, destination, services)) return true;
    return false;
  };
  return {
    meets: ({ matches: own }) => own.some(meetsMatch),
    holds: ({ matches: own }) =>
      FAMILIES.every((family) => {
        const addresses = [...matches, ...own].flatMap((match) => [...match.sources, ...match.destinations]);
        const inner = new Boxes(family === 4 ? IPV4_AXIS : ipv6Axis(addresses));
        for (const match of own) inner.pushMatch(match, 0);
        const outer = inner.count === 0 || family === 4 ? indexes[family] : indexOf(inner.axis, matches);
        const covers = [everything(outer)];
        for (let i = 0; i < inner.count; i++)
          if (coverage.cover(inner.data, i * STRIDE, covers).kind !== 'covered') return false;
        return true;
      }),
  };
}

function indexOf(axis: Axis, matches: readonly Match[]): BoxIndex {
  const boxes = new Boxes(axis);
  for (const match of matches) boxes.pushMatch(match, 0);
  return new BoxIndex(boxes);
}

/** A rule set without the rules that have nothing to do with a region: about its packets it says the same. */
export function concerning(ruleset: Ruleset, region: Region): Ruleset {
  const rules = ruleset.rules.filter((rule) => rule.matches.length === 0 || region.meets(rule));
  return rules.length === ruleset.rules.length ? ruleset : { ...ruleset, rules };
}
