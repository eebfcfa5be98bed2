/** Which addresses a configuration's own interfaces and routes put behind which interface. */
import { anyAddress } from '../../net/match.ts';
import { type AddressRange, type Family, network, toPrefixes } from '../../net/network.ts';
import { CLIENT_ADDRESSES } from '../raising/private.ts';
import type { AddressBook } from './addresses.ts';
import { dialIns, sslPools } from './dial-in.ts';
import type { Entry, Table } from './model.ts';
import { prefixOf } from './prefixes.ts';
import { allValues, entriesOf, onlyValue, type Scope, says } from './scope.ts';

/** Addresses of one family that share no address with those of another region. */
export interface Region {
  readonly range: AddressRange;
  /** One where it is certain, several where it may be any of them; none where nothing is said. */
  readonly owners: readonly string[];
}

interface Route {
  readonly range: AddressRange;
  readonly owner: string;
  readonly distance: number;
  readonly priority: number;
}

/** An owner of addresses that are dropped; no interface has such a name. */
const BLACKHOLE = '\u0000blackhole';

/** Interfaces of the virtual domain that are up. */
export function interfacesOf(scope: Scope): readonly Entry[] {
  const { name: vdom } = scope.vdom;
  const all = entriesOf(scope.config.global.get('system interface') ?? scope.table('system interface'));
  return all.filter(
    (entry) =>
      onlyValue(entry, 'status') !== 'down' && (vdom === '' || (onlyValue(entry, 'vdom') ?? 'root') === vdom),
  );
}

/** What is behind each interface by the text alone: the longest prefix wins, then the lowest distance. */
export function regionsOf(scope: Scope, family: Family, book: AddressBook): readonly Region[] {
  const settings = scope.table('system settings');
  if (settings && settings.settings.get('opmode')?.values[0] === 'transparent') return [];
  const interfaces = interfacesOf(scope);
  // Several routing tables: which one a packet meets depends on where it comes in.
  if (interfaces.some((entry) => (onlyValue(entry, 'vrf') ?? '0') !== '0')) return [];
  const routes = [
    ...interfaces.flatMap((entry) => connectedTo(entry, family)),
    ...staticRoutes(scope, family, book),
  ];
  const pools = sslPools(scope, interfaces, family, book);
  for (const range of pools?.ranges ?? [])
    for (const prefix of prefixesIn(range))
      routes.push({ range: prefix, owner: pools?.owner ?? '', distance: 0, priority: 0 });
  const isDynamic = dynamicRouting(scope) !== undefined;
  const isOpen = ({ range }: Route): boolean => isDynamic && isEverything(range);
  const known = routes.map((route) => (isOpen(route) ? { ...route, owner: '' } : route));
  return ownersOf([...known, ...besideDefault(known, interfaces, family)]);
}

/**
 * What only the default route leads to may stand in a tunnel that clients dial into, as far as it is an address that
 * clients are given.
 */
function besideDefault(
  routes: readonly Route[],
  interfaces: readonly Entry[],
  family: Family,
): readonly Route[] {
  const defaults = routes.filter(({ range }) => isEverything(range));
  const [best] = [...defaults].sort((a, b) => rankOf(a) - rankOf(b));
  if (!best) return [];
  const tunnels = [
    ...dialIns(interfaces, new Set(routes.map(({ owner }) => owner))),
    // So may the network of an interface that gets its address from a server.
    ...interfaces
      .filter((entry) => family === 4 && modeOf(entry) !== 'static' && entry.name !== best.owner)
      .map(({ name }) => name),
  ];
  if (tunnels.length === 0) return [];
  const isNew = (usual: AddressRange): boolean =>
    usual.family === family &&
    !routes.some(({ range }) => range.first === usual.first && range.last === usual.last);
  return CLIENT_ADDRESSES.filter(isNew).flatMap((range) => [
    ...defaults.map((route) => ({ ...route, range })),
    ...tunnels.map((owner) => ({ ...best, range, owner })),
  ]);
}

const modeOf = (entry: Entry): string => onlyValue(entry, 'mode') ?? 'static';

function connectedTo(entry: Entry, family: Family): readonly Route[] {
  const found: (AddressRange | undefined)[] = [];
  const learnsDefault = modeOf(entry) !== 'static';
  if (family === 4) {
    if (!learnsDefault) found.push(prefixOf(4, allValues(entry, 'ip')));
    for (const second of entriesOf(entry.blocks.get('secondaryip')))
      found.push(prefixOf(4, allValues(second, 'ip')));
  } else {
    const ipv6 = entry.blocks.get('ipv6');
    found.push(prefixOf(6, ipv6?.settings.get('ip6-address')?.values ?? []));
    for (const extra of entriesOf(ipv6?.blocks.get('ip6-extra-addr'))) found.push(prefixOf(6, [extra.name]));
  }
  const routes = found
    .filter((range) => range !== undefined)
    .filter((range) => range.first !== 0n)
    .map((range): Route => ({ range, owner: entry.name, distance: 0, priority: 0 }));
  if (family === 4 && learnsDefault && onlyValue(entry, 'defaultgw') !== 'disable')
    routes.push({
      range: anyAddress(4),
      owner: entry.name,
      distance: Number(onlyValue(entry, 'distance') ?? 5) || 5,
      priority: Number(onlyValue(entry, 'priority') ?? 0) || 0,
    });
  return routes;
}

