/**
 * What a setting of the catalog's vocabulary is worth for one pair of ends, and where that was written.
 * A condition never guesses: a setting that nobody wrote has the catalog's default and says so.
 */
import type { Catalog, Condition } from '../catalog/model.ts';
import type { Database, Gateway, Hierarchy, Site } from '../hierarchy/model.ts';
import type { Actor } from './actors.ts';
import type { ClientActor } from './clients.ts';

/** What the settings of one pair of ends are looked up in; the pairing fills in what takes part. */
export interface Scope {
  readonly site?: Site;
  readonly initiator?: Actor;
  readonly responder?: Actor;
  readonly clients?: ClientActor;
  readonly gateway?: Gateway;
  readonly database?: Database;
}

export type Value = string | number | boolean | object | null | undefined;

/** A setting's value; `path` is where it stands, or would stand, in the hierarchy document. */
export interface Found {
  readonly value: Value;
  readonly path: string;
  /** Offset in the document; absent for defaults and for what follows from other settings. */
  readonly at?: number;
  /** The pair of ends has no such subject: a server has no client settings. */
  readonly unasked?: true;
}

export interface SettingsContext {
  readonly hierarchy: Hierarchy;
  readonly catalog: Catalog;
  readonly sites: ReadonlyMap<string, Site>;
}

/** Looks a setting up; the default comes from the catalog where the document says nothing. */
export function lookup(context: SettingsContext, scope: Scope, id: string): Found {
  const dot = id.indexOf('.');
  const subject = id.slice(0, dot);
  const key = id.slice(dot + 1);
  const found = lookupSubject(context, scope, subject, key);
  if (found.value !== undefined) return found;
  return { ...found, value: context.catalog.settings.get(id)?.default ?? undefined };
}

function lookupSubject(context: SettingsContext, scope: Scope, subject: string, key: string): Found {
  switch (subject) {
    case 'hierarchy':
      return dig(context.hierarchy, key, '');
    case 'site':
      return scope.site ? siteSetting(context, scope.site, key) : unasked(`sites.${key}`);
    case 'initiator':
      return scope.initiator ? actorSetting(context, scope.initiator, key) : unasked(key);
    case 'responder':
      return scope.responder ? actorSetting(context, scope.responder, key) : unasked(key);
    case 'clients':
      if (scope.clients) return clientSetting(scope.clients, key);
      return scope.site ? siteClientSetting(scope.site, key) : unasked(`clients.${key}`);
    case 'cloud':
      return scope.gateway ? gatewaySetting(scope.gateway, key) : unasked(`cloud.${key}`);
    case 'database':
      return scope.database ? databaseSetting(scope.database, key) : unasked(`database.${key}`);
    default:
      throw new Error(`the catalog names a setting of an unknown subject: ${subject}.${key}`);
  }
}

const missing = (path: string): Found => ({ value: undefined, path });
const unasked = (path: string): Found => ({ value: undefined, path, unasked: true });

/** Walks a dotted key through an object; `networkDiscovery.snmp` asks whether a list has a member. */
function dig(object: object & { at: Readonly<Record<string, number>> }, key: string, prefix: string): Found {
  let value: unknown = object;
  for (const part of key.split('.')) {
    if (Array.isArray(value)) value = value.includes(part);
    else if (typeof value === 'object' && value !== null) value = (value as Record<string, unknown>)[part];
    else value = undefined;
    if (value === undefined) break;
  }
  const path = prefix === '' ? key : `${prefix}.${key}`;
  if (value === undefined || value === false) {
    const at = object.at[key];
    return { value: value as Value, path, ...(at !== undefined && { at }) };
  }
  const at = object.at[key] ?? object.at[key.split('.')[0] ?? key];
  return { value: value as Value, path, ...(at !== undefined && { at }) };
}

/** A secondary site takes its client communication from its parent. */
const INHERITED = /^(communication|ports\.|wakeOnLan$)/;

function siteSetting(context: SettingsContext, site: Site, key: string): Found {
  const own = dig(site, key, `sites.${site.code}`);
  if (
    own.value !== undefined ||
    site.parent === undefined ||
    site.type !== 'secondary' ||
    !INHERITED.test(key)
  ) {
    return own;
  }
  const parent = context.sites.get(site.parent);
  return parent ? dig(parent, key, `sites.${parent.code}`) : own;
}

