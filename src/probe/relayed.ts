/**
 * A port that answers from nearer than the host's others: something takes its connections in the host's place, or only
 * opens them and then hands on what the host says, as SYN proxies do. What comes after the handshake tells: its time to
 * live is the host's, or that of who stands on the way.
 */
import { answersTtl, type Trace, usualTtls, type Wire } from './hops.ts';
import { nearer } from './origin.ts';
import type { Finding } from './second-look.ts';
import type { Origin, Seen } from './verdict.ts';

interface Means {
  wireTo(port: number): Wire;
  again?(finding: Finding, minimumTtl: number): Promise<Seen>;
}

/** @param common a port that is as far away as most of the host's */
export async function fromNearer(
  finding: Finding,
  path: Trace,
  common: { readonly distance: number; readonly port: number },
  { wireTo, again }: Means,
): Promise<Seen> {
  const { seen, port } = finding;
  if (seen.seen !== 'answer' && seen.seen !== 'connected') return seen;
  const origin = nearer(path, common);
  const unknown = (why: string): Seen => ({ ...seen, origin: { ...origin, origin: 'unknown', why } });
  if (!again) return unknown(`${OPENS}: ${origin.why}; whose the rest is isn’t known`);
  if (seen.head.length === 0) return unknown(`${OPENS}: ${origin.why}; what follows never came`);
  const ttlOf = (at: number, distance = common.distance): Promise<number | undefined> =>
    answersTtl(wireTo(at), usualTtls(distance));
  const [opens, host] = [await ttlOf(port, path.distance), await ttlOf(common.port)];
  if (opens === undefined || host === undefined || opens === host)
    return unknown(`${OPENS}: ${origin.why}; whose the rest is can’t be measured`);
  const [low, high] = opens < host ? [opens, host] : [host, opens];
  // What has as much as the greater comes from there; what has only the smaller, from the other.
  const isHigh = isAlike(seen, await again(finding, high));
  if (!isHigh && !isAlike(seen, await again(finding, low)))
    return unknown(`${OPENS}: ${origin.why}; asked again, it answers otherwise`);
  const isHosts = isHigh === (high === host);
  return isHosts ? withFact(seen, origin) : { ...seen, origin };
}

const OPENS = 'Something on the way opens the connection in the host’s place';

function isAlike(first: Seen, second: Seen): boolean {
  if (first.seen === 'answer' && second.seen === 'answer')
    return first.answer.answer === second.answer.answer;
  return first.seen === second.seen && first.seen === 'connected' && second.seen === 'connected'
    ? second.head.length > 0
    : false;
}

/** The way is open, and the host answers: that a SYN proxy stands before it is worth knowing. */
function withFact(seen: Seen, { hop }: Origin): Seen {
  if (seen.seen !== 'answer') return seen;
  const opens = `by a SYN proxy${hop?.address === undefined ? '' : ` near ${hop.address}`}`;
  return { ...seen, answer: { ...seen.answer, facts: { ...seen.answer.facts, 'connection opened': opens } } };
}
