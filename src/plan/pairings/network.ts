/** Pairings with what every network has: directory, name, address and time servers. */
import type { Conversation } from '../../catalog/model.ts';
import type { Host } from '../../hierarchy/model.ts';
import type { Actor, Group } from '../actors.ts';
import {
  hostSide,
  type Match,
  networkSide,
  type PairingContext,
  type ReasonSeed,
  type Side,
} from '../match.ts';
import type { Scope } from '../settings.ts';
import { cross } from './sites.ts';

interface Starter {
  readonly side: Side;
  readonly forest: string;
  readonly scope: Scope;
}

/** Everything that can start a conversation of the given role; `any` is every host, client and console network. */
function* starters(context: PairingContext, role: string): Generator<Starter> {
  const { cast, population, sites } = context;
  if (role !== 'client' && role !== 'console') {
    const actors = role === 'any' ? cast.allHosts() : cast.ofRole(role);
    for (const group of cast.group(actors)) {
      const { site, host } = group.sample;
      yield {
        side: hostSide(group),
        forest: host.forest,
        scope: { ...(site && { site }), initiator: group.sample },
      };
    }
  }
  if (role === 'any' || role === 'client') {
    for (const group of population.all) {
      const { network, site } = group.sample;
      if (network.internet) continue;
      yield { side: networkSide(group), forest: network.forest, scope: { site, clients: group.sample } };
    }
  }
  if (role === 'any' || role === 'console') {
    for (const group of population.consoles) {
      const site = sites.get(group.sample.sites[0] ?? '');
      yield { side: networkSide(group), forest: group.sample.forest, scope: site ? { site } : {} };
    }
  }
}

function hostReason(host: Host, text: string): ReasonSeed {
  const at = host.at.forest ?? host.at.roles ?? host.at[''];
  return { text, ...(at !== undefined && { at }) };
}

function* toGroups(starter: Starter, groups: readonly Group[], text: string): Generator<Match> {
  for (const group of groups) {
    yield {
      initiator: starter.side,
      responder: hostSide(group),
      scope: { ...starter.scope, responder: group.sample },
      reasons: [hostReason(group.sample.host, text)],
    };
  }
}

/** Hosts and clients and the domain controllers or global catalogs of their own forest. */
export function* forest(context: PairingContext, { initiator, responder }: Conversation): Generator<Match> {
  const byForest = new Map<string, Actor[]>();
  for (const actor of context.cast.ofRole(responder)) {
    const list = byForest.get(actor.host.forest);
    if (list) list.push(actor);
    else byForest.set(actor.host.forest, [actor]);
  }
  const groups = new Map([...byForest].map(([name, actors]) => [name, context.cast.group(actors)]));
  for (const starter of starters(context, initiator)) {
    // What isn't joined to a domain has no domain controller.
    if (starter.scope.clients?.network.domainJoined === false) continue;
    if (starter.scope.initiator?.host.os === 'linux') continue;
    const ofForest = (name: string): Generator<Match> =>
      toGroups(starter, groups.get(name) ?? [], `it is a ${responder} of forest ${name}`);
    yield* ofForest(starter.forest);
    const { site } = starter.scope;
    if (initiator !== 'site-server' || !site) continue;
    const at = site.at.discoversForests;
    for (const other of site.discoversForests) {
      if (other === starter.forest) continue;
      const reason = { text: `site ${site.code} discovers forest ${other}`, ...(at !== undefined && { at }) };
      for (const match of ofForest(other)) yield { ...match, reasons: [reason, ...match.reasons] };
    }
  }
}

/** Hosts and clients and the name, address or time servers: those of their own forest, where it has any. */
export function* networkService(
  context: PairingContext,
  { initiator, responder }: Conversation,
): Generator<Match> {
  const all = context.cast.ofRole(responder);
  if (all.length === 0) return;
  const everyone = context.cast.group(all);
  const own = new Map<string, readonly Group[]>();
  for (const starter of starters(context, initiator)) {
    let groups = own.get(starter.forest);
    if (!groups) {
      const inForest = all.filter((a) => a.host.forest === starter.forest);
      groups = inForest.length > 0 ? context.cast.group(inForest) : everyone;
      own.set(starter.forest, groups);
    }
    yield* toGroups(starter, groups, `it is a declared ${responder}`);
  }
}

/** Site servers with Network Discovery and what it asks. */
export function* networkDiscovery(
  context: PairingContext,
  { initiator, responder }: Conversation,
): Generator<Match> {
  const { cast } = context;
  for (const site of context.hierarchy.sites) {
    if ((site.networkDiscovery ?? []).length === 0) continue;
    const at = site.at.networkDiscovery;
    const reasons = [{ text: `site ${site.code} uses Network Discovery`, ...(at !== undefined && { at }) }];
    const targets = cast.ofRole(responder);
    yield* cross(cast.group(cast.inSite(initiator, site.code)), cast.group(targets), { site }, reasons);
  }
}

/** Every Windows host and network of clients with every other; only for what is switched on by hand. */
export function* everywhere(context: PairingContext): Generator<Match> {
  // Without the option this would pair everything with everything for nothing.
  if (context.hierarchy.options.netbios !== true) return;
  const all = [...starters(context, 'any')].filter((s) => s.scope.initiator?.host.os !== 'linux');
  for (const from of all) {
    for (const to of all) {
      if (from === to && from.side.owners === undefined) continue;
      yield {
        initiator: from.side,
        responder: to.side,
        scope: from.scope,
        reasons: [{ text: 'any Windows system may ask any other' }],
        symmetric: true,
      };
    }
  }
}
