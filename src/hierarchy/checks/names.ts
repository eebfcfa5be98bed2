import type { Database } from '../model.ts';
import { quote } from '../schema/values.ts';
import { type Draft, placeOf } from './draft.ts';

/** The ends of flows share one namespace; and every host does something. */
export function checkNames({ hierarchy, report }: Draft): void {
  const taken = new Map<string, { readonly what: string; readonly offset: number }>();
  const take = (name: string, what: string, offset: number): void => {
    const first = taken.get(name);
    if (!first) {
      taken.set(name, { what, offset });
      return;
    }
    report('PT3011', offset, {
      message: `the ${what} ${quote(name)} has the name of a ${first.what}`,
      help: 'choose another name',
      related: [{ message: `the ${first.what}`, offset: first.offset }],
    });
  };
  const takeListener = (database: Database): void => {
    if (database.listener) take(database.listener.name, 'listener', placeOf(database, 'listener'));
  };
  for (const host of hierarchy.hosts) take(host.name, 'host', placeOf(host));
  for (const clients of hierarchy.clients) take(clients.name, 'client network', placeOf(clients));
  for (const consoles of hierarchy.consoles) take(consoles.name, 'console network', placeOf(consoles));
  for (const gateway of hierarchy.gateways) take(gateway.name, 'gateway', placeOf(gateway));
  for (const point of hierarchy.cloudDistributionPoints)
    take(point.name, 'cloud distribution point', placeOf(point));
  for (const site of hierarchy.sites) {
    takeListener(site.database);
    if (site.migration) takeListener(site.migration.database);
  }

  const callers = new Set<string>();
  for (const host of hierarchy.hosts) {
    for (const role of host.roles) {
      for (const option of Object.values(role.options)) {
        if (typeof option === 'object' && 'hosts' in option) takeListener(option);
      }
      const named = role.options.callers;
      if (Array.isArray(named)) for (const name of named) callers.add(name);
    }
  }
  for (const host of hierarchy.hosts) {
    if (host.roles.length > 0 || host.at.roles !== undefined || callers.has(host.name)) continue;
    report('PT3016', placeOf(host), { message: `the host ${quote(host.name)} has no role` });
  }
}
