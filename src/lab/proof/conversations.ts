/** The planned conversations of a lab, one by one, and what has to become of each. */
import type { Transport } from '../../net/ports.ts';
import type { Plan } from '../../plan/model.ts';
import { needsNetwork } from '../../plan/rows.ts';
import { endsOf } from '../planned-ports.ts';
import type { Resident } from '../residents.ts';
import { type Stage, type Stages, UNASSERTED } from './stages.ts';

export interface Conversation {
  readonly from: Resident;
  readonly to: Resident;
  readonly transport: Transport;
  /** 0 for ICMP. */
  readonly port: number;
  /** Flows that need it, and for which services. */
  readonly flows: readonly {
    readonly flow: string;
    readonly conversation: string;
    readonly service: string;
  }[];
  readonly path: readonly string[];
  readonly stages: readonly Stage[];
  /** Places that don't let it pass although it is planned: names that a filter refuses, and what IPsec hides. */
  readonly blockedAt: readonly Stage[];
}

/** What can be asked by a packet to one address. What is sent to everybody is asked as `casts` besides; TFTP's transfer is held as a whole. */
export function conversationsOf(plan: Plan, stages: Stages): Conversation[] {
  const found = new Map<string, Conversation & { readonly flows: Conversation['flows'][number][] }>();
  const { residents } = stages;
  for (const flow of plan.flows) {
    for (const source of flow.from) {
      for (const target of flow.to) {
        if (!needsNetwork(source, target)) continue;
        for (const from of residents.of(source)) {
          for (const to of residents.of(target)) {
            if (from.host === to.host || from.network.family !== to.network.family) continue;
            const path = stages.path(from, to);
            if (path === undefined) continue;
            for (const { service, transport, ports } of flow.services) {
              if (UNASSERTED.has(service.id)) continue;
              for (const port of transport === 'icmp' ? [0] : ports.flatMap(endsOf)) {
                const key = `${transport} ${port} ${from.address.address} ${to.address.address}`;
                let one = found.get(key);
                if (!one) {
                  const between = stages.between(from, to);
                  const blockedAt = between.filter((s) => !stages.allows(s, from, to, transport, port));
                  // A transfer of TFTP may be what lets it pass.
                  if (blockedAt.length > 0 && stages.isSpecial(from, to, transport, port)) continue;
                  one = { from, to, transport, port, flows: [], path, stages: between, blockedAt };
                  found.set(key, one);
                }
                one.flows.push({ flow: flow.id, conversation: flow.conversation.id, service: service.id });
              }
            }
          }
        }
      }
    }
  }
  return [...found.values()];
}

/** `mp01 (10.10.2.31) to dc01 (10.10.0.10) on tcp/389`. */
export function conversationText({
  from,
  to,
  transport,
  port,
}: Pick<Conversation, 'from' | 'to' | 'transport' | 'port'>): string {
  const on = transport === 'icmp' ? 'with ICMP echo' : `on ${transport}/${port}`;
  return `${from.host.label} (${from.address.address}) to ${to.host.label} (${to.address.address}) ${on}`;
}
