import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { ANY_PORT, ANY_SERVICE, anyAddress, icmpRange, type ServiceRange } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { joinRanges } from '../source/address-ranges.ts';
import type { Written } from '../source/lines.ts';
import type { AddressTerm, Group, GroupKind, GroupMember, IosConfig, ServiceTerm } from './model.ts';
import { aroundWildcard, expandWildcard } from './wildcard.ts';

/** What a name stands for: certainly these, and perhaps those as well; `depends` says on what. */
export interface Resolved<T> {
  readonly sure: readonly T[];
  readonly unsure: readonly T[];
  readonly depends: readonly Dependency[];
}

/** Looks names up, every one once. */
export interface Resolver {
  addresses(term: AddressTerm, family: Family, place: Place): Resolved<AddressRange>;
  services(name: string, place: Place): Resolved<ServiceRange>;
  ports(name: string, place: Place): Resolved<PortRange>;
}

const NOTHING: readonly never[] = Object.freeze([]);
const DEEPEST = 32;
/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 2_000_000;

/** Certain members only. */
export function surely<T>(sure: readonly T[]): Resolved<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

/** Nothing is certain. */
export function perhaps<T>(unsure: readonly T[], ...depends: Dependency[]): Resolved<T> {
  return { sure: NOTHING, unsure, depends };
}

export const notUnderstood = (text: string): Dependency => ({ kind: 'not-understood', text });

interface Kind<T> {
  readonly kind: GroupKind;
  readonly all: readonly T[];
  readonly join: (items: readonly T[]) => readonly T[];
  readonly read: (member: GroupMember, place: Place) => Resolved<T> | undefined;
}

/** A resolver of one configuration; what is missing is said once for each name. */
export function resolverOf(config: IosConfig, diagnostics: Diagnostic[]): Resolver {
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
      const help = 'Give the whole "show running-config"; rules that name it depend on it';
      diagnostics.push(diagnostic('PT8003', { message: `${what} is defined nowhere`, place, help }));
    }
    return notUnderstood(`${what}, which is defined nowhere`);
  };

  const wildcard = (address: number, bits: number): Resolved<AddressRange> => {
    const key = `wildcard ${address} ${bits}`;
    const found = memo.get(key) as Resolved<AddressRange> | undefined;
    if (found) return found;
    const ranges = expandWildcard(address, bits);
    const tooMany = notUnderstood('a wildcard mask that stands for too many ranges of addresses');
    const made =
      ranges && afford(ranges.length) ? surely(ranges) : perhaps([aroundWildcard(address, bits)], tooMany);
    memo.set(key, made);
    return made;
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
  ): Resolved<T> => {
    const key = `${as} ${name}`;
    const found = memo.get(key) as Resolved<T> | undefined;
    if (found) return found;
    if (depth > DEEPEST)
      return perhaps(all, notUnderstood(`the group "${name}", which stands too deep in others`));
    memo.set(key, perhaps(all, notUnderstood(`the group "${name}", which holds itself`)));
    const group = config.groups.get(name);
    const made = group
      ? gather(group, kind, all, join, read)
      : perhaps(all, missing(`the object-group "${name}"`, place));
    memo.set(key, made);
    return made;
  };

  const gather = <T>(
    group: Group,
    kind: GroupKind,
    all: readonly T[],
    join: Kind<T>['join'],
    read: Kind<T>['read'],
  ): Resolved<T> => {
    if (group.kind !== kind && group.kind !== 'unknown') return perhaps(all, WRONG_KIND);
    const parts = group.members.map((m) => read(m, group.statement.place) ?? perhaps(all, WRONG_KIND));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!afford(count)) return perhaps(all, notUnderstood('a group that is too large'));
    if (count === 0 && group.unknown.length === 0)
      return perhaps(all, notUnderstood('a group without members'));
    const depends = new Set(parts.flatMap((part) => part.depends));
    for (const statement of group.unknown.slice(0, 3)) depends.add(lineNotUnderstood(statement));
    return {
      sure: join(parts.flatMap((part) => part.sure)),
      unsure: group.unknown.length > 0 ? all : join(parts.flatMap((part) => part.unsure)),
      depends: [...depends].slice(0, 5),
    };
  };

  return { addresses, services, ports };
}

const WRONG_KIND = notUnderstood('an object-group of another kind');

/** What a rule depends on because of a line. */
export function lineNotUnderstood({ text, place }: Written): Dependency {
  return notUnderstood(
    `${JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)} in line ${place.line}, which was not understood`,
  );
}

/** All combinations of what a service term says. */
function servicesOf({ protocols, source, destination, icmp }: ServiceTerm): readonly ServiceRange[] {
  const sources = icmp ? [icmpRange(icmp.type)] : (source ?? [ANY_PORT]);
  const destinations = icmp?.code !== undefined ? [icmpRange(icmp.code)] : (destination ?? [ANY_PORT]);
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
