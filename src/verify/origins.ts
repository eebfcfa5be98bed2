import { intersectMatch, type Match } from '../net/match.ts';
import type { Flow, FlowService, Plan } from '../plan/model.ts';
import type { Rule } from '../policy/model.ts';
import type { FindingOrigin } from './finding.ts';

export type FlowsById = ReadonlyMap<string, Flow>;

export function flowsById(plan: Plan): FlowsById {
  return new Map(plan.flows.map((flow) => [flow.id, flow]));
}

/**
 * The flows for which a rule of the plan's cut stands; only those that some of the packets concern, where they are
 * given: a rule often serves several.
 */
export function originsOf(rule: Rule, flows: FlowsById, packets?: readonly Match[]): FindingOrigin[] {
  const all = rule.origins.flatMap(({ flow }) => flows.get(flow) ?? []);
  const concerned = packets ? all.filter((flow) => concerns(flow, rule, packets)) : all;
  return (concerned.length > 0 ? concerned : all).map((flow) => originOf(flow, rule));
}

/** Whether the flow itself has ends and ports among the packets. An end that is known by name only may be anywhere. */
function concerns(flow: Flow, rule: Rule, packets: readonly Match[]): boolean {
  const sources = flow.from.flatMap((end) => end.networks);
  const destinations = flow.to.flatMap((end) => end.networks);
  if (sources.length === 0 || destinations.length === 0) return true;
  return flow.services.some(
    ({ transport, ports }) =>
      transport === rule.transport &&
      packets.some((match) => {
        const ends = intersectMatch({ sources, destinations, services: match.services }, match);
        return (
          ends !== undefined &&
          (transport === 'icmp' ||
            match.services.some(({ destination }) =>
              ports.some((p) => p.first <= destination.last && destination.first <= p.last),
            ))
        );
      }),
  );
}

function originOf(flow: Flow, rule: Rule): FindingOrigin {
  return originOfFlow(flow, ({ service }) => rule.services.includes(service.id));
}

/** A flow as a finding names it; with the reasons of some of its services only, where it is asked for. */
export function originOfFlow(
  { id, conversation, services, reasons }: Flow,
  concerned: (service: FlowService) => boolean = () => true,
): FindingOrigin {
  const guide = conversation.guide.map(({ table, row }) => `guide row ${table}/${row}`);
  const own = services.filter(concerned).flatMap((service) => service.reasons);
  const unique = new Map([...reasons, ...own].map((reason) => [reason.text, reason]));
  return {
    flow: id,
    conversation: conversation.id,
    title: conversation.title,
    sources: guide.length > 0 ? guide : conversation.sources,
    reasons: [...unique.values()].map(({ text, place }) => ({ text, ...(place && { place }) })),
  };
}
