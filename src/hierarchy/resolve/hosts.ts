import type { Database, Host, RoleInstance, Site } from '../model.ts';
import type { Entry } from '../schema/collections.ts';
import type { Located } from '../schema/shape.ts';
import { quote } from '../schema/values.ts';
import type { WrittenHost } from '../schema/written.ts';
import { withNested } from './at.ts';
import { knownDialect } from './known-dialect.ts';
import { impliedRole, resolveRole } from './roles.ts';
import type { Scope } from './scope.ts';

interface Implied {
  readonly role: string;
  readonly offset: number;
  /** The site that names the host, where that makes the host part of it. */
  readonly site?: string;
}

/** Roles that a host without `site` may have in a hierarchy of several sites: others reach it by name. */
const SITELESS = new Set([
  'sql-server',
  'wsus-database-server',
  'wsus-server',
  'remote-content-library',
  'file-share-server',
]);
const NONE: readonly never[] = Object.freeze([]);

/** Reads the hosts and gives them the roles that other places of the document imply. */
export function resolveHosts(sites: readonly Site[], scope: Scope): Host[] {
  const entries = scope.document.hosts ?? [];
  const roles = new Map<string, readonly RoleInstance[]>();
  for (const entry of entries) if (entry.value) roles.set(entry.name, readRoles(entry.value, scope));
  const implied = impliedRoles(sites, roles, scope);
  const only = sites.length === 1 && scope.sites.size === 1 ? sites[0]?.code : undefined;
  const hosts: Host[] = [];
  for (const entry of entries) {
    const written = entry.value;
    if (!written) continue;
    const own = roles.get(entry.name) ?? NONE;
    hosts.push(resolveHost(entry, written, own, implied.get(entry.name) ?? NONE, only, scope));
  }
  return hosts;
}

function readRoles(written: WrittenHost, scope: Scope): readonly RoleInstance[] {
  if (!written.roles) return NONE;
  const instances: RoleInstance[] = [];
  for (const role of written.roles) {
    const first = instances.find((instance) => instance.role === role.role);
    if (first) {
      const related = [{ message: 'first listed here', offset: first.at[''] ?? 0 }];
      scope.report('PT3010', role.at[''] ?? 0, { message: `the role ${role.role} is listed twice`, related });
    } else instances.push(resolveRole(role, scope));
  }
  return instances;
}

function impliedRoles(
  sites: readonly Site[],
  roles: ReadonlyMap<string, readonly RoleInstance[]>,
  scope: Scope,
): Map<string, Implied[]> {
  const implied = new Map<string, Implied[]>();
  const add = (host: string | undefined, role: string, offset: number | undefined, site?: string): void => {
    if (host === undefined || !scope.hosts.has(host)) return;
    const entry: Implied = { role, offset: offset ?? 0, ...(site !== undefined && { site }) };
    const list = implied.get(host);
    if (list) list.push(entry);
    else implied.set(host, [entry]);
  };
  const addDatabase = (database: Database, role: string, site?: string): void => {
    for (const host of database.hosts)
      add(host, role, database.at.server ?? database.at.replicas ?? database.at[''], site);
  };
  for (const site of sites) {
    add(site.server, 'site-server', site.at.server ?? site.at[''], site.code);
    add(site.passiveServer, 'site-server', site.at.passiveServer, site.code);
    add(site.contentLibrary, 'remote-content-library', site.at.contentLibrary, site.code);
    addDatabase(site.database, 'sql-server', site.code);
    for (const share of site.fileShares) add(share, 'file-share-server', site.at.fileShares);
    if (site.migration) {
      addDatabase(site.migration.database, 'sql-server');
      add(site.migration.provider, 'sms-provider', site.migration.at.provider ?? site.migration.at['']);
    }
  }
  for (const instances of roles.values()) {
    for (const { role, options } of instances) {
      for (const key of ['database', 'replica']) {
        const database = options[key];
        if (typeof database !== 'object' || !('hosts' in database)) continue;
        addDatabase(
          database,
          role === 'software-update-point' || role === 'wsus-server' ? 'wsus-database-server' : 'sql-server',
        );
      }
    }
  }
  return implied;
}

