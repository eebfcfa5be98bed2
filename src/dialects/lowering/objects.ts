import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Party } from '../../policy/model.ts';
import { counted } from './counted.ts';
import type { Names } from './names.ts';
import type { Side, Term, TermService } from './term.ts';

export interface AddressObject {
  readonly name: string;
  readonly network: Network;
  /** Who has the address. */
  readonly party: string;
}

export interface NameObject {
  readonly name: string;
  /** A host name, or `*.` and a domain. */
  readonly fqdn: string;
}

export interface ServiceObject {
  readonly name: string;
  readonly transport: TermService['transport'];
  /** One port or range; absent for ICMP and ESP. */
  readonly ports?: PortRange;
  readonly icmp?: TermService['icmp'];
  readonly rpc?: TermService['rpc'];
}

export interface ObjectGroup {
  readonly name: string;
  /** Names of objects and of other groups that stand before it. */
  readonly members: readonly string[];
  /** For the description: who or what is in it. */
  readonly about: string;
}

/** What rules name, each before what names it. */
export interface Objects {
  readonly addresses: readonly AddressObject[];
  readonly fqdns: readonly NameObject[];
  readonly addressGroups: readonly ObjectGroup[];
  readonly services: readonly ServiceObject[];
  readonly serviceGroups: readonly ObjectGroup[];
  /** Names of objects and groups that stand for a side together; none where it is `any`. */
  side(side: Side): readonly string[];
  /** Names of objects and groups that stand for a term's services together. */
  servicesOf(term: Pick<Term, 'services'>): readonly string[];
}

export interface ObjectOptions {
  /** Of addresses and their groups, and of services and theirs; one and the same where they share a space of names. */
  readonly addressNames: Names;
  readonly serviceNames: Names;
  /** The most objects that a rule lists by itself; more become a group. */
  readonly mostInline: number;
  /** The most members that a group may have; larger ones become groups of groups. */
  readonly mostMembers?: number;
}

/**
 * Makes the objects that a firewall engineer would have made by hand: a host's address under its name, a client
 * network's subnets as a group under its name, sides and lists of ports that rules use as groups, each once.
 */
export function objectsOf(
  terms: readonly Pick<Term, 'from' | 'to' | 'services'>[],
  options: ObjectOptions,
): Objects {
  const book = new Book(options);
  for (const { from, to, services } of terms) {
    book.side(from);
    book.side(to);
    book.services(services);
  }
  const { addresses, fqdns, addressGroups, serviceObjects, serviceGroups } = book;
  return {
    addresses,
    fqdns,
    addressGroups,
    services: serviceObjects,
    serviceGroups,
    side: (side) => book.side(side),
    servicesOf: (term) => book.services(term.services),
  };
}

class Book {
  readonly addresses: AddressObject[] = [];
  readonly fqdns: NameObject[] = [];
  readonly addressGroups: ObjectGroup[] = [];
  readonly serviceObjects: ServiceObject[] = [];
  readonly serviceGroups: ObjectGroup[] = [];
  readonly #options: ObjectOptions;
  readonly #sides = new Map<string, readonly string[]>();
  readonly #parties = new Map<string, string>();
  readonly #networks = new Map<string, string>();
  readonly #names = new Map<string, string>();
  /** By the very list, which most terms share with others; and by what it says. */
  readonly #ofServices = new Map<readonly TermService[], readonly string[]>();
  readonly #serviceLists = new Map<string, readonly string[]>();
  readonly #services = new Map<string, string>();

  constructor(options: ObjectOptions) {
    this.#options = options;
  }

  side(side: Side): readonly string[] {
    if (side.kind === 'any') return [];
    let names = this.#sides.get(side.key);
    if (!names) {
      const members =
        side.kind === 'names'
          ? [...new Set(side.parties.flatMap((p) => p.fqdns))].map((fqdn) => this.#fqdn(fqdn))
          : side.parties.map((party) => this.#party(party));
      names = this.#grouped(members.length > 1 ? [...new Set(members)] : members, 'address', () => {
        const parties = side.parties.map((p) => p.name);
        return { wish: listWish(parties), about: parties.join(', ') };
      });
      this.#sides.set(side.key, names);
    }
    return names;
  }

  services(services: readonly TermService[]): readonly string[] {
    let names = this.#ofServices.get(services);
    if (!names) {
      names = this.#servicesSaid(services);
      this.#ofServices.set(services, names);
    }
    return names;
  }

