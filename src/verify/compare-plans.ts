import { Exhausted } from '../net/exhausted.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Plan } from '../plan/model.ts';
import type { Change, DifferenceReport } from './difference-report.ts';
import { flowNeeds } from './flow-needs.ts';
import { namedOnlyIn } from './named-flows.ts';

/** What has to be opened and may be closed from one plan to another, and for which conversations. */
export function comparePlans(
  before: { readonly name: string; readonly plan: Plan },
  after: { readonly name: string; readonly plan: Plan },
): DifferenceReport {
  const names = { kind: 'plans', before: before.name, after: after.name } as const;
  const named = [
    ...namedOnlyIn(after.plan, before.plan, 'permitted'),
    ...namedOnlyIn(before.plan, after.plan, 'denied'),
  ];
  try {
    const changes = [
      ...onlyIn(after.plan, before.plan, 'permitted'),
      ...onlyIn(before.plan, after.plan, 'denied'),
    ];
    return { ...names, changes, named, undecided: [] };
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    return { ...names, changes: [], named, undecided: [`what the plans need: ${error.message}`] };
  }
}

/** By flow: the packets that one plan needs, and the other doesn't for any flow. */
function onlyIn(plan: Plan, other: Plan, kind: Change['kind']): Change[] {
  const same = new Set(other.flows.map(textOf));
  const known = PacketSet.of(flowNeeds(other).flatMap(({ matches }) => matches));
  return flowNeeds(plan).flatMap(({ flow, origin, matches }) => {
    // Most flows of two plans are alike: those need no comparison.
    if (same.has(textOf(flow))) return [];
    const rest = PacketSet.of(matches).subtract(known);
    const witness = rest.witness();
    if (!witness) return [];
    return [
      { kind, packets: rest.matches(), size: rest.size(), witness, before: [], after: [], origins: [origin] },
    ];
  });
}

function textOf({ from, to, services }: Plan['flows'][number]): string {
  const ends = (side: Plan['flows'][number]['from']): string[] =>
    side.flatMap((end) => end.networks.map((network) => `${end.owner ?? ''}@${network.text}`)).sort();
  const ports = services.map(
    ({ transport, ports: list }) => `${transport}/${list.map((p) => `${p.first}-${p.last}`).join()}`,
  );
  return JSON.stringify([ends(from), ends(to), ports.sort()]);
}
