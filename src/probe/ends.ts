/** The ends of a plan as a probe sees them: one address, one subnet or names, with roles and the settings of checks. */
import type { Database, Hierarchy, Host, Site } from '../hierarchy/model.ts';
import type { Network } from '../net/network.ts';
import type { Endpoint } from '../plan/model.ts';
import type { TaskEnd } from './task.ts';

export interface Ends {
  /** @param network the one of the endpoint's that a row of the plan speaks of */
  end(endpoint: Endpoint, network: Network | undefined): TaskEnd;
  /** Settings of the end that answers, for checks. */
  hints(endpoint: Endpoint): Readonly<Record<string, string>>;
}

const NONE: Readonly<Record<string, string>> = {};

/** Finds what a hierarchy says of its ends; asked once for each end, however many flows it has. */
export function endsOf(hierarchy: Hierarchy): Ends {
  const hosts = new Map(hierarchy.hosts.map((host) => [host.name, host]));
  const byServer = sitesByServer(hierarchy);
  const databases = databasesByHost(hierarchy);
  const roles = new Map(hierarchy.hosts.map((host) => [host.name, rolesOf(host, byServer, databases)]));
  const networks = new Set([...hierarchy.clients, ...hierarchy.consoles].map(({ name }) => name));
  const hinted = new Map<string, Readonly<Record<string, string>>>();
  const seen = new Map<Endpoint, Map<Network | undefined, TaskEnd>>();

  function make(endpoint: Endpoint, network: Network | undefined): TaskEnd {
    const host = endpoint.owner === undefined ? undefined : hosts.get(endpoint.owner);
    const single = network !== undefined && network.first === network.last && !networks.has(endpoint.name);
    return {
      name: endpoint.name,
      ...(host && { host: host.name }),
      ...(network && (single ? { address: network.text } : { subnet: network.text })),
      fqdns: host ? namesOf(host) : endpoint.fqdns,
      roles: host ? (roles.get(host.name) ?? []) : [],
    };
  }

  return {
    end(endpoint, network) {
      const ends = seen.get(endpoint) ?? new Map<Network | undefined, TaskEnd>();
      seen.set(endpoint, ends);
      const end = ends.get(network) ?? make(endpoint, network);
      ends.set(network, end);
      return end;
    },
    hints({ owner }) {
      const host = owner === undefined ? undefined : hosts.get(owner);
      if (!host) return NONE;
      const hints = hinted.get(host.name) ?? hintsOf(host, hierarchy, byServer, databases);
      hinted.set(host.name, hints);
      return hints;
    },
  };
}

/** Best first: the written name; otherwise the one that a member of the host's domain has. */
function namesOf(host: Host): string[] {
  if (host.fqdn !== undefined) return [host.fqdn];
  return [host.name.includes('.') ? host.name : `${host.name}.${host.forest}`];
}

function sitesByServer(hierarchy: Hierarchy): Map<string, Site> {
  const sites = new Map<string, Site>();
  for (const site of hierarchy.sites) {
    for (const name of [site.server, site.passiveServer]) if (name !== undefined) sites.set(name, site);
  }
  return sites;
}

/** Every database that a host holds, those of sites first. */
function databasesByHost(hierarchy: Hierarchy): Map<string, Database[]> {
  const found = new Map<string, Database[]>();
  const add = (database: Database): void => {
    for (const host of database.hosts) found.set(host, [...(found.get(host) ?? []), database]);
  };
  for (const site of hierarchy.sites) {
    add(site.database);
    if (site.migration) add(site.migration.database);
  }
  for (const { roles } of hierarchy.hosts) {
    for (const { options } of roles) {
      for (const value of Object.values(options)) if (isDatabase(value)) add(value);
    }
  }
  return found;
}

function isDatabase(value: unknown): value is Database {
  return typeof value === 'object' && value !== null && 'hosts' in value;
}

function rolesOf(
  host: Host,
  byServer: ReadonlyMap<string, Site>,
  databases: ReadonlyMap<string, readonly Database[]>,
): string[] {
  const roles = new Set(host.roles.map(({ role }) => role));
  if (byServer.has(host.name)) roles.add('site-server');
  if (databases.has(host.name)) roles.add('sql-server');
  return [...roles].sort();
}

/**
 * `site`, `communication`, `forest`, `os`, `version`; of its databases `instance`; and each role's options as
 * `<role>.<option>`, such as `software-update-point.ssl`.
 */
function hintsOf(
  host: Host,
  hierarchy: Hierarchy,
  byServer: ReadonlyMap<string, Site>,
  databases: ReadonlyMap<string, readonly Database[]>,
): Record<string, string> {
  const hints: Record<string, string> = {
    forest: host.forest,
    os: host.os,
    version: String(hierarchy.version),
  };
  const code = byServer.get(host.name)?.code ?? host.site;
  const site = hierarchy.sites.find((s) => s.code === code);
  if (site) {
    hints.site = site.code;
    const parent = hierarchy.sites.find((s) => s.code === site.parent);
    const communication =
      site.communication ?? (site.type === 'secondary' ? parent?.communication : undefined);
    hints.communication = communication ?? 'enhanced-http';
  }
  const instance = databases.get(host.name)?.find((d) => d.instance !== undefined)?.instance;
  if (instance !== undefined) hints.instance = instance;
  for (const { role, options } of host.roles) {
    for (const [name, value] of Object.entries(options)) {
      if (typeof value !== 'object') hints[`${role}.${name}`] = String(value);
    }
  }
  return hints;
}
