import type { Listener } from '../hierarchy/listeners.ts';
import type { Endpoint, Flow, Plan } from '../plan/model.ts';
import type { Finding, FlowTally } from './finding.ts';

interface Looked {
  readonly kind: 'filter' | 'host';
  readonly name: string;
}

/**
 * What became of each flow over its whole way: the firewall of the host that starts it, every filter that it crosses,
 * and the firewall of the host that it ends at. It is permitted if each of them permits it, and all were looked at.
 */
export function tallyFlows(
  plan: Plan,
  looked: readonly Looked[],
  findings: readonly Finding[],
  listeners: readonly Listener[] = [],
): FlowTally {
  const filters = new Set(looked.filter((l) => l.kind === 'filter').map((l) => l.name));
  const hosts = new Set(looked.filter((l) => l.kind === 'host').map((l) => l.name));
  const blocked = flowsOf(findings, 'missing');
  const unproven = flowsOf(findings, 'unproven');
  const tally = { permitted: 0, blocked: 0, unproven: 0, partly: 0, untouched: 0 };
  for (const flow of plan.flows) {
    const seen = stepsSeen(flow, filters, hosts, listeners);
    if (blocked.has(flow.id)) tally.blocked++;
    else if (unproven.has(flow.id)) tally.unproven++;
    else if (seen === 'none') tally.untouched++;
    else if (seen === 'all') tally.permitted++;
    else tally.partly++;
  }
  return tally;
}

function flowsOf(findings: readonly Finding[], kind: Finding['kind']): ReadonlySet<string> {
  return new Set(findings.filter((f) => f.kind === kind).flatMap((f) => f.origins.map((o) => o.flow)));
}

/** Host firewalls count only where some were given: a network team looks at its own filters. */
function stepsSeen(
  { path, from, to }: Flow,
  filters: ReadonlySet<string>,
  hosts: ReadonlySet<string>,
  listeners: readonly Listener[],
): 'all' | 'some' | 'none' {
  const ownersOf = ({ kind, name, owner }: Endpoint): readonly string[] => {
    if (kind === 'listener') return listeners.flatMap((l) => (l.name === name ? l.hosts : []));
    return owner === undefined ? [] : [owner];
  };
  const owners = hosts.size === 0 ? [] : [...from, ...to].flatMap(ownersOf);
  const steps = [
    ...path.map((crossing) => filters.has(crossing.filter)),
    ...new Set(owners.map((owner) => hosts.has(owner))),
  ];
  if (!steps.includes(true)) return 'none';
  return steps.includes(false) ? 'some' : 'all';
}
