/** Everything that can be asked of a plan: nothing else is ever probed. */
import type { Phase } from '../catalog/model.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { PortRange } from '../net/ports.ts';
import { digest } from '../plan/digest.ts';
import type { Flow, FlowRow, Plan } from '../plan/model.ts';
import { planRows } from '../plan/rows.ts';
import { type Ends, endsOf } from './ends.ts';
import type { ProbeTask, TaskEnd } from './task.ts';

/** What to keep; everything that is given must hold. */
export interface TaskSelection {
  /** Name of the end that starts, or of the host behind it. */
  readonly from?: string;
  /** Names of ends that answer, or of hosts behind them. */
  readonly to?: readonly string[];
  readonly phases?: readonly Phase[];
  /** Ids of the catalog's services. */
  readonly services?: readonly string[];
  /** Ids of conversations. */
  readonly conversations?: readonly string[];
  /** Ids of flows. */
  readonly flows?: readonly string[];
}

/**
 * One task for each row of the plan and port, in the plan's order, lazily: a large hierarchy has millions. A range of
 * ports is one task: nobody listens on all of them.
 */
export function* probesOf(
  plan: Plan,
  hierarchy: Hierarchy,
  selection: TaskSelection = {},
): Generator<ProbeTask> {
  const ends = endsOf(hierarchy);
  for (const row of planRows(narrowed(plan, selection))) {
    if (!fits(row, selection)) continue;
    const { transport, ports } = row.service;
    for (const to of answering(row, ends)) {
      if (transport === 'icmp') yield taskOf(row, to, undefined, { ends, plan });
      else for (const range of ports) yield taskOf(row, to, range, { ends, plan });
    }
  }
}

/** Flows that can fit, before their rows are made. */
function narrowed(plan: Plan, { conversations, flows, from, to }: TaskSelection): Plan {
  const kept = plan.flows.filter(
    (flow) =>
      (!conversations || conversations.includes(flow.conversation.id)) &&
      (!flows || flows.includes(flow.id)) &&
      (from === undefined || flow.from.some((e) => e.name === from || e.owner === from)) &&
      (!to || flow.to.some((e) => to.includes(e.name) || (e.owner !== undefined && to.includes(e.owner)))),
  );
  return { ...plan, flows: kept };
}

function fits(row: FlowRow, { from, to, phases, services }: TaskSelection): boolean {
  return (
    (from === undefined || row.from.name === from || row.from.owner === from) &&
    (!to || to.includes(row.to.name) || (row.to.owner !== undefined && to.includes(row.to.owner))) &&
    (!phases || phases.includes(row.service.phase)) &&
    (!services || services.includes(row.service.service.id))
  );
}

/** An end that is known by many names is asked under each: they are different servers. */
function answering(row: FlowRow, ends: Ends): TaskEnd[] {
  const to = ends.end(row.to, row.destination);
  if (row.destination || to.fqdns.length < 2) return [to];
  return to.fqdns.map((fqdn) => ({ ...to, fqdns: [fqdn] }));
}

function taskOf(
  row: FlowRow,
  to: TaskEnd,
  range: PortRange | undefined,
  { ends, plan }: { readonly ends: Ends; readonly plan: Plan },
): ProbeTask {
  const { flow, service } = row;
  const from = ends.end(row.from, row.source);
  const { id, name, cast } = service.service;
  const role = flow.reverse ? flow.conversation.initiator : flow.conversation.responder;
  return {
    id: idOf(row, to, range),
    flow: flow.id,
    conversation: flow.conversation.id,
    reverse: flow.reverse,
    service: id,
    serviceName: name,
    transport: service.transport,
    ...(range && { port: range.first }),
    ...(range && range.first !== range.last && { range }),
    ...(cast && { cast }),
    from,
    to,
    phase: service.phase,
    ...(service.window && { window: service.window }),
    ...(flow.beyond && { beyond: beyondOf(flow, plan) }),
    path: flow.path.map(({ filter }) => filter),
    hints: { ...ends.hints(row.to), role },
  };
}

/**
 * What a proxy is asked for: names with the ports on which it goes on to them, as other flows of the conversation say.
 * A name alone is on 443.
 */
function beyondOf({ beyond = [], conversation, to }: Flow, plan: Plan): string[] {
  const owners = new Set(to.flatMap(({ owner }) => owner ?? []));
  const onward = plan.flows.filter(
    (other) =>
      other.conversation === conversation &&
      other.from.some(({ owner }) => owner !== undefined && owners.has(owner)),
  );
  return beyond.flatMap(({ name, fqdns }) => {
    const ports = onward
      .filter((other) => other.to.some((end) => end.name === name))
      .flatMap(({ services }) => services.flatMap((s) => (s.transport === 'tcp' ? s.ports : [])))
      .map(({ first }) => first);
    const all = new Set(ports.length > 0 ? ports : [443]);
    return fqdns.flatMap((fqdn) => [...all].map((port) => (port === 443 ? fqdn : `${fqdn}:${port}`)));
  });
}

function idOf({ flow, service, from, source, destination }: FlowRow, to: TaskEnd, range?: PortRange): string {
  const where = destination?.text ?? to.fqdns[0];
  const parts = [from.name, source?.text, to.name, where, service.transport];
  const ports = range ? [range.first, range.last] : [];
  const short = digest(JSON.stringify([...parts, ...ports])).toString(36);
  return `${flow.id}/${service.service.id}/${short}`;
}
