/** Probe tasks of a plan as a lab can run them: every end is a host of the lab with one address. */
import { isIP } from 'node:net';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import type { LabHost, LabModel } from '../../src/lab/model.ts';
import { contains, parseNetwork } from '../../src/net/network.ts';
import type { Plan } from '../../src/plan/model.ts';
import type { ProbeTask, TaskEnd } from '../../src/probe/task.ts';
import { probesOf } from '../../src/probe/tasks.ts';

export interface LabTask {
  readonly task: ProbeTask;
  /** The hosts that ask and answer; what is asked of everybody has no single host that answers. */
  readonly from: LabHost;
  readonly to?: LabHost;
}

interface Place {
  readonly host: LabHost;
  readonly address: string;
}

/** All tasks of a plan between hosts that the lab has, in the plan's order; one that is not in the lab is left out. */
export function* labTasks(model: LabModel, hierarchy: Hierarchy, plan: Plan): Generator<LabTask> {
  const places = model.hosts.flatMap((host) =>
    host.interfaces.flatMap(({ addresses }) => addresses.map(({ address }): Place => ({ host, address }))),
  );
  for (const task of probesOf(plan, hierarchy)) {
    for (const source of placesOf(task.from, places)) {
      const from: TaskEnd = single(task.from, source.address);
      if (task.cast) {
        if (task.to.address === undefined) yield { task: { ...task, from }, from: source.host };
        continue;
      }
      for (const target of placesOf(task.to, places)) {
        if (target.host === source.host || isIP(target.address) !== isIP(source.address)) continue;
        yield {
          task: { ...task, from, to: single(task.to, target.address) },
          from: source.host,
          to: target.host,
        };
      }
    }
  }
}

function single({ subnet: _, ...end }: TaskEnd, address: string): TaskEnd {
  // What a pattern stands for is one name in the lab, as its hosts file has it.
  return { ...end, address, fqdns: end.fqdns.map((name) => name.replaceAll('*', 'any')) };
}

/** Where an end stands: its address, hosts inside of its subnet, or who has its name. */
function placesOf(end: TaskEnd, places: readonly Place[]): readonly Place[] {
  const { address, subnet } = end;
  if (address !== undefined) return places.filter((place) => place.address === address);
  if (subnet !== undefined) {
    const around = parseNetwork(subnet);
    if ('error' in around) return [];
    return places.filter((place) => {
      const own = parseNetwork(place.address);
      return !('error' in own) && contains(around, own);
    });
  }
  // Several hosts of the internet may have one name; the one of this end has its ports.
  const own = places.filter(({ host }) => host.name === end.name);
  return own.length > 0 ? own : places.filter(({ host }) => host.fqdns.some((n) => end.fqdns.includes(n)));
}
