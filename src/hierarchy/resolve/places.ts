import { type Network, parseNetwork } from '../../net/network.ts';
import { listenersOf } from '../listeners.ts';
import type { Hierarchy } from '../model.ts';
import { outsideOf } from '../outside.ts';
import type { Located } from '../schema/shape.ts';
import { quote } from '../schema/values.ts';
import { INTERNET } from '../zoneIndex.ts';
import type { Scope } from './scope.ts';

/** What has addresses, once it is looked up. */
type Known = Pick<Hierarchy, 'zones' | 'hosts' | 'clients' | 'consoles' | 'sites' | 'at'>;

/** A written place and the networks that it stands for: none where something was reported. */
export interface ResolvedPlace {
  readonly networks: readonly Network[];
  /** Set where it is a zone's name. */
  readonly zone?: string;
}

export interface Places {
  /** A zone or a network. */
  readonly zone: (place: Located<string>) => ResolvedPlace;
  /** The networks of a list of anything that has networks. */
  readonly ends: (places: readonly Located<string>[]) => readonly Network[];
}

const MOST_NETWORKS = 1_000_000;
const NONE: readonly never[] = Object.freeze([]);
const NOWHERE: ResolvedPlace = Object.freeze({ networks: NONE });
const EVERYWHERE: readonly Network[] = Object.freeze(
  ['0.0.0.0/0', '::/0'].map(parseNetwork).filter((n): n is Network => !('error' in n)),
);

/** What a name can mean; `offset` is absent for what is built in. */
interface Meaning {
  readonly what: string;
  readonly networks: readonly Network[];
  readonly offset?: number | undefined;
}

const ANY: Meaning = { what: 'the word for every address', networks: EVERYWHERE };

/** Makes the look-up of places; nothing is indexed before the first one. */
export function createPlaces(known: Known, scope: Scope): Places {
  let zones: ReadonlyMap<string, Meaning> | undefined;
  let others: ReadonlyMap<string, Meaning> | undefined;
  let copied = 0;

  const zoneOf = (name: string): Meaning | undefined => {
    zones ??= zoneMeanings(known);
    return zones.get(name);
  };
  const otherOf = (name: string): Meaning | undefined => {
    others ??= otherMeanings(known);
    return others.get(name);
  };
  /** The one meaning of a text; `unknown` says what to do where it has none. */
  const meaning = (
    { value, offset }: Located<string>,
    named: readonly (Meaning | undefined)[],
    unknown: () => void,
  ): readonly Network[] => {
    const network = parseNetwork(value);
    const meanings = named.filter((m) => m !== undefined);
    if (!('error' in network)) meanings.push({ what: 'a network', networks: [network] });
    const [first, second] = meanings;
    if (first && second) {
      scope.report('PT3021', offset, {
        message: `${quote(value)} is both ${first.what} and ${second.what}`,
        help: 'write the networks that are meant, or rename one of the two',
        related: meanings.flatMap((m) =>
          m.offset === undefined ? [] : [{ message: `${m.what} of this name`, offset: m.offset }],
        ),
      });
      return NONE;
    }
    if (first) return first.networks;
    if ('error' in network && looksLikeNetwork(value)) {
      const meant = /the network is (\S+)$/.exec(network.error)?.[1];
      scope.report('PT2008', offset, {
        message: `${quote(value)}: ${network.error}`,
        help: meant && `did you mean \`${meant}\`?`,
      });
    } else unknown();
    return NONE;
  };
  const end = (place: Located<string>): readonly Network[] =>
    meaning(place, [zoneOf(place.value), otherOf(place.value), place.value === 'any' ? ANY : undefined], () =>
      scope.end(place),
    );

  return {
    zone: (place) => {
      const zone = zoneOf(place.value);
      const networks = meaning(place, [zone], () => scope.zone(place));
      if (networks.length === 0) return NOWHERE;
      return { networks, ...(networks === zone?.networks && { zone: place.value }) };
    },
    ends: (places) => {
      const [only] = places;
      // Most lists hold one name: its networks are shared, however often it is named.
      if (only && places.length === 1) return end(only);
      const networks: Network[] = [];
      for (const place of places) {
        const more = end(place);
        copied += more.length;
        if (copied > MOST_NETWORKS) {
          if (!scope.has(['PT5014']))
            scope.report('PT5014', place.offset, {
              message: `the names up to here stand for more than ${MOST_NETWORKS} networks`,
            });
          return NONE;
        }
        for (const network of more) networks.push(network);
      }
      return networks;
    },
  };
}

function zoneMeanings(known: Known): ReadonlyMap<string, Meaning> {
  const zones = new Map<string, Meaning>();
  for (const { name, networks, at } of known.zones)
    zones.set(name, { what: 'a zone', networks, offset: at[''] });
  zones.set(INTERNET, { what: 'the built-in zone', networks: outsideOf(known) });
  return zones;
}

/** Everything but zones; where two have the same name, that is reported by `checkNames`. */
function otherMeanings(known: Known): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  const add = (
    name: string,
    what: string,
    networks: readonly Network[],
    offset: number | undefined,
  ): void => {
    if (!found.has(name)) found.set(name, { what, networks, offset });
  };
  for (const host of known.hosts) add(host.name, 'a host', host.addresses, host.at['']);
  for (const clients of known.clients) {
    // Clients on the internet without subnets come from anywhere there.
    const anywhere = clients.internet && clients.subnets.length === 0;
    add(clients.name, 'a client network', anywhere ? outsideOf(known) : clients.subnets, clients.at['']);
  }
  for (const consoles of known.consoles)
    add(consoles.name, 'a console network', consoles.subnets, consoles.at['']);
  for (const listener of listenersOf(known)) add(listener.name, 'a listener', listener.networks, undefined);
  return found;
}

/** Whether a text was meant as an address rather than as a name. */
function looksLikeNetwork(text: string): boolean {
  return /[/:]/.test(text) || (text.includes('.') && /^[\d. -]+$/.test(text));
}
