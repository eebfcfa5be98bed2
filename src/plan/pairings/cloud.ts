/** Pairings that end on the internet: Microsoft's services, gateways, and the proxies in front of them. */
import type { Conversation, InternetEndpoint } from '../../catalog/model.ts';
import type { Gateway } from '../../hierarchy/model.ts';
import { type Actor, namedActor } from '../actors.ts';
import { internetEndpoint } from '../endpoints.ts';
import {
  hostSide,
  type Match,
  networkSide,
  type PairingContext,
  type ReasonSeed,
  type Side,
} from '../match.ts';
import type { Endpoint } from '../model.ts';
import type { Scope } from '../settings.ts';
import { gatewayEndpoint } from './gateway-endpoint.ts';
import { upstreamOf } from './upstream.ts';

/** Names that a role's flows go to. Removed endpoints and site-specific placeholders are left out. */
function namesFor(context: PairingContext, role: string, wanted: (e: InternetEndpoint) => boolean): string[] {
  const cloud = context.hierarchy.gateways[0]?.cloud ?? 'public';
  const names = context.catalog.endpoints
    .filter((e) => (e.role === role || e.role === 'any') && e.cloud === cloud && wanted(e))
    .filter((e) => !/^(removed|dropped|superseded)/.test(e.lifecycle) && !e.pattern.includes('<'))
    .map((e) => e.pattern);
  return [...new Set(names)].sort();
}

/** Features of the endpoint list that belong to a gateway, not to the role's general internet access. */
const GATEWAY_FEATURE = 'Cloud management gateway';

const ENTRA = /^(login\.microsoftonline\.|sts\.windows\.net|aadcdn\.)/;

function destination(context: PairingContext, { initiator, responder }: Conversation): Endpoint {
  const title = context.catalog.roles.get(responder)?.title ?? responder;
  switch (responder) {
    case 'entra-id':
      return internetEndpoint(
        title,
        namesFor(context, initiator, (e) => ENTRA.test(e.pattern)),
      );
    case 'azure':
      return internetEndpoint(
        title,
        namesFor(context, initiator, (e) => /^(management\.|login\.)/.test(e.pattern)),
      );
    case 'azure-logic-app':
      // The page has `*.<RegionName>.logic.azure.com`; the region is not known here.
      return internetEndpoint(title, ['*.logic.azure.com']);
    case 'exchange-online':
      // No source that the catalog carries names its hosts.
      return internetEndpoint(title, []);
    default: {
      const starter = context.catalog.roles.get(initiator)?.title ?? initiator;
      const general = (e: InternetEndpoint): boolean =>
        e.feature !== GATEWAY_FEATURE && !/intranet/.test(e.feature);
      return internetEndpoint(`${title} (${starter})`, namesFor(context, initiator, general));
    }
  }
}

const atOf = (at: number | undefined): { at?: number } => (at === undefined ? {} : { at });

interface Traveller {
  readonly side: Side;
  readonly scope: Scope;
  /** Name of the proxy host that it goes through. */
  readonly proxy?: string;
  readonly proxyAt?: number;
  readonly reason: ReasonSeed;
}

function hostTraveller(context: PairingContext, actors: readonly Actor[], text: string): Traveller[] {
  return context.cast.group(actors).map((group) => {
    const { host, site } = group.sample;
    const proxyAt = host.at.proxy;
    return {
      side: hostSide(group),
      scope: { ...(site && { site }), initiator: group.sample },
      ...(host.proxy !== undefined && { proxy: host.proxy }),
      ...(proxyAt !== undefined && { proxyAt }),
      reason: { text, ...atOf(group.sample.instance.at[''] ?? host.at['']) },
    };
  });
}

/** Those who start the conversation, with their way out. */
function travellers(context: PairingContext, { initiator }: Conversation): Traveller[] {
  const { cast, population, sites } = context;
  switch (initiator) {
    case 'client':
      return population.all.map((group) => {
        const { network, site } = group.sample;
        return {
          side: networkSide(group),
          scope: { site, clients: group.sample },
          ...(network.proxy !== undefined && { proxy: network.proxy }),
          reason: { text: `clients of ${network.name}`, ...atOf(network.at['']) },
        };
      });
    case 'console':
      return population.consoles.map((group) => {
        const site = sites.get(group.sample.sites[0] ?? '');
        return {
          side: networkSide(group),
          scope: site ? { site } : {},
          ...(group.sample.proxy !== undefined && { proxy: group.sample.proxy }),
          reason: { text: `consoles of ${group.sample.name}`, ...atOf(group.sample.at['']) },
        };
      });
    case 'software-update-point':
      return cast.ofRole(initiator).flatMap((actor) => {
        const options = {
          syncs: upstreamOf(context, actor) ? 'upstream' : 'microsoft-update',
          ...actor.instance.options,
        };
        const instance = { ...actor.instance, options };
        return hostTraveller(
          context,
          [{ ...actor, instance }],
          `${actor.host.name} is a software update point`,
        );
      });
    default:
      return hostTraveller(context, cast.ofRole(initiator), `a ${initiator} needs it`);
  }
}

