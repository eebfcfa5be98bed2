import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_PORT,
  anyAddress,
  icmpRange,
  type ServiceRange,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { joinRanges } from '../source/address-ranges.ts';
import { networkOf } from '../source/dotted.ts';
import type { AddressTerm, AsaConfig, Group, GroupMember, ServiceTerm, Statement } from './model.ts';

/** What a name stands for: certainly these, and perhaps those as well; `depends` says on what. */
export interface Resolved<T> {
  readonly sure: readonly T[];
  readonly unsure: readonly T[];
  readonly depends: readonly Dependency[];
}

/** Looks names up, every one once. */
export interface Resolver {
  addresses(term: AddressTerm, place: Place): Resolved<AddressRange>;
  /** What a protocol group holds. */
  protocols(name: string, place: Place): Resolved<PortRange>;
  /** What a service group or a service object holds. */
  services(kind: 'object' | 'group', name: string, place: Place): Resolved<ServiceRange>;
  /** What a group of ports holds; of ICMP types with `icmp-type`. */
  ports(name: string, transport: 'tcp' | 'udp' | 'tcp-udp' | 'icmp-type', place: Place): Resolved<PortRange>;
  /** Whether so many members may still be made. */
  afford(count: number): boolean;
}

const NOTHING: readonly never[] = Object.freeze([]);
const ALL_SERVICES: readonly ServiceRange[] = Object.freeze([
  Object.freeze({ protocol: { first: 0, last: 255 }, source: ANY_PORT, destination: ANY_PORT }),
]);
const ALL_PROTOCOLS: readonly PortRange[] = Object.freeze([Object.freeze({ first: 0, last: 255 })]);
const ALL_PORTS: readonly PortRange[] = Object.freeze([ANY_PORT]);
/** An ASA nests groups some levels deep. */
const DEEPEST = 32;
/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 4_000_000;

/** Certain members only. */
export function surely<T>(sure: readonly T[]): Resolved<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

function perhaps<T>(unsure: readonly T[], ...depends: Dependency[]): Resolved<T> {
  return { sure: NOTHING, unsure, depends };
}

const notUnderstood = (text: string): Dependency => ({ kind: 'not-understood', text });

