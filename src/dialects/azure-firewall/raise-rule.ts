import { ANY_IPV4, ANY_PORT, anyOf, hasPorts, type ServiceRange, TCP, UDP } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { quoted } from '../source/findings.ts';
import { type RuleFrame, rulesOfTerms, surely, type Terms, union } from '../source/terms.ts';
import type { AddressTerm, FirewallConfig, FirewallRule, PortTerm, ServiceTerm } from './model.ts';

export interface Known {
  readonly given: ReadonlyMap<string, readonly AddressRange[]>;
  readonly ipGroups: FirewallConfig['ipGroups'];
}

const MOST_SERVICES = 100_000;
/** Azure Firewall knows IPv4 only. */
const ANYWHERE: readonly AddressRange[] = Object.freeze([ANY_IPV4]);
const EVERY_SERVICE: readonly ServiceRange[] = Object.freeze([
  { protocol: { first: 0, last: 255 }, source: ANY_PORT, destination: ANY_PORT },
]);

/** A rule's meaning at its place in the order. */
export function raiseRule(
  rule: FirewallRule,
  action: FilterRule['action'],
  known: Known,
  conditions: readonly Dependency[],
): FilterRule[] {
  const frame: RuleFrame = { action, name: rule.name, written: rule };
  const depends = [...conditions, ...rule.doubts.map(notUnderstood)];
  const sources = sideOf(rule.sources, known);
  const ports = portsOf(rule.ports);
  switch (rule.kind) {
    case 'network':
      return rulesOfTerms(
        frame,
        sources,
        sideOf(rule.destinations, known),
        servicesOf(rule.protocols, ports),
        depends,
      );
    case 'application': {
      const text = `what is asked for, which has to be ${listed(rule.targets)}`;
      const name: Dependency = { kind: 'name', text, value: rule.targets.join(' ') };
      const destinations =
        rule.destinations.length === 0 ? surely(ANYWHERE) : sideOf(rule.destinations, known);
      return rulesOfTerms(frame, sources, destinations, servicesOf(rule.protocols, ports), [
        ...depends,
        name,
      ]);
    }
    case 'nat': {
      const text = `the translation of the destination to ${rule.translated?.text ?? 'another one'}`;
      const translation: Dependency = { kind: 'translation', text };
      const { to, port } = rule.translated ?? {};
      const inside = port === undefined ? ports : portsOf([port]);
      return [
        ...rulesOfTerms(frame, sources, sideOf(rule.destinations, known), servicesOf(rule.protocols, ports), [
          ...depends,
          translation,
        ]),
        ...rulesOfTerms(
          frame,
          sources,
          to ? addressOf(to, known) : NOWHERE,
          servicesOf(rule.protocols, inside),
          [...depends, translation],
        ),
      ];
    }
    default:
      return rule.kind satisfies never;
  }
}

const NOWHERE: Terms<AddressRange> = surely([]);

function listed(targets: readonly string[]): string {
  const shown = targets.slice(0, 3).map(quoted).join(' or ');
  return targets.length > 3 ? `${shown} or one of ${targets.length - 3} more` : shown;
}

function notUnderstood(text: string): Dependency {
  return { kind: 'not-understood', text };
}

/** A side of which nothing is said could be anything; a doubt of the rule says so. */
function sideOf(terms: readonly AddressTerm[], known: Known): Terms<AddressRange> {
  return terms.length === 0 ? surely(ANYWHERE) : union(terms.map((term) => addressOf(term, known)));
}

function addressOf(term: AddressTerm, { given, ipGroups }: Known): Terms<AddressRange> {
  switch (term.kind) {
    case 'any':
      return surely(ANYWHERE);
    case 'range':
      return surely([term.range]);
    case 'tag':
      return givenOr(given.get(term.name), `what the service tag ${quoted(term.name)} holds`, term.name);
    case 'group': {
      const addresses = given.get(term.name) ?? ipGroups.get(term.name.toLowerCase());
      return givenOr(addresses, `what the IP group ${quoted(term.name)} holds`, term.name);
    }
    case 'fqdn':
      return givenOr(undefined, `the addresses of ${quoted(term.name)}`, term.name);
    case 'unknown':
      return {
        sure: [],
        unsure: ANYWHERE,
        depends: [notUnderstood(`${quoted(term.text)}, which is not an address`)],
      };
    default:
      return term satisfies never;
  }
}

function givenOr(
  given: readonly AddressRange[] | undefined,
  text: string,
  value: string,
): Terms<AddressRange> {
  if (given) return surely(given);
  return { sure: [], unsure: ANYWHERE, depends: [{ kind: 'name', text, value }] };
}

function portsOf(terms: readonly PortTerm[]): Terms<PortRange> {
  const sure = terms.flatMap((term) => (term.kind === 'range' ? [term.range] : []));
  if (terms.length > 0 && sure.length === terms.length) return surely(sure);
  const depends = terms
    .flatMap((term) => (term.kind === 'unknown' ? [term.text] : []))
    .slice(0, 10)
    .map((text) => notUnderstood(`${quoted(text)}, which is not a port`));
  return { sure, unsure: [ANY_PORT], depends };
}

function servicesOf(protocols: readonly ServiceTerm[], ports: Terms<PortRange>): Terms<ServiceRange> {
  if (protocols.length === 0) return { sure: [], unsure: EVERY_SERVICE, depends: [] };
  if (protocols.length * ports.sure.length > MOST_SERVICES)
    return { sure: [], unsure: EVERY_SERVICE, depends: [notUnderstood('its ports, which are too many')] };
  return union(protocols.map((protocol) => serviceOf(protocol, ports)));
}

function serviceOf(protocol: ServiceTerm, ports: Terms<PortRange>): Terms<ServiceRange> {
  if (protocol.kind === 'unknown') {
    const text = `${quoted(protocol.text)}, which is not a protocol`;
    return { sure: [], unsure: EVERY_SERVICE, depends: [...ports.depends, notUnderstood(text)] };
  }
  const isWhole = ports.sure.some(({ first, last }) => first === 0 && last === 65535);
  if (isWhole) return surely(protocol.kind === 'any' ? EVERY_SERVICE : [anyOf(protocol.number)]);
  const numbers = protocol.kind === 'any' ? [TCP, UDP] : [protocol.number].filter(hasPorts);
  const sure = numbers.flatMap((number) =>
    ports.sure.map(
      (destination): ServiceRange => ({
        protocol: { first: number, last: number },
        source: ANY_PORT,
        destination,
      }),
    ),
  );
  const isExact = protocol.kind === 'protocol' && hasPorts(protocol.number);
  if (isExact && ports.depends.length === 0 && ports.unsure.length === 0) return surely(sure);
  // Nothing says what a port means for packets that have none.
  const portless: readonly Dependency[] = isExact
    ? []
    : [{ kind: 'other', text: 'what its ports mean for protocols that have none' }];
  const unsure = protocol.kind === 'any' ? EVERY_SERVICE : [anyOf(protocol.number)];
  const whole = protocol.kind === 'any' && ports.unsure.length === 0 ? PORTLESS : unsure;
  return { sure, unsure: whole, depends: [...ports.depends, ...portless] };
}

/** Every protocol but TCP and UDP. */
const PORTLESS: readonly ServiceRange[] = [
  [0, TCP - 1],
  [TCP + 1, UDP - 1],
  [UDP + 1, 255],
].map(([first = 0, last = 0]) => ({ protocol: { first, last }, source: ANY_PORT, destination: ANY_PORT }));
