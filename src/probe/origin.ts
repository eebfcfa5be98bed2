/** Decides who sent an answer: the host, or something nearer. Where that isn't certain it says so. */

import type { Trace } from './hops.ts';
import type { IcmpError } from './native/icmp-errors.ts';
import type { Origin } from './verdict.ts';

/** What is known of where answers of one address come from. */
export interface Measured {
  readonly trace: Trace;
  /** Time to live that the answer had left. */
  readonly ttl?: number;
}

/** An answer of the same address that is the host's own: its protocol was spoken. */
export interface Reference {
  readonly distance: number;
  readonly ttl?: number;
  /** The port, for people. */
  readonly port: number;
}

/** What systems start with: Linux and BSD, Windows, network devices. */
const STARTS: readonly number[] = [64, 128, 255];

/** The host answered from further away, so this answer isn't the host's. */
export function nearer(trace: Trace, farthest: { distance: number; port: number | 'ping' }): Origin {
  const distance = trace.distance ?? 0;
  const { port } = farthest;
  const what = port === 'ping' ? 'the host’s answer to a ping' : `port ${port} of the host`;
  return {
    origin: 'nearer',
    why: `it comes from ${away(distance - 1)}, and ${what} from ${away(farthest.distance - 1)}`,
    hop: hopAt(trace, distance),
  };
}

/** @param distance the smallest time to live that got the answer */
function hopAt({ routers }: Trace, distance: number): Origin['hop'] & object {
  // A filter forwards, and so answers, only what still has time to live; so does the router before it.
  const router = distance > 1 ? routers[distance - 2] : undefined;
  return { distance: Math.max(1, distance - 1), ...(router && { address: router.sender }) };
}

/** @param behind routers that lie between */
function away(behind: number): string {
  if (behind <= 0) return 'the first hop';
  return behind === 1 ? 'behind one router' : `behind ${behind} routers`;
}

/**
 * A reset, with what the host's own answers look like.
 * @param os the target's, if known: it says what its answers start with
 */
export function originOfReset(
  { trace, ttl }: Measured,
  reference: Reference | undefined,
  os: 'windows' | 'linux' | undefined,
): Origin {
  const { distance } = trace;
  if (distance === undefined) return { origin: 'unknown', why: 'it came only once' };
  if (reference && distance < reference.distance) return nearer(trace, reference);
  if (ttl === undefined) return { origin: 'unknown', why: 'its sender’s distance can’t be measured' };
  if (reference?.ttl !== undefined && distance === reference.distance) {
    const { port } = reference;
    if (ttl === reference.ttl)
      return { origin: 'host', why: `it comes from as far away as the host’s answer on port ${port}` };
    return {
      origin: 'nearer',
      why: `it arrives with a time to live of ${ttl}, the host’s answer on port ${port} with ${reference.ttl}`,
      hop: hopAt(trace, distance),
    };
  }
  return fromRouters(trace, distance, ttl, os);
}

/**
 * Without an answer that is surely the host's: the last router before the sender said how long the way back from it
 * is. A reset that came one router further away, with what the host's system starts with, is the host's; one from as
 * near as that router is the router's.
 */
function fromRouters(
  { routers }: Trace,
  distance: number,
  ttl: number,
  os: 'windows' | 'linux' | undefined,
): Origin {
  const router = distance > 1 ? routers[distance - 2] : undefined;
  if (!router || !wayBackIs(router, distance - 2))
    return { origin: 'unknown', why: 'no other answer of the host is known to compare it with' };
  const hop = { distance: distance - 1, address: router.sender };
  if (STARTS.includes(ttl + distance - 2))
    return { origin: 'nearer', why: `it comes from as near as the router ${router.sender}`, hop };
  // A filter that few routers are before could send what a Linux host sends; none starts as Windows does.
  if (os === 'windows' && ttl + distance - 1 === 128)
    return { origin: 'host', why: `it comes from behind the router ${router.sender}, as Windows sends it` };
  return {
    origin: 'unknown',
    why: `it comes from behind the router ${router.sender}, and no other answer of the host is known to compare it with`,
  };
}

/** Whether a router's message came back over as many routers as the packet went out over. */
function wayBackIs({ ttl }: IcmpError, routers: number): boolean {
  return ttl !== undefined && STARTS.includes(ttl + routers);
}
