/** Pairings of software update points and pull distribution points: who gets its content from whom. */
import type { Conversation } from '../../catalog/model.ts';
import { namedActor } from '../actors.ts';
import { hostSide, type Match, type PairingContext } from '../match.ts';
import { gatewayEndpoint } from './gateway-endpoint.ts';
import { cross } from './sites.ts';
import { UPDATE_POINT, upstreamOf } from './upstream.ts';

/** A software update point and its upstream server, which may be a WSUS server that is no site system. */
export function* wsusUpstream(context: PairingContext, conversation: Conversation): Generator<Match> {
  const { cast, hosts } = context;
  for (const actor of cast.ofRole(UPDATE_POINT)) {
    const upstream = upstreamOf(context, actor);
    const host = upstream && hosts.get(upstream.host);
    if (!upstream || !host) continue;
    // A host that is an update point is one, whatever else it runs; anything else is a WSUS server.
    const point = cast.onHost(UPDATE_POINT, host.name);
    const responder = point ?? cast.onHost('wsus-server', host.name) ?? namedActor(host, 'wsus-server');
    if ((conversation.responder === UPDATE_POINT) !== (point !== undefined)) continue;
    const scope = actor.site ? { site: actor.site } : {};
    yield* cross(cast.group([actor]), cast.group([responder]), scope, [upstream.reason]);
  }
}

/** A pull distribution point and the sources that it names. */
export function* pullSource(context: PairingContext, { responder }: Conversation): Generator<Match> {
  const { cast } = context;
  const gateways = new Map(context.hierarchy.gateways.map((g) => [g.name, g]));
  for (const actor of cast.ofRole('distribution-point')) {
    const sources = actor.instance.options['pull.sources'];
    if (!Array.isArray(sources)) continue;
    const at = actor.instance.at['pull.sources'] ?? actor.instance.at.pull;
    const reasons = [
      { text: `${actor.host.name} pulls its content from it`, ...(at !== undefined && { at }) },
    ];
    const from = cast.group([actor]);
    if (responder === 'distribution-point') {
      const found = (sources as readonly string[]).flatMap(
        (name) => cast.onHost('distribution-point', name) ?? [],
      );
      for (const to of cast.group(found)) {
        const site = to.sample.site ?? actor.site;
        yield* cross(from, [to], site ? { site } : {}, reasons);
      }
      continue;
    }
    for (const name of sources as readonly string[]) {
      const gateway = gateways.get(name);
      if (!gateway) continue;
      const endpoint = gatewayEndpoint(context, gateway, responder);
      for (const initiator of from) {
        yield {
          initiator: hostSide(initiator),
          responder: { endpoints: [endpoint], zone: endpoint.zone },
          scope: { ...(actor.site && { site: actor.site }), initiator: initiator.sample, gateway },
          reasons,
        };
      }
    }
  }
}
