import type { Observation } from '../plan/observation.ts';
import type { ProbeTask } from './task.ts';
import type { Judged } from './verdict.ts';

export interface Circumstances {
  readonly time: Date;
  readonly on: string;
  /** The address that was asked, where it came to that. */
  readonly address?: string;
  readonly local?: { readonly address: string; readonly port: number };
  readonly milliseconds?: number;
  /** Absent where the verdict has one. */
  readonly token?: string;
}

/** A verdict as an observation. */
export function observationOf(task: ProbeTask, judged: Judged, circumstances: Circumstances): Observation {
  const { time, on, address, local, milliseconds } = circumstances;
  const from = local?.address || task.from.address;
  const to = address ?? task.to.address;
  return {
    time: time.toISOString(),
    kind: 'probe',
    on,
    task: task.id,
    flow: task.flow,
    conversation: task.conversation,
    service: task.service,
    transport: task.transport,
    from: {
      name: task.from.name,
      ...(from !== undefined && { address: from }),
      ...(local && local.port > 0 && { port: local.port }),
    },
    to: {
      name: task.to.name,
      ...(to !== undefined && { address: to }),
      ...(task.port !== undefined && { port: task.port }),
    },
    ...(circumstances.token !== undefined && { token: circumstances.token }),
    ...judged,
    facts: factsOf(task, judged.facts),
    ...(milliseconds !== undefined && { milliseconds }),
  };
}

/** What was seen, with what of the task belongs to it. */
function factsOf(
  { range, path }: ProbeTask,
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...facts,
    ...(range && { ports: `${range.first}-${range.last}` }),
    ...(path.length > 0 && { filters: path.join(', ') }),
  };
}
