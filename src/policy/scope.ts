/** The packets that a filter's or a host's configuration is judged about: those of the hierarchy's own hosts. */
import { listenersOf } from '../hierarchy/listeners.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { outsideOf } from '../hierarchy/outside.ts';
import { partingsOf } from '../hierarchy/partings.ts';
import { createZoneIndex, INTERNET } from '../hierarchy/zoneIndex.ts';
import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../net/match.ts';
import type { AddressRange } from '../net/network.ts';
import { normalizeAddresses } from '../net/normalize.ts';

const ANY_SERVICES: Match['services'] = Object.freeze([ANY_SERVICE]);

/** Up to so many parts, a product for each is fewer than products of halves. */
const FEW = 8;

/** What stands in a part of the network. */
interface Part {
  /** Addresses of the hierarchy's hosts and listeners. */
  readonly hosts: readonly AddressRange[];
  /** All addresses. */
  readonly networks: readonly AddressRange[];
}

/**
 * All packets from or to a host or a listener of the hierarchy that cross a filter between networks, as products that
 * may share packets. The zone `internet` is everything outside of the others.
 * @throws TypeError when the hierarchy has no such filter.
 */
export function crossingMatches(hierarchy: Hierarchy, filterName: string): Match[] {
  if (!hierarchy.filters.some((filter) => filter.name === filterName))
    throw new TypeError(`the hierarchy has no filter ${JSON.stringify(filterName)}`);
  const hosts = hostsByZone(hierarchy);
  const networks = new Map(
    hierarchy.zones.map((zone) => [zone.name, zone.networks as readonly AddressRange[]]),
  );
  networks.set(INTERNET, outsideOf(hierarchy));
  const partOf = (zones: readonly string[]): Part => ({
    hosts: normal(zones.flatMap((zone) => hosts.get(zone) ?? [])),
    networks: normal(zones.flatMap((zone) => networks.get(zone) ?? [])),
  });
  const matches: Match[] = [];
  for (const parting of partingsOf(hierarchy, filterName, new Set(hosts.keys()))) {
    const parts = parting.map(partOf);
    const without = parts.filter((part) => part.hosts.length === 0);
    const beyond = normal(without.flatMap((part) => part.networks));
    addProducts(
      parts.filter((part) => part.hosts.length > 0),
      beyond,
      matches,
    );
  }
  return matches;
}

/**
 * The packets between the hosts of each part and all other parts, and `beyond`. Many parts are halved again and again,
 * so that thousands of them don't each list all others.
 */
function addProducts(parts: readonly Part[], beyond: readonly AddressRange[], matches: Match[]): void {
  if (parts.length <= FEW) {
    for (const part of parts) {
      const others = parts.filter((other) => other !== part).flatMap((other) => other.networks);
      addBothWays(part.hosts, normal([...beyond, ...others]), matches);
    }
    return;
  }
  addBothWays(
    parts.flatMap((part) => part.hosts),
    beyond,
    matches,
  );
  const middle = parts.length >> 1;
  const halves = [parts.slice(0, middle), parts.slice(middle)] as const;
  for (const [half, other] of [halves, [halves[1], halves[0]] as const]) {
    const networks = normal(other.flatMap((part) => part.networks));
    addBothWays(
      half.flatMap((part) => part.hosts),
      networks,
      matches,
    );
    addProducts(half, [], matches);
  }
}

function addBothWays(
  hosts: readonly AddressRange[],
  others: readonly AddressRange[],
  matches: Match[],
): void {
  const own = normal(hosts);
  if (!own.some((host) => others.some((other) => other.family === host.family))) return;
  matches.push(
    { sources: own, destinations: others, services: ANY_SERVICES },
    { sources: others, destinations: own, services: ANY_SERVICES },
  );
}

/** Addresses of hosts and listeners by the zone that they stand in. */
function hostsByZone(hierarchy: Hierarchy): ReadonlyMap<string, readonly AddressRange[]> {
  const zonesOf = createZoneIndex(hierarchy.zones);
  const byZone = new Map<string, AddressRange[]>();
  const addresses = [
    ...hierarchy.hosts.map((host) => host.addresses),
    ...listenersOf(hierarchy).map((listener) => listener.networks),
  ];
  for (const networks of addresses) {
    for (const part of zonesOf(networks)) {
      const known = byZone.get(part.zone);
      if (known) known.push(...part.networks);
      else byZone.set(part.zone, [...part.networks]);
    }
  }
  return byZone;
}

/**
 * All packets to (`in`) or from (`out`) a host's own addresses, with those of the availability group listeners that it
 * may answer on. Empty for a host without addresses.
 * @throws TypeError when the hierarchy has no such host.
 */
export function hostMatches(hierarchy: Hierarchy, hostName: string, direction: 'in' | 'out'): Match[] {
  const host = hierarchy.hosts.find((h) => h.name === hostName);
  if (!host) throw new TypeError(`the hierarchy has no host ${JSON.stringify(hostName)}`);
  const listeners = listenersOf(hierarchy).filter((listener) => listener.hosts.includes(hostName));
  const own = normal([...host.addresses, ...listeners.flatMap((listener) => listener.networks)]);
  if (own.length === 0) return [];
  const others = ANY_ADDRESS.filter((any) => own.some((address) => address.family === any.family));
  const [sources, destinations] = direction === 'in' ? [others, own] : [own, others];
  return [{ sources, destinations, services: ANY_SERVICES }];
}

function normal(ranges: readonly AddressRange[]): AddressRange[] {
  return [...normalizeAddresses(ranges, 4), ...normalizeAddresses(ranges, 6)];
}
