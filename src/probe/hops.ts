/**
 * Where on the way something is: with a small time to live a packet comes only so far, and the router that it ends at
 * says so (RFC 792, "time exceeded"). Only ports of the plan are asked here, too.
 */
import { networkInterfaces } from 'node:os';
import { network, parseAddress } from '../net/network.ts';
import type { ObservedHop } from '../plan/observation.ts';
import type { Gate } from './limiter.ts';
import type { Connecting, ConnectOptions, Connector } from './native/connector.ts';
import { type IcmpError, isNoRoute, isTimeExceeded } from './native/icmp-errors.ts';
import { inNamespace } from './native/namespace.ts';
import { closeSocket } from './native/socket.ts';
import { familyOf } from './native/socket-address.ts';
import { isInside } from './target.ts';

export interface Wire {
  readonly connector: Pick<Connector, 'connect'>;
  readonly address: string;
  readonly port: number;
  readonly options: ConnectOptions;
  /** For one packet's answer, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Bounds on what is sent at once, and in a second. */
  readonly gate?: Gate;
  /** Whether the address is on a wire of the machine that asks, where that is known already. */
  readonly onLink?: boolean;
}

export interface Trace {
  /** The smallest time to live with which an answer came that isn't a router's "time exceeded". */
  readonly distance?: number;
  /** What came then. */
  readonly end?: Connecting;
  /** By distance from 1: who said that a packet's time was over; holes are routers that say nothing. */
  readonly routers: readonly (IcmpError | undefined)[];
}

/** More routers than any hierarchy has between two of its hosts. */
const MOST = 24;
const AT_ONCE = 4;

/** Connects, and closes at once by a reset. */
export async function knock(wire: Wire, options: ConnectOptions = {}): Promise<Connecting> {
  const ask = async (): Promise<Connecting> => {
    if (wire.signal.aborted) return { outcome: 'silence' };
    const { connector, address, port, timeout } = wire;
    return await connector.connect(address, port, timeout, { ...wire.options, ...options, reset: true });
  };
  const result = await (wire.gate ? wire.gate.through(ask) : ask());
  if (result.outcome === 'connected') closeSocket(result.fd);
  return result;
}

/** Asks with growing time to live until an answer comes, or four in a row stay silent. */
export async function trace(wire: Wire): Promise<Trace> {
  const routers: (IcmpError | undefined)[] = [];
  for (let first = 1; first <= MOST && !wire.signal.aborted; first += AT_ONCE) {
    const ttls = Array.from({ length: AT_ONCE }, (_, i) => first + i);
    const results = await Promise.all(ttls.map((ttl) => knock(wire, { ttl })));
    for (const [i, result] of results.entries()) {
      if (result.outcome === 'icmp' && isTimeExceeded(result.icmp)) routers[first + i - 1] = result.icmp;
      // What this machine couldn't send says nothing of the way.
      else if (result.outcome === 'failed') return { routers };
      else if (result.outcome !== 'silence') return { distance: first + i, end: result, routers };
    }
    if (results.every(({ outcome }) => outcome === 'silence')) break;
  }
  return { routers };
}

/** The last router that answered. */
export function lastRouter({ routers }: Trace): ObservedHop | undefined {
  for (let i = routers.length - 1; i >= 0; i--) {
    const router = routers[i];
    if (router) return { distance: i + 1, address: router.sender };
  }
  return undefined;
}

/**
 * The time to live that a host's answer still has when it comes, found by asking that smaller ones be dropped
 * (IP_MINTTL, IPV6_MINHOPCOUNT): no right to read packets is needed. `undefined` where no answer came.
 * @param guesses - tried first, since each packet that has to be waited for takes its time: with the right one of three
 * it takes six packets instead of thirty
 */
