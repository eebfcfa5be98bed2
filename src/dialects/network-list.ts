import { type Family, type Network, network } from '../net/network.ts';
import type { Party } from '../policy/model.ts';

/**
 * The networks of one family on a side, sorted and without overlap, as some languages demand. Neighbours stay
 * apart, so that a person finds the subnets as they were written; overlapping ones are joined.
 */
export function networkList(side: readonly Party[], family: Family): Network[] {
  const own = ofFamily(side, family);
  if (own.length < 2) return own;
  const sorted = own.sort((a, b) =>
    a.first < b.first ? -1 : a.first > b.first ? 1 : a.last > b.last ? -1 : 1,
  );
  const list: Network[] = [];
  for (const next of sorted) {
    const previous = list.at(-1);
    if (!previous || next.first > previous.last) list.push(next);
    else if (next.last > previous.last) list[list.length - 1] = network(family, previous.first, next.last);
  }
  return list;
}

function ofFamily(side: readonly Party[], family: Family): Network[] {
  const own: Network[] = [];
  for (const { networks } of side) for (const n of networks) if (n.family === family) own.push(n);
  return own;
}

/** Whether the network is all of its family's addresses. */
export function isEverything({ family, first, last }: Network): boolean {
  return first === 0n && last === LAST[family];
}

const LAST: Readonly<Record<Family, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };
