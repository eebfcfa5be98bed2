/** Matches that ask of which kind a packet or its address is, where the way of the packet answers that. */
import { ANY_PACKET, anyOf, type Match, type ServiceRange, TCP } from '../../../net/match.ts';
import type { AddressRange, Family } from '../../../net/network.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { ANYTHING, butNot, type Case, caseOf, IPV4, IPV6, TOO_LARGE } from './case.ts';
import type { Leaves } from './leaves.ts';
import type { Question } from './question.ts';
import type { Situation } from './situation.ts';
import { otherAddresses, otherNumbers, readNumber } from './values.ts';

/** The cases in which such a match holds; absent where it is none of them, or the way answers nothing. */
export function knownKind(
  selector: string,
  question: Question,
  leaves: Leaves,
  situation: Situation,
): readonly Case[] | undefined {
  const { operator, mask } = question;
  if (selector === 'ip frag-off') return wholePacket(question);
  if (selector === 'ct status' && asksForDnat(question)) return situation.translates ? undefined : [];
  const negated = operator === '!=' || operator === '!';
  if (mask || leaves.all || leaves.unsure || (!negated && operator !== '==' && operator !== 'is'))
    return undefined;
  const words = leaves.items.map((item) => (item.kind === 'word' ? item.text : ''));
  const [only = ''] = words;
  const single = words.length === 1;
  if (selector === 'ct status')
    return single && only === 'dnat' && operator !== '!=' && !situation.translates
      ? allOrNone(negated)
      : undefined;
  if (/^(?:rt|frag) /.test(selector)) return OF_ROUTE.test(selector) ? undefined : [];
  if (/^exthdr (?:rt|frag|srh)$/.test(selector) && single)
    return isMissing(only) === undefined ? undefined : isMissing(only) !== negated ? [caseOf(IPV6)] : [];
  if (/^fib saddr(?: \. \w+)* oif(?:name)?$/.test(selector) && single) {
    const missing = isMissing(only);
    return missing === undefined ? undefined : allOrNone(missing === negated);
  }
  const of = (cases: readonly Case[] | undefined): readonly Case[] | undefined => {
    if (!cases || !negated) return cases;
    const rest = butNot([ANYTHING], cases);
    return rest === TOO_LARGE ? undefined : rest;
  };
  const doubt: Dependency = { kind: 'other', text: `\`${situation.quote(question)}\`` };
  if (/^fib daddr(?: \. \w+)* type$/.test(selector)) return of(addressTypes(words, situation.hook, doubt));
  return selector === 'meta pkttype' && situation.hook !== 'out' ? of(packetTypes(words, doubt)) : undefined;
}

/** `ct status & dnat == dnat` */
function asksForDnat({ operator, mask, value }: Question): boolean {
  if (mask?.kind !== 'word' || mask.text !== 'dnat' || value.kind !== 'word') return false;
  return operator === '!=' ? value.text === '0' : operator === '==' && value.text === 'dnat';
}

/** Fields of `rt` that are about the kernel's route, and not about the header of that name. */
const OF_ROUTE = /^rt (?:classid|nexthop|mtu|ipsec)$/;

const allOrNone = (all: boolean): readonly Case[] => (all ? [ANYTHING] : []);

/** `missing` and `0`, and what JSON has for them; absent for what names an interface. */
function isMissing(text: string): boolean | undefined {
  if (text === 'missing' || text === '0' || text === 'false') return true;
  return text === 'exists' || text === 'true' || text === '1' ? false : undefined;
}

/** Everything but DF, the bit that forbids to take the packet apart. */
const FRAGMENT_BITS = 0x3fff;

/** `ip frag-off & 0x1fff != 0`: a packet that is asked about is whole. */
function wholePacket({ operator, mask, value }: Question): readonly Case[] | undefined {
  const bits = mask?.kind === 'word' ? readNumber(mask.text) : undefined;
  const wanted = value.kind === 'word' ? readNumber(value.text) : undefined;
  if (bits === undefined || wanted === undefined || (bits & ~FRAGMENT_BITS) !== 0) return undefined;
  if (operator !== '==' && operator !== '!=') return undefined;
  return (wanted === 0) === (operator === '==') ? [caseOf(IPV4)] : [];
}

const MULTICAST: Readonly<Record<Family, AddressRange>> = {
  4: { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn },
  6: { family: 6, first: 0xff00n << 112n, last: (1n << 128n) - 1n },
};
const EVERYONE: AddressRange = { family: 4, first: 0xffff_ffffn, last: 0xffff_ffffn };

const toAddresses = (base: Match, destinations: readonly AddressRange[]): Case =>
  caseOf({ ...base, destinations });

/** What the host takes in goes to itself, to a group or to everyone; what is sent through goes to none of its own. */
function addressTypes(
  types: readonly string[],
  hook: Situation['hook'],
  doubt: Dependency,
): readonly Case[] | undefined {
  const cases: Case[] = [];
  for (const type of types) {
    if (type === 'multicast')
      cases.push(toAddresses(IPV4, [MULTICAST[4]]), toAddresses(IPV6, [MULTICAST[6]]));
    else if (type === 'local' && hook === 'forward') continue;
    else if (hook !== 'in') return undefined;
    else if (type === 'local')
      cases.push(
        toAddresses(IPV4, otherAddresses([MULTICAST[4], EVERYONE], 4)),
        toAddresses(IPV6, otherAddresses([MULTICAST[6]], 6)),
      );
    else if (type === 'broadcast')
      cases.push(toAddresses(IPV4, [EVERYONE]), {
        ...caseOf({ ...IPV4, services: NOT_TCP }),
        depends: [doubt],
      });
    else if (type !== 'unicast') return undefined;
  }
  return cases;
}

const NOT_TCP: readonly ServiceRange[] = otherNumbers([{ first: TCP, last: TCP }], 255).map((protocol) => ({
  ...anyOf(0),
  protocol,
}));

/** A host takes no TCP that was sent to many (tcp_v4_rcv asks for PACKET_HOST). */
function packetTypes(types: readonly string[], doubt: Dependency): readonly Case[] | undefined {
  const cases: Case[] = [{ ...caseOf({ ...ANY_PACKET, services: NOT_TCP }), depends: [doubt] }];
  for (const type of types) {
    if (type === 'host' || type === 'unicast') cases.push(caseOf({ ...ANY_PACKET, services: [anyOf(TCP)] }));
    else if (type !== 'broadcast' && type !== 'multicast') return undefined;
  }
  return cases;
}
