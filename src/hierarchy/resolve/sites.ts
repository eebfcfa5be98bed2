import type { Database, Site } from '../model.ts';
import type { Entry } from '../schema/collections.ts';
import { quote } from '../schema/values.ts';
import { toWindow, type WrittenWindow } from '../schema/window.ts';
import type { WrittenHost, WrittenSite } from '../schema/written.ts';
import { withNested } from './at.ts';
import { resolveDatabase } from './database.ts';
import type { Scope } from './scope.ts';

const RESERVED = new Set(['AUX', 'CON', 'NUL', 'PRN', 'SMS']);
const EMPTY: Readonly<Record<string, never>> = Object.freeze({});
const NONE: readonly never[] = Object.freeze([]);

/** Hosts that carry a role in their own entry, by site. */
type RoleHolders = ReadonlyMap<string, readonly Entry<WrittenHost>[]>;

/** Reads the sites; a server or database that isn't named is found where exactly one host can be it. */
export function resolveSites(scope: Scope): Site[] {
  const entries = scope.document.sites ?? [];
  const servers = holders(scope, 'site-server');
  const databases = holders(scope, 'sql-server');
  const sites: Site[] = [];
  for (const entry of entries) {
    checkCode(entry, scope);
    if (entry.value) sites.push(resolveSite(entry.name, entry.value, servers, databases, scope));
  }
  return sites;
}

function checkCode(entry: Entry<WrittenSite>, scope: Scope): void {
  const help = RESERVED.has(entry.name.toUpperCase()) ? 'Windows reserves this name' : undefined;
  if (/^[A-Za-z0-9]{3}$/.test(entry.name) && help === undefined) return;
  scope.report('PT2015', entry.offset, {
    message: `${quote(entry.name)} is not a site code`,
    expected: 'three letters or digits',
    help,
  });
}

/** A host without `site` can only belong to the one site there is. */
function holders(scope: Scope, role: string): RoleHolders {
  const only = scope.sites.size === 1 ? [...scope.sites.keys()][0] : undefined;
  const found = new Map<string, Entry<WrittenHost>[]>();
  for (const host of scope.document.hosts ?? []) {
    if (!host.value?.roles?.some((written) => written.role === role)) continue;
    const site = host.value.site?.value ?? only;
    if (site === undefined) continue;
    const list = found.get(site);
    if (list) list.push(host);
    else found.set(site, [host]);
  }
  return found;
}

function resolveSite(
  code: string,
  written: WrittenSite,
  servers: RoleHolders,
  databases: RoleHolders,
  scope: Scope,
): Site {
  const type = written.type ?? 'primary';
  const server =
    written.at.server === undefined ? findServer(code, written, servers, scope) : scope.host(written.server);
  const at = withNested(written.at, {
    ports: written.ports?.at,
    clientSettings: written.clientSettings?.at,
    clientPush: typeof written.clientPush === 'object' ? written.clientPush.at : undefined,
    installation: written.installation?.at,
  });
  const parent = scope.site(written.parent);
  const passive = scope.host(written.passiveServer);
  const library = scope.host(written.contentLibrary);
  const migration = resolveMigration(written, scope);
  const { at: _ports, ...ports } = written.ports ?? { at: EMPTY };
  const settings = mergeSettings(written, at, scope);
  return {
    code,
    type,
    ...(parent !== undefined && { parent }),
    server: server ?? '',
    ...(passive !== undefined && { passiveServer: passive }),
    ...(library !== undefined && { contentLibrary: library }),
    database: findDatabase(code, written, type, server, databases, scope),
    ...(written.communication && { communication: written.communication }),
    ports,
    ...(written.wakeOnLan && { wakeOnLan: written.wakeOnLan }),
    ...(written.clientPush !== undefined && { clientPush: pushWindow(written.clientPush) }),
    clientInstallation: written.clientInstallation ?? NONE,
    ...(written.installation && { installation: written.installation.window }),
    ...(migration && { migration }),
    ...(written.wsusMaintenance !== undefined && { wsusMaintenance: written.wsusMaintenance }),
    ...(written.networkDiscovery && { networkDiscovery: written.networkDiscovery }),
    fileShares: scope.each(written.fileShares, scope.host),
    discoversForests: scope.each(written.discoversForests, scope.forest),
    fileReplication: scope.each(written.fileReplication, scope.site),
    clientSettings: settings.settings,
    at: settings.at,
  };
}

