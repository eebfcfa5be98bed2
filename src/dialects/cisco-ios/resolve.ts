import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { ANY_PORT, ANY_SERVICE, anyAddress, type ServiceRange } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import { ObjectGroups, servicesOf } from '../raising/object-groups.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { perhaps, type Resolved, surely } from '../raising/resolved.ts';
import { joinRanges } from '../source/address-ranges.ts';
import type { AddressTerm, GroupKind, GroupMember, IosConfig } from './model.ts';
import { aroundWildcard, expandWildcard } from './wildcard.ts';

/** Looks names up, every one once. */
export interface Resolver {
  addresses(term: AddressTerm, family: Family, place: Place): Resolved<AddressRange>;
  services(name: string, place: Place): Resolved<ServiceRange>;
  ports(name: string, place: Place): Resolved<PortRange>;
}

const BOUNDS = { most: 2_000_000, empty: 'a group without members' };

interface Kind<T> {
  readonly kind: GroupKind;
  readonly all: readonly T[];
  readonly join: (items: readonly T[]) => readonly T[];
  readonly read: (member: GroupMember, place: Place) => Resolved<T> | undefined;
}

/** A resolver of one configuration; what is missing is said once for each name. */
export function resolverOf(config: IosConfig, diagnostics: Diagnostic[]): Resolver {
  const groups = new ObjectGroups(config.file, diagnostics, BOUNDS);

  const wildcard = (address: number, bits: number): Resolved<AddressRange> => {
    return groups.once(`wildcard ${address} ${bits}`, 'a wildcard mask', [], 0, () => {
      const ranges = expandWildcard(address, bits);
      if (ranges && groups.afford(ranges.length)) return surely(ranges);
      const tooMany = notUnderstood('a wildcard mask that stands for too many ranges of addresses');
      return perhaps([aroundWildcard(address, bits)], tooMany);
    });
  };

  const addresses = (
    term: AddressTerm,
    family: Family,
    place: Place,
    depth: number = 0,
  ): Resolved<AddressRange> => {
    switch (term.kind) {
      case 'any':
        return surely([anyAddress(family)]);
      case 'range':
        return surely([term.range]);
      case 'wildcard':
        return wildcard(term.address, term.wildcard);
      case 'group':
        return grouped(`network ${family}`, term.name, place, depth, {
          kind: 'network',
          all: [anyAddress(family)],
          join: joinRanges,
          read: (member, at) => {
            if (member.kind === 'group')
              return addresses({ kind: 'group', name: member.name }, family, at, depth + 1);
            return member.kind === 'address' ? addresses(member.address, family, at, depth + 1) : undefined;
          },
        });
      default:
        return term satisfies never;
    }
  };

  const services = (name: string, place: Place, depth: number = 0): Resolved<ServiceRange> =>
    grouped('service', name, place, depth, {
      kind: 'service',
      all: [ANY_SERVICE],
      join: (items) => items,
      read: (member, at) => {
        if (member.kind === 'group') return services(member.name, at, depth + 1);
        return member.kind === 'service' ? surely(servicesOf(member.service)) : undefined;
      },
    });

  const ports = (name: string, place: Place, depth: number = 0): Resolved<PortRange> =>
    grouped('port', name, place, depth, {
      kind: 'port',
      all: [ANY_PORT],
      join: normalizePorts,
      read: (member, at) => {
        if (member.kind === 'group') return ports(member.name, at, depth + 1);
        return member.kind === 'ports' ? surely(member.ranges) : undefined;
      },
    });

  /** A group of one kind, member by member; one within itself, or too deep, is not understood. */
  const grouped = <T>(
    as: string,
    name: string,
    place: Place,
    depth: number,
    { kind, all, join, read }: Kind<T>,
  ): Resolved<T> =>
    groups.once(`${as} ${name}`, `the group "${name}"`, all, depth, () => {
      const group = config.groups.get(name);
      if (!group) return perhaps(all, groups.missing(`the object-group "${name}"`, place));
      if (group.kind !== kind && group.kind !== 'unknown') return perhaps(all, WRONG_KIND);
      const parts = group.members.map((m) => read(m, group.statement.place) ?? perhaps(all, WRONG_KIND));
      return groups.gather(group.unknown, parts, all, join);
    });

  return { addresses, services, ports };
}

const WRONG_KIND = notUnderstood('an object-group of another kind');
