import { ANY_ADDRESS } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { cutRanges, joinRanges, restOf } from './ranges.ts';

/** Addresses that may stand in the same zones. */
interface Kind {
  readonly zones: ReadonlySet<string>;
  readonly ranges: readonly AddressRange[];
}

/** In which zones addresses stand: each in one of some, and certainly so where there is one. */
export interface ZoneMap {
  readonly sources: readonly Kind[];
  readonly destinations: readonly Kind[];
  /** Zones of which nobody said what stands in them. */
  readonly open: ReadonlySet<string>;
}

/** What is known of a zone. */
export interface ZoneFacts {
  readonly name: string;
  readonly networks: readonly AddressRange[];
  /** Somebody said what stands in it: nothing else does. */
  readonly isGiven: boolean;
}

/** A zone that the text doesn't name. */
const UNNAMED = '';

/** Destinations whose zone is looked for elsewhere. */
export interface Loose {
  readonly ranges: readonly AddressRange[];
  /** A zone that only these may stand in. */
  readonly zone?: string;
}

/** @param loose later ones go before earlier ones. */
export function zoneMapOf(zones: readonly ZoneFacts[], loose: readonly Loose[]): ZoneMap {
  const open = new Set([UNNAMED, ...zones.filter((z) => !z.isGiven).map((z) => z.name)]);
  const kinds = kindsOf(zones, open);
  let destinations: readonly Kind[] = kinds;
  for (const { ranges, zone } of loose) {
    const cut = joinRanges(ranges);
    if (cut.length === 0) continue;
    const all = new Set([UNNAMED, ...zones.map((z) => z.name), ...(zone === undefined ? [] : [zone])]);
    const rest = destinations.flatMap((kind) => {
      const left = cutRanges(kind.ranges, cut);
      return left.length > 0 ? [{ ...kind, ranges: left }] : [];
    });
    destinations = [...rest, { zones: all, ranges: cut }];
  }
  return { sources: kinds, destinations, open };
}

/** Sorts all addresses by the set of zones that they may stand in. */
function kindsOf(zones: readonly ZoneFacts[], open: ReadonlySet<string>): readonly Kind[] {
  const byKey = new Map<string, { zones: Set<string>; ranges: AddressRange[] }>();
  for (const family of [4, 6] as const) {
    const marks: { readonly at: bigint; readonly zone: string; readonly enters: boolean }[] = [];
    for (const { name, networks } of zones)
      for (const range of joinRanges(networks)) {
        if (range.family !== family) continue;
        marks.push({ at: range.first, zone: name, enters: true });
        marks.push({ at: range.last + 1n, zone: name, enters: false });
      }
    marks.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const now = new Set<string>();
    for (const [i, mark] of marks.entries()) {
      if (mark.enters) now.add(mark.zone);
      else now.delete(mark.zone);
      const until = marks[i + 1]?.at ?? mark.at;
      if (until === mark.at || now.size === 0) continue;
      const key = JSON.stringify([...now].sort());
      const kind = byKey.get(key) ?? { zones: new Set(now), ranges: [] };
      byKey.set(key, kind);
      kind.ranges.push({ family, first: mark.at, last: until - 1n });
    }
  }
  const kinds = [...byKey.values()].map(
    (kind): Kind => ({ zones: kind.zones, ranges: joinRanges(kind.ranges) }),
  );
  const placed = joinRanges(kinds.flatMap((kind) => kind.ranges));
  const rest = placed.length === 0 ? ANY_ADDRESS : restOf(placed);
  return rest.length > 0 ? [...kinds, { zones: open, ranges: rest }] : kinds;
}

/** The sources and destinations of some packets. */
export interface Ends {
  readonly sources: readonly AddressRange[];
  readonly destinations: readonly AddressRange[];
}

export interface Reach {
  readonly sure: readonly Ends[];
  /** All others that it may be. */
  readonly perhaps: readonly Ends[];
}

const EVERYTHING: readonly Ends[] = Object.freeze([{ sources: ANY_ADDRESS, destinations: ANY_ADDRESS }]);
const ALWAYS: Reach = Object.freeze({ sure: EVERYTHING, perhaps: [] });

type Pair = (from: ReadonlySet<string>, to: ReadonlySet<string>) => 'yes' | 'perhaps' | 'no';

