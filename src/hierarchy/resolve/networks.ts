import { type Network, parseNetwork } from '../../net/network.ts';
import type { At, Filter, Route, Zone } from '../model.ts';
import { IMPLICIT_ZONE } from '../outside.ts';
import { withNested } from './at.ts';
import { resolveInterfaces } from './interfaces.ts';
import { knownDialect } from './known-dialect.ts';
import type { Places } from './places.ts';
import type { Scope } from './scope.ts';

const NONE: readonly never[] = Object.freeze([]);

/** Reads the zones; where none is declared, one holds every address. */
export function resolveZones(scope: Scope): Zone[] {
  const entries = scope.document.zones;
  if (!entries) {
    const everything = ['0.0.0.0/0', '::/0'].map(parseNetwork).filter((n): n is Network => !('error' in n));
    return [{ name: IMPLICIT_ZONE, networks: everything, at: { '': 0 } }];
  }
  const zones: Zone[] = [];
  for (const { name, offset, value } of entries) {
    if (name === 'internet') {
      scope.report('PT5006', offset, {
        message: 'the zone `internet` is built in',
        help: 'it holds every address that no other zone holds: leave it out, or choose another name',
      });
    }
    const long = value && 'networks' in value ? value : undefined;
    const networks = long ? long.networks : isNetworks(value) ? value : undefined;
    zones.push({ name, networks: networks ?? NONE, at: long?.at ?? { '': offset, networks: offset } });
  }
  return zones;
}

function isNetworks(value: readonly Network[] | object | undefined): value is readonly Network[] {
  return Array.isArray(value);
}

/** Reads the filters. */
export function resolveFilters(places: Places, scope: Scope): Filter[] {
  const filters: Filter[] = [];
  for (const { name, offset, value } of scope.document.filters ?? []) {
    if (!value) continue;
    const between = scope.each(value.between, scope.zone);
    if (value.between && value.between.length < 2) {
      const message = `the filter stands between ${value.between.length === 1 ? 'one zone' : 'no zones'}`;
      scope.report('PT5005', value.at.between ?? offset, { message, expected: 'at least two zones' });
    }
    const interfaces = resolveInterfaces(value, places, scope);
    filters.push({
      name,
      between,
      dialect: value.dialect ? knownDialect(value.dialect, scope) : '',
      internetDestinations: value.internetDestinations ?? 'refuse',
      ...(interfaces && { interfaces }),
      at: withNested(value.at, { interfaces: offsetsOf(value.interfaces) }),
    });
  }
  return filters;
}

function offsetsOf(entries: readonly { name: string; offset: number }[] | undefined): At | undefined {
  return entries && Object.fromEntries(entries.map(({ name, offset }) => [name, offset]));
}

/** Reads the routes; whether they can be walked is checked with the topology. */
export function resolveRoutes(scope: Scope): Route[] {
  const routes: Route[] = [];
  for (const written of scope.document.routes ?? []) {
    const from = scope.zone(written.from);
    const to = scope.zone(written.to);
    const via: string[] = [];
    for (const name of written.via ?? []) {
      const filter = scope.filter(name);
      if (filter !== undefined) via.push(filter);
    }
    if (from === undefined || to === undefined || via.length !== written.via?.length) continue;
    routes.push({ from, to, via, at: written.at });
  }
  return routes;
}
