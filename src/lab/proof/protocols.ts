/** Every planned flow in the protocol that its port is for, asked by the same probes as anywhere else. */

import type { Hierarchy } from '../../hierarchy/model.ts';
import { contains, type Network, parseNetwork } from '../../net/network.ts';
import type { Plan } from '../../plan/model.ts';
import type { Observation } from '../../plan/observation.ts';
import { runProbes } from '../../probe/run.ts';
import type { ProbeTask, TaskEnd } from '../../probe/task.ts';
import { probesOf } from '../../probe/tasks.ts';
import type { Inside } from '../inside/lab.ts';
import { addressesOf, type LabModel } from '../model.ts';
import { nameFor } from '../name-for.ts';
import type { Resident } from '../residents.ts';
import { loadAll, loadNothing, type Subject, timed } from './phases.ts';
import type { LabFault, LabPhase } from './report-model.ts';
import type { Stages } from './stages.ts';

interface Asked {
  readonly task: ProbeTask;
  readonly from: Resident;
  readonly to: Resident;
}

/** Both ends of every conversation are served by one thread: under load an answer may take a while. */
const TIMEOUT = 10_000;

export interface ProtocolsPhase {
  readonly phase: LabPhase;
  readonly observations: readonly Observation[];
}

/**
 * With the printed rules loaded: what is planned speaks its protocol, and what a filter refuses is silent.
 * @param rules none: without them, everything speaks.
 */
export async function protocols(
  subject: Subject,
  hierarchy: Hierarchy,
  plan: Plan,
  stages: Stages,
  rules: 'printed' | 'none' = 'printed',
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
    const asked = new Map<string, Asked>();
    for (const task of probesOf(plan, hierarchy)) {
      const ends = endsIn(task, stages);
      if (ends) asked.set(task.id, { task: addressed(task, ends.to), ...ends });
    }
    await ask(inside, asked, (observation) => observations.push(observation));
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

/**
 * The same task with a name where the catalog has a pattern. What is known by name only gets the address of its own
 * host: several services on the internet have names in common.
 */
function addressed(task: ProbeTask, { address }: Resident): ProbeTask {
  const { to } = task;
  const isNamed = to.address === undefined && to.subnet === undefined;
  return {
    ...task,
    to: { ...to, fqdns: to.fqdns.map(nameFor), ...(isNamed && { address: address.address }) },
  };
}

/** The two addresses that a task is between; `undefined` where the lab has none, or not both on one subnet for a broadcast. */
function endsIn(
  task: ProbeTask,
  stages: Stages,
): { readonly from: Resident; readonly to: Resident } | undefined {
  const { all } = stages.residents;
  for (const from of all.filter((one) => stands(one, task.from))) {
    for (const to of all.filter((one) => stands(one, task.to))) {
      if (from.host === to.host || from.network.family !== to.network.family) continue;
      if (task.cast !== undefined && from.address.zone !== to.address.zone) continue;
      // IPv6 has no broadcast: RFC 4291, 2.
      if (task.cast === 'broadcast' && from.network.family === 6) continue;
      if (stages.path(from, to) !== undefined) return { from, to };
    }
  }
  return undefined;
}

function stands({ host, address, network }: Resident, end: TaskEnd): boolean {
  if (end.address !== undefined) return address.address === end.address && address.endpoint === end.name;
  if (address.endpoint !== end.name) return false;
  const subnet = end.subnet === undefined ? undefined : networkOf(end.subnet);
  return subnet ? contains(subnet, network) : host.name === end.name;
}

function networkOf(text: string): Network | undefined {
  const parsed = parseNetwork(text);
  return 'error' in parsed ? undefined : parsed;
}

async function ask(
  { model, namespaces }: Inside,
  asked: ReadonlyMap<string, Asked>,
  found: (observation: Observation) => void,
): Promise<void> {
  const hops = new Map(
    model.filters.flatMap(({ name, interfaces }) =>
      interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => [address, name] as const)),
    ),
  );
  await runProbes(
    [...asked.values()].map(({ task }) => task),
    {
      on: 'lab',
      rate: 0,
      concurrency: 24,
      timeout: TIMEOUT,
      placeOf: ({ id }) => {
        const from = asked.get(id)?.from;
        return (
          from && {
            namespace: namespaces.handle(from.host.id),
            addresses: [from.address.address],
            on: from.host.name,
          }
        );
      },
      addressIn: ({ id }) => asked.get(id)?.to.address.address,
      resolve: async (name, family) => resolveIn(model, name, family),
      filterOf: (address) => hops.get(address),
      addressesOf: (name) => model.hosts.filter((h) => h.name === name).flatMap(addressesOf),
      found,
    },
  );
}

/** As the lab's hosts file has it. */
function resolveIn(model: LabModel, name: string, family: 4 | 6 | undefined): string {
  for (const host of model.hosts) {
    if (!host.fqdns.includes(name) && host.name !== name) continue;
    const address = addressesOf(host).find(
      (one) => family === undefined || one.includes(':') === (family === 6),
    );
    if (address !== undefined) return address;
  }
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
}

/** Verdicts by which a way is open. */
const OPEN: ReadonlySet<string> = new Set(['open', 'listener']);
const CLOSED: ReadonlySet<string> = new Set(['filtered', 'rejected', 'unproven', 'failed']);

function faultIn(
  observation: Observation,
  { task, from, to }: Asked,
  stages: Stages | undefined,
): string | undefined {
  const { verdict, evidence } = observation;
  const who = `${from.host.label} (${from.address.address}) to ${to.host.label} (${to.address.address}), ${task.serviceName}`;
  const port = task.port ?? 0;
  const isSpecial = stages?.isSpecial(from, to, task.transport, port) ?? false;
  const between = isSpecial ? [] : (stages?.between(from, to) ?? []);
  const blocked = between.filter((stage) => !stages?.allows(stage, from, to, task.transport, port));
  if (blocked.length > 0)
    return CLOSED.has(verdict)
      ? undefined
      : `${who}: expected ${blocked.join(' and ')} to block it, but: ${evidence}`;
  if (OPEN.has(verdict)) return undefined;
  // Nobody has to answer a datagram: what proves nothing isn't wrong.
  if (task.transport === 'udp' && verdict === 'unproven') return undefined;
  return `${who}: expected an answer, but ${verdict}: ${evidence}`;
}
