import type { Family, Network } from '../../net/network.ts';
import type { Party, Rule } from '../../policy/model.ts';
import { isEverything, networkList } from '../network-list.ts';
import { CAPABILITIES } from './capabilities.ts';
import { identifier } from './identifier.ts';
import type { NftSet, NftSide } from './model.ts';

/** How a side of a rule is written in one family; nothing where it has no address of that family. */
export type SideOf = (side: readonly Party[], family: Family) => NftSide | undefined;

interface Use {
  readonly family: Family;
  readonly networks: readonly Network[];
  readonly parties: readonly string[];
  count: number;
}

/** Decides which sides become named sets: those of several networks that several rules share. */
export function sidesOf(rules: readonly Rule[]): { readonly sets: NftSet[]; readonly sideOf: SideOf } {
  const uses = new Map<string, Use>();
  const lists = new WeakMap<readonly Party[], Record<Family, Network[]>>();
  const listOf = (side: readonly Party[], family: Family): Network[] => {
    const known = lists.get(side) ?? { 4: networkList(side, 4), 6: networkList(side, 6) };
    lists.set(side, known);
    return known[family];
  };
  for (const rule of rules) {
    for (const family of [4, 6] satisfies Family[]) {
      if (listOf(rule.from, family).length === 0 || listOf(rule.to, family).length === 0) continue;
      for (const side of [rule.from, rule.to]) {
        const networks = listOf(side, family);
        const use = uses.get(keyOf(networks));
        if (use) use.count++;
        else {
          const parties = side.filter((p) => p.networks.some((n) => n.family === family)).map((p) => p.name);
          uses.set(keyOf(networks), { family, networks, parties: [...new Set(parties)], count: 1 });
        }
      }
    }
  }
  const sets = new Map<string, NftSet>();
  const taken = new Set<string>();
  for (const [key, { family, networks, parties, count }] of uses) {
    if (count < 2 || networks.length < 2) continue;
    sets.set(key, { name: nameOf(parties, family, taken), family, networks, parties });
  }
  const sideOf: SideOf = (side, family) => {
    const networks = listOf(side, family);
    const [first] = networks;
    if (!first) return undefined;
    if (networks.length === 1 && isEverything(first)) return { kind: 'any' };
    const set = sets.get(keyOf(networks));
    return set ? { kind: 'set', name: set.name } : { kind: 'networks', networks };
  };
  return { sets: [...sets.values()], sideOf };
}

const keyOf = (networks: readonly Network[]): string => networks.map((n) => n.text).join();

/** `dp01_v4`, `dp01_and_3_more_v4`, and `dp01_and_3_more_v4_2` for another group that starts alike. */
function nameOf(parties: readonly string[], family: Family, taken: Set<string>): string {
  const [first = 'networks', ...rest] = parties;
  const start = identifier(first, CAPABILITIES.nameLength - 20);
  const base = `${start}${rest.length > 0 ? `_and_${rest.length}_more` : ''}_v${family}`;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
  taken.add(name);
  return name;
}
