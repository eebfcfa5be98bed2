import type { Site } from '../model.ts';
import { type Draft, type Holder, placeOf } from './draft.ts';

/** Roles that serve clients, which a central administration site has none of. */
const NOT_AT_CENTRAL = new Set([
  'management-point',
  'distribution-point',
  'state-migration-point',
  'fallback-status-point',
  'enrollment-point',
  'enrollment-proxy-point',
]);
/** Of the site system roles, all that a secondary site can have. */
const AT_SECONDARY = new Set([
  'site-server',
  'sql-server',
  'management-point',
  'distribution-point',
  'software-update-point',
  'state-migration-point',
  'wsus-server',
  'wsus-database-server',
  'remote-content-library',
]);
const TOP_SITE_ONLY = [
  'service-connection-point',
  'endpoint-protection-point',
  'data-warehouse-service-point',
  'asset-intelligence-sync-point',
];

/** Which roles are possible at which site, and how often. */
export function checkPlacement(draft: Draft): void {
  const { hierarchy, report, holders, sites, roles } = draft;
  const top =
    hierarchy.sites.find((site) => site.type === 'central') ??
    hierarchy.sites.find((site) => site.type === 'primary' && site.parent === undefined);
  for (const id of TOP_SITE_ONLY) {
    const all = holders.get(id) ?? [];
    for (const { host, role } of all) {
      if (!top || host.site === undefined || host.site === top.code) continue;
      report('PT4010', placeOf(role), {
        message: `the role ${id} is not possible at the site ${host.site}`,
        expected: `a host of the top site ${top.code}`,
      });
    }
    reportRepeated(all, draft);
  }
  for (const [id, all] of holders) {
    for (const { host, role } of all) {
      const site = host.site === undefined ? undefined : sites.get(host.site);
      if (site?.type === 'central' && NOT_AT_CENTRAL.has(id)) {
        report('PT4006', placeOf(role), {
          message: `the role ${id} is not possible at the central administration site ${site.code}`,
          help: 'give the host to a primary site',
        });
      }
      const checked = roles.get(id)?.kind === 'site-system' && !TOP_SITE_ONLY.includes(id);
      if (site?.type === 'secondary' && checked && !AT_SECONDARY.has(id)) {
        report('PT4012', placeOf(role), {
          message: `the role ${id} is not possible at the secondary site ${site.code}`,
        });
      }
    }
  }
  checkSecondaries(draft);
}

function reportRepeated(all: readonly Holder[], { report }: Draft): void {
  const [first] = all;
  for (const { role } of all.slice(1)) {
    report('PT4011', placeOf(role), {
      message: `a hierarchy has only one ${role.role}`,
      related: [{ message: 'the first one', offset: first ? placeOf(first.role) : 0 }],
    });
  }
}

function checkSecondaries({ hierarchy, holders, report, uncertain }: Draft): void {
  const points = new Map<string, Holder[]>();
  for (const holder of holders.get('management-point') ?? []) {
    if (holder.host.site === undefined) continue;
    const list = points.get(holder.host.site);
    if (list) list.push(holder);
    else points.set(holder.host.site, [holder]);
  }
  for (const site of hierarchy.sites) {
    if (site.type !== 'secondary') continue;
    const own = points.get(site.code) ?? [];
    if (own.length > 1 || (own.length === 0 && !uncertain.roles && site.server !== '')) {
      report('PT4008', placeOf(site), {
        message: `the secondary site ${site.code} has ${own.length === 0 ? 'no' : own.length} management point${own.length > 1 ? 's' : ''}`,
        related: own.slice(0, 5).map(({ role }) => ({ message: 'one of them', offset: placeOf(role) })),
      });
    }
    checkOwnDatabase(site, report);
  }
}

function checkOwnDatabase(site: Site, report: Draft['report']): void {
  const [host] = site.database.hosts;
  if (host === undefined || site.server === '' || (host === site.server && !site.database.availabilityGroup))
    return;
  report('PT4009', placeOf(site, 'database'), {
    message: `the database of the secondary site ${site.code} is on ${host}`,
    expected: `its own server ${site.server}`,
    help: 'leave `database` out',
  });
}
