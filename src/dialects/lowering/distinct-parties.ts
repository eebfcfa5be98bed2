import type { Family, Network } from '../../net/network.ts';
import type { Party } from '../../policy/model.ts';

/** Parties with their networks of some families, in the order of their names, each party and network once. */
export function distinctParties(parties: readonly Party[], families: readonly Family[]): readonly Party[] {
  const only = onlyNetwork(parties);
  // Nothing to sort, and no copy to make.
  if (only) return families.includes(only.family) ? parties : [];
  const own = new Map<string, { readonly party: Party; readonly networks: Map<string, Network> }>();
  for (const party of parties) {
    const known = own.get(party.name) ?? { party, networks: new Map<string, Network>() };
    own.set(party.name, known);
    for (const n of party.networks) if (families.includes(n.family)) known.networks.set(n.text, n);
  }
  return [...own.values()]
    .filter(({ networks }) => networks.size > 0)
    .map(({ party, networks }) => ({ ...party, networks: [...networks.values()] }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Most sides are one party with one network, which much is simpler for. */
export function onlyNetwork(parties: readonly Party[]): Network | undefined {
  const networks = parties.length === 1 ? parties[0]?.networks : undefined;
  return networks?.length === 1 ? networks[0] : undefined;
}
