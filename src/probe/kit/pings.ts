/**
 * What pings add where the system doesn't tell what a reset had left of its time to live. A packet that is let pass
 * dies where a ping of the same time to live dies: who resets the connection there is no host further away.
 */
import { nearer } from '../origin.ts';
import type { Origin, Seen } from '../verdict.ts';
import { distanceOf, endOfPing, type Look } from './look.ts';

/** @param isHeeded whether this machine has been seen to heed a small time to live of a connection */
export function withPings(seen: Seen, look: Look, isHeeded: boolean): Seen {
  if (seen.seen !== 'unreachable' || seen.how.outcome !== 'reset' || look.onLink) return seen;
  const origin = originOf(seen.origin, look, isHeeded);
  return origin ? { ...seen, origin } : seen;
}

function originOf(found: Origin | undefined, look: Look, isHeeded: boolean): Origin | undefined {
  const distance = distanceOf(look);
  if (distance === undefined) return found;
  // Something on this machine that takes connections over would answer whatever the time to live is.
  if (distance === 1 && !isHeeded)
    return { origin: 'unknown', why: 'it comes from this machine itself or from its first hop' };
  if (found?.origin === 'nearer') return found;
  const host = look.pings.indexOf('ok') + 1;
  const routers = look.byTtl.map((_, index) => endOfPing(look, index + 1));
  // Both are needed: a router says that the ping died where the reset came from, and the host answers one further.
  if (host > distance && routers[distance - 1] !== undefined)
    return nearer({ distance, routers }, { distance: host, port: 'ping' });
  const before = distance > 1 ? routers[distance - 2] : undefined;
  const router =
    before === undefined ? 'what stands right before it' : `the router ${before.sender} right before it`;
  return {
    origin: 'unknown',
    why: `it comes from the host or from ${router}, and Windows doesn’t tell which`,
  };
}
