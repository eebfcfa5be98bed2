import type { Family } from '../../net/network.ts';
import type { Party } from '../../policy/model.ts';
import { onlyNetwork } from './distinct-parties.ts';

/** Which families there are: 1 for IPv4, and 2 for IPv6. */
export type Families = number;

// One list for all, since each of thousands of terms has one.
const BOTH: readonly Family[] = Object.freeze([4, 6]);
const IPV4: readonly Family[] = Object.freeze([4]);
const IPV6: readonly Family[] = Object.freeze([6]);
const TOGETHER: readonly (readonly (readonly Family[])[])[] = [[], [IPV4], [IPV6], [BOTH]];
const APART: readonly (readonly (readonly Family[])[])[] = [[], [IPV4], [IPV6], [IPV4, IPV6]];

const BITS: Readonly<Record<Family, Families>> = { 4: 1, 6: 2 };

export function familiesOf(families: readonly Family[]): Families {
  const first = families[0];
  if (first !== undefined && families.length === 1) return BITS[first];
  return families.reduce<Families>((found, family) => found | BITS[family], 0);
}

/** The families of all networks of a side. */
export function familiesOfParties(side: readonly Party[]): Families {
  const only = onlyNetwork(side);
  if (only) return BITS[only.family];
  let found: Families = 0;
  for (const { networks } of side) for (const { family } of networks) found |= BITS[family];
  return found;
}

/** What one rule may hold: all of the families, or one at a time. */
export function familyGroups(families: Families, areMixed: boolean): readonly (readonly Family[])[] {
  return (areMixed ? TOGETHER : APART)[families] ?? [];
}
