import type { Network } from '../../net/network.ts';
import type { BoundaryGroup, ClientNetwork } from '../model.ts';
import { quote } from '../schema/values.ts';
import { type Draft, placeOf } from './draft.ts';

const CLIENT_FACING = new Set([
  'management-point',
  'distribution-point',
  'software-update-point',
  'state-migration-point',
  'fallback-status-point',
]);

/** Boundary groups, the clients in them, and what serves them. */
export function checkClients(draft: Draft): void {
  const { hierarchy } = draft;
  const groups = new Map(hierarchy.boundaryGroups.map((group) => [group.name, group]));
  for (const group of hierarchy.boundaryGroups) if (!group.implicit) checkGroup(group, draft);
  for (const clients of hierarchy.clients)
    if (clients.internet) checkInternet(clients, groups.get(clients.boundaryGroup), draft);
  checkOverlaps(groups, draft);
}

function checkGroup(group: BoundaryGroup, draft: Draft): void {
  const { hosts, sites, gateways, hierarchy, report } = draft;
  const site = sites.get(group.site);
  if (site && site.type !== 'primary') {
    report('PT4007', placeOf(group, 'site'), {
      message: `clients can not be assigned to the ${site.type === 'central' ? 'central administration' : 'secondary'} site ${site.code}`,
      expected:
        site.type === 'secondary' && site.parent !== undefined
          ? `its parent ${site.parent}`
          : 'a primary site',
      ...(site.type === 'secondary' && { help: 'name the secondary site’s servers under `siteSystems`' }),
    });
  }
  for (const { to, at } of group.fallback) {
    if (to === group.name)
      report('PT4038', at.to ?? at[''] ?? 0, { message: `${quote(to)} falls back to itself` });
  }
  let content = group.siteSystems.length === 0;
  for (const name of group.siteSystems) {
    const host = hosts.get(name);
    if (gateways.has(name))
      content ||= hierarchy.gateways.some((gateway) => gateway.name === name && gateway.content);
    if (!host) continue;
    content ||= host.roles.some((role) => role.role === 'distribution-point');
    if (host.roles.some((role) => CLIENT_FACING.has(role.role))) continue;
    report('PT4023', placeOf(group, 'siteSystems'), {
      message: `the host ${quote(name)} of the boundary group ${quote(group.name)} serves no clients`,
      related: [{ message: 'the host', offset: placeOf(host) }],
    });
  }
  // Where all names were unknown, that is reported already.
  if (content || (group.siteSystems.length === 0 && group.at.siteSystems !== undefined)) return;
  report('PT4024', placeOf(group), {
    message: `the boundary group ${quote(group.name)} has no distribution point`,
    help:
      group.fallback.length > 0
        ? 'its clients find content only after falling back'
        : 'its clients find no content',
  });
}

function checkInternet(
  clients: ClientNetwork,
  group: BoundaryGroup | undefined,
  { hierarchy, hosts, gateways, report }: Draft,
): void {
  const serves = (name: string): boolean => gateways.has(name) || hosts.get(name)?.internetFacing === true;
  const named = group?.siteSystems ?? [];
  const served =
    named.length > 0
      ? named.some(serves)
      : gateways.size > 0 || hierarchy.hosts.some((host) => host.internetFacing);
  if (served || !group) return;
  report('PT4036', placeOf(clients, 'internet'), {
    message: `the clients of ${quote(clients.name)} reach no site from the internet`,
    help: 'name a gateway or an internet-facing host among the site systems of their boundary group',
    related: [{ message: 'the boundary group', offset: placeOf(group) }],
  });
}

interface Subnet {
  readonly network: Network;
  readonly clients: ClientNetwork;
  readonly site: string;
}

/** Sorted by first address, an overlap shows against the subnet that reaches furthest so far. */
function checkOverlaps(groups: ReadonlyMap<string, BoundaryGroup>, { hierarchy, report }: Draft): void {
  for (const family of [4, 6] as const) {
    const subnets: Subnet[] = [];
    for (const clients of hierarchy.clients) {
      const site = groups.get(clients.boundaryGroup)?.site;
      if (site === undefined) continue;
      for (const network of clients.subnets)
        if (network.family === family) subnets.push({ network, clients, site });
    }
    subnets.sort((a, b) =>
      a.network.first < b.network.first ? -1 : a.network.first > b.network.first ? 1 : 0,
    );
    const furthest = new Map<string, Subnet>();
    for (const subnet of subnets) {
      for (const [site, other] of furthest) {
        if (site === subnet.site || other.network.last < subnet.network.first) continue;
        report('PT4025', placeOf(subnet.clients, 'subnet', 'subnets'), {
          message: `${subnet.network.text} (site ${subnet.site}) overlaps ${other.network.text} (site ${site})`,
          related: [
            { message: `clients of the site ${site}`, offset: placeOf(other.clients, 'subnet', 'subnets') },
          ],
        });
      }
      const own = furthest.get(subnet.site);
      if (!own || own.network.last < subnet.network.last) furthest.set(subnet.site, subnet);
    }
  }
}
