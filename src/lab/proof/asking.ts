/** Asking conversations with real packets, and holding the answers against what they have to be. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Tracked, trackedIn, trackedKey } from '../inside/conntrack.ts';
import type { Inside } from '../inside/lab.ts';
import type { Listeners } from '../inside/listeners.ts';
import { type Question, type Reply, scan } from '../inside/scan.ts';
import type { Conversation } from './conversations.ts';
import type { Unplanned } from './matrix.ts';

export interface Bench {
  readonly inside: Inside;
  readonly listeners: Pick<Listeners, 'arrivals'>;
}

/** What was seen of a conversation, at all places that can tell. */
export interface Seen extends Reply {
  /** The other end's own record; always there for ICMP, which the kernel answers. */
  readonly arrived: boolean;
}

function questionOf({ from, to, transport, port, sourcePort }: Unplanned): Question {
  return {
    place: from.host.id,
    transport,
    source: from.address.address,
    ...(sourcePort !== undefined && { sourcePort }),
    target: to.address.address,
    port,
  };
}

/** How long an answer of a lab under load may take, in milliseconds; only what stays silent costs as much. */
const PATIENCE = 2500;
/** How long the other end's record is waited for. */
const RECORD = 500;

/** Asks each once, and a second time where the first answer may have come too late. */
export async function askAll(
  { inside, listeners }: Bench,
  conversations: readonly Unplanned[],
  patience: number = PATIENCE,
): Promise<Seen[]> {
  listeners.arrivals.clear();
  const isSeen = ({ from, to, transport, port }: Unplanned, localPort: number): boolean => {
    if (transport === 'icmp') return true;
    const { address } = from.address;
    return listeners.arrivals.has({ host: to.host.id, transport, port, from: address, fromPort: localPort });
  };
  const questions = conversations.map(questionOf);
  const byQuestion = new Map(questions.map((question, i) => [question, conversations[i] as Unplanned]));
  const replies = await scan(inside.namespaces, questions, patience, (question, localPort) => {
    const one = byQuestion.get(question);
    return one === undefined || isSeen(one, localPort);
  });
  const arrived = (i: number): boolean => {
    const reply = replies[i] as Reply;
    const one = conversations[i] as Unplanned;
    return one.transport === 'icmp' ? reply.outcome === 'open' : isSeen(one, reply.localPort);
  };
  const until = performance.now() + RECORD;
  const open = replies.flatMap(({ outcome }, i) => (outcome === 'open' ? [i] : []));
  while (!open.every(arrived) && performance.now() < until) await wait(5);
  return replies.map((reply, i) => ({ ...reply, arrived: arrived(i) }));
}

/** What the connection tracking of some filters remembers, by the filters' ids. */
export async function trackedBy(
  inside: Inside,
  places: Iterable<string>,
): Promise<ReadonlyMap<string, Tracked>> {
  const tracked = new Map<string, Tracked>();
  for (const place of places) tracked.set(place, await trackedIn(inside, place));
  return tracked;
}

/** The key that a conversation has in the connection tracking of the filters on its way. */
export function keyOf(
  { from, to, transport, port }: Conversation | Unplanned,
  { localPort }: Pick<Reply, 'localPort'>,
): string {
  return trackedKey(transport, from.address.address, localPort, to.address.address, port);
}
