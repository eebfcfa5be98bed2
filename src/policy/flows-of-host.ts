import type { Flow, Plan } from '../plan/model.ts';

const indexes = new WeakMap<Plan, ReadonlyMap<string, readonly Flow[]>>();

/**
 * Flows in which one of these names takes part, as the owner of an end or as a listener, in the plan's order. The plan
 * is read once for all of its hosts: a large one has as many flows as hosts.
 */
export function flowsOf(plan: Plan, names: ReadonlySet<string>): readonly Flow[] {
  const index = indexes.get(plan) ?? indexFlows(plan);
  indexes.set(plan, index);
  const lists = [...names].flatMap((name) => index.get(name) ?? []);
  if (names.size === 1) return lists;
  const wanted = new Set(lists);
  return plan.flows.filter((flow) => wanted.has(flow));
}

function indexFlows(plan: Plan): ReadonlyMap<string, readonly Flow[]> {
  const index = new Map<string, Flow[]>();
  for (const flow of plan.flows) {
    for (const end of [...flow.from, ...flow.to]) {
      const name = end.owner ?? end.name;
      const list = index.get(name);
      if (!list) index.set(name, [flow]);
      else if (list.at(-1) !== flow) list.push(flow);
    }
  }
  return index;
}
