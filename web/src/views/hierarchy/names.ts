import type { ScannedKey, Step } from './yaml-scan.ts';

export type NameKind =
  | 'zone'
  | 'filter'
  | 'site'
  | 'host'
  | 'group'
  | 'gateway'
  | 'clients'
  | 'consoles'
  | 'dialect';

/** Names that a document gives to things, in its order. */
export type DeclaredNames = Readonly<Record<NameKind, readonly string[]>>;

const DECLARED: Readonly<Record<string, NameKind>> = {
  zones: 'zone',
  filters: 'filter',
  sites: 'site',
  hosts: 'host',
  boundaryGroups: 'group',
  clients: 'clients',
  consoles: 'consoles',
};

/** The names that the document itself declares; dialects come from the server. */
export function declaredNames(keys: readonly ScannedKey[], dialects: readonly string[] = []): DeclaredNames {
  const names: Record<NameKind, string[]> = {
    zone: [],
    filter: [],
    site: [],
    host: [],
    group: [],
    gateway: [],
    clients: [],
    consoles: [],
    dialect: [...dialects],
  };
  for (const { path } of keys) {
    const [first, second, third] = path;
    const kind = typeof first === 'string' ? DECLARED[first] : undefined;
    if (kind !== undefined && path.length === 2 && typeof second === 'string') names[kind].push(second);
    if (path.length === 3 && first === 'cloud' && second === 'gateways' && typeof third === 'string')
      names.gateway.push(third);
  }
  return names;
}

const ENDS: readonly NameKind[] = ['host', 'zone', 'clients', 'consoles'];

/** Whose names may stand where: by the keys from the outside in, `*` for any, positions of lists left out. */
const PLACES: readonly (readonly [string, readonly NameKind[]])[] = [
  ['filters.*.between', ['zone']],
  ['filters.*.dialect', ['dialect']],
  ['filters.*.interfaces.*', ['zone']],
  ['routes.from', ['zone']],
  ['routes.to', ['zone']],
  ['routes.via', ['filter']],
  ['otherTraffic.from', ENDS],
  ['otherTraffic.to', ENDS],
  ['otherTraffic.filters', ['filter']],
  ['ipsec.between', ENDS],
  ['ipsec.and', ENDS],
  ['sites.*.parent', ['site']],
  ['sites.*.fileReplication', ['site']],
  ['sites.*.server', ['host']],
  ['sites.*.passiveServer', ['host']],
  ['sites.*.contentLibrary', ['host']],
  ['sites.*.fileShares', ['host']],
  ['sites.*.database', ['host']],
  ['sites.*.database.server', ['host']],
  ['sites.*.database.availabilityGroup.replicas', ['host']],
  ['hosts.*.site', ['site']],
  ['hosts.*.dialect', ['dialect']],
  ['hosts.*.proxy', ['host']],
  ['hosts.*.roles.*.upstream', ['host']],
  ['hosts.*.roles.*.replica', ['host']],
  ['hosts.*.roles.*.database', ['host']],
  ['hosts.*.roles.*.database.server', ['host']],
  ['hosts.*.roles.*.callers', ['host']],
  ['hosts.*.roles.*.pull', ['host', 'gateway']],
  ['hosts.*.roles.*.gateway', ['gateway']],
  ['hosts.*.roles.*.target', ['host']],
  ['boundaryGroups.*.site', ['site']],
  ['boundaryGroups.*.siteSystems', ['host', 'gateway']],
  ['boundaryGroups.*.fallback.to', ['group']],
  ['clients.*.boundaryGroup', ['group']],
  ['clients.*.site', ['site']],
  ['clients.*.proxy', ['host']],
  ['consoles.*.sites', ['site']],
  ['consoles.*.proxy', ['host']],
  ['proxy', ['host']],
];

/** Kinds of names that may stand at a path. */
export function kindsAt(path: readonly Step[]): readonly NameKind[] {
  const keys = path.filter((step) => typeof step === 'string');
  const found = PLACES.find(([pattern]) => {
    const parts = pattern.split('.');
    return parts.length === keys.length && parts.every((part, i) => part === '*' || part === keys[i]);
  });
  return found?.[1] ?? [];
}
