/** Which of a plan's tasks this machine asks, and why it doesn't ask the others. */
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { hereOf, startsHere } from './here.ts';
import { ownAddresses } from './own-addresses.ts';
import { isInside, targetOf } from './target.ts';
import type { ProbeTask } from './task.ts';
import { probesOf, type TaskSelection } from './tasks.ts';

export interface Wanted {
  /** `from` is who this machine is; found from its addresses if left out. */
  readonly selection: TaskSelection;
  /** Addresses that stand for one of a subnet. */
  readonly addresses: readonly string[];
}

export interface Chosen {
  /** The host or network that this machine is. */
  readonly on: string;
  readonly tasks: readonly ProbeTask[];
  /** What isn't asked: how many questions, by the reason. */
  readonly left: ReadonlyMap<string, number>;
}

/** Nothing of the plan starts on this machine. */
export interface Nobody {
  /** Its addresses that others can know. */
  readonly addresses: readonly string[];
  /** The host that it is all the same. */
  readonly host?: string;
}

/** The tasks that start here, and that have an address to ask. */
export function chooseTasks(
  { plan, hierarchy }: { readonly plan: Plan; readonly hierarchy: Hierarchy },
  { selection, addresses }: Wanted,
  own: readonly string[] = ownAddresses(),
): Chosen | Nobody {
  const here = hereOf(hierarchy, own);
  const isForced = selection.from !== undefined;
  const tasks: ProbeTask[] = [];
  const left = new Map<string, number>();
  let elsewhere = 0;
  for (const task of probesOf(plan, hierarchy, selection)) {
    if (!isForced && !startsHere(task, here)) {
      elsewhere++;
      continue;
    }
    const why = reasonAgainst(task, own, addresses);
    if (why === undefined) tasks.push(task);
    else left.set(why, (left.get(why) ?? 0) + 1);
  }
  if (tasks.length === 0 && left.size === 0 && elsewhere > 0)
    return {
      addresses: own.filter((address) => !/^(127\.|::1$|fe80)/.test(address)),
      ...(here.host !== undefined && { host: here.host }),
    };
  return { on: selection.from ?? here.host ?? tasks[0]?.from.name ?? 'this machine', tasks, left };
}

function reasonAgainst(
  task: ProbeTask,
  own: readonly string[],
  chosen: readonly string[],
): string | undefined {
  const { from, to } = task;
  const subnet = from.subnet;
  if (task.cast !== undefined && subnet !== undefined && !own.some((address) => isInside(address, subnet)))
    return `broadcasts and multicasts are sent from a machine in ${subnet} only`;
  const target = targetOf(task, addressFor(task, chosen));
  if ('why' in target) return target.why;
  return 'address' in target && own.includes(target.address) && to.host === from.host
    ? 'it would go to this machine itself'
    : undefined;
}

/** The chosen address that stands for a task's subnet. */
export function addressFor({ to }: ProbeTask, chosen: readonly string[]): string | undefined {
  const { subnet } = to;
  return subnet === undefined ? undefined : chosen.find((address) => isInside(address, subnet));
}

/** The host, or network of clients or consoles, that an address belongs to: no other address is ever asked. */
export function endWith(
  address: string,
  { hosts, clients, consoles }: Pick<Hierarchy, 'hosts' | 'clients' | 'consoles'>,
): string | undefined {
  const host = hosts.find(({ addresses }) => addresses.some(({ text }) => isInside(address, text)));
  const network = [...clients, ...consoles].find(({ subnets }) =>
    subnets.some(({ text }) => isInside(address, text)),
  );
  return host?.name ?? network?.name;
}
