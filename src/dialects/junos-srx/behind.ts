import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV4 } from '../../net/match.ts';
import { type AddressRange, parseAddress } from '../../net/network.ts';
import { CLIENT_ADDRESSES } from '../raising/private.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import { ownersOf, type Prefix } from '../source/longest-prefix.ts';
import type { Interface, System, Zone } from './model.ts';

/** One zone, and what stands behind its interfaces. */
export interface Side {
  readonly name: string;
  /** What certainly stands there. */
  readonly networks: readonly AddressRange[];
  /** Somebody said what stands there: nothing else does. */
  readonly isGiven: boolean;
  /** Absent where only policies name the zone. */
  readonly zone?: Zone;
}

export interface Sides {
  /** By name. */
  readonly sides: ReadonlyMap<string, Side>;
  /** What may stand behind any zone that isn't given. */
  readonly unplaced: readonly AddressRange[];
  /** What was given for names that are no zone and no interface. */
  readonly strangers: readonly { readonly name: string; readonly networks: readonly AddressRange[] }[];
}

/** Zones whose networks are taken into account; a device has some hundred. */
const MOST_ZONES = 400;
/** Next hops that are looked for among all interfaces. */
const MOST_HOPS = 10_000_000;
/** The zone that the device itself is in. */
export const HOST_ZONE = 'junos-host';

/**
 * What stands behind each zone: as somebody said it for the zone or for its interfaces, or else the networks that
 * its interfaces are in and those that static routes lead to through them. The longest prefix wins.
 */
export function sidesOf(system: System, context: RaiseContext, diagnostics: Diagnostic[]): Sides {
  const zones = zonesByName(system);
  const zoneOf = new Map<string, string>();
  for (const zone of system.zones) for (const name of zone.interfaces) zoneOf.set(name, zone.name);
  const given = new Map<string, AddressRange[]>();
  const complete = new Set<string>();
  const givenInterfaces = new Set<string>();
  const strangers: { name: string; networks: readonly AddressRange[] }[] = [];
  const give = (zone: string, networks: readonly AddressRange[]): void => {
    given.set(zone, [...(given.get(zone) ?? []), ...networks]);
  };
  for (const [name, networks] of context.interfaces) {
    if (zones.has(name)) {
      give(name, networks);
      complete.add(name);
      continue;
    }
    const units = [...zoneOf.keys()].filter(
      (unit) => unit === name || unit === `${name}.0` || unit.startsWith(`${name}.`),
    );
    const owners = new Set(units.map((unit) => zoneOf.get(unit)));
    const [owner] = owners;
    for (const unit of units) givenInterfaces.add(unit);
    if (owner !== undefined && owners.size === 1) give(owner, networks);
    else if (system.zones.length === 0) {
      zones.set(name, undefined);
      give(name, networks);
      complete.add(name);
    } else strangers.push({ name, networks: joinRanges(networks) });
  }
  for (const zone of system.zones)
    if (zone.interfaces.length > 0 && zone.interfaces.every((name) => givenInterfaces.has(name)))
      complete.add(zone.name);
  const said = joinRanges([...context.interfaces.values()].flat());
  const routed = routedTo(
    system,
    zoneOf,
    [...zones.keys()].every((name) => complete.has(name)),
    diagnostics,
  );
  const sides = new Map<string, Side>();
  for (const [name, zone] of zones) {
    const own = given.get(name);
    const isGiven = complete.has(name);
    const found = isGiven ? [] : subtractRanges(joinRanges(routed.get(name) ?? []), said);
    sides.set(name, {
      name,
      networks: joinRanges([...(own ?? []), ...found]),
      isGiven,
      ...(zone && { zone }),
    });
  }
  sayStrangers(strangers, diagnostics);
  const placed = joinRanges([
    ...[...sides.values()].flatMap((side) => side.networks),
    ...strangers.flatMap((s) => s.networks),
  ]);
  return { sides: limited(sides, diagnostics), unplaced: restOf(placed), strangers };
}

/** Everything that could stand behind a zone. */
export function mayStandBehind(zone: string, { sides, unplaced }: Sides): readonly AddressRange[] {
  const side = sides.get(zone);
  if (!side) return unplaced;
  return side.isGiven ? side.networks : joinRanges([...side.networks, ...unplaced]);
}

/** Zones of the text, then those that only policies name. */
function zonesByName(system: System): Map<string, Zone | undefined> {
  const zones = new Map<string, Zone | undefined>(system.zones.map((zone) => [zone.name, zone]));
  const add = (name: string): void => {
    if (name !== HOST_ZONE && !zones.has(name)) zones.set(name, undefined);
  };
  for (const { from, to } of system.contexts) {
    add(from);
    add(to);
  }
  for (const { fromZones, toZones } of system.global)
    for (const name of [...(fromZones ?? []), ...(toZones ?? [])]) add(name);
  return zones;
}

