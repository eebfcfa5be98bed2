/** Matches that ask of which kind a packet or its address is, where the way of the packet answers that. */
import { TCP } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { outside } from './addresses.ts';
import { type Draft, narrowAddresses, narrowServices } from './draft.ts';
import type { IptablesOption } from './model.ts';
import { protocolServices } from './services.ts';

/** What a match is known to do: it holds always, never, or beside what it narrowed the rule to. */
export type Known = 'always' | 'never' | 'depends' | undefined;

/** What the way of a packet says about a match; absent where nothing. */
export function knownKind(to: Draft, name: string): Known {
  const options = to.rule.options.filter(({ of, name: option }) => of === name && option !== 'match');
  switch (name) {
    case 'addrtype':
      return addressType(to, options);
    case 'pkttype':
      return packetType(to, options);
    case 'rpfilter':
      return reversePath(options);
    // A packet that is asked about has no such header; without one, these hold for nothing, negated or not.
    case 'rt':
    case 'frag':
    case 'srh':
      return 'never';
    default:
      return undefined;
  }
}

const MULTICAST: Readonly<Record<Family, AddressRange>> = {
  4: { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn },
  6: { family: 6, first: 0xff00n << 112n, last: (1n << 128n) - 1n },
};
const EVERYONE: AddressRange = { family: 4, first: 0xffff_ffffn, last: 0xffff_ffffn };

/** Only for a single question about the destination: a packet sent through goes to no address of the filter's own. */
function addressType(to: Draft, options: readonly IptablesOption[]): Known {
  const [only] = options;
  if (options.length !== 1 || only?.name !== 'dst-type') return undefined;
  const { hook, family } = to.scene;
  const type = only.values.join().toUpperCase();
  if (type === 'LOCAL' && hook === 'forward') return only.negated ? 'always' : 'never';
  if (type === 'MULTICAST') return toAddresses(to, [MULTICAST[family]], only.negated);
  if (hook !== 'in') return undefined;
  // What the host takes in goes to itself, to a group or to everyone.
  const others = family === 4 ? [MULTICAST[4], EVERYONE] : [MULTICAST[6]];
  if (type === 'LOCAL') return toAddresses(to, others, !only.negated);
  if (type === 'UNICAST') return only.negated ? 'always' : 'never';
  return type === 'BROADCAST' && !only.negated ? notTcp(to) : undefined;
}

function toAddresses(to: Draft, ranges: readonly AddressRange[], negated: boolean): Known {
  narrowAddresses(to, 'destinations', negated ? outside(ranges, to.scene.family) : ranges);
  return 'always';
}

/** A host takes no TCP that was sent to many (tcp_v4_rcv asks for PACKET_HOST). */
function notTcp(to: Draft): Known {
  narrowServices(to, protocolServices(TCP, true));
  return 'depends';
}

function packetType(to: Draft, options: readonly IptablesOption[]): Known {
  const [only] = options;
  const type = only?.values.join().toLowerCase();
  const isToMany = type === 'broadcast' || type === 'multicast';
  return options.length === 1 && isToMany && !only?.negated && to.scene.hook !== 'out'
    ? notTcp(to)
    : undefined;
}

/** A packet is taken to come in where answers to it go out, as everywhere that an interface stands for addresses. */
function reversePath(options: readonly IptablesOption[]): Known {
  return options.some(({ name }) => name === 'invert') ? 'never' : 'always';
}