/** Sends travellers to a destination, through their proxies; a proxy goes on to the destination itself. */
function* send(
  context: PairingContext,
  starters: readonly Traveller[],
  endpoint: Endpoint,
  scope: Scope,
  direct: boolean,
): Generator<Match> {
  const responder: Side = { endpoints: [endpoint], zone: endpoint.zone };
  const proxies = new Map<string, Traveller>();
  for (const starter of starters) {
    const proxy = direct || starter.proxy === undefined ? undefined : context.hosts.get(starter.proxy);
    if (!proxy) {
      yield {
        initiator: starter.side,
        responder,
        scope: { ...starter.scope, ...scope },
        reasons: [starter.reason],
      };
      continue;
    }
    const actor = namedActor(proxy, 'proxy-server');
    const text = `its way to ${endpoint.name} goes through the proxy ${proxy.name}`;
    const port = actor.instance.options.port;
    for (const group of context.cast.group([actor])) {
      yield {
        initiator: starter.side,
        responder: hostSide(group),
        scope: { ...starter.scope, ...scope },
        reasons: [starter.reason, { text, ...atOf(starter.proxyAt) }],
        proxyPort: typeof port === 'number' ? port : DEFAULT_PROXY_PORT,
        beyond: endpoint,
      };
    }
    if (!proxies.has(proxy.name)) proxies.set(proxy.name, starter);
  }
  for (const [name, starter] of proxies) {
    const host = context.hosts.get(name);
    if (!host) continue;
    for (const group of context.cast.group([namedActor(host, 'proxy-server')])) {
      const text = `${name} forwards for others`;
      // The conditions are those of whoever sends through it.
      yield {
        initiator: hostSide(group),
        responder,
        scope: { ...starter.scope, ...scope },
        reasons: [{ text }],
      };
    }
  }
}

/** "Default proxy port 80": facts of the proxy page. */
const DEFAULT_PROXY_PORT = 80;

/** A role and the internet, by name. */
export function* internet(context: PairingContext, conversation: Conversation): Generator<Match> {
  if (context.hierarchy.internet === 'none') return;
  const starters = travellers(context, conversation).filter(
    (t) => t.scope.clients?.network.internet !== true,
  );
  yield* send(context, starters, destination(context, conversation), {}, false);
}

/** Roles and clients and a cloud service of the hierarchy's own. */
export function* cloud(context: PairingContext, conversation: Conversation): Generator<Match> {
  if (context.hierarchy.internet === 'none') return;
  const { responder } = conversation;
  if (responder === 'cloud-distribution-point') {
    for (const point of context.hierarchy.cloudDistributionPoints) {
      const endpoint = { ...internetEndpoint(point.name, [point.service]), ...atOf(point.at['']) };
      yield* send(context, travellers(context, conversation), endpoint, {}, false);
    }
    return;
  }
  for (const gateway of context.hierarchy.gateways) {
    const starters = travellers(context, conversation).filter((t) =>
      usesGateway(context, t, conversation, gateway),
    );
    if (starters.length === 0) continue;
    const own =
      responder === 'cmg' || responder === 'azure-blob-storage' || responder === 'cmg-connection-point';
    const endpoint = own ? gatewayEndpoint(context, gateway, responder) : destination(context, conversation);
    // The classic channel is TCP with TLS, which no web proxy forwards.
    yield* send(context, starters, endpoint, { gateway }, gateway.deployment === 'classic');
  }
}

/** Whether a gateway concerns those who start: their clients use it, or they serve it. */
function usesGateway(
  context: PairingContext,
  traveller: Traveller,
  { initiator }: Conversation,
  gateway: Gateway,
): boolean {
  if (initiator === 'client') {
    const clients = traveller.scope.clients;
    if (!clients) return false;
    const named = clients.group.siteSystems.filter((name) =>
      context.hierarchy.gateways.some((g) => g.name === name),
    );
    return named.length > 0 ? named.includes(gateway.name) : clients.network.internet;
  }
  const own = traveller.scope.initiator?.instance.options.gateway;
  if (initiator === 'cmg-connection-point') return own === undefined || own === gateway.name;
  if (initiator === 'site-server') {
    const site = traveller.scope.site;
    const points = site ? context.cast.inSite('cmg-connection-point', site.code) : [];
    return points.some(
      (p) => p.instance.options.gateway === undefined || p.instance.options.gateway === gateway.name,
    );
  }
  return true;
}

/** An Exchange connector and its server, in the cloud or in the house. */
export function* exchange(context: PairingContext, conversation: Conversation): Generator<Match> {
  const online = conversation.responder === 'exchange-online';
  for (const actor of context.cast.ofRole('exchange-connector')) {
    const target = actor.instance.options.target ?? 'online';
    if ((target === 'online') !== online) continue;
    const starters = hostTraveller(context, [actor], `${actor.host.name} runs the Exchange connector`);
    if (online) {
      if (context.hierarchy.internet !== 'none')
        yield* send(context, starters, destination(context, conversation), {}, false);
      continue;
    }
    const host = context.hosts.get(String(target));
    if (!host) continue;
    for (const starter of starters) {
      for (const group of context.cast.group([namedActor(host, 'exchange-server')])) {
        yield {
          initiator: starter.side,
          responder: hostSide(group),
          scope: { ...starter.scope, responder: group.sample },
          reasons: [starter.reason],
        };
      }
    }
  }
}
