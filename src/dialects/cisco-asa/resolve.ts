import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  icmpRange,
  type ServiceRange,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { ObjectGroups, servicesOf } from '../raising/object-groups.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { perhaps, type Resolved, surely } from '../raising/resolved.ts';
import { joinRanges } from '../source/address-ranges.ts';
import { networkOf } from '../source/dotted.ts';
import type { AddressTerm, AsaConfig, Group, GroupMember } from './model.ts';

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

const ALL_SERVICES: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
const ALL_PROTOCOLS: readonly PortRange[] = Object.freeze([ANY_SERVICE.protocol]);
const ALL_PORTS: readonly PortRange[] = Object.freeze([ANY_PORT]);
const BOUNDS = { most: 4_000_000, empty: 'an object or group without members' };

/** A resolver of one configuration; what is missing is said once for each name. */
export function resolverOf(config: AsaConfig, diagnostics: Diagnostic[]): Resolver {
  const groups = new ObjectGroups(config.file, diagnostics, BOUNDS);
  const missing: typeof groups.missing = (what, place) => groups.missing(what, place);
  const once = <T>(key: string, all: readonly T[], depth: number, make: () => Resolved<T>): Resolved<T> =>
    groups.once(key, `the group "${key.slice(key.indexOf(' ') + 1)}"`, all, depth, make);

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
          return groups.gather(object.unknown, parts, ANY_ADDRESS, joinRanges);
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
      return groups.gather(group.unknown, parts, all, join);
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
    return groups.gather(object.unknown, parts, ALL_SERVICES, same);
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

  return { addresses, protocols, services, ports, afford: (count) => groups.afford(count) };
}

const same = <T>(items: readonly T[]): readonly T[] => items;

const wrongKind = (name: string): Dependency =>
  notUnderstood(`the object-group "${name}", which is of another kind`);

/** Before 9.0 a list for IPv4 had no `any4`: its `any` is one. */
function anyOfFamily({ version }: AsaConfig, family: 4 | 6 | undefined): readonly AddressRange[] {
  if (family !== undefined) return [anyAddress(family)];
  return version !== undefined && version < 9 ? [ANY_IPV4] : ANY_ADDRESS;
}
