import type { Network } from '../net/network.ts';
import type { Database, Hierarchy } from './model.ts';

/** The listener of an availability group, and the hosts that may answer on it. */
export interface Listener {
  readonly name: string;
  readonly networks: readonly Network[];
  readonly hosts: readonly string[];
}

/** Every listener of a hierarchy: of sites' databases, of those to migrate from, and of those that roles use. */
export function listenersOf({ sites, hosts }: Pick<Hierarchy, 'sites' | 'hosts'>): Listener[] {
  const listeners: Listener[] = [];
  const add = (database: Database): void => {
    if (database.listener) listeners.push({ ...database.listener, hosts: database.hosts });
  };
  for (const site of sites) {
    add(site.database);
    if (site.migration) add(site.migration.database);
  }
  for (const { roles } of hosts) {
    for (const { options } of roles) {
      for (const value of Object.values(options)) if (isDatabase(value)) add(value);
    }
  }
  return listeners;
}

function isDatabase(value: unknown): value is Database {
  return typeof value === 'object' && value !== null && 'hosts' in value;
}
