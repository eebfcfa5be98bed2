/** Makes the kit of a host: every question that the plan has for it, and the ports that it is to answer on. */
import type { Phase } from '../../catalog/model.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Plan } from '../../plan/model.ts';
import type { ProbeTask } from '../task.ts';
import { probesOf } from '../tasks.ts';
import { type Kit, type KitListener, questionKey } from './model.ts';
import { questionsOf } from './questions.ts';

/** Captures at once: each waits for nothing but timers. */
const AT_ONCE = 64;

/**
 * @param host - name of a host or of a network of clients or consoles in the hierarchy
 * @param phases - those that the kit asks of; it listens for all of them
 */
export async function kitOf(
  plan: Plan,
  hierarchy: Hierarchy,
  host: string,
  phases: readonly Phase[] = ['always'],
): Promise<Kit> {
  const asked = new Map<string, ProbeTask>();
  for (const task of probesOf(plan, hierarchy, { from: host, phases })) {
    const key = questionKey(task);
    if (task.to.host !== host && !asked.has(key)) asked.set(key, task);
  }
  const tasks = [...asked.values()];
  const probes = [];
  for (let at = 0; at < tasks.length; at += AT_ONCE)
    probes.push(...(await Promise.all(tasks.slice(at, at + AT_ONCE).map(questionsOf))));
  return { hierarchy: plan.hierarchy, host, probes, listeners: listenersOf(plan, hierarchy, host) };
}

/** One port of each range: nobody opens thousands. */
function listenersOf(plan: Plan, hierarchy: Hierarchy, host: string): KitListener[] {
  const listeners = new Map<string, KitListener>();
  for (const { to, transport, port, service } of probesOf(plan, hierarchy, { to: [host] })) {
    if (to.host !== host || transport === 'icmp' || port === undefined) continue;
    const key = `${transport} ${port}`;
    if (!listeners.has(key)) listeners.set(key, { transport, port, service });
  }
  return [...listeners.values()].sort((a, b) => a.transport.localeCompare(b.transport) || a.port - b.port);
}
