import { ANY_ADDRESS, ANY_IPV4, ANY_PORT, ANY_SERVICE, anyOf, type ServiceRange } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { quoted } from '../source/findings.ts';
import { rulesOfTerms, surely, type Terms, union } from '../source/terms.ts';
import type { AddressTerm, Direction, GcpRule, Machines, ServiceTerm } from './model.ts';

export type Given = ReadonlyMap<string, readonly AddressRange[]>;

const EVERY_SERVICE: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);

/** A rule's meaning in a list of one direction. Without a priority it could stand before all others. */
export function raiseRule(rule: GcpRule, direction: Direction, given: Given): FilterRule[] {
  const { action, name, priority } = rule;
  const depends = rule.doubts.map(notUnderstood);
  if (priority === undefined) depends.push(notUnderstood('its priority'));
  if (rule.direction === undefined) depends.push(notUnderstood('its direction'));
  if (action === undefined) depends.push(notUnderstood('whether it allows or denies'));
  const isIn = direction === 'INGRESS';
  const targets = rule.targets.length === 0 ? undefined : union(rule.targets.map((m) => membersOf(m, given)));
  const sources = isIn ? remoteSources(rule, given) : rangesOf(rule.sources, ANY_ADDRESS);
  // "If none is specified, the rule applies to any destination", which is written 0.0.0.0/0.
  const destinations = rangesOf(rule.destinations, isIn ? ANY_ADDRESS : [ANY_IPV4]);
  return rulesOfTerms(
    {
      action: action === undefined ? 'unknown' : action === 'allow' ? 'permit' : 'deny',
      name,
      priority: priority ?? 0,
      written: rule,
    },
    isIn ? sources : within(sources, targets),
    isIn ? within(destinations, targets) : destinations,
    rule.services.length === 0
      ? { sure: [], unsure: EVERY_SERVICE, depends: [notUnderstood('its protocols')] }
      : union(rule.services.map(servicesOf)),
    depends,
  );
}

function notUnderstood(text: string): Dependency {
  return { kind: 'not-understood', text };
}

/** Ranges or machines, whichever holds the source; every IPv4 address where neither is said. */
function remoteSources(rule: GcpRule, given: Given): Terms<AddressRange> {
  if (rule.sourceMachines.length === 0) return rangesOf(rule.sources, [ANY_IPV4]);
  const machines = rule.sourceMachines.map((m) => membersOf(m, given));
  return union(rule.sources.length === 0 ? machines : [rangesOf(rule.sources, []), ...machines]);
}

function rangesOf(terms: readonly AddressTerm[], none: readonly AddressRange[]): Terms<AddressRange> {
  if (terms.length === 0) return surely(none);
  const sure = terms.flatMap((term) => (term.kind === 'range' ? [term.range] : []));
  if (sure.length === terms.length) return surely(sure);
  const depends = terms
    .flatMap((term) => (term.kind === 'unknown' ? [term.text] : []))
    .slice(0, 10)
    .map((text) => notUnderstood(`${quoted(text)}, which is not an address`));
  return { sure, unsure: ANY_ADDRESS, depends };
}

function membersOf({ kind, name }: Machines, given: Given): Terms<AddressRange> {
  const known = given.get(name);
  if (known) return surely(known);
  const text =
    kind === 'tag'
      ? `which machines have the network tag ${quoted(name)}`
      : `which machines run as ${quoted(name)}`;
  return { sure: [], unsure: ANY_ADDRESS, depends: [{ kind: 'name', text, value: name }] };
}

/** The part of the addresses that belongs to the machines a rule is for. */
function within(
  addresses: Terms<AddressRange>,
  targets: Terms<AddressRange> | undefined,
): Terms<AddressRange> {
  if (!targets) return addresses;
  const all = ({ sure, unsure }: Terms<AddressRange>): readonly AddressRange[] => [...sure, ...unsure];
  return {
    sure: meet(addresses.sure, targets.sure),
    unsure: meet(all(addresses), all(targets)),
    depends: [...addresses.depends, ...targets.depends],
  };
}

function meet(a: readonly AddressRange[], b: readonly AddressRange[]): AddressRange[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      if (x.family !== y.family) return [];
      const first = x.first > y.first ? x.first : y.first;
      const last = x.last < y.last ? x.last : y.last;
      return first > last ? [] : [{ family: x.family, first, last }];
    }),
  );
}

function servicesOf(term: ServiceTerm): Terms<ServiceRange> {
  switch (term.kind) {
    case 'any':
      return surely(EVERY_SERVICE);
    case 'protocol': {
      const { number, ports } = term;
      if (ports.length === 0) return surely([anyOf(number)]);
      const protocol = { first: number, last: number };
      return surely(ports.map((destination) => ({ protocol, source: ANY_PORT, destination })));
    }
    case 'unknown':
      return {
        sure: [],
        unsure: EVERY_SERVICE,
        depends: [notUnderstood(`${quoted(term.text)}, which was not understood`)],
      };
    default:
      return term satisfies never;
  }
}
