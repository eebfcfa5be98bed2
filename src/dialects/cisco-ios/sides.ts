import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV4, ANY_IPV6 } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { learntNetworks } from '../raising/learnt.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import { ownersOf, type Prefix } from '../source/longest-prefix.ts';
import { interfaceKey } from './interface-name.ts';
import type { Interface, IosConfig, Route } from './model.ts';

/** One interface, with what stands behind it. */
export interface Side {
  readonly key: string;
  readonly name: string;
  /** Absent where only a person named it. */
  readonly interface?: Interface;
  /** What certainly stands behind it. */
  readonly networks: readonly AddressRange[];
  /** Somebody said what stands behind it: nothing else does. */
  readonly isGiven: boolean;
}

export interface Sides {
  readonly sides: readonly Side[];
  readonly byKey: ReadonlyMap<string, Side>;
  /** What may stand behind any interface that isn't given. */
  readonly unplaced: readonly AddressRange[];
  readonly unplacedOf: Readonly<Record<Family, readonly AddressRange[]>>;
}

/**
 * What stands behind each interface: the networks that it is in, and those that routes lead to through it. Only
 * routing tables count in which an interface filters, beside the global one; addresses that two of them have stand
 * nowhere for certain.
 */
export function sidesOf(config: IosConfig, context: RaiseContext, diagnostics: Diagnostic[]): Sides {
  const active = [...config.interfaces.values()].filter((i) => !i.shutdown);
  const bound = new Set(config.bindings.map((b) => interfaceKey(b.interface)));
  const given = new Map(
    [...context.interfaces].map(([name, ranges]) => [
      interfaceKey(name),
      { name, ranges: joinRanges(ranges) },
    ]),
  );
  const isMeant = ({ name }: Interface): boolean =>
    bound.has(interfaceKey(name)) || given.has(interfaceKey(name));
  const tables = new Set(['', ...active.filter(isMeant).map((i) => i.vrf)]);
  const routed = new Map<string, readonly AddressRange[]>();
  const seen: AddressRange[] = [];
  let twice: readonly AddressRange[] = [];
  for (const table of tables) {
    const owned = ownersOf(
      prefixesOf(
        config,
        active.filter((i) => i.vrf === table),
        table,
      ),
    );
    for (const [owner, ranges] of owned) if (owner !== '') routed.set(owner, joinRanges(ranges));
    const here = joinRanges([...owned.values()].flat());
    twice = joinRanges([...twice, ...subtractRanges(here, restOf(joinRanges(seen)))]);
    seen.push(...here);
  }
  const away = joinRanges([...twice, ...[...given.values()].flatMap((g) => g.ranges)]);
  const sides = active
    .filter((i) => tables.has(i.vrf))
    .map((made): Side => {
      const key = interfaceKey(made.name);
      const said = given.get(key)?.ranges;
      const networks = said ?? subtractRanges(routed.get(key) ?? [], away);
      return { key, name: made.name, interface: made, networks, isGiven: said !== undefined };
    });
  const known = new Set(sides.map((s) => s.key));
  for (const [key, { name, ranges }] of given)
    if (!known.has(key)) sides.push({ key, name, networks: ranges, isGiven: true });
  if (config.dynamicRouting) sayDynamic(config, sides, diagnostics);
  const unplaced = restOf(joinRanges(sides.flatMap((s) => s.networks)));
  const byKey = new Map(sides.map((s) => [s.key, s]));
  const unplacedOf = { 4: ofFamily(unplaced, 4), 6: ofFamily(unplaced, 6) };
  return { sides, byKey, unplaced, unplacedOf };
}

/** The addresses of a family. */
export function ofFamily(ranges: readonly AddressRange[], family: Family): readonly AddressRange[] {
  return ranges.filter((range) => range.family === family);
}

const isDefault = (range: AddressRange): boolean =>
  [ANY_IPV4, ANY_IPV6].some(
    (any) => any.family === range.family && any.first === range.first && any.last === range.last,
  );

function prefixesOf(config: IosConfig, active: readonly Interface[], vrf: string): readonly Prefix[] {
  const connected: Prefix[] = [];
  for (const made of active) {
    const owner = interfaceKey(made.name);
    for (const range of made.connected) connected.push({ owner, range, metric: 0 });
    if (made.learnsDefault) connected.push({ owner, range: ANY_IPV4, metric: 254 });
  }
  const keys = new Set(active.map((i) => interfaceKey(i.name)));
  const routes = config.routes.filter((route) => route.vrf === vrf);
  const owners = routes.map((route): Prefix => {
    const owner = ownerOf(route, connected, routes, keys);
    // What a routing protocol learns goes before the default route.
    const isOpen = config.dynamicRouting !== undefined && isDefault(route.range);
    return { owner: isOpen ? '' : owner, range: route.range, metric: route.metric };
  });
  const found = [...connected, ...owners];
  const learners = active.filter((made) => made.learnsDefault).map(({ name }) => interfaceKey(name));
  return [...found, ...learntNetworks(found, learners)];
}

/** Next hops that are looked up through other routes. */
const MOST_HOPS = 4;

/** The interface that a route leads to; empty where the text doesn't say it. */
function ownerOf(
  route: Route,
  connected: readonly Prefix[],
  routes: readonly Route[],
  keys: ReadonlySet<string>,
): string {
  let now: Route | undefined = route;
  for (let hops = 0; now && hops < MOST_HOPS; hops++) {
    if (now.interface !== undefined) {
      const key = interfaceKey(now.interface);
      return keys.has(key) ? key : '';
    }
    const hop: AddressRange | undefined = now.nextHop;
    if (!hop) return '';
    const direct = narrowest(connected, hop);
    if (direct && !isDefault(direct.range)) return direct.owner;
    if (routes.length > MOST_ROUTES) return '';
    now = narrowest(routes, hop);
  }
  return '';
}

/** A route over another one is looked for in all of them. */
const MOST_ROUTES = 2000;

function narrowest<T extends { readonly range: AddressRange }>(
  from: readonly T[],
  hop: AddressRange,
): T | undefined {
  let best: T | undefined;
  for (const item of from) {
    const { range } = item;
    if (range.family !== hop.family || hop.first < range.first || range.last < hop.last) continue;
    if (!best || range.last - range.first < best.range.last - best.range.first) best = item;
  }
  return best;
}

function sayDynamic(config: IosConfig, sides: readonly Side[], diagnostics: Diagnostic[]): void {
  const bound = new Set(config.bindings.map((b) => interfaceKey(b.interface)));
  const open = sides.filter((side) => !side.isGiven && bound.has(side.key));
  if (open.length === 0) return;
  const options = open.slice(0, 3).map(({ name }) => `--interface ${name}=ZONE`);
  diagnostics.push(
    diagnostic('PT8005', {
      message: 'a routing protocol decides what stands behind the interfaces, beside the routes in the text',
      place: config.dynamicRouting?.place,
      help: `Say it with ${options.join(' ')}; until then only connected networks and static routes count`,
    }),
  );
}
