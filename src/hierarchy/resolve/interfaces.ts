import { complement, type Network } from '../../net/network.ts';
import type { Filter } from '../model.ts';
import type { Located } from '../schema/shape.ts';
import { quote } from '../schema/values.ts';
import type { WrittenFilter } from '../schema/written.ts';
import { INTERNET } from '../zoneIndex.ts';
import type { Places } from './places.ts';
import type { Scope } from './scope.ts';

/** A place behind an interface, with one of its networks. */
interface Behind {
  readonly network: Network;
  readonly interface: string;
  readonly place: Located<string>;
}

interface Internet {
  /** The networks of its interface, to which its own are added. */
  readonly own: Network[];
  readonly networks: readonly Network[];
  readonly interface: string;
  readonly place: Located<string>;
}

/**
 * Looks up what stands behind a filter's interfaces. A zone that isn't among `between` is fine: it may be further
 * away, behind another filter.
 */
export function resolveInterfaces(
  { interfaces }: WrittenFilter,
  places: Places,
  scope: Scope,
): Filter['interfaces'] {
  if (!interfaces) return undefined;
  const resolved = new Map<string, readonly Network[]>();
  const zones = new Map<string, { readonly interface: string; readonly offset: number }>();
  const behind: Behind[] = [];
  let internet: Internet | undefined;
  for (const { name, value } of interfaces) {
    const own: Network[] = [];
    for (const place of value ?? []) {
      const { networks, zone } = places.zone(place);
      const first = zone === undefined ? undefined : zones.get(zone);
      if (first) {
        const twice = first.interface === name;
        scope.report(twice ? 'PT3010' : 'PT5013', place.offset, {
          message: twice
            ? `${quote(place.value)} is listed twice`
            : `the zone ${quote(place.value)} is behind ${quote(first.interface)} already, so it can’t be behind ${quote(name)}`,
          help: twice ? undefined : 'name it at one of the two interfaces only',
          related: [{ message: 'first listed here', offset: first.offset }],
        });
        continue;
      }
      if (zone !== undefined) zones.set(zone, { interface: name, offset: place.offset });
      if (zone === INTERNET) {
        internet = { own, networks, interface: name, place };
        continue;
      }
      for (const network of networks) {
        own.push(network);
        behind.push({ network, interface: name, place });
      }
    }
    resolved.set(name, own);
  }
  reportOverlaps(behind, scope);
  if (internet) addInternet(internet, behind, scope);
  return resolved;
}

/** The way to everything else, as a default route is: what is written at other interfaces is not behind this one. */
function addInternet(internet: Internet, behind: readonly Behind[], scope: Scope): void {
  const others = behind.flatMap((entry) => (entry.interface === internet.interface ? [] : [entry.network]));
  const before = internet.own.length;
  for (const family of [4, 6] as const) {
    const away = [...complement(family, internet.networks), ...others];
    internet.own.push(...complement(family, away));
  }
  if (internet.own.length > before) return;
  scope.report('PT5013', internet.place.offset, {
    message: `nothing is left of the internet behind ${quote(internet.interface)}: the other interfaces lead to every address`,
    help: 'declare zones, or write fewer networks at the other interfaces',
  });
}

/** Sorted by first address, an overlap shows against the network that reaches furthest so far. */
function reportOverlaps(behind: Behind[], scope: Scope): void {
  behind.sort(
    (a, b) =>
      a.network.family - b.network.family ||
      (a.network.first < b.network.first ? -1 : a.network.first > b.network.first ? 1 : 0),
  );
  const reported = new Set<number>();
  let furthest: Behind | undefined;
  for (const entry of behind) {
    const same = furthest?.network.family === entry.network.family;
    if (furthest && same && furthest.interface !== entry.interface) {
      const [first, second] =
        furthest.place.offset < entry.place.offset ? [furthest, entry] : [entry, furthest];
      if (entry.network.first <= furthest.network.last && !reported.has(second.place.offset)) {
        reported.add(second.place.offset);
        scope.report('PT5013', second.place.offset, {
          message: `${written(second)} behind ${quote(second.interface)} overlaps ${written(first)} behind ${quote(first.interface)}`,
          help: 'write networks that share no address, or zones',
          related: [{ message: 'the other one', offset: first.place.offset }],
        });
      }
    }
    if (!furthest || !same || entry.network.last > furthest.network.last) furthest = entry;
  }
}

function written({ network, place }: Behind): string {
  return place.value === network.text ? network.text : `${network.text} (${quote(place.value)})`;
}