/** A resolver of one configuration; what is missing is said once for each name. */
export function resolverOf(config: AsaConfig, diagnostics: Diagnostic[]): Resolver {
  const said = new Set<string>();
  const memo = new Map<string, Resolved<unknown>>();
  let members = 0;
  let saidSize = false;

  const afford = (count: number): boolean => {
    members += count;
    if (members <= MOST_MEMBERS) return true;
    if (!saidSize) {
      saidSize = true;
      const message = `the groups in ${config.file} hold more than ${MOST_MEMBERS} members together`;
      diagnostics.push(diagnostic('PT8006', { message, help: 'Rules with the others are unproven' }));
    }
    return false;
  };

  const missing = (what: string, place: Place): Dependency => {
    if (!said.has(what)) {
      said.add(what);
      diagnostics.push(
        diagnostic('PT8003', {
          message: `${what} is defined nowhere`,
          place,
          help: 'Give the whole "show running-config"; rules that name it depend on it',
        }),
      );
    }
    return notUnderstood(`${what}, which is defined nowhere`);
  };

  /** Looks up a name once; a name within itself, or too deep, is not understood. */
  const once = <T>(key: string, all: readonly T[], depth: number, make: () => Resolved<T>): Resolved<T> => {
    const found = memo.get(key) as Resolved<T> | undefined;
    if (found) return found;
    const name = key.slice(key.indexOf(' ') + 1);
    if (depth > DEEPEST)
      return perhaps(all, notUnderstood(`the group "${name}", which stands too deep in others`));
    memo.set(key, perhaps(all, notUnderstood(`the group "${name}", which holds itself`)));
    const made = make();
    memo.set(key, made);
    return made;
  };

  /** Puts a group together from its members. */
  const gather = <T>(
    group: Pick<Group, 'unknown'>,
    parts: readonly Resolved<T>[],
    all: readonly T[],
    join: (items: readonly T[]) => readonly T[],
  ): Resolved<T> => {
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!afford(count)) return perhaps(all, notUnderstood('a group that is too large'));
    if (count === 0 && group.unknown.length === 0)
      return perhaps(all, notUnderstood('an object or group without members'));
    const depends = new Set(parts.flatMap((part) => part.depends));
    for (const statement of group.unknown.slice(0, 3)) depends.add(lineNotUnderstood(statement));
    return {
      sure: join(parts.flatMap((part) => part.sure)),
      unsure: group.unknown.length > 0 ? all : join(parts.flatMap((part) => part.unsure)),
      depends: [...depends].slice(0, 5),
    };
  };

  const addresses = (term: AddressTerm, place: Place, depth: number = 0): Resolved<AddressRange> => {
    switch (term.kind) {
      case 'range':
        return surely([term.range]);
      case 'any':
        return surely(anyOfFamily(config, term.family));
      case 'alias':
        return alias(term.name, term.mask, place);
      case 'fqdn':
        return perhaps(term.family === undefined ? ANY_ADDRESS : [anyAddress(term.family)], {
          kind: 'name',
          text: `the addresses of "${term.name}"`,
          value: term.name,
        });
      case 'interface': {
        const own = config.interfaces.filter((i) => i.name === term.name).flatMap((i) => i.own);
        if (own.length > 0) return surely(own);
        return perhaps(ANY_ADDRESS, {
          kind: 'interface',
          text: `the address of the interface "${term.name}"`,
        });
      }
      case 'object':
        return once(`object ${term.name}`, ANY_ADDRESS, depth, () => {
          const object = config.objects.get(term.name);
          if (!object) return perhaps(ANY_ADDRESS, missing(`the object "${term.name}"`, place));
          const parts = object.members.map((m) => addresses(m, object.statement.place, depth + 1));
          return gather(object, parts, ANY_ADDRESS, joinRanges);
        });
      case 'group':
        return networkGroup(term.name, place, depth);
      default:
        return term satisfies never;
    }
  };

  const alias = (name: string, mask: string | undefined, place: Place): Resolved<AddressRange> => {
    const range = config.aliases.get(name);
    if (!range) return perhaps(ANY_ADDRESS, missing(`the name "${name}"`, place));
    if (mask === undefined) return surely([range]);
    const network = range.family === 4 ? networkOf(Number(range.first), mask) : undefined;
    return network?.first === range.first
      ? surely([network])
      : perhaps(ANY_ADDRESS, notUnderstood(`"${name} ${mask}", which is no network`));
  };

  /** A group of one kind, member by member. */
  const grouped = <T>(
    as: string,
    kind: Group['kind'],
    name: string,
    place: Place,
    depth: number,
    all: readonly T[],
    join: (items: readonly T[]) => readonly T[],
    read: (member: GroupMember, group: Group) => Resolved<T> | undefined,
  ): Resolved<T> =>
    once(`${as} ${name}`, all, depth, () => {
      const group = config.groups.get(name);
      if (!group) return perhaps(all, missing(`the object-group "${name}"`, place));
      if (group.kind !== kind) return perhaps(all, wrongKind(name));
      const parts = group.members.map((m) => read(m, group) ?? perhaps(all, wrongKind(name)));
      return gather(group, parts, all, join);
    });

  const networkGroup = (name: string, place: Place, depth: number): Resolved<AddressRange> =>
    grouped('network', 'network', name, place, depth, ANY_ADDRESS, joinRanges, (member, group) => {
      if (member.kind === 'address') return addresses(member.address, group.statement.place, depth + 1);
      return member.kind === 'group'
        ? networkGroup(member.name, group.statement.place, depth + 1)
        : undefined;
    });

  const protocols = (name: string, place: Place, depth: number = 0): Resolved<PortRange> =>
    grouped('protocol', 'protocol', name, place, depth, ALL_PROTOCOLS, normalizePorts, (member, group) => {
      if (member.kind === 'protocol') return surely([member.protocol]);
      return member.kind === 'group' ? protocols(member.name, group.statement.place, depth + 1) : undefined;
    });

  const services = (
    kind: 'object' | 'group',
    name: string,
    place: Place,
    depth: number = 0,
  ): Resolved<ServiceRange> => {
    if (kind === 'object')
      return once(`service-object ${name}`, ALL_SERVICES, depth, () => serviceObject(name, place));
    return grouped('services', 'service', name, place, depth, ALL_SERVICES, same, (member, group) => {
      const { place: inner } = group.statement;
      if (member.kind === 'service') return surely(servicesOf(member.service));
      if (member.kind === 'service-object') return services('object', member.name, inner, depth + 1);
      return member.kind === 'group' ? services('group', member.name, inner, depth + 1) : undefined;
    });
  };

  const serviceObject = (name: string, place: Place): Resolved<ServiceRange> => {
    const object = config.services.get(name);
    if (!object) return perhaps(ALL_SERVICES, missing(`the service object "${name}"`, place));
    const parts = object.members.map((m) => surely(servicesOf(m)));
    return gather(object, parts, ALL_SERVICES, same);
  };

  const ports: Resolver['ports'] = (name, transport, place) => {
    const kind = transport === 'icmp-type' ? 'icmp-type' : 'service';
    const inGroup = (inner: string, at: Place, depth: number): Resolved<PortRange> =>
      grouped('ports', kind, inner, at, depth, ALL_PORTS, normalizePorts, (member, group) => {
        if (member.kind === 'ports') return surely(member.ranges);
        if (member.kind === 'icmp') return surely([icmpRange(member.type)]);
        if (member.kind !== 'group') return undefined;
        const nested = config.groups.get(member.name);
        if (nested && nested.transport !== group.transport) return undefined;
        return inGroup(member.name, group.statement.place, depth + 1);
      });
    const group = config.groups.get(name);
    // A group for both is one for either: the entry says which of them it is about.
    const fits =
      group?.transport === undefined ||
      group.transport === transport ||
      transport === 'icmp-type' ||
      group.transport === 'tcp-udp';
    if (fits && (kind === 'icmp-type' || group?.transport !== undefined || !group))
      return inGroup(name, place, 0);
    return perhaps(ALL_PORTS, wrongKind(name));
  };

  return { addresses, protocols, services, ports, afford };
}

