import { Intervals } from '../../net/intervals.ts';
import { type Family, type Network, toPrefixes } from '../../net/network.ts';
import type { Interface, Party } from '../../policy/model.ts';
import type { Capabilities } from '../dialect.ts';
import { isEverything, networkList } from '../network-list.ts';
import type { Side } from './term.ts';

const BOTH: readonly Family[] = Object.freeze([4, 6]);

/** Makes sides; those that say the same are the same object. */
export class Sides {
  readonly #isMixed: boolean;
  readonly #prefixesOnly: boolean;
  readonly #made = new Map<string, Side>();
  readonly #behind = new Map<Interface, Intervals>();

  constructor({ mixedFamilies, addresses }: Pick<Capabilities, 'mixedFamilies' | 'addresses'>) {
    this.#isMixed = mixedFamilies;
    this.#prefixesOnly = addresses === 'prefixes';
  }

  behind(side: Interface): Intervals {
    let intervals = this.#behind.get(side);
    if (!intervals) {
      intervals = new Intervals(side.networks);
      this.#behind.set(side, intervals);
    }
    return intervals;
  }

  /** What of some parties stands behind an interface. */
  partBehind(parties: readonly Party[], side: Interface): Party[] {
    const behind = this.behind(side);
    return parties.flatMap((party) => {
      const networks = party.networks.flatMap((n) => behind.cut(n));
      if (networks.length === 0) return [];
      const isWhole =
        networks.length === party.networks.length && networks.every((n, i) => n === party.networks[i]);
      return [isWhole ? party : { ...party, networks }];
    });
  }

  /** `scope`: what the language itself lets through here; everything in it is `any`. */
  of(parties: readonly Party[], families: readonly Family[], scope?: Interface): Side {
    const own = distinct(parties, families);
    const key = own.map((p) => `${JSON.stringify(p.name)}:${p.networks.map((n) => n.text).join()}`).join(';');
    const scoped = `${scope?.name ?? ''}/${families.join('')}/${key}`;
    let made = this.#made.get(scoped);
    if (!made) {
      made = this.#isAny(own, families, scope) ? ANY : this.#networks(own, key);
      this.#made.set(scoped, made);
    }
    return made;
  }

  names(parties: readonly Party[]): Side {
    return { kind: 'names', parties, key: `names ${JSON.stringify(parties.map((p) => [p.name, p.fqdns]))}` };
  }

  /** Of sides of the same families, everything that stands in one of them. */
  union(all: readonly Side[], families: readonly Family[], scope?: Interface): Side {
    const parties: Party[] = [];
    for (const side of all) {
      if (side.kind === 'any') return ANY;
      for (const party of side.parties) parties.push(party);
    }
    return this.of(parties, families, scope);
  }

  #isAny(parties: readonly Party[], families: readonly Family[], scope: Interface | undefined): boolean {
    const needed = this.#isMixed ? BOTH : families;
    if (!scope) {
      return needed.every((family) => networkList(parties, family).some(isEverything));
    }
    const behind = this.behind(scope);
    const ofFamilies = new Intervals(scope.networks.filter((n) => needed.includes(n.family)));
    // Without an address of one of the families behind it, `any` would still say more than is meant.
    if (!behind.families.every((family) => families.includes(family) || !needed.includes(family)))
      return false;
    return (
      ofFamilies.families.length > 0 && ofFamilies.isWithin(new Intervals(parties.flatMap((p) => p.networks)))
    );
  }

  #networks(parties: readonly Party[], key: string): Side {
    const cut = (networks: readonly Network[]): readonly Network[] =>
      this.#prefixesOnly ? networks.flatMap(toPrefixes) : networks;
    const own = this.#prefixesOnly ? parties.map((p) => ({ ...p, networks: cut(p.networks) })) : parties;
    return {
      kind: 'networks',
      key,
      parties: own,
      networks: cut(BOTH.flatMap((f) => networkList(parties, f))),
    };
  }
}

const ANY: Side = Object.freeze({ kind: 'any', key: 'any' });

/** Parties with their networks of some families, in the order of their names, each party and network once. */
function distinct(parties: readonly Party[], families: readonly Family[]): Party[] {
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
