import type { Phase } from '../catalog/model.ts';
import type { Flow, Plan } from './model.ts';

/** What to keep of a plan; everything that is given must hold. */
export interface Selection {
  /** Host, network, listener or cloud service at either end. */
  readonly end?: string;
  /** Filter on the way. */
  readonly filter?: string;
  /** Zone of either end. */
  readonly zone?: string;
  /** Role at either end. */
  readonly role?: string;
  readonly phases?: readonly Phase[];
}

/** A part of a plan: flows that fit, narrowed to the ends and services that fit. */
export function selectFlows(plan: Plan, selection: Selection): Plan {
  const flows: Flow[] = [];
  for (const flow of plan.flows) flows.push(...selectFlow(flow, selection));
  return { ...plan, flows };
}

function selectFlow(flow: Flow, selection: Selection): Flow[] {
  const { end, filter, zone, role, phases } = selection;
  if (filter !== undefined && !flow.path.some((c) => c.filter === filter)) return [];
  if (zone !== undefined && flow.from[0]?.zone !== zone && flow.to[0]?.zone !== zone) return [];
  if (role !== undefined && flow.conversation.initiator !== role && flow.conversation.responder !== role)
    return [];
  const services = phases ? flow.services.filter((s) => phases.includes(s.phase)) : flow.services;
  if (services.length === 0) return [];
  const kept = services.length === flow.services.length ? flow : { ...flow, services };
  return end === undefined ? [kept] : narrow(kept, end);
}

/** A group flow seen from one of its ends: only the pairs that it takes part in. */
function narrow(flow: Flow, end: string): Flow[] {
  const from = flow.from.filter((e) => e.name === end);
  const to = flow.to.filter((e) => e.name === end);
  const parts: Flow[] = [];
  if (from.length > 0) parts.push(from.length === flow.from.length ? flow : { ...flow, from });
  // Pairs that both parts would hold stay with the first.
  const others = flow.from.filter((e) => e.name !== end);
  if (to.length > 0 && others.length > 0) {
    parts.push(
      others.length === flow.from.length && to.length === flow.to.length
        ? flow
        : { ...flow, from: others, to },
    );
  }
  return parts;
}
