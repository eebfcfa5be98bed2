import type { Database } from '../model.ts';
import type { WrittenDatabase } from '../schema/database.ts';
import type { Scope } from './scope.ts';

/** Looks up the hosts of a database. */
export function resolveDatabase(written: WrittenDatabase, scope: Scope): Database {
  return { ...written, hosts: scope.each(written.hosts, scope.host) };
}
