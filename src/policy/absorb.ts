import { IPV4_AXIS, ipv6Axis } from '../net/axis.ts';
import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { Coverage } from '../net/coverage.ts';
import { anyOf, ICMP, ICMPV6, type Match, servicesOver } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import type { Rule } from './model.ts';

const FAMILIES: readonly Family[] = [4, 6];

/**
 * Leaves out rules whose packets others permit anyway, whenever they do: a filter's people would take such lines for
 * mistakes. The origins of one that is left out join every rule that takes its place, so that none of those is closed
 * while something still needs it.
 */
export function absorbRules(rules: readonly Rule[]): Rule[] {
  const origins = new Map<number, Rule['origins'][number][]>();
  const services = new Map<number, string[]>();
  const out = new Set<number>();
  for (const group of groupsOf(rules)) {
    if (group.length < 2) continue;
    const search = searchOf(rules, group);
    // The narrowest first: what is left out no longer covers others.
    for (const place of [...group].reverse()) {
      const by = search.coveredBy(place);
      if (by === undefined) continue;
      const rule = rules[place] as Rule;
      out.add(place);
      search.erase(place);
      for (const other of by) {
        push(origins, other, rule.origins, origins.get(place));
        push(services, other, rule.services, services.get(place));
      }
    }
  }
  return rules.flatMap((rule, place) => {
    if (out.has(place)) return [];
    const added = origins.get(place);
    if (!added) return [rule];
    const all = new Map([...rule.origins, ...added].map((origin) => [origin.flow, origin]));
    const served = new Set([...rule.services, ...(services.get(place) ?? [])]);
    return [{ ...rule, origins: [...all.values()], services: [...served] }];
  });
}

function push<T>(to: Map<number, T[]>, key: number, ...lists: (readonly T[] | undefined)[]): void {
  const list = to.get(key) ?? [];
  for (const items of lists) if (items) list.push(...items);
  to.set(key, list);
}

/** Rules that could stand for each other: alike in everything but ends, ports and time. */
function groupsOf(rules: readonly Rule[]): number[][] {
  const groups = new Map<string, number[]>();
  // The rule that starts a protocol which filters follow is looked for by its ends: it stays as it is.
  const followed = new Set(rules.map((rule) => rule.follows));
  rules.forEach((rule, place) => {
    if (rule.cast !== undefined || rule.follows !== undefined) return;
    if (rule.services.some((service) => followed.has(service as Rule['follows']))) return;
    const { direction, transport, rpc = '', program = '', windowsService = '' } = rule;
    const key = JSON.stringify([direction, transport, rpc, program, windowsService]);
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  });
  return [...groups.values()];
}

interface Search {
  /** The rules that permit, at all times that the rule does, every packet of it. */
  coveredBy(place: number): readonly number[] | undefined;
  erase(place: number): void;
}

function searchOf(rules: readonly Rule[], group: readonly number[]): Search {
  const own = new Map(group.map((place) => [place, matchOf(rules[place] as Rule)]));
  const axes = {
    4: IPV4_AXIS,
    6: ipv6Axis([...own.values()].flatMap((m) => [...m.sources, ...m.destinations])),
  };
  const coverage = new Coverage();
  const sides = FAMILIES.map((family) => {
    const all = new Boxes(axes[family]);
    for (const [place, match] of own) all.pushMatch(match, place);
    // Times differ: what holds always covers everything, a window only what has the same.
    const times = new Map<string, Boxes>();
    for (let box = 0; box < all.count; box++) {
      const time = timeOf(rules[all.owners[box] as number] as Rule);
      const boxes = times.get(time) ?? new Boxes(axes[family]);
      boxes.push(all.data, box * STRIDE, all.owners[box] as number);
      times.set(time, boxes);
    }
    return {
      axis: axes[family],
      indexes: new Map([...times].map(([time, boxes]) => [time, new BoxIndex(boxes)])),
    };
  });
  return {
    coveredBy(place) {
      const match = own.get(place) as Match;
      const time = timeOf(rules[place] as Rule);
      const by = new Set<number>();
      for (const { axis, indexes } of sides) {
        const boxes = new Boxes(axis);
        boxes.pushMatch(match, place);
        const covers = [...new Set([ALWAYS, time])].flatMap((t) => {
          const index = indexes.get(t);
          return index ? [{ index, before: 0x7fffffff, without: place, base: 0 }] : [];
        });
        for (let box = 0; box < boxes.count; box++) {
          const answer = coverage.cover(boxes.data, box * STRIDE, covers);
          if (answer.kind !== 'covered') return undefined;
          for (const other of answer.by) by.add(other);
        }
      }
      return by.size > 0 ? [...by] : undefined;
    },
    erase(place) {
      for (const { indexes } of sides)
        for (const index of indexes.values())
          for (let box = 0; box < index.owners.length; box++)
            if (index.owners[box] === place) index.erase(box);
    },
  };
}

const ALWAYS = 'always//';
const timeOf = ({ phase, window }: Rule): string => `${phase}/${window?.from ?? ''}/${window?.until ?? ''}`;

function matchOf({ from, to, transport, ports }: Rule): Match {
  const services = transport === 'icmp' ? [anyOf(ICMP), anyOf(ICMPV6)] : servicesOver(transport, ports);
  return {
    sources: from.flatMap((party) => party.networks),
    destinations: to.flatMap((party) => party.networks),
    services,
  };
}
