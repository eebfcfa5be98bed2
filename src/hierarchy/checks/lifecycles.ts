import type { Lifecycle } from '../../catalog/model.ts';
import { type Draft, placeOf } from './draft.ts';

/** Plain HTTP fails the prerequisite check from this version on. */
const NO_PLAIN_HTTP = 2403;
/** Classic cloud management gateways: none can be created since the first, none is supported from the second on. */
const CLASSIC: Lifecycle = { status: 'removed', deprecated: 2203, removed: 2403 };

/** What the product version doesn't have any more, or won't have for long. */
export function checkLifecycles(draft: Draft): void {
  const { hierarchy, holders, roles } = draft;
  for (const [id, all] of holders) {
    const lifecycle = roles.get(id)?.lifecycle;
    if (lifecycle)
      for (const { role } of all) reportLifecycle(`the role ${id}`, lifecycle, placeOf(role), draft);
  }
  for (const clients of hierarchy.clients) {
    for (const device of clients.devices ?? []) {
      const lifecycle = roles.get(device)?.lifecycle;
      if (lifecycle) reportLifecycle(`a ${device}`, lifecycle, placeOf(clients, 'devices'), draft);
    }
  }
  for (const gateway of hierarchy.gateways) {
    if (gateway.deployment === 'classic')
      reportLifecycle('a classic gateway', CLASSIC, placeOf(gateway, 'deployment'), draft);
  }
  const cloudPoint = roles.get('cloud-distribution-point')?.lifecycle;
  for (const point of hierarchy.cloudDistributionPoints) {
    if (cloudPoint) reportLifecycle('a cloud distribution point', cloudPoint, placeOf(point), draft);
  }
  checkPlainHttp(draft);
}

function reportLifecycle(
  what: string,
  lifecycle: Lifecycle,
  offset: number,
  { hierarchy, report }: Draft,
): void {
  const { version } = hierarchy;
  if (version === 0) return;
  if (lifecycle.removed !== undefined && version >= lifecycle.removed) {
    report('PT4013', offset, {
      message: `version ${version} no longer has ${what}: nothing is planned for it`,
      help: lifecycle.removed > 0 ? `it was removed in version ${lifecycle.removed}` : undefined,
    });
  } else if (lifecycle.since !== undefined && version < lifecycle.since) {
    report('PT4013', offset, {
      message: `version ${version} does not have ${what} yet: it came with ${lifecycle.since}`,
    });
  } else if (
    lifecycle.deprecated === undefined ? lifecycle.status === 'deprecated' : version >= lifecycle.deprecated
  ) {
    report('PT4014', offset, {
      message: `${what} is deprecated in version ${version}`,
      help: lifecycle.note,
    });
  }
}

function checkPlainHttp({ hierarchy, report }: Draft): void {
  if (hierarchy.version < NO_PLAIN_HTTP) return;
  const warn = (offset: number): void => {
    report('PT4015', offset, {
      message: `version ${hierarchy.version} does not support plain HTTP`,
      expected: '`enhanced-http` or `https`',
    });
  };
  for (const site of hierarchy.sites) if (site.communication === 'http') warn(placeOf(site, 'communication'));
  for (const host of hierarchy.hosts) {
    for (const role of host.roles)
      if (role.options.communication === 'http') warn(placeOf(role, 'communication'));
  }
}
