/** Everything that the plan doesn't want: every host to every other on every port that anything is planned on. */
import type { Transport } from '../../net/ports.ts';
import type { Plan } from '../../plan/model.ts';
import { endsOf } from '../planned-ports.ts';
import type { Resident } from '../residents.ts';
import type { Stages } from './stages.ts';

export interface Unplanned {
  readonly from: Resident;
  readonly to: Resident;
  readonly transport: Transport;
  readonly port: number;
  /** Port to ask from; any if absent. */
  readonly sourcePort?: number;
}

/** Every port of every service that the plan uses; of ranges, both ends. ICMP echo always. */
export function portsOf(plan: Plan): readonly { readonly transport: Transport; readonly port: number }[] {
  const ports = new Map<string, { readonly transport: Transport; readonly port: number }>();
  ports.set('icmp', { transport: 'icmp', port: 0 });
  for (const { services } of plan.flows) {
    for (const { transport, ports: ranges } of services) {
      if (transport === 'icmp') continue;
      for (const port of ranges.flatMap(endsOf)) ports.set(`${transport} ${port}`, { transport, port });
    }
  }
  return [...ports.values()].sort((a, b) => a.transport.localeCompare(b.transport) || a.port - b.port);
}

/**
 * What has to be blocked, for all pairs of addresses that something filters packets between. The source changes
 * slowest, so that a part of it is asked by few hosts.
 */
export function* unplanned(plan: Plan, stages: Stages): Generator<Unplanned> {
  const ports = portsOf(plan);
  for (const from of stages.residents.all) {
    for (const to of stages.residents.all) {
      if (from.host === to.host || from.network.family !== to.network.family) continue;
      const between = stages.between(from, to);
      if (between.length === 0) continue;
      for (const { transport, port } of ports) {
        if (stages.isSpecial(from, to, transport, port)) continue;
        if (between.every((stage) => stages.allows(stage, from, to, transport, port))) continue;
        yield { from, to, transport, port };
      }
    }
  }
}
