import type { Listener } from '../hierarchy/listeners.ts';
import type { Endpoint, Flow, Plan } from '../plan/model.ts';
import type { FlowTally } from './finding.ts';

export interface Looked {
  readonly kind: 'filter' | 'host';
  readonly name: string;
}

/** What of a finding says which flows it is about; as a value and as a document. */
export interface FlowFinding {
  readonly kind: string;
  readonly origins: readonly { readonly flow: string }[];
}

/** How a flow fares over its whole way; see `FlowTally`. */
export type FlowOutcome = keyof FlowTally;

/**
 * What became of each flow over its whole way: the firewall of the host that starts it, every filter that it crosses,
 * and the firewall of the host that it ends at. It is permitted if each of them permits it, and all were looked at.
 */
export function tallyFlows(
  plan: Plan,
  looked: readonly Looked[],
  findings: readonly FlowFinding[],
  listeners: readonly Listener[] = [],
): FlowTally {
  const tally = { permitted: 0, blocked: 0, unproven: 0, partly: 0, untouched: 0 };
  for (const { outcome } of flowOutcomes(plan, looked, findings, listeners)) tally[outcome]++;
  return tally;
}

/** As `tallyFlows` of each by itself, without going through the whole plan for each. */
export function tallyEach(
  plan: Plan,
  looked: readonly (Looked & { readonly findings: readonly FlowFinding[] })[],
  listeners: readonly Listener[] = [],
): FlowTally[] {
  const own = new Map(looked.map((one) => [keyOf(one), new Set<Flow>()]));
  const byId = new Map(plan.flows.map((flow) => [flow.id, flow]));
  for (const flow of plan.flows)
    for (const step of stepsOf(flow, true, listeners)) own.get(keyOf(step))?.add(flow);
  return looked.map((one) => {
    const flows = new Set(own.get(keyOf(one)));
    for (const { flow: id } of one.findings.flatMap(({ origins }) => origins)) {
      const flow = byId.get(id);
      if (flow) flows.add(flow);
    }
    const tally = tallyFlows({ ...plan, flows: [...flows] }, [one], one.findings, listeners);
    return { ...tally, untouched: tally.untouched + plan.flows.length - flows.size };
  });
}

/** The same flow by flow, each with what was looked at on its way. */
export function* flowOutcomes(
  plan: Plan,
  looked: readonly Looked[],
  findings: readonly FlowFinding[],
  listeners: readonly Listener[] = [],
): Generator<{ readonly flow: Flow; readonly outcome: FlowOutcome; readonly seen: readonly Looked[] }> {
  const known = new Map(looked.map((one) => [keyOf(one), one]));
  const withHosts = looked.some(({ kind }) => kind === 'host');
  const blocked = flowsOf(findings, 'missing');
  const unproven = flowsOf(findings, 'unproven');
  for (const flow of plan.flows) {
    const steps = stepsOf(flow, withHosts, listeners);
    const seen = steps.flatMap((step) => known.get(keyOf(step)) ?? []);
    yield { flow, outcome: outcomeOf(flow, steps.length - seen.length, seen.length), seen };
  }

  function outcomeOf({ id }: Flow, unseen: number, seen: number): FlowOutcome {
    if (blocked.has(id)) return 'blocked';
    if (unproven.has(id)) return 'unproven';
    if (seen === 0) return 'untouched';
    return unseen === 0 ? 'permitted' : 'partly';
  }
}

const keyOf = ({ kind, name }: Looked): string => `${kind} ${name}`;

function flowsOf(findings: readonly FlowFinding[], kind: string): ReadonlySet<string> {
  return new Set(findings.filter((f) => f.kind === kind).flatMap((f) => f.origins.map((o) => o.flow)));
}

/** Host firewalls count only where some were given: a network team looks at its own filters. */
function stepsOf({ path, from, to }: Flow, withHosts: boolean, listeners: readonly Listener[]): Looked[] {
  const ownersOf = ({ kind, name, owner }: Endpoint): readonly string[] => {
    if (kind === 'listener') return listeners.flatMap((l) => (l.name === name ? l.hosts : []));
    return owner === undefined ? [] : [owner];
  };
  const owners = withHosts ? new Set([...from, ...to].flatMap(ownersOf)) : [];
  const filters = new Set(path.map(({ filter }) => filter));
  return [
    ...[...filters].map((name) => ({ kind: 'filter', name }) as const),
    ...[...owners].map((name) => ({ kind: 'host', name }) as const),
  ];
}