/** `true`, `false`, or a window; a window without dates is as good as `true`. */
function pushWindow(written: boolean | WrittenWindow): boolean | (Site['installation'] & object) {
  return typeof written === 'boolean' ? written : written.window;
}

/** The document's client settings hold for a site that doesn't say otherwise. */
function mergeSettings(
  written: WrittenSite,
  at: Site['at'],
  scope: Scope,
): { readonly settings: Site['clientSettings']; readonly at: Site['at'] } {
  const { at: defaultsAt, ...defaults } = scope.document.clientSettings ?? { at: EMPTY };
  const { at: _own, ...own } = written.clientSettings ?? { at: EMPTY };
  if (Object.keys(defaults).length === 0) return { settings: own, at };
  return {
    settings: { ...defaults, ...own },
    at: { ...withNested({}, { clientSettings: defaultsAt }), ...at },
  };
}

function resolveMigration(written: WrittenSite, scope: Scope): Site['migration'] {
  const migration = written.migration;
  const provider = scope.host(migration?.provider);
  if (!migration || provider === undefined || !migration.database) return undefined;
  const window = toWindow(migration);
  if (window.from !== undefined && window.until !== undefined && window.until < window.from) {
    scope.report('PT2011', migration.at.until ?? 0, {
      message: `the window ends before it starts on ${window.from}`,
      related: [{ message: 'it starts here', offset: migration.at.from ?? 0 }],
    });
  }
  return { window, provider, database: resolveDatabase(migration.database, scope), at: migration.at };
}

function findServer(
  code: string,
  written: WrittenSite,
  servers: RoleHolders,
  scope: Scope,
): string | undefined {
  const candidates = (servers.get(code) ?? []).filter((host) => host.name !== written.passiveServer?.value);
  const [only] = candidates;
  if (only && candidates.length === 1) return only.name;
  if (scope.document.hosts === undefined || (!only && scope.uncertain.roles)) return undefined;
  scope.report('PT3013', written.at[''] ?? 0, {
    message: only
      ? `${candidates.length} hosts of the site ${code} have the role site-server`
      : `no host of the site ${code} has the role site-server`,
    expected: '`server: <host>`',
    related: candidates.slice(0, 5).map((host) => ({ message: 'this host has it', offset: host.offset })),
  });
  return undefined;
}

function findDatabase(
  code: string,
  written: WrittenSite,
  type: Site['type'],
  server: string | undefined,
  databases: RoleHolders,
  scope: Scope,
): Database {
  if (written.database) return resolveDatabase(written.database, scope);
  const own = written.at[''] ?? 0;
  const found = (host: string): Database => ({ hosts: [host], availabilityGroup: false, at: { '': own } });
  if (written.at.database !== undefined) return { hosts: [], availabilityGroup: false, at: { '': own } };
  // A secondary site brings SQL Server (Express) along on its own server.
  if (type === 'secondary' && server !== undefined) return found(server);
  const candidates = databases.get(code) ?? [];
  const [only] = candidates;
  if (only && candidates.length === 1) return found(only.name);
  const follows =
    scope.document.hosts === undefined || (!only && (scope.uncertain.roles || type === 'secondary'));
  if (!follows) {
    scope.report('PT3014', own, {
      message: only
        ? `${candidates.length} hosts of the site ${code} have the role sql-server`
        : `no host of the site ${code} has the role sql-server`,
      expected: '`database: <host>`',
      related: candidates.slice(0, 5).map((host) => ({ message: 'this host has it', offset: host.offset })),
    });
  }
  return { hosts: [], availabilityGroup: false, at: { '': own } };
}
