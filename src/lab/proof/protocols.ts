/** Every planned flow in the protocol that its port is for, asked by the same probes as anywhere else. */

import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Plan } from '../../plan/model.ts';
import type { Observation } from '../../plan/observation.ts';
import type { Resident } from '../residents.ts';
import { loadAll, loadNothing, type Subject, timed } from './phases.ts';
import { type Asked, askTasks, tasksIn } from './probing.ts';
import type { LabFault, LabPhase } from './report-model.ts';
import { type Stages, UNASSERTED } from './stages.ts';

export interface ProtocolsPhase {
  readonly phase: LabPhase;
  readonly observations: readonly Observation[];
}

/**
 * With the printed rules loaded: what is planned speaks its protocol, and what a filter refuses is silent.
 * @param rules none: without them, everything speaks.
 * @param isMeant pairs of addresses that are asked; all of them if absent.
 */
export async function protocols(
  subject: Subject,
  hierarchy: Hierarchy,
  plan: Plan,
  stages: Stages,
  rules: 'printed' | 'none' = 'printed',
  isMeant?: (from: Resident, to: Resident) => boolean,
): Promise<ProtocolsPhase> {
  const observations: Observation[] = [];
  const hasRules = rules === 'printed';
  const id = hasRules ? 'protocols' : 'baseline';
  const title = hasRules
    ? 'every planned flow in its protocol'
    : 'without rules, every planned flow in its protocol';
  const phase = await timed(id, title, async () => {
    if (hasRules) await loadAll(subject, 'drop');
    else await loadNothing(subject, false);
    const { inside } = subject.bench;
    const asked = tasksIn(plan, hierarchy, stages, isMeant);
    await askTasks(inside, asked, (observation) => observations.push(observation));
    const faults = observations.flatMap((observation): LabFault[] => {
      const one = asked.get(observation.task ?? '');
      const says = one && faultIn(observation, one, hasRules ? stages : undefined);
      if (!one || says === undefined) return [];
      const { task, from, to } = one;
      const ends = { from: from.host.label, to: to.host.label };
      return [{ says, ...ends, transport: task.transport, port: task.port ?? 0, flows: [task.flow] }];
    });
    return { asked: observations.length, faults };
  });
  return { phase, observations };
}

/** Verdicts by which a way is open. */
const OPEN: ReadonlySet<string> = new Set(['open', 'listener']);
const CLOSED: ReadonlySet<string> = new Set(['filtered', 'rejected', 'unproven', 'failed']);

/** What isn't as it has to be, in a sentence; without stages nothing is blocked. */
export function faultIn(
  observation: Observation,
  { task, from, to }: Asked,
  stages: Stages | undefined,
): string | undefined {
  const { verdict, evidence, facts } = observation;
  const who = `${from.host.label} (${from.address.address}) to ${to.host.label} (${to.address.address}), ${task.serviceName}`;
  const port = task.port ?? 0;
  const isSpecial = stages?.isSpecial(from, to, task.transport, port) ?? false;
  const between = isSpecial ? [] : (stages?.between(from, to) ?? []);
  const blocked = between.filter((stage) => !stages?.allows(stage, from, to, task.transport, port));
  if (blocked.length > 0)
    return CLOSED.has(verdict)
      ? undefined
      : `${who}: expected ${blocked.join(' and ')} to block it, but: ${evidence}`;
  // The request was answered, but by no transfer: it comes from another port.
  if (task.service === 'tftp' && verdict === 'listener' && between.length > 0)
    return `${who}: the request passes, but no transfer comes back. A filter that doesn't follow TFTP needs the option tftpReplies`;
  // The way is open where a connection is accepted, whoever keeps silent then.
  if (OPEN.has(verdict) || (verdict === 'unproven' && facts.connection === 'accepted')) return undefined;
  // What is newer than Windows Server 2003 is named no port of that range.
  if (task.service === 'rpc-dynamic-legacy' && verdict === 'unproven') return undefined;
  // Only where a filter follows the transfer does its first packet's answer pass.
  if (UNASSERTED.has(task.service) && CLOSED.has(verdict)) return undefined;
  // Nobody has to answer a datagram: what proves nothing isn't wrong.
  if (task.transport === 'udp' && verdict === 'unproven') return undefined;
  return `${who}: expected an answer, but ${verdict}: ${evidence}`;
}