const same = <T>(items: readonly T[]): readonly T[] => items;

const wrongKind = (name: string): Dependency =>
  notUnderstood(`the object-group "${name}", which is of another kind`);

/** What a rule depends on because of a line. */
export function lineNotUnderstood(statement: Statement): Dependency {
  const { text, place } = statement;
  return notUnderstood(
    `${JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)} in line ${place.line}, which was not understood`,
  );
}

/** Before 9.0 a list for IPv4 had no `any4`: its `any` is one. */
function anyOfFamily({ version }: AsaConfig, family: 4 | 6 | undefined): readonly AddressRange[] {
  if (family !== undefined) return [anyAddress(family)];
  return version !== undefined && version < 9 ? [ANY_IPV4] : ANY_ADDRESS;
}

/** All combinations of what a service term says. */
function servicesOf({ protocols, source, destination, icmp }: ServiceTerm): readonly ServiceRange[] {
  const sources = icmp ? [icmpRange(icmp.type)] : (source ?? ALL_PORTS);
  const destinations = icmp?.code !== undefined ? [icmpRange(icmp.code)] : (destination ?? ALL_PORTS);
  return productOf(protocols, sources, destinations);
}

/** Every protocol with every source and every destination port. */
export function productOf(
  protocols: readonly PortRange[],
  sources: readonly PortRange[],
  destinations: readonly PortRange[],
): readonly ServiceRange[] {
  return protocols.flatMap((protocol) =>
    sources.flatMap((source) => destinations.map((destination) => ({ protocol, source, destination }))),
  );
}
