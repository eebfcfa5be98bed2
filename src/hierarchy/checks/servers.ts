import { formatPorts } from '../../net/ports.ts';
import type { Host, Site } from '../model.ts';
import { quote } from '../schema/values.ts';
import { type Draft, placeOf } from './draft.ts';

/** Site servers and their partners, proxies, connection points, RPC ranges, targets of single roles. */
export function checkServers(draft: Draft): void {
  const { hierarchy } = draft;
  const taken = new Map<string, Site>();
  for (const site of hierarchy.sites) {
    checkPartners(site, draft);
    checkShared(site, taken, draft);
  }
  checkProxies(draft);
  checkGateways(draft);
  for (const host of hierarchy.hosts) checkRpc(host, draft);
  for (const { role } of draft.holders.get('exchange-connector') ?? []) {
    const target = role.options.target;
    if (typeof target === 'string' && target !== 'online')
      requireRole(target, 'exchange-server', placeOf(role, 'target'), draft);
  }
}

function checkPartners(site: Site, { hosts, report }: Draft): void {
  const { passiveServer: passive, contentLibrary: library } = site;
  if (passive !== undefined && passive === site.server) {
    report('PT4029', placeOf(site, 'passiveServer'), {
      message: `${passive} is the active and the passive site server`,
    });
  }
  if (library !== undefined && (library === site.server || library === passive)) {
    report('PT4029', placeOf(site, 'contentLibrary'), {
      message: `the remote content library is on the site server ${library}`,
      expected: passive === undefined ? 'another host' : 'a third host',
    });
  }
  if (passive === undefined) return;
  if (site.type === 'secondary') {
    report('PT4037', placeOf(site, 'passiveServer'), {
      message: `the secondary site ${site.code} can’t have a passive site server`,
    });
  }
  for (const name of new Set([site.server, passive])) {
    const role = hosts.get(name)?.roles.find((r) => r.role === 'service-connection-point');
    if (!role) continue;
    report('PT4030', placeOf(role), {
      message: `the service connection point is on the site server ${name}`,
      help: 'move it to another host',
      related: [
        { message: `${site.code} has a passive site server`, offset: placeOf(site, 'passiveServer') },
      ],
    });
  }
}

/** A site server serves one site, as the active or the passive one. */
function checkShared(site: Site, taken: Map<string, Site>, { report }: Draft): void {
  for (const key of ['server', 'passiveServer'] as const) {
    const server = site[key];
    if (server === undefined || server === '') continue;
    const other = taken.get(server);
    if (other && other !== site) {
      report('PT4029', placeOf(site, key), {
        message: `${server} is the site server of ${other.code} already`,
        related: [{ message: `the site ${other.code}`, offset: placeOf(other) }],
      });
    }
    taken.set(server, other ?? site);
  }
}

/** A proxy is used by many: it is reported once, where it is named first. */
function checkProxies(draft: Draft): void {
  const { hierarchy } = draft;
  const checked = new Set<string>();
  for (const user of [...hierarchy.hosts, ...hierarchy.clients, ...hierarchy.consoles]) {
    if (user.proxy === undefined || checked.has(user.proxy)) continue;
    checked.add(user.proxy);
    const host = draft.hosts.get(user.proxy);
    if (!host || host.roles.some((role) => role.role === 'proxy-server')) continue;
    draft.report('PT4035', placeOf(user, 'proxy'), {
      message: `the host ${quote(user.proxy)} is no proxy`,
      help: 'give it the role: `roles: [{ proxy-server: { port: 8080 } }]`',
      related: [{ message: 'the host', offset: placeOf(host) }],
    });
  }
}

function requireRole(name: string, role: string, offset: number, { hosts, report }: Draft): void {
  const host = hosts.get(name);
  if (!host || host.roles.some((instance) => instance.role === role)) return;
  report('PT3017', offset, {
    message: `the host ${quote(name)} does not have the role ${role}`,
    help: `add \`${role}\` to its roles`,
    related: [{ message: 'the host', offset: placeOf(host) }],
  });
}

function checkGateways({ hierarchy, holders, report }: Draft): void {
  const points = holders.get('cmg-connection-point') ?? [];
  for (const gateway of hierarchy.gateways) {
    if (points.some(({ role }) => role.options.gateway === gateway.name)) continue;
    report('PT4017', placeOf(gateway), {
      message: `no connection point connects to the gateway ${quote(gateway.name)}`,
      help: `give a host the role \`{ cmg-connection-point: { gateway: ${gateway.name} } }\``,
    });
  }
  for (const { host, role } of points) {
    if (host.addresses.length === 0 || host.addresses.some((address) => address.family === 4)) continue;
    report('PT5008', placeOf(host, 'address', 'addresses'), {
      message: `${quote(host.name)} connects to a gateway, but has no IPv4 address`,
      related: [{ message: 'the connection point', offset: placeOf(role) }],
    });
  }
}

/** Windows' own limits of `netsh int ipv4 set dynamicport`. */
function checkRpc(host: Host, { report }: Draft): void {
  if (!host.rpc) return;
  const count = host.rpc.reduce((sum, range) => sum + range.last - range.first + 1, 0);
  const first = host.rpc[0]?.first ?? 0;
  if (count >= 255 && first >= 1025) return;
  report('PT5007', placeOf(host, 'rpc'), {
    message:
      count < 255
        ? `the RPC range ${formatPorts(host.rpc)} has only ${count} port${count === 1 ? '' : 's'}`
        : `the RPC range ${formatPorts(host.rpc)} starts below 1025`,
    expected: 'at least 255 ports from 1025 on',
  });
}
