/** Pairings inside a site and between sites. */
import type { Conversation } from '../../catalog/model.ts';
import type { Site } from '../../hierarchy/model.ts';
import { type Actor, type Group, namedActor } from '../actors.ts';
import { hostSide, type Match, type PairingContext, type ReasonSeed } from '../match.ts';
import type { Scope } from '../settings.ts';

/** Crosses two lists of groups. */
export function* cross(
  from: readonly Group[],
  to: readonly Group[],
  scope: Scope,
  reasons: readonly ReasonSeed[],
  symmetric = false,
): Generator<Match> {
  for (const initiator of from) {
    for (const responder of to) {
      yield {
        initiator: hostSide(initiator),
        responder: hostSide(responder),
        scope: { ...scope, initiator: initiator.sample, responder: responder.sample },
        reasons,
        ...(symmetric && { symmetric }),
      };
    }
  }
}

function siteReason(site: Site, text: string): ReasonSeed {
  const at = site.at[''];
  return { text, ...(at !== undefined && { at }) };
}

/** Both roles in one site. */
export function* sameSite(context: PairingContext, { initiator, responder }: Conversation): Generator<Match> {
  const { cast } = context;
  for (const site of context.hierarchy.sites) {
    const from = cast.inSite(initiator, site.code);
    const to = cast.inSite(responder, site.code);
    if (from.length === 0 || to.length === 0) continue;
    const reasons = [siteReason(site, `both work for site ${site.code}`)];
    yield* cross(cast.group(from), cast.group(to), { site }, reasons);
  }
}

/** Site servers of a parent and its child, and of secondary sites that replicate files directly. */
export function* siteServers(context: PairingContext): Generator<Match> {
  const { cast, sites } = context;
  for (const child of context.hierarchy.sites) {
    const peers: { site: Site; reason: ReasonSeed }[] = [];
    const parent = child.parent === undefined ? undefined : sites.get(child.parent);
    if (parent) {
      const at = child.at.parent;
      peers.push({
        site: parent,
        reason: { text: `${child.code} is a child of ${parent.code}`, ...(at !== undefined && { at }) },
      });
    }
    for (const code of child.fileReplication) {
      const other = sites.get(code);
      // A route that both sides declare is one route.
      if (!other || (other.fileReplication.includes(child.code) && other.code < child.code)) continue;
      const at = child.at.fileReplication;
      peers.push({
        site: other,
        reason: {
          text: `${child.code} replicates files directly to ${code}`,
          ...(at !== undefined && { at }),
        },
      });
    }
    for (const { site, reason } of peers) {
      const own = cast.group(cast.inSite('site-server', child.code));
      const theirs = cast.group(cast.inSite('site-server', site.code));
      yield* cross(own, theirs, { site: child }, [reason]);
    }
  }
}

/** The active and the passive site server of a site. */
export function* activePassive(context: PairingContext): Generator<Match> {
  const { cast, hosts } = context;
  for (const site of context.hierarchy.sites) {
    const active = hosts.get(site.server);
    const passive = site.passiveServer === undefined ? undefined : hosts.get(site.passiveServer);
    if (!active || !passive) continue;
    const at = site.at.passiveServer;
    const reason = {
      text: `${passive.name} is the passive site server of ${site.code}`,
      ...(at !== undefined && { at }),
    };
    const group = (actor: Actor): readonly Group[] => cast.group([actor]);
    yield* cross(
      group(namedActor(passive, 'site-server', site)),
      group(namedActor(active, 'site-server', site)),
      { site },
      [reason],
    );
  }
}

/** Site servers and the host of the relocated content library. */
export function* contentLibrary(context: PairingContext): Generator<Match> {
  const { cast, hosts } = context;
  for (const site of context.hierarchy.sites) {
    const host = site.contentLibrary === undefined ? undefined : hosts.get(site.contentLibrary);
    if (!host) continue;
    const at = site.at.contentLibrary;
    const reason = {
      text: `${host.name} holds the content library of ${site.code}`,
      ...(at !== undefined && { at }),
    };
    const library = cast.group([namedActor(host, 'remote-content-library', site)]);
    yield* cross(cast.group(cast.inSite('site-server', site.code)), library, { site }, [reason]);
  }
}

/** The top-level site's servers and the issuing certification authority. */
export function* issuingCa(
  context: PairingContext,
  { initiator, responder }: Conversation,
): Generator<Match> {
  const { cast } = context;
  for (const site of context.hierarchy.sites) {
    if (site.parent !== undefined) continue;
    // Certificate profiles are what the authority is needed for; without a registration point there are none.
    if (cast.inSite('certificate-registration-point', site.code).length === 0) continue;
    const reasons = [siteReason(site, `${site.code} is the top-level site and issues certificate profiles`)];
    yield* cross(
      cast.group(cast.inSite(initiator, site.code)),
      cast.group(cast.ofRole(responder)),
      { site },
      reasons,
    );
  }
}

/** A site server gathers data from another hierarchy. */
export function* migration(
  context: PairingContext,
  { initiator, responder }: Conversation,
): Generator<Match> {
  const { cast, hosts } = context;
  for (const site of context.hierarchy.sites) {
    const source = site.migration;
    if (!source) continue;
    const names = responder === 'sql-server' ? source.database.hosts : [source.provider];
    const actors = names.flatMap((name) => {
      const host = hosts.get(name);
      return host ? [namedActor(host, responder)] : [];
    });
    const at = source.at[''] ?? site.at.migration;
    const reasons = [
      { text: `${site.code} migrates from another hierarchy`, ...(at !== undefined && { at }) },
    ];
    const scope = { site, database: source.database };
    yield* cross(cast.group(cast.inSite(initiator, site.code)), cast.group(actors), scope, reasons);
  }
}

/** Hosts with shares, for clients; see `fileShares` in clients.ts. Declared callers of the administration service. */
export function* adminService(context: PairingContext): Generator<Match> {
  const { cast, hosts, population } = context;
  for (const provider of cast.ofRole('sms-provider')) {
    const callers = provider.instance.options.callers;
    if (!Array.isArray(callers)) continue;
    const at = provider.instance.at.callers;
    const reasons = [
      {
        text: `named as a caller of the administration service on ${provider.host.name}`,
        ...(at !== undefined && { at }),
      },
    ];
    const responders = cast.group([provider]);
    const scope: Scope = provider.site ? { site: provider.site } : {};
    for (const name of callers as readonly string[]) {
      const host = hosts.get(name);
      if (host) yield* cross(cast.group([namedActor(host, 'any')]), responders, scope, reasons);
      const networks = [
        ...population.all.filter((g) => g.sample.network.name === name),
        ...population.consoles.filter((g) => g.sample.name === name),
      ];
      for (const group of networks) {
        for (const responder of responders) {
          yield {
            initiator: { endpoints: group.endpoints, zone: group.zone },
            responder: hostSide(responder),
            scope: { ...scope, responder: responder.sample },
            reasons,
          };
        }
      }
    }
  }
}
