import { INTERNET } from '../hierarchy/zoneIndex.ts';
import type { Family, Network } from '../net/network.ts';
import type { Endpoint } from '../plan/model.ts';
import type { Block } from './blocks.ts';
import type { Party } from './model.ts';

/** The two sides of a draft. */
export interface Sides {
  readonly from: readonly Party[];
  readonly to: readonly Party[];
}

/** Address families that some network of a side has. */
function familiesOf(side: readonly { readonly networks: readonly Network[] }[]): ReadonlySet<Family> {
  const families = new Set<Family>();
  for (const { networks } of side) for (const { family } of networks) families.add(family);
  return families;
}

/** Whether an end is known by name only. */
export function isNameOnly(endpoint: Endpoint): boolean {
  return endpoint.networks.length === 0;
}

/**
 * Turns a block's ends into parties. An end on the internet gets the addresses outside, except towards another
 * end that is known by name only; without `elsewhere` it is left out, and so is any other end without an address.
 */
export function partiesOf({ from, to }: Block, elsewhere: readonly Network[] | undefined): Sides[] {
  const addressed = (side: readonly Endpoint[]): Endpoint[] => side.filter((end) => !isNameOnly(end));
  const both: Sides[] = [
    { from: plain(addressed(from)), to: [...plain(addressed(to)), ...named(to, elsewhere, addressed(from))] },
    { from: named(from, elsewhere, addressed(to)), to: plain(addressed(to)) },
  ];
  return both.filter((sides) => {
    const families = familiesOf(sides.to);
    return [...familiesOf(sides.from)].some((family) => families.has(family));
  });
}

const plain = (ends: readonly Endpoint[]): Party[] =>
  ends.map(({ name, networks, fqdns }) => ({ name, networks, fqdns }));

/**
 * The ends on the internet, as one party with all addresses elsewhere of the families that the other side has: names
 * make no difference to a filter that has none, so rules for several of them become one.
 */
function named(
  ends: readonly Endpoint[],
  elsewhere: readonly Network[] | undefined,
  other: readonly Endpoint[],
): Party[] {
  const internet = ends.filter((end) => isNameOnly(end) && end.kind === 'internet');
  if (elsewhere === undefined || internet.length === 0) return [];
  const families = familiesOf(other);
  const networks = elsewhere.filter((n) => families.has(n.family));
  return [{ name: INTERNET, networks, fqdns: [...new Set(internet.flatMap((end) => end.fqdns))] }];
}
