/** Whether a filter lets a transfer pass by itself, because it follows the protocol that asks for it. */
import { ANY_PORT, type Match, servicesOver } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import { NEW } from '../net/state.ts';
import type { Configuration } from '../policy/ruleset.ts';
import type { Need } from './need.ts';

/** Where a flow's answers are judged. */
export const BACK = { in: 'out', out: 'in', forward: 'forward' } as const;

/** The port that each protocol's request goes to: RFC 1350 for TFTP. */
const REQUESTS: Readonly<Record<'tftp', number>> = { tftp: 69 };

type Following = Pick<Configuration, 'follows' | 'following'>;

export function isFollowed(need: Need, configurations: readonly Following[]): boolean {
  const { follows: protocol } = need.rule;
  if (protocol === undefined) return false;
  if (configurations.some(({ follows }) => follows?.includes(protocol))) return true;
  const parts = configurations.flatMap(({ following }) => following ?? []);
  const { asked, hook } = requestOf(need, REQUESTS[protocol]);
  return parts.some(
    (part) => part.protocol === protocol && part.hook === hook && isWithin(asked, part.rules),
  );
}

/** Whether every one of these packets comes to a rule by which it is followed, before any other decides about it. */
function isWithin(
  asked: readonly Match[],
  rules: NonNullable<Configuration['following']>[number]['rules'],
): boolean {
  let rest = PacketSet.of(asked);
  for (const { action, matches, states, depends } of rules) {
    if ((states & NEW) === 0) continue;
    const own = PacketSet.of(matches);
    if (action === 'permit' && depends.length === 0) rest = rest.subtract(own);
    else if (action !== 'permit' && !rest.intersect(own).isEmpty()) return false;
    if (rest.isEmpty()) return true;
  }
  return false;
}

/** The server starts what is followed, from a port of its choice, whichever side the flow names first. */
export const startsAtServer = ({ rule }: Need): boolean => rule.services.includes('tftp-reply');

/** The packets that ask for what the need is about. */
function requestOf(
  need: Need,
  port: number,
): { readonly asked: readonly Match[]; readonly hook: Need['hook'] } {
  const services = servicesOver('udp', [{ first: port, last: port }], ANY_PORT);
  const isTurned = startsAtServer(need);
  return {
    hook: isTurned ? BACK[need.hook] : need.hook,
    asked: need.needed.map(({ sources, destinations }) =>
      isTurned
        ? { sources: destinations, destinations: sources, services }
        : { sources, destinations, services },
    ),
  };
}