function staticRoutes(scope: Scope, family: Family, book: AddressBook): readonly Route[] {
  const up = new Set(interfacesOf(scope).map((entry) => entry.name));
  const isWhole = up.size > 0;
  const routes: Route[] = [];
  for (const entry of entriesOf(scope.table(family === 4 ? 'router static' : 'router static6'))) {
    if (onlyValue(entry, 'status') === 'disable') continue;
    const named = onlyValue(entry, 'dstaddr');
    const isService =
      says(entry, 'internet-service-custom') || (onlyValue(entry, 'internet-service') ?? '0') !== '0';
    const distance = Number(onlyValue(entry, 'distance') ?? 10) || 10;
    const priority = Number(onlyValue(entry, 'priority') ?? 0) || 0;
    const add = (range: AddressRange, isSure: boolean): void => {
      for (const owner of ownersIn(entry)) {
        const isDown = isWhole && onlyValue(entry, 'device') === owner && !up.has(owner);
        if (!isDown) routes.push({ range, owner: isSure ? owner : '', distance, priority });
      }
    };
    if (isService) add(anyAddress(family), false);
    else if (named !== undefined) {
      const { sure, unsure } = book.named(family, named, entry);
      for (const range of sure) for (const prefix of prefixesIn(range)) add(prefix, true);
      for (const range of unsure) for (const prefix of prefixesIn(range)) add(prefix, false);
    } else {
      const setting = entry.settings.get('dst');
      const range = setting ? prefixOf(family, setting.values) : anyAddress(family);
      if (range) add(range, entry.unread.length === 0);
      else add(anyAddress(family), false);
    }
  }
  return routes;
}

const prefixesIn = ({ family, first, last }: AddressRange): readonly AddressRange[] =>
  toPrefixes(network(family, first, last));

function ownersIn(entry: Entry): readonly string[] {
  if (onlyValue(entry, 'blackhole') === 'enable') return [BLACKHOLE];
  const zones = allValues(entry, 'sdwan-zone');
  if (zones.length > 0) return zones;
  const usesSdwan = ['sdwan', 'virtual-wan-link'].some((key) => onlyValue(entry, key) === 'enable');
  return [usesSdwan ? 'virtual-wan-link' : (onlyValue(entry, 'device') ?? '')];
}

const isEverything = (range: AddressRange): boolean => {
  const all = anyAddress(range.family);
  return range.first === all.first && range.last === all.last;
};

/** The routing protocol that learns networks which the text doesn't hold. */
export function dynamicRouting(scope: Scope): Table | undefined {
  for (const name of ['bgp', 'ospf', 'ospf6', 'rip', 'ripng', 'isis']) {
    const table = scope.table(`router ${name}`);
    const active = [
      'neighbor',
      'network',
      'area',
      'ospf-interface',
      'ospf6-interface',
      'isis-net',
      'interface',
    ];
    if (table && active.some((block) => entriesOf(table.blocks.get(block)).length > 0)) return table;
  }
  return undefined;
}

/** Who owns which addresses. Prefixes lie within each other or apart, so that a stack is enough. */
function ownersOf(routes: readonly Route[]): readonly Region[] {
  const regions: Region[] = [];
  const stack: Region[] = [];
  let cursor = 0n;
  const emit = (last: bigint): void => {
    const top = stack.at(-1);
    if (!top || cursor > last) return;
    const { owners, range } = top;
    if (owners.length > 0) regions.push({ range: { family: range.family, first: cursor, last }, owners });
    cursor = last + 1n;
  };
  const close = (limit: AddressRange | undefined): void => {
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (limit && limit.first <= top.range.last) return;
      emit(top.range.last);
      stack.pop();
    }
  };
  for (const region of bestOf(routes)) {
    close(region.range);
    if (stack.length > 0) emit(region.range.first - 1n);
    cursor = region.range.first;
    stack.push(region);
  }
  close(undefined);
  return regions;
}

const rankOf = ({ distance, priority }: Route): number => distance * 65_536 + priority;

/** Of the routes to one prefix the best; several that are as good as each other. */
function bestOf(routes: readonly Route[]): readonly Region[] {
  const byPrefix = new Map<string, Route[]>();
  for (const route of routes) {
    const key = `${route.range.first} ${route.range.last}`;
    const others = byPrefix.get(key);
    if (others) others.push(route);
    else byPrefix.set(key, [route]);
  }
  return [...byPrefix.values()]
    .map((same): Region => {
      const best = same.reduce((least, route) => Math.min(least, rankOf(route)), Number.POSITIVE_INFINITY);
      const owners = [...new Set(same.filter((route) => rankOf(route) === best).map((route) => route.owner))];
      // A prefix of which something else decides is nobody's, and hides the shorter ones around it.
      return { range: (same[0] as Route).range, owners: owners.includes('') ? [] : owners };
    })
    .sort((a, b) =>
      a.range.first !== b.range.first
        ? a.range.first < b.range.first
          ? -1
          : 1
        : a.range.last > b.range.last
          ? -1
          : 1,
    );
}