function resolveHost(
  entry: Entry<WrittenHost>,
  written: WrittenHost,
  own: readonly RoleInstance[],
  implied: readonly Implied[],
  only: string | undefined,
  scope: Scope,
): Host {
  const extra: RoleInstance[] = [];
  for (const { role, offset } of implied) {
    if (!own.some((r) => r.role === role) && !extra.some((r) => r.role === role))
      extra.push(impliedRole(role, offset));
  }
  const roles = extra.length > 0 ? [...own, ...extra] : own;
  const site =
    written.at.site === undefined ? inferSite(entry, roles, implied, only, scope) : scope.site(written.site);
  const proxied = resolveProxy(written.proxy, entry.name, scope);
  let at = withNested(written.at, { installation: written.installation?.at });
  if (proxied?.isDefault) at = { ...at, proxy: proxied.offset };
  return {
    name: entry.name,
    ...(written.fqdn !== undefined && { fqdn: written.fqdn }),
    addresses: addressesOf(entry, written, scope),
    ...(site !== undefined && { site }),
    forest: written.forest ?? defaultForest(scope),
    os: written.os ?? 'windows',
    ...(written.dialect && { dialect: knownDialect(written.dialect, scope) }),
    roles,
    ...(written.rpc && { rpc: written.rpc }),
    ...(written.siteInitiated !== undefined && { siteInitiated: written.siteInitiated }),
    ...(written.internetFacing !== undefined && { internetFacing: written.internetFacing }),
    ...(written.installation && { installation: written.installation.window }),
    ...(proxied && { proxy: proxied.name }),
    at,
  };
}

function addressesOf(entry: Entry<WrittenHost>, written: WrittenHost, scope: Scope): Host['addresses'] {
  return oneOfTwo('address', 'addresses', 'an address', entry.offset, written, scope);
}

/** The singular and the plural key mean the same; exactly one of them is written. */
export function oneOfTwo<One extends string, Many extends string>(
  one: One,
  many: Many,
  what: string,
  offset: number,
  written: { readonly at: Host['at'] } & { readonly [K in One | Many]?: Host['addresses'] },
  scope: Scope,
): Host['addresses'] {
  const [first, second] = [written.at[one], written.at[many]];
  if (first !== undefined && second !== undefined) {
    const related = [{ message: `\`${one}\` is written here`, offset: first }];
    scope.report('PT2013', second, { message: `\`${one}\` and \`${many}\` mean the same`, related });
  }
  if (first === undefined && second === undefined) {
    scope.report('PT2005', offset, { message: `\`${one}\` is missing`, expected: what });
  }
  return written[one] ?? written[many] ?? NONE;
}

function inferSite(
  entry: Entry<WrittenHost>,
  roles: readonly RoleInstance[],
  implied: readonly Implied[],
  only: string | undefined,
  scope: Scope,
): string | undefined {
  const naming = new Set(implied.flatMap((i) => i.site ?? []));
  if (naming.size === 1) return [...naming][0];
  const systems = roles.filter(
    (r) => scope.roles.get(r.role)?.kind === 'site-system' || SITELESS.has(r.role),
  );
  if (systems.length === 0) return undefined;
  if (only !== undefined) return only;
  const needy = systems.find((r) => !SITELESS.has(r.role));
  if (needy && scope.sites.size > 1 && !implied.some((i) => i.role === needy.role && i.site === undefined)) {
    scope.report('PT3012', entry.offset, {
      message: `it is not said which site ${quote(entry.name)} belongs to`,
      expected: '`site: <site code>`',
      help: `the role ${needy.role} works for one site`,
    });
  }
  return undefined;
}

/** The name of the default forest. */
export function defaultForest(scope: Scope): string {
  return scope.document.forest ?? 'default';
}

/** An own proxy, or the document's; the proxy itself uses none. */
export function resolveProxy(
  written: Located<string> | undefined,
  user: string,
  scope: Scope,
): { readonly name: string; readonly isDefault: boolean; readonly offset: number } | undefined {
  const proxy = written ?? scope.document.proxy;
  if (!proxy || proxy.value === user) return undefined;
  // The document's own is looked up once, by `resolveHierarchy`.
  const name = written ? scope.host(proxy) : scope.hosts.has(proxy.value) ? proxy.value : undefined;
  return name === undefined ? undefined : { name, isDefault: !written, offset: proxy.offset };
}