function actorSetting(context: SettingsContext, actor: Actor, key: string): Found {
  const { instance, host } = actor;
  const path = `hosts.${host.name}.roles.${instance.role}.${key}`;
  const option = instance.options[key];
  if (option !== undefined) {
    const at = instance.at[key] ?? instance.at[key.split('.')[0] ?? key] ?? instance.at[''];
    return { value: option, path, ...(at !== undefined && { at }) };
  }
  if (key === 'gatewayTraffic') return { value: instance.role !== 'sms-provider', path };
  if (key === 'communication' && actor.site) return siteSetting(context, actor.site, key);
  if (key === 'siteInitiated' || key === 'internetFacing' || key === 'installation') {
    return dig(host, key, `hosts.${host.name}`);
  }
  return missing(path);
}

function clientSetting(clients: ClientActor, key: string): Found {
  const { network, site } = clients;
  const path = `clients.${network.name}.settings.${key}`;
  if (key === 'domainJoined' || key === 'internet') return dig(network, key, `clients.${network.name}`);
  const own = network.settings[key as keyof typeof network.settings];
  if (own !== undefined) {
    const at = network.at[`settings.${key}`] ?? network.at.settings;
    return { value: own, path, ...(at !== undefined && { at }) };
  }
  return siteClientSetting(site, key);
}

/** A client setting as the site has it, for conversations of servers that follow it. */
function siteClientSetting(site: Site, key: string): Found {
  const path = `sites.${site.code}.clientSettings.${key}`;
  const value = site.clientSettings[key as keyof typeof site.clientSettings];
  if (value === undefined) return unasked(path);
  const at = site.at[`clientSettings.${key}`] ?? site.at.clientSettings;
  return { value, path, ...(at !== undefined && { at }) };
}

/** First channel port of a gateway in a scale set, and of a classic one; one port more per instance. */
const CHANNEL = 10124;
const CLASSIC_CHANNEL = 10140;

function gatewaySetting(gateway: Gateway, key: string): Found {
  const path = `cloud.gateways.${gateway.name}`;
  const at = gateway.at.instances ?? gateway.at[''];
  const instances = { path: `${path}.instances`, ...(at !== undefined && { at }) };
  switch (key) {
    case 'multiple':
      return { value: gateway.instances > 1, ...instances };
    case 'channelPorts':
      return { value: portSpan(CHANNEL, gateway.instances), ...instances };
    case 'tlsPorts':
      return { value: portSpan(CLASSIC_CHANNEL, gateway.instances), ...instances };
    default:
      return dig(gateway, key, path);
  }
}

const portSpan = (first: number, count: number): string =>
  count > 1 ? `${first}-${first + count - 1}` : `${first}`;

const SQL_DEFAULT_PORT = 1433;

function databaseSetting(database: Database, key: string): Found {
  const path = `database.${key}`;
  switch (key) {
    case 'availabilityGroup':
      return { value: database.availabilityGroup, path, ...place(database, 'availabilityGroup') };
    case 'azureLoadBalancer':
      return { value: database.loadBalancer === 'azure', path, ...place(database, 'loadBalancer') };
    case 'browser': {
      // SQL Server Browser answers where a client can't know the port of a named instance.
      const needed =
        database.instance !== undefined && database.port !== undefined && database.port !== SQL_DEFAULT_PORT;
      return { value: needed, path: 'database.instance', ...place(database, 'instance') };
    }
    default:
      return dig(database, key, 'database');
  }
}

function place(database: Database, key: string): { at?: number } {
  const at = database.at[key] ?? database.at[''];
  return at === undefined ? {} : { at };
}

/** Whether a condition holds. A window or any other object counts as true. */
export function holds(condition: Condition, value: Value): boolean {
  const plain = comparable(value);
  if (condition.in !== undefined) return condition.in.some((v) => v === plain);
  if (condition.not !== undefined) return plain !== condition.not;
  return plain === condition.is;
}

function comparable(value: Value): string | number | boolean {
  if (value === undefined || value === null) return false;
  return typeof value === 'object' ? true : value;
}
