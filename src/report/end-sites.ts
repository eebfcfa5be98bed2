import type { Hierarchy } from '../hierarchy/model.ts';
import type { Endpoint } from '../plan/model.ts';

/**
 * The site that an end belongs to: a host's own, that of a client network's boundary group, the first one that a
 * console network administers, the one whose database a listener answers for.
 */
export function siteOfEnds(
  hierarchy: Hierarchy,
): (end: Pick<Endpoint, 'kind' | 'name'>) => string | undefined {
  const groups = new Map(hierarchy.boundaryGroups.map((group) => [group.name, group.site]));
  const sites = new Map<string, string>();
  const put = (kind: Endpoint['kind'], name: string, site: string | undefined): void => {
    const key = `${kind} ${name}`;
    if (site !== undefined && site !== '' && !sites.has(key)) sites.set(key, site);
  };
  for (const { name, site } of hierarchy.hosts) put('host', name, site);
  for (const { code, server, passiveServer, database, contentLibrary } of hierarchy.sites) {
    for (const host of [server, passiveServer, contentLibrary, ...database.hosts]) {
      if (host !== undefined) put('host', host, code);
    }
    if (database.listener) put('listener', database.listener.name, code);
  }
  for (const { name, boundaryGroup } of hierarchy.clients) put('clients', name, groups.get(boundaryGroup));
  for (const { name, sites: administered } of hierarchy.consoles) put('consoles', name, administered[0]);
  return ({ kind, name }) => sites.get(`${kind} ${name}`);
}
