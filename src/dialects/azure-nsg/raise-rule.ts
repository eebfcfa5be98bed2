import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  hasPorts,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { quoted } from '../source/findings.ts';
import { rulesOfTerms, surely, type Terms, union } from '../source/terms.ts';
import type { AddressTerm, NsgRule, PortTerm, ProtocolTerm } from './model.ts';
import { givenFor, tagOf } from './tags.ts';

export type Given = ReadonlyMap<string, readonly AddressRange[]>;

const MOST_SERVICES = 100_000;
const EVERY_SERVICE: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
const ANYWHERE: Terms<AddressRange> = surely(ANY_ADDRESS);

/** A rule's meaning. Without a priority it could stand before all others. */
export function raiseRule(rule: NsgRule, given: Given, conditions: readonly Dependency[] = []): FilterRule[] {
  const { access, name, priority } = rule;
  const depends: Dependency[] = [...conditions, ...rule.doubts.map(notUnderstood)];
  if (priority === undefined) depends.push(notUnderstood('its priority'));
  if (rule.direction === undefined) depends.push(notUnderstood('its direction'));
  if (access === undefined) depends.push(notUnderstood('its access'));
  const action = access === undefined ? 'unknown' : access === 'Allow' ? 'permit' : 'deny';
  return rulesOfTerms(
    { action, name, priority: priority ?? 0, written: rule },
    addressesOf(rule.sources, given),
    addressesOf(rule.destinations, given),
    servicesOf(rule.protocol, portsOf(rule.sourcePorts), portsOf(rule.destinationPorts)),
    depends,
  );
}

function notUnderstood(text: string): Dependency {
  return { kind: 'not-understood', text };
}

/** A side of which nothing is said could be anything; a doubt of the rule says so. */
function addressesOf(terms: readonly AddressTerm[], given: Given): Terms<AddressRange> {
  return terms.length === 0 ? ANYWHERE : union(terms.map((term) => addressOf(term, given)));
}

function addressOf(term: AddressTerm, given: Given): Terms<AddressRange> {
  switch (term.kind) {
    case 'any':
      return ANYWHERE;
    case 'range':
      return surely([term.range]);
    case 'tag':
      return tagOf(term.name, given);
    case 'group': {
      const members = givenFor(term.name, given);
      if (members) return surely(members);
      const text = `the members of the application security group ${quoted(term.name)}`;
      return { sure: [], unsure: ANY_ADDRESS, depends: [{ kind: 'name', text, value: term.name }] };
    }
    case 'unknown':
      return {
        sure: [],
        unsure: ANY_ADDRESS,
        depends: [notUnderstood(`${quoted(term.text)}, which is not an address`)],
      };
    default:
      return term satisfies never;
  }
}

function portsOf(terms: readonly PortTerm[]): Terms<PortRange> {
  const ranges = terms.flatMap((term) => (term.kind === 'range' ? [term.range] : []));
  const unknown = terms.flatMap((term) => (term.kind === 'unknown' ? [term.text] : []));
  if (terms.length > 0 && unknown.length === 0) return surely(ranges);
  return {
    sure: ranges,
    unsure: [ANY_PORT],
    depends: unknown.slice(0, 10).map((text) => notUnderstood(`${quoted(text)}, which is not a port`)),
  };
}

const isFull = (ranges: readonly PortRange[]): boolean =>
  ranges.some(({ first, last }) => first === 0 && last === 65535);

function servicesOf(
  protocol: ProtocolTerm,
  sources: Terms<PortRange>,
  destinations: Terms<PortRange>,
): Terms<ServiceRange> {
  const depends = [...sources.depends, ...destinations.depends];
  const isWhole = isFull(sources.sure) && isFull(destinations.sure);
  if (protocol.kind === 'unknown') {
    const unknown = notUnderstood(`${quoted(protocol.text)}, which is not a protocol`);
    return { sure: [], unsure: EVERY_SERVICE, depends: [...depends, unknown] };
  }
  if (isWhole) return surely(protocol.kind === 'any' ? EVERY_SERVICE : [anyOf(protocol.number)]);
  if (sources.sure.length * destinations.sure.length > MOST_SERVICES) {
    const many = notUnderstood(
      `${sources.sure.length * destinations.sure.length} pairs of ports, which are too many`,
    );
    return { sure: [], unsure: EVERY_SERVICE, depends: [...depends, many] };
  }
  const withPorts = protocol.kind === 'any' ? [TCP, UDP] : hasPorts(protocol.number) ? [protocol.number] : [];
  const sure = withPorts.flatMap((number) =>
    sources.sure.flatMap((source) =>
      destinations.sure.map(
        (destination): ServiceRange => ({ protocol: { first: number, last: number }, source, destination }),
      ),
    ),
  );
  if (protocol.kind === 'number' && hasPorts(protocol.number)) {
    const unsure = depends.length > 0 ? [anyOf(protocol.number)] : [];
    return { sure, unsure, depends };
  }
  // Nothing says what a port means for packets that have none.
  const portless: Dependency = {
    kind: 'other',
    text: 'what its ports mean for protocols that have none',
  };
  const unsure =
    protocol.kind === 'number' ? [anyOf(protocol.number)] : depends.length > 0 ? EVERY_SERVICE : PORTLESS;
  return { sure, unsure, depends: [...depends, portless] };
}

/** Every protocol but TCP and UDP. */
const PORTLESS: readonly ServiceRange[] = [
  [0, TCP - 1],
  [TCP + 1, UDP - 1],
  [UDP + 1, 255],
].map(([first = 0, last = 0]) => ({ protocol: { first, last }, source: ANY_PORT, destination: ANY_PORT }));