function limited(sides: Map<string, Side>, diagnostics: Diagnostic[]): ReadonlyMap<string, Side> {
  const known = [...sides.values()].filter((side) => side.networks.length > 0);
  if (known.length <= MOST_ZONES) return sides;
  diagnostics.push(
    diagnostic('PT8006', {
      message: `there are more than ${MOST_ZONES} zones`,
      help: 'What stands behind them is not taken into account, so that verdicts are unproven',
    }),
  );
  return new Map([...sides].map(([name, side]) => [name, { ...side, networks: [], isGiven: false }]));
}

function sayStrangers(strangers: Sides['strangers'], diagnostics: Diagnostic[]): void {
  for (const { name } of strangers)
    diagnostics.push(
      diagnostic('PT8005', {
        message: `"${name}" is no zone and no interface of the configuration`,
        help: 'Give the name of a security zone, or of an interface in one: --interface trust=ZONE',
      }),
    );
}

/** What the text says about addresses behind zones: nothing, where there are several routing tables. */
function routedTo(
  system: System,
  zoneOf: ReadonlyMap<string, string>,
  isAllGiven: boolean,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, readonly AddressRange[]> {
  if (zoneOf.size === 0) return new Map();
  const { routingInstances, dynamicRouting } = system;
  const reason = routingInstances ?? dynamicRouting;
  if (reason && !isAllGiven)
    diagnostics.push(
      diagnostic('PT8005', {
        message: routingInstances
          ? 'there are several routing tables, so that what stands behind the zones is not known'
          : 'a routing protocol decides what stands behind the zones, beside the routes in the text',
        place: reason.place,
        help: 'Say it with --interface ZONE=…, for each security zone',
      }),
    );
  if (routingInstances) return new Map();
  const active = [...system.interfaces.values()].filter((item) => !item.disabled);
  return ownersOf(prefixesOf(system, active, zoneOf));
}

/** The zone of a prefix; empty where it is none that is known. */
function prefixesOf(
  system: System,
  active: readonly Interface[],
  zoneOf: ReadonlyMap<string, string>,
): Prefix[] {
  const prefixes: Prefix[] = [];
  for (const { name, connected, learnsDefault } of active) {
    const owner = zoneOf.get(name) ?? '';
    for (const range of connected) prefixes.push({ owner, range });
    if (learnsDefault) prefixes.push({ owner, range: ANY_IPV4 });
  }
  const names = new Set(active.map((item) => item.name));
  const known = new Map<string, string>();
  const ownerOf = (hop: string): string => {
    let owner = known.get(hop);
    if (owner === undefined) {
      owner = known.size * active.length > MOST_HOPS ? '' : hopOwner(hop, active, names, zoneOf);
      known.set(hop, owner);
    }
    return owner;
  };
  for (const { range, nextHops, isClear } of system.routes) {
    const owners = new Set(nextHops.map(ownerOf));
    const [owner = ''] = owners;
    prefixes.push({ owner: isClear && owners.size === 1 ? owner : '', range });
  }
  // Interfaces that an interface-range or another text configures: networks of theirs go before the default route.
  const strange = new Set(
    [...zoneOf]
      .filter(([name]) => !system.interfaces.has(name) && !name.startsWith('st0'))
      .map(([, zone]) => zone),
  );
  // What a routing protocol learns goes before the default route, too.
  const isOpen = ({ owner, range }: Prefix): boolean =>
    isDefault(range) &&
    (system.dynamicRouting !== undefined || strange.size > 1 || (strange.size === 1 && !strange.has(owner)));
  const found = prefixes.map((prefix) => (isOpen(prefix) ? { ...prefix, owner: '' } : prefix));
  return [...besideDefault(found, zoneOf), ...found];
}

const isDefault = (range: AddressRange): boolean => range.first === 0n && range.last >= ANY_IPV4.last;

/**
 * Clients of a VPN stand behind a tunnel interface whose zone no route of the text leads to: what only the default
 * route covers may stand there, as far as it is an address that clients are given.
 */
function besideDefault(prefixes: readonly Prefix[], zoneOf: ReadonlyMap<string, string>): readonly Prefix[] {
  const placed = new Set(prefixes.map(({ owner }) => owner));
  if (![...zoneOf].some(([name, zone]) => name.startsWith('st0') && !placed.has(zone))) return [];
  return CLIENT_ADDRESSES.filter(
    (range) =>
      prefixes.some((one) => one.range.family === range.family && isDefault(one.range)) &&
      !prefixes.some(
        (one) =>
          one.range.family === range.family &&
          one.range.first === range.first &&
          one.range.last === range.last,
      ),
  ).map((range) => ({ owner: '', range }));
}

function hopOwner(
  hop: string,
  active: readonly Interface[],
  names: ReadonlySet<string>,
  zoneOf: ReadonlyMap<string, string>,
): string {
  if (names.has(hop) || zoneOf.has(hop)) return zoneOf.get(hop) ?? '';
  const address = parseAddress(hop);
  if ('error' in address) return '';
  const isIn = (range: AddressRange): boolean =>
    range.family === address.family && range.first <= address.value && address.value <= range.last;
  const found = new Set(
    active.filter((item) => item.connected.some(isIn)).map((item) => zoneOf.get(item.name) ?? ''),
  );
  const [owner = ''] = found;
  return found.size === 1 ? owner : '';
}
