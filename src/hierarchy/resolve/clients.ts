import type { BoundaryGroup, ClientNetwork, ConsoleNetwork, Site } from '../model.ts';
import { quote } from '../schema/values.ts';
import type { WrittenBoundaryGroup, WrittenClients } from '../schema/written.ts';
import { withNested } from './at.ts';
import { defaultForest, oneOfTwo, resolveProxy } from './hosts.ts';
import type { Scope } from './scope.ts';

const NONE: readonly never[] = Object.freeze([]);
const NO_SETTINGS: ClientNetwork['settings'] = Object.freeze({});

/** Reads the boundary groups; where none is declared, each primary site has one of its own. */
export function resolveBoundaryGroups(sites: readonly Site[], scope: Scope): BoundaryGroup[] {
  const primaries = sites.filter((site) => site.type === 'primary');
  const entries = scope.document.boundaryGroups;
  if (!entries) {
    return primaries.map((site) => ({
      name: site.code,
      site: site.code,
      siteSystems: NONE,
      fallback: NONE,
      implicit: true,
      at: { '': site.at[''] ?? 0 },
    }));
  }
  const groups: BoundaryGroup[] = [];
  for (const { name, offset, value } of entries) {
    if (!value) continue;
    const site =
      value.at.site === undefined && primaries.length === 1 ? primaries[0]?.code : scope.site(value.site);
    if (value.at.site === undefined && primaries.length !== 1 && scope.document.sites) {
      scope.report('PT2005', offset, {
        message: '`site` is missing',
        expected: 'the site code of a primary site',
      });
    }
    groups.push({
      name,
      site: site ?? '',
      siteSystems: scope.each(value.siteSystems, scope.siteSystem),
      fallback: resolveFallback(value, scope),
      implicit: false,
      at: value.at,
    });
  }
  return groups;
}

function resolveFallback(written: WrittenBoundaryGroup, scope: Scope): BoundaryGroup['fallback'] {
  if (!written.fallback) return NONE;
  const fallback: BoundaryGroup['fallback'][number][] = [];
  for (const item of written.fallback) {
    const name = 'value' in item ? item : item.to;
    const to = scope.group(name);
    if (to === undefined || name === undefined) continue;
    const after = 'value' in item ? undefined : item.after;
    const at = 'value' in item ? { '': item.offset, to: item.offset } : item.at;
    fallback.push({ to, ...(after !== undefined && { after }), at });
  }
  return fallback;
}

/** Reads the client networks. */
export function resolveClients(groups: readonly BoundaryGroup[], scope: Scope): ClientNetwork[] {
  const clients: ClientNetwork[] = [];
  for (const { name, offset, value } of scope.document.clients ?? []) {
    if (!value) continue;
    const proxy = resolveProxy(value.proxy, name, scope);
    const at = withNested(value.at, { settings: value.settings?.at });
    const { at: _at, ...settings } = value.settings ?? { at: undefined };
    clients.push({
      name,
      // Internet clients come from anywhere.
      subnets:
        value.internet === true && value.at.subnet === undefined && value.at.subnets === undefined
          ? NONE
          : oneOfTwo('subnet', 'subnets', 'a network such as 10.0.0.0/24', offset, value, scope),
      boundaryGroup: groupOf(name, offset, value, groups, scope) ?? '',
      forest: value.forest ?? defaultForest(scope),
      domainJoined: value.domainJoined ?? true,
      internet: value.internet ?? false,
      ...(value.devices && { devices: value.devices }),
      ...(proxy && { proxy: proxy.name }),
      settings: value.settings ? settings : NO_SETTINGS,
      at: proxy?.isDefault ? { ...at, proxy: proxy.offset } : at,
    });
  }
  return clients;
}

function groupOf(
  name: string,
  offset: number,
  written: WrittenClients,
  groups: readonly BoundaryGroup[],
  scope: Scope,
): string | undefined {
  if (written.at.boundaryGroup !== undefined && written.at.site !== undefined) {
    scope.report('PT2013', written.at.site, {
      message: '`boundaryGroup` and `site` exclude each other',
      help: 'the boundary group says which site its clients belong to',
      related: [{ message: '`boundaryGroup` is written here', offset: written.at.boundaryGroup }],
    });
  }
  if (written.at.boundaryGroup !== undefined) return scope.group(written.boundaryGroup);
  const site = scope.site(written.site);
  if (written.at.site !== undefined && site === undefined) return undefined;
  const fitting = groups.filter((group) => site === undefined || group.site === site);
  if (fitting.length === 1) return fitting[0]?.name;
  if (
    groups.length === 0 &&
    (scope.document.boundaryGroups === undefined) !== (scope.document.at.boundaryGroups === undefined)
  )
    return undefined;
  if (!scope.document.sites) return undefined;
  if (site !== undefined && groups.every((group) => group.implicit)) {
    scope.report('PT4007', written.at.site ?? offset, {
      message: `clients can not be assigned to the site ${site}`,
      expected: 'a primary site',
    });
    return undefined;
  }
  const declared = scope.document.boundaryGroups !== undefined;
  scope.report('PT3015', offset, {
    message: `it is not said which ${declared ? 'boundary group' : 'site'} the clients of ${quote(name)} belong to`,
    expected: declared ? '`boundaryGroup: <name>`' : '`site: <site code>`',
  });
  return undefined;
}

/** Reads the console networks; they administer every site unless they say otherwise. */
export function resolveConsoles(sites: readonly Site[], scope: Scope): ConsoleNetwork[] {
  const all = sites.filter((site) => site.type !== 'secondary').map((site) => site.code);
  const consoles: ConsoleNetwork[] = [];
  for (const { name, offset, value } of scope.document.consoles ?? []) {
    if (!value) continue;
    const proxy = resolveProxy(value.proxy, name, scope);
    consoles.push({
      name,
      subnets: oneOfTwo('subnet', 'subnets', 'a network such as 10.0.0.0/28', offset, value, scope),
      sites: value.at.sites === undefined ? all : scope.each(value.sites, scope.site),
      forest: value.forest ?? defaultForest(scope),
      ...(proxy && { proxy: proxy.name }),
      at: proxy?.isDefault ? { ...value.at, proxy: proxy.offset } : value.at,
    });
  }
  return consoles;
}
