import { ANY_ADDRESS, ANY_PORT, ANY_SERVICE, anyOf, icmpRange, type ServiceRange } from '../../net/match.ts';
import { type AddressRange, network } from '../../net/network.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { quoted } from '../source/findings.ts';
import { rulesOfTerms, surely, type Terms } from '../source/terms.ts';
import type { AwsConfig, Peer, SecurityGroup, SecurityRule, ServiceTerm } from './model.ts';

export type Given = ReadonlyMap<string, readonly AddressRange[]>;

const EVERY_SERVICE: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
const LOOPBACK: AddressRange = network(4, 127n << 24n, (128n << 24n) - 1n);

/**
 * A rule's meaning: what comes from a peer to whoever has the group, or goes from there to the peer.
 * @param own where those are that have the group; every address where nobody says so
 */
export function raiseRule(
  rule: SecurityRule,
  own: readonly AddressRange[],
  { prefixLists }: AwsConfig,
  groups: ReadonlyMap<string, SecurityGroup>,
  given: Given,
  conditions: readonly Dependency[],
): FilterRule[] {
  const depends = [
    ...conditions,
    ...rule.doubts.map((text): Dependency => ({ kind: 'not-understood', text })),
  ];
  const peers = peersOf(rule.peer, given, prefixLists, groups);
  const here = surely(own);
  const isIn = rule.direction === 'ingress';
  const { name } = rule;
  return rulesOfTerms(
    { action: 'permit', written: rule, ...(name !== undefined && { name }) },
    isIn ? peers : here,
    isIn ? here : peers,
    servicesOf(rule.service),
    depends,
  );
}

function peersOf(
  peer: Peer,
  given: Given,
  prefixLists: AwsConfig['prefixLists'],
  groups: ReadonlyMap<string, SecurityGroup>,
): Terms<AddressRange> {
  switch (peer.kind) {
    case 'range':
      // Loopback never reaches a group: such a rule only takes the place of the one that lets everything out.
      return surely(isLoopback(peer.range) ? [] : [peer.range]);
    case 'prefix-list': {
      const known = given.get(peer.id) ?? prefixLists.get(peer.id);
      return known
        ? surely(known)
        : unknown('name', `what the prefix list ${quoted(peer.id)} holds`, peer.id);
    }
    case 'group': {
      const group = groups.get(peer.id);
      const known = [peer.id, ...(group?.names ?? [])].map((name) => given.get(name)).find((one) => one);
      if (known) return surely(known);
      const name = group && group.name !== peer.id ? `${quoted(group.name)} (${peer.id})` : quoted(peer.id);
      return unknown('name', `the members of the security group ${name}`, peer.id);
    }
    case 'unknown':
      return unknown('not-understood', `${quoted(peer.text)}, which was not understood`);
    default:
      return peer satisfies never;
  }
}

const isLoopback = ({ family, first, last }: AddressRange): boolean =>
  family === 4 && first >= LOOPBACK.first && last <= LOOPBACK.last;

function unknown(kind: Dependency['kind'], text: string, value?: string): Terms<AddressRange> {
  return { sure: [], unsure: ANY_ADDRESS, depends: [{ kind, text, ...(value !== undefined && { value }) }] };
}

function servicesOf(service: ServiceTerm): Terms<ServiceRange> {
  switch (service.kind) {
    case 'any':
      return surely(EVERY_SERVICE);
    case 'protocol':
      return surely([anyOf(service.number)]);
    case 'ports': {
      const protocol = { first: service.number, last: service.number };
      return surely([{ protocol, source: ANY_PORT, destination: service.ports }]);
    }
    case 'icmp': {
      const { number, type, code } = service;
      const source = type === undefined ? ANY_PORT : icmpRange(type);
      const destination = code === undefined ? ANY_PORT : icmpRange(code);
      return surely([{ protocol: { first: number, last: number }, source, destination }]);
    }
    case 'unknown':
      return {
        sure: [],
        unsure: EVERY_SERVICE,
        depends: [{ kind: 'not-understood', text: `${quoted(service.text)}, which was not understood` }],
      };
    default:
      return service satisfies never;
  }
}
