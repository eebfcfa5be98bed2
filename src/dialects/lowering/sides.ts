import { Intervals } from '../../net/intervals.ts';
import { type Family, type Network, toPrefixes } from '../../net/network.ts';
import type { Interface, Party } from '../../policy/model.ts';
import type { Capabilities } from '../dialect.ts';
import { isEverything, networkList } from '../network-list.ts';
import { counted } from './counted.ts';
import { distinctParties, onlyNetwork } from './distinct-parties.ts';
import { familiesOf } from './family-groups.ts';
import type { Side } from './term.ts';

const BOTH: readonly Family[] = Object.freeze([4, 6]);

/** What stands behind an interface, as sides of some families are compared with it. */
interface Behind {
  readonly networks: Intervals;
  /** How many addresses that is. */
  readonly size: bigint;
  /** Without an address of one of the families behind it, `any` would say more than is meant. */
  readonly canBeAny: boolean;
}

/** Makes sides; those that say the same are the same object. */
export class Sides {
  readonly #isMixed: boolean;
  readonly #prefixesOnly: boolean;
  /** By scope and families, and then by what they hold. */
  readonly #made = new Map<Interface | undefined, (Map<string, Side> | undefined)[]>();
  readonly #names = new Map<string, Side>();
  readonly #intervals = new Map<Interface, Intervals>();
  readonly #behind = new Map<Interface, (Behind | undefined)[]>();

  constructor({ mixedFamilies, addresses }: Pick<Capabilities, 'mixedFamilies' | 'addresses'>) {
    this.#isMixed = mixedFamilies;
    this.#prefixesOnly = addresses === 'prefixes';
  }

  /** What of some parties stands behind an interface; a party that is there as a whole is the same object. */
  partBehind(parties: readonly Party[], side: Interface): readonly Party[] {
    const behind = this.#intervalsOf(side);
    const only = onlyNetwork(parties);
    if (only) {
      // Mostly that is behind it as a whole, or not at all.
      const cut = behind.cut(only);
      if (cut.length === 0) return [];
      if (cut.length === 1 && cut[0] === only) return parties;
    }
    const parts: Party[] = [];
    for (const party of parties) {
      const networks: Network[] = [];
      for (const n of party.networks) for (const part of behind.cut(n)) networks.push(part);
      if (networks.length === 0) continue;
      const isWhole =
        networks.length === party.networks.length && networks.every((n, i) => n === party.networks[i]);
      parts.push(isWhole ? party : { ...party, networks });
    }
    return parts;
  }

  /** `scope`: what the language itself lets through here; everything in it is `any`. */
  of(parties: readonly Party[], families: readonly Family[], scope?: Interface): Side {
    const own = distinctParties(parties, families);
    const key = keyOf(own);
    const known = this.#knownIn(scope, families);
    let made = known.get(key);
    if (!made) {
      made = this.#isAny(own, families, scope) ? ANY : this.#networks(own, key);
      known.set(key, made);
    }
    return made;
  }

  names(parties: readonly Party[]): Side {
    const key = `names ${JSON.stringify(parties.map((p) => [p.name, p.fqdns]))}`;
    const made = this.#names.get(key) ?? { kind: 'names', parties, key };
    this.#names.set(key, made);
    return made;
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
    if (!scope) {
      const needed = this.#isMixed ? BOTH : families;
      const only = onlyNetwork(parties);
      if (only) return needed.length === 1 && needed[0] === only.family && isEverything(only);
      return needed.every((family) => networkList(parties, family).some(isEverything));
    }
    const behind = this.#behindOf(scope, families);
    if (!behind.canBeAny) return false;
    const only = onlyNetwork(parties);
    const networks = only ? [only] : parties.flatMap((party) => party.networks);
    // Nearly no side has as many addresses, even where each is counted as often as it stands there.
    if (sizeOf(networks) < behind.size) return false;
    return behind.networks.isWithin(new Intervals(networks));
  }

  #networks(parties: readonly Party[], key: string): Side {
    const networks = networksOf(parties);
    if (!this.#prefixesOnly) return { kind: 'networks', key, parties, networks };
    return {
      kind: 'networks',
      key,
      parties: parties.map((party) => prefixed(party)),
      networks: prefixesOf(networks),
    };
  }

  #knownIn(scope: Interface | undefined, families: readonly Family[]): Map<string, Side> {
    let inScope = this.#made.get(scope);
    if (!inScope) {
      inScope = [];
      this.#made.set(scope, inScope);
    }
    const place = familiesOf(families);
    let known = inScope[place];
    if (!known) {
      known = new Map();
      inScope[place] = known;
    }
    return known;
  }

  #intervalsOf(side: Interface): Intervals {
    let intervals = this.#intervals.get(side);
    if (!intervals) {
      intervals = new Intervals(side.networks);
      this.#intervals.set(side, intervals);
    }
    return intervals;
  }

  #behindOf(scope: Interface, families: readonly Family[]): Behind {
    let known = this.#behind.get(scope);
    if (!known) {
      known = [];
      this.#behind.set(scope, known);
    }
    const place = familiesOf(families);
    let behind = known[place];
    if (!behind) {
      const needed = this.#isMixed ? BOTH : families;
      const networks = new Intervals(scope.networks.filter((n) => needed.includes(n.family)));
      const all = this.#intervalsOf(scope);
      behind = {
        networks,
        size: networks.size,
        canBeAny:
          networks.families.length > 0 &&
          all.families.every((family) => families.includes(family) || !needed.includes(family)),
      };
      known[place] = behind;
    }
    return behind;
  }
}

const ANY: Side = Object.freeze({ kind: 'any', key: 'any' });

function keyOf(parties: readonly Party[]): string {
  let key = '';
  for (const { name, networks } of parties) {
    key += counted(name);
    for (const { text } of networks) key += `${text},`;
  }
  return key;
}

const sizeOf = (networks: readonly Network[]): bigint =>
  networks.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

/** The networks of all parties, sorted and without overlap. */
const networksOf = (parties: readonly Party[]): readonly Network[] =>
  onlyNetwork(parties)
    ? (parties[0] as Party).networks
    : BOTH.flatMap((family) => networkList(parties, family));

function prefixed(party: Party): Party {
  const networks = prefixesOf(party.networks);
  return networks === party.networks ? party : { ...party, networks };
}

/** The same list where all are prefixes already. */
function prefixesOf(networks: readonly Network[]): readonly Network[] {
  return networks.some(isRange) ? networks.flatMap(toPrefixes) : networks;
}

const isRange = ({ text }: Network): boolean => text.includes('-');
