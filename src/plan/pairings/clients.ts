/** Pairings that start or end at networks of clients. */
import type { Conversation } from '../../catalog/model.ts';
import type { BoundaryGroup } from '../../hierarchy/model.ts';
import { type Actor, type Group, namedActor } from '../actors.ts';
import type { ClientGroup } from '../clients.ts';
import { hostSide, type Match, networkSide, type PairingContext, type ReasonSeed } from '../match.ts';

/** Roles that clients use only where their boundary group names them; others fall back to those of the site. */
const NAMED_ONLY: ReadonlySet<string> = new Set(['distribution-point', 'state-migration-point']);
/** Roles that a boundary group's fallback relationship applies to. */
const FALLBACK: ReadonlySet<string> = new Set([
  'distribution-point',
  'software-update-point',
  'management-point',
]);

/** Devices that stand in the networks of clients. */
const DEVICES: ReadonlySet<string> = new Set(['client', 'mac-computer', 'mobile-device']);

/** Clients and the site systems that their boundary group names. */
export function* boundaryGroup(context: PairingContext, { responder }: Conversation): Generator<Match> {
  const groups = new Map(context.hierarchy.boundaryGroups.map((g) => [g.name, g]));
  for (const group of context.hierarchy.boundaryGroups) {
    const clients = context.population.ofBoundaryGroup(group.name);
    if (clients.length === 0) continue;
    yield* toSystems(context, clients, systemsOf(context, group, responder));
    if (!FALLBACK.has(responder)) continue;
    for (const fallback of group.fallback) {
      const other = groups.get(fallback.to);
      if (!other) continue;
      const at = fallback.at[''];
      const after = fallback.after === undefined ? '' : ` after ${fallback.after} minutes`;
      const reason = {
        text: `${group.name} falls back to ${other.name}${after}`,
        ...(at !== undefined && { at }),
      };
      yield* toSystems(context, clients, { actors: context.cast.namedBy(other, responder), reason });
    }
  }
}

interface Systems {
  readonly actors: readonly Actor[];
  readonly reason: ReasonSeed;
}

function systemsOf(context: PairingContext, group: BoundaryGroup, role: string): Systems {
  const named = context.cast.namedBy(group, role);
  if (named.length > 0) {
    const at = group.at.siteSystems ?? group.at[''];
    return {
      actors: named,
      reason: { text: `boundary group ${group.name} names it`, ...(at !== undefined && { at }) },
    };
  }
  if (NAMED_ONLY.has(role) && !group.implicit) return { actors: [], reason: { text: '' } };
  const at = group.at.site ?? group.at[''];
  const text = group.implicit
    ? `it serves site ${group.site}, and no boundary group is declared`
    : `it serves site ${group.site}, and boundary group ${group.name} names no other ${role}`;
  // What faces the internet is for those who come from there, unless a boundary group names it.
  return {
    actors: context.cast.insideSite(role, group.site),
    reason: { text, ...(at !== undefined && { at }) },
  };
}

function* toSystems(
  context: PairingContext,
  clients: readonly ClientGroup[],
  systems: Systems,
): Generator<Match> {
  for (const client of clients) {
    // Clients out on the internet reach site systems only where these face it.
    const actors = client.sample.network.internet
      ? systems.actors.filter((a) => a.host.internetFacing === true)
      : systems.actors;
    for (const responder of context.cast.group(actors))
      yield clientMatch(client, responder, [systems.reason]);
  }
}

function clientMatch(client: ClientGroup, responder: Group, reasons: readonly ReasonSeed[]): Match {
  return {
    initiator: networkSide(client),
    responder: hostSide(responder),
    scope: {
      site: responder.sample.site ?? client.sample.site,
      responder: responder.sample,
      clients: client.sample,
    },
    reasons,
  };
}

