import type { Endpoint, Flow } from '../plan/model.ts';
import { needsNetwork } from '../plan/rows.ts';

interface Families {
  readonly four: number;
  readonly six: number;
  readonly named: number;
}

/** How many rows a flow expands into, without expanding it: the work grows with the ends, not with their pairs. */
export function countRows(flow: Flow): number {
  let pairs = countPairs(total(flow.from), total(flow.to));
  const owners = new Map<string, Endpoint[]>();
  for (const end of flow.to) {
    if (end.owner === undefined) continue;
    const ends = owners.get(end.owner);
    if (ends) ends.push(end);
    else owners.set(end.owner, [end]);
  }
  for (const from of flow.from) {
    if (from.owner === undefined) continue;
    for (const to of owners.get(from.owner) ?? []) {
      if (!needsNetwork(from, to)) pairs -= countPairs(families(from), families(to));
    }
  }
  return pairs * flow.services.length;
}

/** A side known only by name pairs with each network of the other. */
function countPairs(from: Families, to: Families): number {
  const named = from.named * (to.named + to.four + to.six) + to.named * (from.four + from.six);
  return from.four * to.four + from.six * to.six + named;
}

function total(ends: readonly Endpoint[]): Families {
  let [four, six, named] = [0, 0, 0];
  for (const end of ends) {
    const own = families(end);
    four += own.four;
    six += own.six;
    named += own.named;
  }
  return { four, six, named };
}

function families(end: Endpoint): Families {
  const four = end.networks.filter((n) => n.family === 4).length;
  return { four, six: end.networks.length - four, named: end.networks.length === 0 ? 1 : 0 };
}
