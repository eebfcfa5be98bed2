import { ICMP, ICMPV6, icmpRange, type Match, type ServiceRange, servicesTo } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import type { Flow, FlowService, Plan } from '../plan/model.ts';
import { withoutOwnPairs } from '../policy/blocks.ts';
import type { FindingOrigin } from './finding.ts';
import { originOfFlow } from './origins.ts';

/** A flow with the packets that start its conversations; those between ends that are known by address. */
export interface FlowNeed {
  readonly flow: Flow;
  readonly origin: FindingOrigin;
  readonly matches: readonly Match[];
}

export function flowNeeds(plan: Plan): FlowNeed[] {
  return plan.flows.map((flow) => ({ flow, origin: originOfFlow(flow), matches: matchesOf(flow) }));
}

function matchesOf({ from, to, services }: Flow): Match[] {
  return withoutOwnPairs(from, to).flatMap((block) => {
    const sources = block.from.flatMap((end) => end.networks);
    const destinations = block.to.flatMap((end) => end.networks);
    return ([4, 6] satisfies Family[]).flatMap((family) => {
      const ranges = services.flatMap((service) => servicesOf(service, family));
      const match = {
        sources: sources.filter((n) => n.family === family),
        destinations: destinations.filter((n) => n.family === family),
        services: ranges,
      };
      return match.sources.length > 0 && match.destinations.length > 0 ? [match] : [];
    });
  });
}

/** ICMP's protocol and numbers are the family's own. */
function servicesOf({ transport, ports }: FlowService, family: Family): ServiceRange[] {
  if (transport !== 'icmp') return servicesTo(transport, ports);
  const [number, type] = family === 4 ? [ICMP, 8] : [ICMPV6, 128];
  const protocol = { first: number, last: number };
  return [{ protocol, source: icmpRange(type), destination: icmpRange(0, 255) }];
}