  #servicesSaid(services: readonly TermService[]): readonly string[] {
    let key = '';
    for (const { transport, ports, icmp, rpc } of services) {
      key += `${transport}/${icmp ?? ''}/${rpc ?? ''}`;
      for (const { first, last } of ports) key += `,${first}-${last}`;
      key += ';';
    }
    let names = this.#serviceLists.get(key);
    if (!names) {
      const pieces = services.flatMap(piecesOf);
      const members = pieces.map((piece) => this.#service(piece));
      names = this.#grouped(members, 'service', () => ({
        wish: members.join('_'),
        about: members.join(', '),
      }));
      this.#serviceLists.set(key, names);
    }
    return names;
  }

  /** The members themselves if they are few, else a group of them. */
  #grouped(
    members: readonly string[],
    kind: 'address' | 'service',
    naming: () => { readonly wish: string; readonly about: string },
  ): readonly string[] {
    if (members.length <= this.#options.mostInline) return members;
    const { wish, about } = naming();
    return [this.#group(members, wish, about, kind)];
  }

  #group(members: readonly string[], wish: string, about: string, kind: 'address' | 'service'): string {
    const { mostMembers = Number.POSITIVE_INFINITY } = this.#options;
    const [groups, names] =
      kind === 'address'
        ? [this.addressGroups, this.#options.addressNames]
        : [this.serviceGroups, this.#options.serviceNames];
    let level = members;
    while (level.length > mostMembers) {
      const parts: string[] = [];
      for (let at = 0; at < level.length; at += mostMembers) {
        const name = names.take(`${wish}-part${parts.length + 1}`);
        groups.push({ name, members: level.slice(at, at + mostMembers), about });
        parts.push(name);
      }
      level = parts;
    }
    const name = names.take(wish);
    groups.push({ name, members: level, about });
    return name;
  }

  #party({ name, networks }: Party): string {
    const [single] = networks;
    if (single && networks.length === 1)
      return this.#address(single, name, single.family === 4 ? name : `${name}-v6`);
    let key = counted(name);
    for (const { text } of networks) key += `${text},`;
    let object = this.#parties.get(key);
    if (object === undefined) {
      object = this.#group(
        networks.map((n) => this.#address(n, name, `${name}-${n.text.replace('/', '-')}`)),
        networks.some((n) => n.family === 4) ? name : `${name}-v6`,
        name,
        'address',
      );
      this.#parties.set(key, object);
    }
    return object;
  }

  #address(network: Network, party: string, wish: string): string {
    const key = `${network.text} ${party}`;
    let name = this.#networks.get(key);
    if (name === undefined) {
      name = this.#options.addressNames.take(wish);
      this.addresses.push({ name, network, party });
      this.#networks.set(key, name);
    }
    return name;
  }

  #fqdn(fqdn: string): string {
    let name = this.#names.get(fqdn);
    if (name === undefined) {
      name = this.#options.addressNames.take(fqdn.replace(/^\*\./, 'all.'));
      this.fqdns.push({ name, fqdn });
      this.#names.set(fqdn, name);
    }
    return name;
  }

  #service(service: ServicePiece): string {
    const key = serviceKey(service);
    let name = this.#services.get(key);
    if (name === undefined) {
      name = this.#options.serviceNames.take(serviceWish(service));
      this.serviceObjects.push({ name, ...service });
      this.#services.set(key, name);
    }
    return name;
  }
}

type ServicePiece = Omit<ServiceObject, 'name'>;

function piecesOf({ transport, ports, icmp, rpc }: TermService): ServicePiece[] {
  if (icmp) return [{ transport, icmp }];
  if (transport === 'esp') return [{ transport }];
  return ports.map((range) => ({ transport, ports: range, ...(rpc && { rpc }) }));
}

const serviceKey = ({ transport, ports, icmp, rpc }: ServicePiece): string =>
  `${transport}/${ports ? `${ports.first}-${ports.last}` : icmp}/${rpc ?? ''}`;

function serviceWish({ transport, ports, icmp }: ServicePiece): string {
  if (!ports) return icmp ? `${transport}-${icmp}` : transport;
  return ports.first === ports.last
    ? `${transport}-${ports.first}`
    : `${transport}-${ports.first}-${ports.last}`;
}

/** `dp01`, `dp01-dp02`, `dp01-and-5-more`. */
function listWish(parties: readonly string[]): string {
  const [first = 'group', ...rest] = parties;
  if (rest.length === 0) return `${first}-names`;
  return rest.length < 3 ? parties.join('-') : `${first}-and-${rest.length}-more`;
}
