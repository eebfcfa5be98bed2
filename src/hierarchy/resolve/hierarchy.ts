import type { CloudDistributionPoint, Gateway, Hierarchy, Host, RoleInstance } from '../model.ts';
import { resolveBoundaryGroups, resolveClients, resolveConsoles } from './clients.ts';
import { resolveHosts } from './hosts.ts';
import { resolveFilters, resolveRoutes, resolveZones } from './networks.ts';
import { resolveOtherTraffic } from './other-traffic.ts';
import { createPlaces } from './places.ts';
import { resolveProtections } from './protections.ts';
import type { Scope } from './scope.ts';
import { resolveSites } from './sites.ts';

/**
 * Looks up every name of a written document and fills in what short forms leave out. Complete only if nothing was
 * reported as an error; checks run over it all the same, to report as much as possible in one run.
 */
export function resolveHierarchy(scope: Scope): Hierarchy {
  const { document } = scope;
  scope.host(document.proxy);
  const sites = resolveSites(scope);
  const gateways = resolveGateways(scope);
  const hosts = withGateway(resolveHosts(sites, scope), gateways, scope);
  const boundaryGroups = resolveBoundaryGroups(sites, scope);
  const clients = resolveClients(boundaryGroups, scope);
  const consoles = resolveConsoles(sites, scope);
  const zones = resolveZones(scope);
  const places = createPlaces({ zones, hosts, clients, consoles, sites, at: document.at }, scope);
  const { at: _at, ...options } = document.options ?? { at: undefined };
  return {
    name: document.hierarchy ?? '',
    version: document.version ?? 0,
    internet: document.internet ?? 'direct',
    entra: document.entra ?? false,
    options,
    zones,
    filters: resolveFilters(places, scope),
    routes: resolveRoutes(scope),
    sites,
    hosts,
    clients,
    boundaryGroups,
    consoles,
    gateways,
    cloudDistributionPoints: resolveCloudDistributionPoints(scope),
    otherTraffic: resolveOtherTraffic(places, scope),
    ipsec: resolveProtections(places, scope),
    at: document.options
      ? {
          ...document.at,
          ...Object.fromEntries(Object.entries(document.options.at).map(([k, v]) => [`options.${k}`, v])),
        }
      : document.at,
  };
}

function resolveGateways(scope: Scope): Gateway[] {
  const gateways: Gateway[] = [];
  for (const { name, offset, value } of scope.document.cloud?.gateways ?? []) {
    if (!value) continue;
    const instances = value.instances ?? 1;
    if (instances < 1 || instances > 16) {
      scope.report('PT4016', value.at.instances ?? offset, {
        message: `a gateway can not have ${instances} instances`,
        expected: 'a number from 1 to 16',
      });
    }
    gateways.push({
      name,
      service: value.service ?? '',
      deployment: value.deployment ?? 'scale-set',
      instances,
      content: value.content ?? true,
      cloud: value.cloud ?? 'public',
      entra: value.entra ?? scope.document.entra ?? false,
      at: value.at,
    });
  }
  return gateways;
}

function resolveCloudDistributionPoints(scope: Scope): CloudDistributionPoint[] {
  const points: CloudDistributionPoint[] = [];
  for (const { name, value } of scope.document.cloud?.distributionPoints ?? []) {
    if (value) points.push({ name, service: value.service ?? '', at: value.at });
  }
  return points;
}

/** A connection point that doesn't name its gateway means the only one there is. */
function withGateway(hosts: Host[], gateways: readonly Gateway[], scope: Scope): Host[] {
  const [only] = gateways;
  return hosts.map((host) => {
    const index = host.roles.findIndex((role) => role.role === 'cmg-connection-point');
    const point = host.roles[index];
    if (!point || point.options.gateway !== undefined || point.at.gateway !== undefined) return host;
    if (!only || gateways.length > 1) {
      if (scope.document.at.cloud !== undefined && scope.document.cloud === undefined) return host;
      scope.report('PT4031', point.at[''] ?? 0, {
        message: 'it is not said which gateway the connection point connects to',
        expected: only
          ? '`{ cmg-connection-point: { gateway: <name> } }`'
          : 'a gateway under `cloud.gateways`',
      });
      return host;
    }
    const connected: RoleInstance = { ...point, options: { ...point.options, gateway: only.name } };
    return { ...host, roles: host.roles.map((role, i) => (i === index ? connected : role)) };
  });
}