export async function answersTtl(wire: Wire, guesses: readonly number[] = []): Promise<number | undefined> {
  const guessed = await guessedTtl(wire, guesses);
  if (guessed !== undefined) return guessed;
  let low = 0;
  let high = 256;
  for (let step = 16; step >= 1; step /= 16) {
    const tries: number[] = [];
    for (let least = low + step; least < high; least += step) tries.push(least);
    const outcomes = await Promise.all(tries.map((least) => knock(wire, { minimumTtl: least })));
    if (outcomes.some(({ outcome }) => outcome === 'failed')) return undefined;
    const came = outcomes.map(isAnswer);
    const reached = tries.filter((_, i) => came[i]);
    const missed = tries.filter((_, i) => !came[i]);
    // An answer that was lost on the way, or a sender that varies: then nothing is known.
    if (missed.some((m) => reached.some((r) => r > m))) return undefined;
    low = Math.max(low, ...reached);
    high = Math.min(high, ...missed);
  }
  return low === 0 ? undefined : low;
}

/** The guess that is right: what comes with it doesn't come with one more. */
async function guessedTtl(wire: Wire, guesses: readonly number[]): Promise<number | undefined> {
  const pairs = await Promise.all(
    guesses.map((ttl) => Promise.all([answersWith(wire, ttl), answersWith(wire, ttl + 1)])),
  );
  const right = guesses.filter((_, i) => pairs[i]?.[0] && !pairs[i]?.[1]);
  // A sender that varies is right more than once, or comes with more where it didn't come with less.
  const isOne = guesses.every((ttl, i) =>
    pairs[i]?.every((came, more) => came === ttl + more <= (right[0] ?? 0)),
  );
  return right.length === 1 && isOne ? right[0] : undefined;
}

/**
 * What is left of the times to live that systems begin with (64 Linux and macOS, 128 Windows, 255 routers), where the
 * way back is as long as the way there.
 */
export function usualTtls(distance: number): number[] {
  return [64, 128, 255].map((first) => first - distance + 1).filter((ttl) => ttl > 0);
}

/** Whether an answer comes that has at least so much time to live left. */
async function answersWith(wire: Wire, minimumTtl: number): Promise<boolean> {
  if (minimumTtl > 255) return false;
  return isAnswer(await knock(wire, { minimumTtl }));
}

function isAnswer({ outcome }: Connecting): boolean {
  return outcome === 'connected' || outcome === 'reset';
}

/** Whether the address is on a wire of this machine, so that no router stands between. */
export async function isOnLink(wire: Wire): Promise<boolean> {
  if (wire.onLink !== undefined) return wire.onLink;
  // Linux heeds SO_DONTROUTE for IPv4 alone.
  if (familyOf(wire.address) === 6) return isInOwnSubnet(wire);
  const { outcome } = await knock(wire, { onLink: true });
  return outcome === 'connected' || outcome === 'reset' || outcome === 'silence';
}

function isInOwnSubnet({ address, options }: Wire): boolean {
  const lists = inNamespace(options.namespace, () => networkInterfaces());
  const subnets = Object.values(lists).flatMap((list) => (list ?? []).flatMap(({ cidr }) => cidr ?? []));
  return subnets.some((cidr) => isInside(address, networkOf(cidr)));
}

/** `fd00::/64` of `fd00::7/64`. */
function networkOf(cidr: string): string {
  const [text = '', length = '0'] = cidr.split('/');
  const parsed = parseAddress(text.split('%')[0] ?? text);
  if ('error' in parsed) return cidr;
  const size = 1n << BigInt((parsed.family === 6 ? 128 : 32) - Number(length));
  const first = parsed.value - (parsed.value % size);
  return network(parsed.family, first, first + size - 1n).text;
}

/** Who says that the target isn't there, if somebody does; without an address: this machine. */
export async function whoSaysDown(wire: Wire): Promise<ObservedHop | undefined> {
  const result = await knock(wire);
  if (result.outcome === 'icmp' && isNoRoute(result.icmp)) return { address: result.icmp.sender };
  return result.outcome === 'failed' && result.code === 'EHOSTUNREACH' ? {} : undefined;
}