/** Between which addresses a rule of a type, from some zones to some zones, holds. `any` is all of them. */
export function reachOf(
  map: ZoneMap,
  type: 'universal' | 'intrazone' | 'interzone',
  from: readonly string[],
  to: readonly string[],
): Reach {
  const fromAny = from.includes('any');
  const toAny = to.includes('any');
  if (type === 'universal') {
    if (fromAny && toAny) return ALWAYS;
    return universal(map, fromAny ? undefined : new Set(from), toAny ? undefined : new Set(to));
  }
  const sources = fromAny ? undefined : new Set(from);
  // The destination of a rule within zones is the zone of the source.
  const targets = toAny || type === 'intrazone' ? undefined : new Set(to);
  return pairwise(map, type === 'intrazone' ? within(sources) : between(sources, targets));
}

function universal(
  map: ZoneMap,
  from: ReadonlySet<string> | undefined,
  to: ReadonlySet<string> | undefined,
): Reach {
  const [sureFrom, perhapsFrom] = sides(map.sources, from);
  const [sureTo, perhapsTo] = sides(map.destinations, to);
  const ends = (sources: readonly AddressRange[], destinations: readonly AddressRange[]): readonly Ends[] =>
    sources.length > 0 && destinations.length > 0 ? [{ sources, destinations }] : [];
  const allTo = perhapsTo.length === 0 ? sureTo : joinRanges([...sureTo, ...perhapsTo]);
  return {
    sure: ends(sureFrom, sureTo),
    perhaps: [...ends(perhapsFrom, allTo), ...ends(sureFrom, perhapsTo)],
  };
}

/** The addresses that certainly stand in one of some zones, and those that may. */
function sides(
  kinds: readonly Kind[],
  zones: ReadonlySet<string> | undefined,
): readonly [sure: readonly AddressRange[], perhaps: readonly AddressRange[]] {
  if (!zones) return [ANY_ADDRESS, []];
  const sure: AddressRange[] = [];
  const perhaps: AddressRange[] = [];
  for (const kind of kinds) {
    if (isWithin(kind.zones, zones)) sure.push(...kind.ranges);
    else if (meets(kind.zones, zones)) perhaps.push(...kind.ranges);
  }
  return [joinRanges(sure), joinRanges(perhaps)];
}

/** Pairs that are looked at; with more of them, nothing is certain. */
const MOST_PAIRS = 4_000_000;

function pairwise({ sources, destinations }: ZoneMap, judge: Pair): Reach {
  if (sources.length * destinations.length > MOST_PAIRS) return { sure: [], perhaps: EVERYTHING };
  const sure: Ends[] = [];
  const perhaps: Ends[] = [];
  for (const from of sources) {
    const found = { yes: [] as AddressRange[], perhaps: [] as AddressRange[] };
    for (const to of destinations) {
      const answer = judge(from.zones, to.zones);
      if (answer !== 'no') found[answer].push(...to.ranges);
    }
    if (found.yes.length > 0) sure.push({ sources: from.ranges, destinations: joinRanges(found.yes) });
    if (found.perhaps.length > 0)
      perhaps.push({ sources: from.ranges, destinations: joinRanges(found.perhaps) });
  }
  return { sure, perhaps };
}

const within =
  (zones: ReadonlySet<string> | undefined): Pair =>
  (from, to) => {
    const common = [...from].filter((zone) => to.has(zone) && (!zones || zones.has(zone)));
    if (common.length === 0) return 'no';
    return from.size === 1 && to.size === 1 && common[0] !== UNNAMED ? 'yes' : 'perhaps';
  };

const between =
  (sources: ReadonlySet<string> | undefined, targets: ReadonlySet<string> | undefined): Pair =>
  (from, to) => {
    const a = [...from].filter((zone) => !sources || sources.has(zone));
    const b = [...to].filter((zone) => !targets || targets.has(zone));
    // Two addresses in zones without a name may stand in one or in two.
    const differ = a.some((x) => b.some((y) => x !== y || x === UNNAMED));
    if (!differ) return 'no';
    const isSure = a.length === from.size && b.length === to.size && !a.some((x) => b.includes(x));
    return isSure ? 'yes' : 'perhaps';
  };

function isWithin(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  for (const zone of inner) if (!outer.has(zone)) return false;
  return true;
}

function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const zone of a) if (b.has(zone)) return true;
  return false;
}
