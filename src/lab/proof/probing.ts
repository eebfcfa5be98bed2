/** The plan's tasks between hosts of a lab, asked by the same probes as anywhere else. */
import type { Hierarchy } from '../../hierarchy/model.ts';
import { contains, type Network, parseNetwork } from '../../net/network.ts';
import type { Plan } from '../../plan/model.ts';
import type { Observation } from '../../plan/observation.ts';
import { runProbes } from '../../probe/run.ts';
import { targetOf } from '../../probe/target.ts';
import type { ProbeTask, TaskEnd } from '../../probe/task.ts';
import { probesOf } from '../../probe/tasks.ts';
import type { Inside } from '../inside/lab.ts';
import { addressesOf, type LabModel } from '../model.ts';
import { nameFor } from '../name-for.ts';
import type { Resident } from '../residents.ts';
import type { Stages } from './stages.ts';

export interface Asked {
  readonly task: ProbeTask;
  readonly from: Resident;
  readonly to: Resident;
}

/** Both ends of every conversation are served by one thread: under load an answer may take a while. */
const TIMEOUT = 10_000;

/**
 * Every task that has both ends in the lab, by its id.
 * @param isMeant which pairs of addresses it may be asked between.
 */
export function tasksIn(
  plan: Plan,
  hierarchy: Hierarchy,
  stages: Stages,
  isMeant: (from: Resident, to: Resident) => boolean = () => true,
): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const task of probesOf(plan, hierarchy)) {
    const ends = endsIn(task, stages, isMeant);
    if (ends) asked.set(task.id, { task: addressed(task, ends.to), ...ends });
  }
  return asked;
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
  isMeant: (from: Resident, to: Resident) => boolean,
): { readonly from: Resident; readonly to: Resident } | undefined {
  const { all } = stages.residents;
  for (const from of all.filter((one) => stands(one, task.from))) {
    for (const to of all.filter((one) => stands(one, task.to))) {
      if (from.host === to.host || from.network.family !== to.network.family) continue;
      if (task.cast !== undefined && from.address.zone !== to.address.zone) continue;
      // IPv6 has no broadcast: RFC 4291, 2.
      if (task.cast === 'broadcast' && (from.network.family === 6 || isSomebodys(task, all))) continue;
      if (stages.path(from, to) !== undefined && isMeant(from, to)) return { from, to };
    }
  }
  return undefined;
}

/** Whether a host has the address that is everybody's in the subnet: nobody else hears of it then. */
function isSomebodys(task: ProbeTask, all: readonly Resident[]): boolean {
  const target = targetOf(task, undefined);
  return 'address' in target && all.some(({ address }) => address.address === target.address);
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

/** Asks all of them, each in the namespace that it starts from. */
export async function askTasks(
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
