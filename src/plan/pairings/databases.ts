/** Pairings that end at a database. */
import type { Conversation } from '../../catalog/model.ts';
import type { Database, OptionValue, Site } from '../../hierarchy/model.ts';
import { type Actor, type Group, namedActor } from '../actors.ts';
import { hostSide, type Match, type PairingContext, type ReasonSeed, type Side } from '../match.ts';
import { cross } from './sites.ts';

/** A database's sides: its hosts, and the listener of an availability group, which is an address of its own. */
function* databaseSides(
  context: PairingContext,
  database: Database,
  site: Site | undefined,
): Generator<{ side: Side; sample?: Actor }> {
  const actors = database.hosts.flatMap((name) => {
    const host = context.hosts.get(name);
    return host ? [namedActor(host, 'sql-server', site)] : [];
  });
  for (const group of context.cast.group(actors)) yield { side: hostSide(group), sample: group.sample };
  if (database.listener) {
    const { name, networks } = database.listener;
    for (const endpoint of context.endpoints.make('listener', name, networks, database.at.listener)) {
      yield { side: { endpoints: [endpoint], zone: endpoint.zone } };
    }
  }
}

function* toDatabase(
  context: PairingContext,
  from: readonly Group[],
  database: Database,
  site: Site | undefined,
  reasons: readonly ReasonSeed[],
): Generator<Match> {
  for (const initiator of from) {
    for (const { side, sample } of databaseSides(context, database, site)) {
      yield {
        initiator: hostSide(initiator),
        responder: side,
        scope: {
          ...(site && { site }),
          initiator: initiator.sample,
          ...(sample && { responder: sample }),
          database,
        },
        reasons,
      };
    }
  }
}

/** Reads an option that names a database: a host's name, or the whole form. */
function databaseOption(value: OptionValue | undefined, at: number | undefined): Database | undefined {
  if (typeof value === 'string') {
    return { hosts: [value], availabilityGroup: false, at: at === undefined ? {} : { '': at } };
  }
  return typeof value === 'object' && 'hosts' in value ? value : undefined;
}

function databaseReason(database: Database, text: string): ReasonSeed {
  const at = database.at[''] ?? database.at.server;
  return { text, ...(at !== undefined && { at }) };
}

/** Roles of a site and the site's database; a management point with a replica uses that instead. */
export function* siteDatabase(context: PairingContext, { initiator }: Conversation): Generator<Match> {
  const { cast } = context;
  for (const site of context.hierarchy.sites) {
    const actors = cast.inSite(initiator, site.code);
    const direct = actors.filter((a) => a.instance.options.replica === undefined);
    if (direct.length > 0) {
      const text = `${site.database.hosts.join(', ')} holds the database of site ${site.code}`;
      yield* toDatabase(context, cast.group(direct), site.database, site, [
        databaseReason(site.database, text),
      ]);
    }
    for (const actor of actors) {
      const replica = databaseOption(actor.instance.options.replica, actor.instance.at.replica);
      if (!replica) continue;
      const text = `${actor.host.name} uses the database replica on ${replica.hosts.join(', ')}`;
      yield* toDatabase(context, cast.group([actor]), replica, site, [databaseReason(replica, text)]);
    }
  }
}

/** Databases of a parent and its child site replicate; each side starts. */
export function* siteDatabases(context: PairingContext): Generator<Match> {
  for (const child of context.hierarchy.sites) {
    const parent = child.parent === undefined ? undefined : context.sites.get(child.parent);
    if (!parent) continue;
    const at = child.at.parent;
    const reasons = [{ text: `${child.code} is a child of ${parent.code}`, ...(at !== undefined && { at }) }];
    yield* joined(
      context,
      { database: child.database, site: child },
      { database: parent.database, site: parent },
      reasons,
    );
    yield* joined(
      context,
      { database: parent.database, site: parent },
      { database: child.database, site: child },
      reasons,
    );
  }
}

interface Placed {
  readonly database: Database;
  readonly site: Site;
}

function* joined(
  context: PairingContext,
  from: Placed,
  to: Placed,
  reasons: readonly ReasonSeed[],
): Generator<Match> {
  const actors = from.database.hosts.flatMap((name) => {
    const host = context.hosts.get(name);
    return host ? [namedActor(host, 'sql-server', from.site)] : [];
  });
  for (const match of toDatabase(context, context.cast.group(actors), to.database, to.site, reasons)) {
    yield { ...match, symmetric: true };
  }
}

/** The replica that a management point uses, and the site database it is filled from. */
export function* databaseReplica(context: PairingContext): Generator<Match> {
  const { cast } = context;
  for (const site of context.hierarchy.sites) {
    const seen = new Set<string>();
    for (const actor of cast.inSite('management-point', site.code)) {
      const replica = databaseOption(actor.instance.options.replica, actor.instance.at.replica);
      const key = replica?.hosts.join();
      if (!replica || key === undefined || seen.has(key)) continue;
      seen.add(key);
      const text = `${replica.hosts.join(', ')} holds a replica of the database of ${site.code}`;
      const reasons = [databaseReason(replica, text)];
      const placed = { database: replica, site };
      yield* joined(context, placed, { database: site.database, site }, reasons);
      yield* joined(context, { database: site.database, site }, placed, reasons);
    }
  }
}

/** Replicas of one availability group keep each other up to date. */
export function* availabilityGroup(context: PairingContext): Generator<Match> {
  const seen = new Set<string>();
  for (const site of context.hierarchy.sites) {
    const { database } = site;
    const key = database.hosts.join();
    if (!database.availabilityGroup || seen.has(key)) continue;
    seen.add(key);
    const actors = database.hosts.flatMap((name) => {
      const host = context.hosts.get(name);
      return host ? [namedActor(host, 'sql-server', site)] : [];
    });
    const groups = context.cast.group(actors);
    const reasons = [databaseReason(database, `replicas of the availability group of ${site.code}`)];
    yield* cross(groups, groups, { site, database }, reasons, true);
  }
}

/** The data warehouse's own database; the site's is a conversation of its own. */
export function* warehouseDatabase(context: PairingContext, conversation: Conversation): Generator<Match> {
  for (const actor of context.cast.ofRole(conversation.initiator)) {
    const own = databaseOption(actor.instance.options.database, actor.instance.at.database);
    if (!own) continue;
    const reasons = [
      databaseReason(own, `${own.hosts.join(', ')} holds the warehouse of ${actor.host.name}`),
    ];
    yield* toDatabase(context, context.cast.group([actor]), own, actor.site, reasons);
  }
}

/** The database of a software update point's WSUS, where it stands on another host. */
export function* wsusDatabase(context: PairingContext, { initiator }: Conversation): Generator<Match> {
  const { cast } = context;
  for (const update of cast.ofRole('software-update-point')) {
    const own = databaseOption(update.instance.options.database, update.instance.at.database);
    if (!own || !update.site) continue;
    const from = initiator === 'software-update-point' ? [update] : cast.inSite(initiator, update.site.code);
    const reasons = [
      databaseReason(own, `${own.hosts.join(', ')} holds the WSUS database of ${update.host.name}`),
    ];
    yield* toDatabase(context, cast.group(from), own, update.site, reasons);
  }
}