/** Clients and the roles of the site that they are assigned to, whichever starts. */
export function* assignedSite(
  context: PairingContext,
  { initiator, responder }: Conversation,
): Generator<Match> {
  const { cast, population } = context;
  const fromClient = DEVICES.has(initiator);
  for (const site of context.hierarchy.sites) {
    const clients = population.ofSite(site.code);
    if (clients.length === 0) continue;
    for (const group of cast.group(cast.inSite(fromClient ? responder : initiator, site.code))) {
      for (const client of clients) {
        if (client.sample.network.internet && (!fromClient || group.sample.host.internetFacing !== true))
          continue;
        const at = client.sample.group.at.site ?? client.sample.network.at[''];
        const text = `the clients of ${client.sample.group.name} are assigned to ${site.code}`;
        const reasons = [{ text, ...(at !== undefined && { at }) }];
        if (fromClient) yield clientMatch(client, group, reasons);
        else {
          yield {
            initiator: hostSide(group),
            responder: networkSide(client),
            scope: { site, initiator: group.sample, clients: client.sample },
            reasons,
          };
        }
      }
    }
  }
}

/** Clients of one subnet and each other; each subnet is a pair with itself. */
export function* sameSubnet(context: PairingContext): Generator<Match> {
  for (const client of context.population.all) {
    if (client.sample.network.internet) continue;
    for (const endpoint of client.endpoints) {
      for (const subnet of endpoint.networks) {
        const own = endpoint.networks.length === 1 ? endpoint : { ...endpoint, networks: [subnet] };
        const side = { endpoints: [own], zone: client.zone };
        const at = endpoint.at;
        yield {
          initiator: side,
          responder: side,
          scope: { site: client.sample.site, clients: client.sample },
          reasons: [{ text: `peers on ${subnet.text}`, ...(at !== undefined && { at }) }],
          symmetric: true,
        };
      }
    }
  }
}

/** Clients of one boundary group and each other, across its subnets. */
export function* sameBoundaryGroup(context: PairingContext): Generator<Match> {
  for (const group of context.hierarchy.boundaryGroups) {
    const clients = context.population.ofBoundaryGroup(group.name).filter((c) => !c.sample.network.internet);
    const at = group.at[''];
    const reasons = [{ text: `peers in boundary group ${group.name}`, ...(at !== undefined && { at }) }];
    for (const from of clients) {
      for (const to of clients) {
        yield {
          initiator: networkSide(from),
          responder: networkSide(to),
          scope: { site: from.sample.site, clients: to.sample },
          reasons,
          symmetric: true,
        };
      }
    }
  }
}

/** Clients and the hosts with shares that their site names. */
export function* fileShare(context: PairingContext, { responder }: Conversation): Generator<Match> {
  const { cast, hosts, population } = context;
  for (const site of context.hierarchy.sites) {
    const actors = site.fileShares.flatMap((name) => {
      const host = hosts.get(name);
      return host ? [namedActor(host, responder, site)] : [];
    });
    const at = site.at.fileShares;
    const reasons = [
      { text: `site ${site.code} names it as a file share for its clients`, ...(at !== undefined && { at }) },
    ];
    for (const group of cast.group(actors)) {
      for (const client of population.ofSite(site.code)) {
        if (!client.sample.network.internet) yield clientMatch(client, group, reasons);
      }
    }
  }
}

/** Consoles and the roles of the sites that they administer, or these sites' clients. */
export function* consoles(context: PairingContext, { responder }: Conversation): Generator<Match> {
  const { cast, population, sites } = context;
  for (const group of population.consoles) {
    const at = group.sample.at.sites ?? group.sample.at[''];
    for (const code of group.sample.sites) {
      const site = sites.get(code);
      if (!site) continue;
      const reasons = [
        { text: `the consoles of ${group.sample.name} administer ${code}`, ...(at !== undefined && { at }) },
      ];
      if (responder === 'client') {
        for (const client of population.ofSite(code)) {
          if (client.sample.network.internet) continue;
          yield {
            initiator: networkSide(group),
            responder: networkSide(client),
            scope: { site, clients: client.sample },
            reasons,
          };
        }
      }
      for (const systems of cast.group(cast.inSite(responder, code))) {
        yield {
          initiator: networkSide(group),
          responder: hostSide(systems),
          scope: { site, responder: systems.sample },
          reasons,
        };
      }
    }
  }
}
