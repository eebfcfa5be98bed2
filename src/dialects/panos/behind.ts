import { ANY_IPV4 } from '../../net/match.ts';
import { type AddressRange, parseAddress } from '../../net/network.ts';
import { learntNetworks } from '../raising/learnt.ts';
import { CLIENT_ADDRESSES } from '../raising/private.ts';
import { ownersOf, type Prefix } from '../source/longest-prefix.ts';
import { readNetmask } from './literals.ts';
import type { PanosConfig, Scope } from './model.ts';

/**
 * What stands behind each zone of every virtual system, as interfaces and static routes say: the longest prefix wins,
 * then the lowest metric. By `vsys zone`. Nothing where a packet's way is not the same for all: with several routers.
 */
export function networksBehind(config: PanosConfig): ReadonlyMap<string, readonly AddressRange[]> {
  if (new Set(config.routers).size > 1) return new Map();
  const owners = zonesOfInterfaces(config);
  const connected = connectedOf(config);
  const prefixes: Prefix[] = [];
  for (const { name, range } of connected) prefixes.push({ owner: owners.get(name) ?? '', range, metric: 0 });
  for (const { name, learnsDefault } of config.interfaces)
    if (learnsDefault) prefixes.push({ owner: owners.get(name) ?? '', range: ANY_IPV4, metric: LEARNT });
  for (const route of config.routes) {
    const range = networkOf(route.destination, config);
    if (!range) continue;
    const out = route.elsewhere ? undefined : (route.interface ?? behindHop(route.nexthop, connected));
    prefixes.push({
      owner: (out !== undefined && owners.get(out)) || '',
      range,
      metric: 1 + route.metric,
    });
  }
  // What a routing protocol learns goes before the default route, and so does the network of an interface that only
  // a zone names.
  const mayBeNearer = config.dynamicRouting !== undefined || namesUnknownPort(owners, config);
  const isOpen = ({ range }: Prefix): boolean => mayBeNearer && isDefault(range);
  const known = prefixes.map((prefix) => (isOpen(prefix) ? { ...prefix, owner: '' } : prefix));
  const learners = config.interfaces
    .filter(({ learnsAddress }) => learnsAddress)
    .flatMap(({ name }) => owners.get(name) ?? []);
  return ownersOf([...known, ...besideDefault(known, owners), ...learntNetworks(known, learners)]);
}

/**
 * Clients of GlobalProtect stand behind a tunnel interface that no route of the text leads to: what only the default
 * route covers may stand there, as far as it is an address that clients are given.
 */
function besideDefault(prefixes: readonly Prefix[], owners: ReadonlyMap<string, string>): readonly Prefix[] {
  const placed = new Set(prefixes.map(({ owner }) => owner));
  const isDialIn = ([port, zone]: readonly [string, string]): boolean =>
    port.startsWith('tunnel') && !placed.has(zone);
  if (![...owners].some(isDialIn)) return [];
  // A metric behind all others: a route to the same network goes before it.
  return CLIENT_ADDRESSES.filter(({ family }) =>
    prefixes.some(({ range }) => range.family === family && isDefault(range)),
  ).map((range) => ({ owner: '', range, metric: Number.POSITIVE_INFINITY }));
}

function namesUnknownPort(owners: ReadonlyMap<string, string>, { interfaces }: PanosConfig): boolean {
  const known = new Set(interfaces.map(({ name }) => name));
  for (const port of owners.keys()) if (!known.has(port)) return true;
  return false;
}

/** A default route that an interface gets from a server is as good as a static one. */
const LEARNT = 1 + 10 * 65536 + 10;

/** The key of a zone. */
export const zoneKey = (vsys: string, zone: string): string => `${vsys} ${zone}`;

function zonesOfInterfaces({ vsys }: PanosConfig): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, zones } of vsys)
    for (const zone of zones) for (const port of zone.interfaces) owners.set(port, zoneKey(name, zone.name));
  return owners;
}

interface Connected {
  readonly name: string;
  readonly range: AddressRange;
}

function connectedOf(config: PanosConfig): readonly Connected[] {
  return config.interfaces.flatMap(({ name, addresses }) =>
    addresses.flatMap((text) => {
      const range = networkOf(text, config);
      return range ? [{ name, range }] : [];
    }),
  );
}

/** An address with its prefix length; an object may stand for it. */
function networkOf(text: string, config: PanosConfig): AddressRange | undefined {
  const literal = readNetmask(text);
  if (literal) return literal;
  for (const { objects } of [...config.vsys, config.shared, config.pushedShared] satisfies Scope[]) {
    const object = objects.addresses.get(text);
    if (object?.kind === 'ip-netmask') return readNetmask(object.value);
  }
  return undefined;
}

function behindHop(hop: string | undefined, connected: readonly Connected[]): string | undefined {
  const address = parseAddress((hop ?? '').split('/')[0] ?? '');
  if ('error' in address) return undefined;
  let best: Connected | undefined;
  for (const one of connected) {
    const { family, first, last } = one.range;
    if (family !== address.family || address.value < first || address.value > last) continue;
    if (!best || last - first < best.range.last - best.range.first) best = one;
  }
  return best?.name;
}

const isDefault = ({ family, first, last }: AddressRange): boolean =>
  first === 0n && last === (1n << (family === 4 ? 32n : 128n)) - 1n;
