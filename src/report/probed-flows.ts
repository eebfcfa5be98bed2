/** What probes say of flows: the state of each, and the evidence. */
import type { Hierarchy } from '../hierarchy/model.ts';
import type { KeptObservation } from '../plan/kept-observation.ts';
import type { Plan } from '../plan/model.ts';
import type { Verdict } from '../plan/observation.ts';
import { probesOf } from '../probe/tasks.ts';
import { portText } from './observations-order.ts';
import { seenNow } from './seen-now.ts';

/** `open`: all that was asked is. `blocked`: something on the way keeps at least one port closed. */
export type ProbedState = 'open' | 'blocked' | 'unproven';

/** A verdict that isn't as it should be. */
export interface ProbeFinding {
  /** The filter that it was met at, where that is known. */
  readonly filter?: string;
  /** The verdict. */
  readonly code: string;
  readonly message: string;
}

export interface ProbedFlow {
  /** Absent where the way is no firewall's matter, such as a port that nobody listens on, or a name without an address. */
  readonly state?: ProbedState;
  /** Not everything of the flow was asked. */
  readonly partly?: true;
  /** The hierarchy is another one by now. */
  readonly stale?: true;
  /** What isn't as it should be, the worst first. */
  readonly findings: readonly ProbeFinding[];
}

const BLOCKED: readonly Verdict[] = ['intercepted', 'filtered', 'rejected'];
const OPEN: readonly Verdict[] = ['open', 'listener'];

/**
 * By flow id; flows that nobody asked about aren't there.
 * @param revision of the hierarchy as it is now
 */
export function probedFlows(
  plan: Plan,
  hierarchy: Hierarchy,
  observations: readonly KeptObservation[],
  revision: string,
): ReadonlyMap<string, ProbedFlow> {
  const known = new Set(plan.flows.map(({ id }) => id));
  const byFlow = new Map<string, KeptObservation[]>();
  for (const one of seenNow(observations)) {
    if (one.flow === undefined || one.task === undefined || !known.has(one.flow)) continue;
    const own = byFlow.get(one.flow);
    if (own) own.push(one);
    else byFlow.set(one.flow, [one]);
  }
  return new Map([...byFlow].map(([flow, own]) => [flow, probedFlow(plan, hierarchy, flow, own, revision)]));
}

function probedFlow(
  plan: Plan,
  hierarchy: Hierarchy,
  flow: string,
  own: readonly KeptObservation[],
  revision: string,
): ProbedFlow {
  const state = stateOf(own.map(({ verdict }) => verdict));
  const isPartly = state === 'open' && !isWhole(plan, hierarchy, flow, own);
  const bad = own.filter(({ verdict }) => !OPEN.includes(verdict));
  return {
    ...(state && { state }),
    ...(isPartly && { partly: true }),
    ...(own.some((one) => one.revision !== revision) && { stale: true }),
    findings: bad
      .sort((a, b) => Number(BLOCKED.includes(b.verdict)) - Number(BLOCKED.includes(a.verdict)))
      .map(findingOf),
  };
}

function stateOf(verdicts: readonly Verdict[]): ProbedState | undefined {
  if (verdicts.some((verdict) => BLOCKED.includes(verdict))) return 'blocked';
  if (verdicts.every((verdict) => OPEN.includes(verdict))) return 'open';
  return verdicts.every((verdict) => verdict === 'unproven' || OPEN.includes(verdict))
    ? 'unproven'
    : undefined;
}

/** Whether each task of a flow was seen. */
function isWhole(plan: Plan, hierarchy: Hierarchy, flow: string, own: readonly KeptObservation[]): boolean {
  const seen = new Set(own.map(({ task }) => task));
  for (const { id } of probesOf(plan, hierarchy, { flows: [flow] })) if (!seen.has(id)) return false;
  return true;
}

function findingOf(one: KeptObservation): ProbeFinding {
  const { verdict, on, to, evidence, hop } = one;
  return {
    ...(hop?.filter !== undefined && { filter: hop.filter }),
    code: verdict,
    message: `${portText(one)} to ${to.name ?? to.address ?? 'it'}, seen from ${on}: ${evidence}`,
  };
}
