import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { parseAddress } from '../../net/network.ts';
import type { RequestContext, ServerEnv } from '../context.ts';
import { Problem } from '../problem.ts';

/** How much somebody may ask: so many requests at once, and so many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** From one address: an office may stand behind it. */
export const ADDRESS_RATE: Rate = { burst: 600, perSecond: 100 };
/** In one session: a page with its documents takes about thirty. */
export const SESSION_RATE: Rate = { burst: 300, perSecond: 50 };
/** Signing in, from one address. */
export const SIGN_IN_RATE: Rate = { burst: 20, perSecond: 0.2 };

/** Askers that are remembered: the one who was quiet for the longest time is forgotten first. */
const MOST = 20_000;

interface Bucket {
  left: number;
  time: number;
}

/** Counts requests by who makes them. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #rate: Rate;
  readonly #now: () => number;

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one request; if there is none left, the seconds until there is. */
  take(key: string): number | undefined {
    const { burst, perSecond } = this.#rate;
    const time = this.#now();
    const bucket = this.#buckets.get(key) ?? { left: burst, time };
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, time - bucket.time) / 1000) * perSecond);
    bucket.time = time;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
    bucket.left--;
    return undefined;
  }
}

/** Answers 429 to whoever asks too much; requests without a key aren't counted. */
export function limited(
  limit: RateLimit,
  keyOf: (c: RequestContext) => string | undefined,
): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    const key = keyOf(c);
    const wait = key === undefined ? undefined : limit.take(key);
    if (wait !== undefined)
      throw new Problem(
        429,
        'rate',
        `Wait ${wait} ${wait === 1 ? 'second' : 'seconds'}, then ask again.`,
        {},
        { 'retry-after': String(wait) },
      );
    await next();
  });
}

/** Whoever has an IPv6 address has the 2^64 of its network. */
export function addressKey(address: string): string {
  const parsed = parseAddress(address);
  if ('error' in parsed || parsed.family === 4) return address;
  return `${(parsed.value >> 64n).toString(16)}::/64`;
}
