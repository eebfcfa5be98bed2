/** What a kit measured of a port when it looked a second time: how it is written down, and how it is read. */
import { isIP } from 'node:net';
import type { Observation } from '../../plan/observation.ts';
import type { Connecting } from '../native/connector.ts';
import { type IcmpError, isTimeExceeded } from '../native/icmp-errors.ts';

export interface Look {
  readonly port: number;
  /** What came with a time to live of 1, 2, …; the last counts for all that are larger. */
  readonly byTtl: readonly Connecting[];
  /** Pings of the same kind, where the system shows a connection no ICMP message. */
  readonly pings: readonly (IcmpError | 'ok' | undefined)[];
  /** Time to live that the answer had left. */
  readonly left?: number;
  /** The address is on a wire of the machine that asked. */
  readonly onLink: boolean;
  /** How asking went of which nobody answered. */
  readonly down?: Connecting;
}

/** More than a kit tries. */
const MOST = 64;

/** `looked at`, `by ttl`, `left`, `on link`, `down`, `pings`: the kit's words, however they came to be. */
export function readLook(facts: Observation['facts']): Look | undefined {
  const port = Number(facts['looked at']);
  if (!Number.isInteger(port) || port < 1 || port > 65535) return undefined;
  const left = Number(facts.left);
  const { down } = facts;
  return {
    port,
    byTtl: wordsOf(facts['by ttl']).map(readOutcome),
    pings: wordsOf(facts.pings).map((word) => (word === 'ok' ? word : readIcmp(word))),
    ...(Number.isInteger(left) && left >= 1 && left <= 255 && { left }),
    onLink: facts['on link'] === 'yes',
    ...(down !== undefined && { down: readOutcome(down) }),
  };
}

function wordsOf(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split(' ').slice(0, MOST);
}

/** Nothing is connected here: an answer is an answer, whichever it was. */
const ANSWER: Connecting = { outcome: 'reset' };
const SILENCE: Connecting = { outcome: 'silence' };

function readOutcome(word: string): Connecting {
  if (word === 'open' || word === 'reset') return ANSWER;
  if (/^!E[A-Z0-9]+$/.test(word)) return { outcome: 'failed', code: word.slice(1) };
  const icmp = readIcmp(word);
  return icmp ? { outcome: 'icmp', icmp } : SILENCE;
}

/** Sender, type and code, and what was left of the message's time to live, if known: `10.0.0.1/11/0/63`. */
export function readIcmp(word: string): IcmpError | undefined {
  const [sender = '', ...numbers] = word.split('/');
  const family = isIP(sender);
  const [type = -1, code = -1, ttl] = numbers.map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : -1));
  if ((family !== 4 && family !== 6) || type < 0 || code < 0 || type > 255 || code > 255) return undefined;
  return { sender, family, type, code, ...(ttl !== undefined && ttl >= 1 && ttl <= 255 && { ttl }) };
}

/** The smallest time to live with which an answer came that isn't a router's "time exceeded". */
export function distanceOf({ byTtl }: Look): number | undefined {
  const at = byTtl.findIndex((one) => one.outcome !== 'silence' && !isOver(one));
  return at < 0 ? undefined : at + 1;
}

function isOver(one: Connecting): boolean {
  return one.outcome === 'icmp' && isTimeExceeded(one.icmp);
}

/** What came with a time to live; where something answers, also a router's message to a ping that came as far. */
export function withTtl(look: Look, ttl: number): Connecting {
  const distance = distanceOf(look);
  if (distance === undefined) return look.byTtl[ttl - 1] ?? SILENCE;
  if (ttl >= distance) return look.byTtl[distance - 1] ?? SILENCE;
  const went = look.byTtl[ttl - 1] ?? SILENCE;
  const icmp = went.outcome === 'silence' ? endOfPing(look, ttl) : undefined;
  return icmp ? { outcome: 'icmp', icmp } : went;
}

/** Who said that a ping's time was over. */
export function endOfPing({ pings }: Look, ttl: number): IcmpError | undefined {
  const ping = pings[ttl - 1];
  return typeof ping === 'object' && isTimeExceeded(ping) ? ping : undefined;
}
